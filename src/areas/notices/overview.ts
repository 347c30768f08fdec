/** What waits for somebody on the page where one lands: the same that they are told of by mail and push, whatever they chose of those. */

import { personOf } from '../../authority/actor.ts'
import {
  instantOf,
  item,
  type Named,
  type OverviewItem,
  type OverviewPart,
  some,
} from '../../authority/overview.ts'
import type { Reading } from '../../authority/store.ts'
import { LEFT_WORDS } from './letter-words.ts'
import { noticeRows, type Thing } from './store.ts'
import { concerns } from './told.ts'
import { overviewWords as words } from './words-overview.ts'

export function noticesOverview(store: Reading): OverviewPart {
  return {
    waits: async ({ actor }) => {
      const reader = { id: personOf(actor), role: actor.role, operator: actor.operator }
      const things = (await noticeRows(store).things()).filter(thing => concerns(thing, reader))
      return some(things.flatMap(waiting).toSorted(longest))
    },
  }
}

/** Operators that are away are no work to decide: what is not well says so. */
function waiting(thing: Thing): (OverviewItem & Named)[] {
  const { subject, stands, does, by, page, at, dueAt, isUrgent } = thing
  if (stands === 'away' || stands === 'back') return []
  const says = stands === 'left' ? LEFT_WORDS[does ?? 'do'] : words[stands]
  // Named by the area whose kind it is.
  const what = says
  return [
    {
      ...item({ what, says, by: by === '' ? null : by, page, isUrgent }),
      ...{ from: instantOf(at), until: instantOf(dueAt) },
      subject,
    },
  ]
}

function longest(a: OverviewItem, b: OverviewItem): number {
  const order = Number(b.isUrgent) - Number(a.isUrgent)
  return order === 0 ? (a.from ?? '').localeCompare(b.from ?? '') : order
}

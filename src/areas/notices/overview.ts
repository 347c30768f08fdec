/** What waits for somebody on the page where one lands: the same that they are told of by mail and push, whatever they chose of those. */

import { personOf } from '../../authority/actor.ts'
import {
  instantOf,
  isOfMinistry,
  item,
  type Named,
  NONE,
  type OverviewItem,
  type OverviewPart,
  some,
} from '../../authority/overview.ts'
import type { Reading } from '../../authority/store.ts'
import type { Found } from '../../authority/waiting.ts'
import { everybody, personRows } from '../access/store.ts'
import { unheardOf } from './adrift.ts'
import { isFound, thingOf } from './finding.ts'
import { LEFT_WORDS } from './letter-words.ts'
import { noticeRows, type Thing } from './store.ts'
import { concerns } from './told.ts'
import { overviewWords as words } from './words-overview.ts'

/** `found`: what areas see now, beside what steps have left. */
export function noticesOverview(
  store: Reading,
  found: (now: number) => Promise<readonly Found[]> = async () => [],
): OverviewPart {
  return {
    waits: async ({ actor, now }) => {
      const reader = { id: personOf(actor), role: actor.role, operator: actor.operator }
      const kept = (await noticeRows(store).things()).filter(thing => !isFound(thing))
      const things = [...kept, ...(await found(now)).map(each => thingOf(each, null))]
      return some(
        things
          .filter(thing => concerns(thing, reader))
          .flatMap(waiting)
          .toSorted(longest),
      )
    },
    // Whoever may do it is not there: people are to be told by people.
    unwell: async ({ actor }) => {
      if (!isOfMinistry(actor)) return NONE
      const kept = (await noticeRows(store).things()).filter(thing => !isFound(thing))
      const people = await everybody(personRows(store))
      const unheard = people.length === 0 ? [] : unheardOf(kept, people)
      return some(
        unheard.flatMap(thing => waiting({ ...thing, isUrgent: true })).map(each => ({ ...each, says: words.unheard })),
      )
    },
  }
}

/** Operators that are away are no work to decide: what is not well says so. */
function waiting(thing: Omit<Thing, 'serial' | 'at'> & { readonly at: number | null }): (OverviewItem & Named)[] {
  const { subject, stands, does, by, page, at, dueAt, isUrgent } = thing
  if (stands === 'away' || stands === 'back' || stands === 'rest') return []
  const isSigned = subject.kind === 'roster' && stands === 'waits'
  const says = stands === 'left' ? LEFT_WORDS[does ?? 'do'] : words[isSigned ? 'signed' : stands]
  // Named by the area whose kind it is.
  const what = says
  return [
    {
      ...item({ what, says, by: by === '' ? null : by, page, isUrgent }),
      from: instantOf(at),
      until: instantOf(dueAt),
      subject,
    },
  ]
}

function longest(a: OverviewItem, b: OverviewItem): number {
  const order = Number(b.isUrgent) - Number(a.isUrgent)
  return order === 0 ? (a.from ?? '').localeCompare(b.from ?? '') : order
}

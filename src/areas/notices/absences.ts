/**
 * Operators whose nodes are not heard: told once each time, once more where something comes to run meanwhile, and once when they are
 * back. A server that has just started does not know who was there while it was not.
 *
 *   heard ─ 10 minutes ─► away ─► urgent, as soon as a directive of it is open ─► heard ─► back
 */
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OperatorSummary } from '../operators/model.ts'
import { AWAY_MS } from './limits.ts'
import { type NoticeWriting, noticeRows, type Thing } from './store.ts'

type Operator = Pick<OperatorSummary, 'id' | 'name' | 'state' | 'isConnected' | 'heardAt' | 'openDirectives'>

export async function lookForOperators(
  work: UnitOfWork,
  { operators, startedAt }: { readonly operators: readonly Operator[]; readonly startedAt: number },
): Promise<void> {
  const now = work.now()
  const changesOf = (things: readonly Thing[]) => {
    const known = new Map(things.filter(({ subject }) => subject.kind === KIND).map(each => [each.subject.id, each]))
    return operators.flatMap(operator => changeOf(operator, known.get(operator.id) ?? null, { now, startedAt }) ?? [])
  }
  if (changesOf(await noticeRows(work.store).things()).length === 0) return
  await work.transaction(async ({ store }) => {
    const rows = noticeRows(store)
    for (const change of changesOf(await rows.things())) await put(rows, change)
  })
}

const KIND = 'operator'

type Change = { readonly drop: string } | { readonly put: Omit<Thing, 'serial'> }

async function put(rows: NoticeWriting, change: Change): Promise<void> {
  if ('put' in change) await rows.putThing(change.put)
  else await rows.dropThing({ kind: KIND, id: change.drop })
}

/** Null: nothing is new. */
function changeOf(
  operator: Operator,
  known: Thing | null,
  { now, startedAt }: { readonly now: number; readonly startedAt: number },
): Change | null {
  const { id, state, isConnected, heardAt, openDirectives } = operator
  const isKnownAway = known?.stands === 'away'
  if (state !== 'enrolled') return isKnownAway ? { drop: id } : null
  const isUrgent = openDirectives > 0
  if (isConnected) {
    if (!isKnownAway) return null
    return { put: thingOf(operator, { stands: 'back', at: now, since: known.since, isUrgent: false }) }
  }
  if (isKnownAway) {
    if (known.isUrgent || !isUrgent) return null
    return { put: thingOf(operator, { stands: 'away', at: now, since: known.since, isUrgent }) }
  }
  // Who was enrolled and never came has not gone away.
  if (heardAt === null) return null
  const heard = Date.parse(heardAt)
  if (now - Math.max(heard, startedAt) < AWAY_MS) return null
  return { put: thingOf(operator, { stands: 'away', at: now, since: heard, isUrgent }) }
}

function thingOf(
  { id, name }: Operator,
  given: Pick<Thing, 'stands' | 'at' | 'since' | 'isUrgent'>,
): Omit<Thing, 'serial'> {
  return {
    ...given,
    subject: { kind: KIND, id },
    page: `/operators/${id}`,
    by: name,
    roles: ['administrator'],
    people: [],
    does: null,
    dueAt: null,
    operator: null,
    obliged: null,
  }
}

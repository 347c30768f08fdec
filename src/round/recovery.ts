/**
 * A ledger after a crash: what may have been written and has no known answer is uncertain, and counted.
 *
 * Changes the columns in memory only; the next group writes it down. A look (`status`) shows the same as a run would.
 */
import {
  ACCEPTED_SEGMENTS,
  DIRTY,
  EARLY,
  ENDED_IN_FLIGHT,
  type Ledger,
  LOST_OPEN,
  MATCHED,
  OUTCOME,
  REFUSED_SEGMENTS,
  RESENT,
  RETRIED,
  SENDING,
  SUBMITTED,
  UNANSWERED,
  UNSENT,
} from './ledger.ts'
import type { Recovered } from './ledger-reader.ts'
import { type Snapshot, snapshotOf } from './snapshot.ts'

export function settleAfterCrash({ ledger, meta }: Pick<Recovered, 'ledger' | 'meta'>): Snapshot {
  const snapshot = snapshotOf(meta)
  const { counters, statusCodes, statusCounts } = ledger
  counters.set(snapshot.counters.length > 0 ? snapshot.counters : counters)
  snapshot.statuses.forEach(([status, count], i) => {
    statusCodes[i + 1] = status
    statusCounts[i + 1] = count
  })
  ledger.statusesKnown = snapshot.statuses.length
  statusCounts[255] = snapshot.otherStatuses
  const unanswered = settleOpen(ledger, snapshot.intent)
  counters[UNANSWERED] += unanswered - counters[LOST_OPEN] + counters[ENDED_IN_FLIGHT]
  counters[LOST_OPEN] = 0
  counters[ENDED_IN_FLIGHT] = 0
  ledger.recount()
  counters[SUBMITTED] =
    counters[ACCEPTED_SEGMENTS] + counters[REFUSED_SEGMENTS] + counters[RETRIED] + counters[UNANSWERED]
  const { fenced } = snapshot
  const isAtRest = snapshot.state === 'stopped' || snapshot.state === 'finished'
  return {
    ...snapshot,
    state: fenced !== null ? 'fenced' : isAtRest ? snapshot.state : 'interrupted',
    endedAt: fenced?.at ?? snapshot.endedAt,
    walk: Math.max(snapshot.walk, snapshot.intent),
    counters: [...counters],
    lanes: snapshot.lanes.map(lane => ({ ...lane, bound: false })),
  }
}

/** Gives the segments without a known answer. */
function settleOpen(ledger: Ledger, intent: number): number {
  const { state, shape } = ledger
  let unanswered = 0
  for (let rank = 0; rank < shape.subscribers; rank++) {
    const outcome = state[rank] & OUTCOME
    if (outcome === SENDING || (outcome === UNSENT && rank < intent)) unanswered += settleOne(ledger, rank)
  }
  return unanswered
}

function settleOne(ledger: Ledger, rank: number): number {
  const { shape, receipts, counters, state } = ledger
  // Receipts that came before their responses: the centre has these segments, once there is one for each and no second
  // copy of any was written.
  const open: number[] = []
  for (let j = 0; j < shape.tracked; j++) if (!ledger.isAccepted(rank, shape.trackedFrom + j)) open.push(j)
  const isClear = shape.tracked === 1 || (state[rank] & RESENT) === 0
  if (isClear && open.every(j => receipts[rank * shape.ids + j] !== 0))
    for (const j of open) {
      ledger.accept(rank, shape.trackedFrom + j)
      counters[MATCHED]++
      counters[EARLY]++
    }
  state[rank] = (state[rank] & ~OUTCOME) | ledger.settled(rank)
  if ((state[rank] & DIRTY) === 0) ledger.markDirty(rank)
  return shape.segments - ledger.acceptedOf(rank)
}

/** The tally of a directive, out of the tallies of its legs' rounds. Pure. */
import { type DirectiveTally, NOTHING } from '../directive/documents.ts'
import type { Tally } from '../round/tally.ts'
import type { LegRecord } from './memory.ts'

export interface LegTally {
  readonly leg: LegRecord
  /** Null: it has not begun. */
  readonly tally: Tally | null
  /** Whether its round runs now, and thus has lanes. */
  readonly isRunning: boolean
}

/** `lanes` in all, which the legs share one after another. */
export function directiveTally(legs: readonly LegTally[], lanes: number): DirectiveTally {
  const sum = structuredClone(NOTHING)
  let seconds = 0
  for (const { leg, tally, isRunning } of legs) {
    sum.segments.expected += leg.subscribers * leg.segmentsEach
    if (tally === null) {
      sum.turns.audience += leg.subscribers
      sum.turns.unsent += leg.subscribers
      continue
    }
    addCounts(sum, tally)
    if (tally.segmentsPerSecond > 0) seconds += tally.segments.submitted / tally.segmentsPerSecond
    for (const lane of tally.lanes) {
      sum.lanes.throttled += lane.throttled
      sum.lanes.rebinds += lane.rebinds
    }
    if (!isRunning) continue
    const bound = tally.lanes.filter(lane => lane.bound).length
    sum.lanes.bound = Math.max(sum.lanes.bound, bound)
  }
  sum.lanes.all = lanes
  sum.segmentsPerSecond = seconds > 0 ? Math.round(sum.segments.submitted / seconds) : 0
  return sum
}

function addCounts(sum: DirectiveTally, tally: Tally): void {
  const add = (into: Record<string, number>, from: Readonly<Record<string, number>>) => {
    for (const [name, value] of Object.entries(from)) into[name] = (Object.hasOwn(into, name) ? into[name] : 0) + value
  }
  add(sum.turns, tally.subscribers)
  add(sum.segments, tally.segments)
  add(sum.receipts, tally.receipts)
  add(sum.statuses, tally.statuses)
}

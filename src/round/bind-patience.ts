/**
 * How long a round waits for the first bind of any lane. A refusal ends no wait, whatever it says: a centre that was set up anew
 * may not know an account for a minute. It is told at once by the lane. Pure: the caller brings the time in milliseconds.
 */

/** If no lane at all has bound by then, nothing was sent and the run ends. */
const PATIENCE_MS = 120_000

export interface BindSoFar {
  readonly hasBound: boolean
  /** Why its last try failed; empty: none has failed yet. */
  readonly why: string
}

/** Whether to go on: some lane has bound, or one may still. */
export function mayStillBind(lanes: readonly BindSoFar[], waitedMs: number): boolean {
  return waitedMs < PATIENCE_MS || lanes.some(lane => lane.hasBound)
}

/** Why no lane has bound: what the first lane with a failed try was told. */
export function whyNoneBound(lanes: readonly BindSoFar[]): string {
  return lanes.find(({ why }) => why !== '')?.why ?? 'no answer in time'
}

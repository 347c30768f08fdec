/** How long a round waits for the first bind of any lane. Pure: the caller brings the time in milliseconds. */
import { STATUSES } from '../smpp/statuses.ts'

/** If no lane at all has bound by then, nothing was sent and the run ends. */
const PATIENCE_MS = 120_000
/** Bind refusals that no waiting mends: a wrong password, an unknown system_id. */
const HOPELESS: ReadonlySet<number> = new Set([STATUSES.ESME_RINVPASWD, STATUSES.ESME_RINVSYSID])

export interface BindSoFar {
  readonly hasBound: boolean
  /** The command_status of the last bind that was refused, 0 for none. */
  readonly refusal: number
}

/** Whether to go on: some lane has bound, or one may still. */
export function mayStillBind(lanes: readonly BindSoFar[], waitedMs: number): boolean {
  if (lanes.some(lane => lane.hasBound)) return true
  return waitedMs < PATIENCE_MS && !lanes.every(lane => HOPELESS.has(lane.refusal))
}

/** Opens the replicated log of a leg by the scheme of its address. */
import { systemClock, type Timekeeper } from '../../base/clock.ts'
import type { LegLog } from '../log.ts'
import { checkLeg, parseAddress } from './address.ts'
import { openNatsEngine } from './nats-engine.ts'
import { openPostgresEngine } from './postgres-engine.ts'
import { openReplicatedLog } from './replicated-log.ts'

/** For a leg that says nothing of its size. */
const OCTETS_MAX = 8_000_000_000
/** An election of NATS takes up to 9 s, a promotion of PostgreSQL about as long. */
const OPEN_MS = 15_000

/**
 * Fails with the codes of LOG_FAILURES. With `octetsMax` null no log is made: one that is not there yet is waited for, as long as it
 * takes.
 */
export async function openLog(
  url: string,
  leg: string,
  options: {
    readonly unsafe?: boolean
    readonly octetsMax?: number | null
    readonly clock?: Timekeeper
    readonly until?: AbortSignal | undefined
    readonly openMs?: number | undefined
  } = {},
): Promise<LegLog> {
  const { unsafe = false, octetsMax = OCTETS_MAX, clock = systemClock } = options
  const { until = new AbortController().signal, openMs = OPEN_MS } = options
  checkLeg(leg)
  const address = parseAddress(url)
  return await openReplicatedLog(
    async engine =>
      address.kind === 'nats'
        ? await openNatsEngine(address, leg, engine)
        : await openPostgresEngine(address, leg, engine),
    { unsafe, octetsMax, clock, until, openMs },
  )
}

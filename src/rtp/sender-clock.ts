/**
 * What a sender's reports say of time: which instant of its wall clock a timestamp is, and how long a packet takes there and
 * back (RFC 3550, sections 6.4 and 6.4.1).
 *
 * The sender's wall clock is its own: two streams of one sender can be aligned by it, two senders cannot.
 */
import type { Millis } from '../base/clock.ts'
import type { ReportBlock, SenderReport } from './rtcp.ts'
import { timestampDelta } from './sequences.ts'
import { msToNtpShort, msToTicks, type NtpTime, ntpShortOf, ntpShortToMs, ticksToMs, wallMsOf } from './times.ts'

interface Reported {
  readonly rtp: number
  readonly wallMs: number
  readonly short: number
  readonly at: Millis
}

export class SenderClock {
  readonly #clockRate: number
  #last: Reported | null = null

  constructor(clockRate: number) {
    this.#clockRate = clockRate
  }

  /** A sender report came. */
  reported({ ntp, rtp }: Pick<SenderReport, 'ntp' | 'rtp'>, now: Millis): void {
    this.#last = { rtp, wallMs: wallMsOf(ntp), short: ntpShortOf(ntp), at: now }
  }

  /** Milliseconds since 1970 by the sender's clock; null before its first report. Right within half a wrap of the report. */
  wallMsOf(timestamp: number): number | null {
    if (this.#last === null) return null
    const { rtp, wallMs } = this.#last
    return wallMs + ticksToMs(timestampDelta(rtp, timestamp), this.#clockRate)
  }

  /** The other way round. */
  timestampOf(wallMs: number): number | null {
    if (this.#last === null) return null
    const { rtp, wallMs: reportedMs } = this.#last
    return (rtp + msToTicks(wallMs - reportedMs, this.#clockRate)) >>> 0
  }

  /** What a report block says of the sender's last report; zeros before it. */
  lastReport(now: Millis): Pick<ReportBlock, 'lastSr' | 'delaySinceLastSr'> {
    if (this.#last === null) return { lastSr: 0, delaySinceLastSr: 0 }
    return { lastSr: this.#last.short, delaySinceLastSr: msToNtpShort(now - this.#last.at) }
  }
}

/**
 * How long it was from our report to this block, without what the other side kept it for; null where it saw none of ours. A
 * block whose times are wrong gives at least 0, and at most 9 hours: who believes it has a limit of their own.
 */
export function roundTripMs(
  { lastSr, delaySinceLastSr }: Pick<ReportBlock, 'lastSr' | 'delaySinceLastSr'>,
  arrived: NtpTime,
): number | null {
  if (lastSr === 0) return null
  const short = (ntpShortOf(arrived) - lastSr - delaySinceLastSr) | 0
  return ntpShortToMs(Math.max(0, short))
}

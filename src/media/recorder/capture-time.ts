/**
 * When a packet was captured, on the recorder's clock, whatever clocks its site has.
 *
 *   RTP timestamp ── sender reports ─► the site's wall clock ── + the least delay of the site lately ─► our clock
 *                 └─ before the first report: + the least delay of the source lately ──────────────────┘
 *
 * Delay is how long after it was captured a packet came, by both clocks: what they are apart, and the line. The least of it lately
 * is the line without its queues, and follows clocks that drift apart. A site has one clock, so that its voice and its picture
 * are as far apart as they were. What a site says of its clock moves nobody but itself, and nothing beyond its arrival.
 */
import type { Millis } from '../../base/clock.ts'
import type { SenderClock } from '../../rtp/sender-clock.ts'
import { extendTimestamp } from '../../rtp/sequences.ts'
import { ticksToMs } from '../../rtp/times.ts'
import { LeastLately } from './least-lately.ts'

export class CaptureTime {
  readonly #clock: SenderClock
  readonly #clockRate: number
  readonly #site: LeastLately
  readonly #own = new LeastLately()
  /** Extended. */
  #timestamp: number | null = null

  /** `site`: the delay by the reports of all that the site sends. */
  constructor(of: { readonly clock: SenderClock; readonly clockRate: number; readonly site: LeastLately }) {
    this.#clock = of.clock
    this.#clockRate = of.clockRate
    this.#site = of.site
  }

  /** Of a packet that comes now. Never after now. */
  of(timestamp: number, now: Millis): number {
    this.#timestamp = extendTimestamp(this.#timestamp ?? timestamp, timestamp)
    const mediaMs = ticksToMs(this.#timestamp, this.#clockRate)
    this.#own.add(now - mediaMs, now)
    const wallMs = this.#clock.wallMsOf(timestamp)
    if (wallMs === null) return mediaMs + this.#own.least
    this.#site.add(now - wallMs, now)
    return wallMs + this.#site.least
  }

  /** Its line takes longer now, for good. */
  forget(): void {
    this.#own.forget()
    this.#site.forget()
  }
}

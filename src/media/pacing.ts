/**
 * How much may go now of a stream of so many bits a second, in which whatever else is sent has its share: padding fills what is
 * left, evenly, by what went by since the last tick, and not all at once after a pause.
 */
import type { Millis } from '../base/clock.ts'

/** What a pause leaves to send at once, one packet at the least, and a large picture to save later. */
const CREDIT_MS = { most: 30, least: -1000 }

export class Pacing {
  /** Bits that may go now. */
  #credit = 0
  #at: Millis
  readonly #creditMs: typeof CREDIT_MS

  constructor(now: Millis, creditMs = CREDIT_MS) {
    this.#at = now
    this.#creditMs = creditMs
  }

  /** Padding or not. */
  sent(octets: number): void {
    this.#credit -= octets * 8
  }

  /** Whether there is room for a packet of so many octets. */
  hasRoom(octets: number, { bitrate, now }: { readonly bitrate: number; readonly now: Millis }) {
    const perMs = bitrate / 1000
    const credit = this.#credit + (now - this.#at) * perMs
    const most = Math.max(this.#creditMs.most * perMs, octets * 8)
    this.#credit = Math.max(this.#creditMs.least * perMs, Math.min(most, credit))
    this.#at = now
    return this.#credit >= octets * 8
  }
}

/**
 * The receiver's end of transport-wide feedback: which numbers came, and when, until it is told. Whoever receives asks for what is
 * due every 100 ms or so. Bounded by ARRIVALS_MAX, so that feedback fits a datagram; what is behind it waits for the next.
 */
import type { Millis } from '../base/clock.ts'
import type { TransportFeedback } from './rtcp.ts'
import { extendSequence } from './sequences.ts'

const ARRIVALS_MAX = 400
const TICKS_A_MS = 4
const REFERENCE_TICKS = 256
const REFERENCE_BITS = 24
/** What two octets hold. */
const DELTA_MAX = 0x7fff

export class TransportArrivals {
  /** By extended number, ticks. */
  readonly #came = new Map<number, number>()
  #highest: number | null = null
  /** Extended: the first that was not told yet. */
  #next: number | null = null
  #count = 0

  /** A packet with this number of 16 bits. */
  came(number: number, now: Millis): void {
    const extended = this.#highest === null ? number : extendSequence(this.#highest, number)
    this.#highest = Math.max(extended, this.#highest ?? extended)
    if (!this.#came.has(extended)) this.#came.set(extended, Math.round(now * TICKS_A_MS))
  }

  /** Null: nothing came since the last. */
  due(named: Pick<TransportFeedback, 'sender' | 'media'>): TransportFeedback | null {
    const waiting = [...this.#came].sort(([one], [other]) => one - other).slice(0, ARRIVALS_MAX)
    if (waiting.length === 0) return null
    const [[lowest, firstTicks]] = waiting
    const first = Math.min(lowest, this.#next ?? lowest)
    const reference = Math.floor(firstTicks / REFERENCE_TICKS)
    const arrivals: { offset: number; ticks: number }[] = []
    let before = 0
    for (const [number, at] of waiting) {
      const ticks = at - reference * REFERENCE_TICKS
      if (Math.abs(ticks - before) > DELTA_MAX) break
      arrivals.push({ offset: number - first, ticks })
      before = ticks
      this.#came.delete(number)
    }
    const statuses = (arrivals.at(-1)?.offset ?? 0) + 1
    this.#next = first + statuses
    const count = this.#count
    this.#count = (count + 1) & 0xff
    const unused = 32 - REFERENCE_BITS
    return {
      type: 'TWCC',
      ...named,
      base: first & 0xffff,
      statuses,
      count,
      arrivals,
      reference: (reference << unused) >> unused,
    }
  }
}

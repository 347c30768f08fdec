/**
 * A bad line for datagrams, from a seed: it loses, delays, reorders, repeats, is slow, and is dead for a while.
 *
 *   send ─► black hole ─► loss (Gilbert-Elliott) ─► rate and queue ─► delay and jitter ─► deliver, at times twice
 *
 * The loss has two states, each with a share of its own, and a chance a packet to go to the other one: with one state it is
 * random, with two it comes in bursts. Without reordering a packet waits for the one before it, as in a queue. Knows no time but
 * that of who gives it: virtual, or a real one over real sockets.
 */
import type { Random } from '../../src/base/random.ts'

/** A `Schedule`, or a clock with timers. */
export interface Waits {
  readonly now: number
  after(ms: number, act: () => void): void
}

export interface Line {
  /** Shares, 0 to 1. */
  readonly loss: { readonly good: number; readonly bad: number; readonly toBad: number; readonly toGood: number }
  readonly delayMs: number
  /** Up to so much is added, evenly. */
  readonly jitterMs: number
  readonly reorders: boolean
  /** Share, 0 to 1. */
  readonly duplicates: number
  /** Bits a second, and what waits for them at the most; null: as fast as may be. */
  readonly rate: { readonly bitrate: number; readonly queueOctets: number } | null
}

export const GOOD_LINE: Line = {
  loss: { good: 0, bad: 0, toBad: 0, toGood: 1 },
  delayMs: 20,
  jitterMs: 0,
  reorders: false,
  duplicates: 0,
  rate: null,
}

/** Every packet with the same chance. */
export function randomLoss(share: number): Line['loss'] {
  return { good: share, bad: share, toBad: 0, toGood: 1 }
}

const PARTS = 1_000_000

export class Impairer {
  #line: Line
  readonly #random: Random
  readonly #waits: Waits
  #isBad = false
  #deadUntil = Number.NEGATIVE_INFINITY
  /** When the last octet of the queue is on the wire. */
  #freeAt = Number.NEGATIVE_INFINITY
  #lastAt = Number.NEGATIVE_INFINITY
  sent = 0
  lost = 0
  repeated = 0

  constructor(line: Line, random: Random, waits: Waits) {
    this.#line = line
    this.#random = random
    this.#waits = waits
  }

  /** It is another one from now on; what waits in its queue goes on at the new rate. */
  becomes(line: Line): void {
    const { now } = this.#waits
    const waitingMs = Math.max(0, this.#freeAt - now)
    const [before, after] = [this.#line.rate, line.rate]
    const times = before === null || after === null ? 0 : before.bitrate / after.bitrate
    this.#freeAt = now + waitingMs * times
    this.#line = line
  }

  /** What waits in its queue now. */
  get queuedMs(): number {
    return Math.max(0, this.#freeAt - this.#waits.now)
  }

  /** Nothing comes through for so long. */
  blackHole(ms: number): void {
    this.#deadUntil = this.#waits.now + ms
  }

  send(octets: Buffer, deliver: (octets: Buffer) => void): void {
    this.sent += 1
    if (this.#isLost()) {
      this.lost += 1
      return
    }
    const queuedMs = this.#queue(octets.length)
    if (queuedMs === null) {
      this.lost += 1
      return
    }
    this.#deliver(octets, queuedMs, deliver)
    if (!this.#happens(this.#line.duplicates)) return
    this.repeated += 1
    this.#deliver(octets, queuedMs, deliver)
  }

  #isLost(): boolean {
    const { good, bad, toBad, toGood } = this.#line.loss
    if (this.#happens(this.#isBad ? toGood : toBad)) this.#isBad = !this.#isBad
    return this.#waits.now < this.#deadUntil || this.#happens(this.#isBad ? bad : good)
  }

  /** How long it waits for those before it and for its own octets; null: there is no room. */
  #queue(octets: number): number | null {
    const { rate } = this.#line
    if (rate === null) return 0
    const { now } = this.#waits
    const waitingMs = Math.max(0, this.#freeAt - now)
    if ((waitingMs * rate.bitrate) / 8000 + octets > rate.queueOctets) return null
    this.#freeAt = now + waitingMs + (octets * 8000) / rate.bitrate
    return this.#freeAt - now
  }

  #deliver(octets: Buffer, queuedMs: number, deliver: (octets: Buffer) => void): void {
    const { delayMs, jitterMs, reorders } = this.#line
    const { now } = this.#waits
    const jitter = jitterMs === 0 ? 0 : (this.#random.below(PARTS) / PARTS) * jitterMs
    const at = now + queuedMs + delayMs + jitter
    const when = reorders ? at : Math.max(at, this.#lastAt)
    this.#lastAt = when
    this.#waits.after(when - now, () => deliver(octets))
  }

  #happens(share: number): boolean {
    return share > 0 && this.#random.below(PARTS) < share * PARTS
  }
}

/**
 * What of a source has not come, and when to ask for it again (RFC 4585, section 6.2.1).
 *
 *   gap seen ─ max(20 ms, jitter) ─► ask ─ max(RTT, 40 ms) ─► ask ─ … at most 8 times ─ … ─ 1.4 s after the gap ─► given up
 *        └──── it comes: late is not lost, nobody is asked
 *
 * How long the way is, is not known at first: who had asked all eight times within the first round trip would give up what is on
 * its way. Numbers are extended, so that wraps need no care (`source-sequence.ts`). Bounded by MISSING_MAX: a larger gap is given
 * up whole. Who gives up asks for a key frame, but not for what is older than one: that is asked for all the same, for receivers
 * that have not come to the key frame yet. Pure: the caller brings the time and calls `due` every few milliseconds.
 */
import type { Millis } from '../base/clock.ts'
import type { Placed } from './source-sequence.ts'

const FIRST_ASK_MS = 20
const ASK_AGAIN_MS = 40
const ASKS_MAX = 8
/** What it is asked of keeps it a little longer (`packet-history.ts`). */
const GIVE_UP_MS = 1400
export const MISSING_MAX = 512
/** At once: each far from the next they are a word each, and fit a datagram together. The others are asked for the next time. */
const ASK_MAX = 256

interface Missing {
  readonly since: Millis
  due: number
  asks: number
  isNeeded: boolean
}

export interface Due {
  /** Extended numbers to ask for now. */
  readonly ask: readonly number[]
  /** How many were given up since the last call. Above 0: a key frame is needed. */
  readonly gaveUp: number
}

const NOTHING: Due = { ask: [], gaveUp: 0 }

export class MissingPackets {
  readonly #missing = new Map<number, Missing>()
  #highest = 0
  #gaveUp = 0
  #isFirst = true

  get count(): number {
    return this.#missing.size
  }

  /**
   * Of every packet, as `SourceSequence` placed it. `jitterMs`: how late packets of this source usually are. True: it had been
   * asked for.
   */
  arrived(
    placed: Placed,
    extended: number,
    { now, jitterMs }: { readonly now: Millis; readonly jitterMs: number },
  ): boolean {
    if (placed === 'suspect') return false
    if (this.#isFirst || placed === 'restarted') {
      this.#giveUpAll()
      this.#isFirst = false
      this.#highest = extended
      return false
    }
    if (extended <= this.#highest) {
      const wasAsked = (this.#missing.get(extended)?.asks ?? 0) > 0
      this.#missing.delete(extended)
      return wasAsked
    }
    const gap = extended - this.#highest - 1
    if (gap + this.#missing.size > MISSING_MAX) {
      this.#giveUpAll()
      this.#gaveUp += gap
    } else if (gap > 0) {
      const due = now + Math.max(FIRST_ASK_MS, jitterMs)
      for (let number = this.#highest + 1; number < extended; number++)
        this.#missing.set(number, { since: now, due, asks: 0, isNeeded: true })
    }
    this.#highest = extended
    return false
  }

  /** A key frame begins here: that what is older is missing is no reason for another one. */
  keyFrameBegan(extended: number): void {
    for (const [number, missing] of this.#missing) if (number < extended) missing.isNeeded = false
  }

  due(now: Millis, rttMs: number): Due {
    if (this.#missing.size === 0 && this.#gaveUp === 0) return NOTHING
    const ask: number[] = []
    for (const [number, missing] of this.#missing) {
      if (now - missing.since >= GIVE_UP_MS) {
        this.#missing.delete(number)
        if (missing.isNeeded) this.#gaveUp += 1
      } else if (missing.asks < ASKS_MAX && now >= missing.due && ask.length < ASK_MAX) {
        missing.asks += 1
        missing.due = now + Math.max(ASK_AGAIN_MS, rttMs)
        ask.push(number)
      }
    }
    const gaveUp = this.#gaveUp
    this.#gaveUp = 0
    return { ask, gaveUp }
  }

  #giveUpAll(): void {
    this.#gaveUp += this.#missing.size
    this.#missing.clear()
  }
}

/**
 * What a browser asks for again, as libwebrtc does it (NackRequester): a gap at once, then every round trip, ten times at the most;
 * nothing before a key frame. Extended numbers. Time is told.
 */
import type { Millis } from '../../src/base/clock.ts'

const RETRIES_MAX = 10
const FIRST_RTT_MS = 100
const WAIT_MIN_MS = 20
const MISSING_MAX = 1000

interface Missing {
  due: number
  retries: number
}

export class BrowserNack {
  readonly #missing = new Map<number, Missing>()
  #highest: number | null = null
  #rttMs = FIRST_RTT_MS

  wentThereAndBack(ms: number): void {
    this.#rttMs = ms
  }

  arrived(extended: number, now: Millis): void {
    if (this.#highest === null || extended - this.#highest > MISSING_MAX) this.#highest = extended
    this.#missing.delete(extended)
    for (let number = this.#highest + 1; number < extended; number++)
      this.#missing.set(number, { due: now, retries: 0 })
    this.#highest = Math.max(this.#highest, extended)
  }

  forgetBefore(extended: number): void {
    for (const number of this.#missing.keys()) if (number < extended) this.#missing.delete(number)
  }

  /** Numbers to ask for now, and how many are not asked for any more. */
  due(now: Millis): { readonly ask: readonly number[]; readonly gaveUp: number } {
    const ask: number[] = []
    let gaveUp = 0
    for (const [number, missing] of this.#missing) {
      if (now < missing.due) continue
      if (missing.retries === RETRIES_MAX) {
        this.#missing.delete(number)
        gaveUp += 1
        continue
      }
      missing.retries += 1
      missing.due = now + Math.max(WAIT_MIN_MS, this.#rttMs)
      ask.push(number)
    }
    return { ask, gaveUp }
  }
}

/**
 * How many in the last 300 ms, to 20 ms: the lamp "you are being heard" is lit by it and by nothing else.
 */
import type { Millis } from '../base/clock.ts'

export const RECENT_MS = 300
const PART_MS = 20
const PARTS = RECENT_MS / PART_MS

export class RecentCount {
  readonly #counts = new Uint32Array(PARTS)
  /** Of the part that is counted in, by its number since the clock's beginning. */
  #part = Number.NEGATIVE_INFINITY
  #sum = 0

  add(now: Millis): void {
    this.#advance(now)
    this.#counts[this.#part % PARTS] += 1
    this.#sum += 1
  }

  count(now: Millis): number {
    this.#advance(now)
    return this.#sum
  }

  #advance(now: Millis): void {
    const part = Math.floor(now / PART_MS)
    if (part - this.#part >= PARTS) {
      this.#counts.fill(0)
      this.#sum = 0
      this.#part = part
    }
    while (this.#part < part) {
      this.#part += 1
      this.#sum -= this.#counts[this.#part % PARTS]
      this.#counts[this.#part % PARTS] = 0
    }
  }
}

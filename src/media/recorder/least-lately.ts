/**
 * The least of what was told in the last five to ten seconds: of delays that differ by what waited in queues, the one without.
 *
 *   ─────┬─ bucket before ─┬─ bucket now ─ ►      least of both; every five seconds the older one is forgotten
 *
 * One that is further off than any line delays is of another clock, and begins anew.
 */
import type { Millis } from '../../base/clock.ts'

const BUCKET_MS = 5000
const OTHER_CLOCK_MS = 5000

export class LeastLately {
  #before = Number.POSITIVE_INFINITY
  #now = Number.POSITIVE_INFINITY
  #since = Number.NEGATIVE_INFINITY

  /** Infinity before the first. */
  get least(): number {
    return Math.min(this.#before, this.#now)
  }

  add(value: number, now: Millis): void {
    if (Math.abs(value - this.least) > OTHER_CLOCK_MS) this.forget()
    if (now - this.#since >= BUCKET_MS) {
      this.#before = now - this.#since < 2 * BUCKET_MS ? this.#now : Number.POSITIVE_INFINITY
      this.#now = Number.POSITIVE_INFINITY
      this.#since = now
    }
    if (value < this.#now) this.#now = value
  }

  forget(): void {
    this.#before = Number.POSITIVE_INFINITY
    this.#now = Number.POSITIVE_INFINITY
  }
}

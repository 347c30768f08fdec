/**
 * The rate at which packets came in the last half second, by when each came, in whatever order it is told.
 *
 *   kept   … 12 ms  17 ms  17 ms  31 ms │ the next goes behind, and now and then a little before the last
 *          └ more than half a second before the last: forgotten
 *
 * Packets are numbers in rings and no objects: they would outlive what is told at once, and what outlives is what costs
 * (`media.bench.ts`). Bounded by KEPT_MAX, whatever times a receiver tells. Knows no clock: the receiver's times alone.
 */

/** A power of two. */
const KEPT_MAX = 2048
const MASK = KEPT_MAX - 1
/** The longest and shortest time over which the rate is measured. */
const RATE_MS = { most: 500, least: 200 }

export class ArrivalRate {
  readonly #at = new Float64Array(KEPT_MAX)
  readonly #octets = new Float64Array(KEPT_MAX)
  /** Of the oldest, and behind the newest. */
  #from = 0
  #to = 0
  /** Octets of all. */
  #sum = 0

  came(arrivedMs: number, octets: number): void {
    if (this.#to - this.#from === KEPT_MAX) this.#forget()
    let place = this.#to
    for (; place > this.#from && this.#at[(place - 1) & MASK] > arrivedMs; place--) {
      this.#at[place & MASK] = this.#at[(place - 1) & MASK]
      this.#octets[place & MASK] = this.#octets[(place - 1) & MASK]
    }
    this.#at[place & MASK] = arrivedMs
    this.#octets[place & MASK] = octets
    this.#sum += octets
    this.#to += 1
    const since = this.#at[(this.#to - 1) & MASK] - RATE_MS.most
    while (this.#at[this.#from & MASK] <= since) this.#forget()
  }

  #forget(): void {
    this.#sum -= this.#octets[this.#from & MASK]
    this.#from += 1
  }

  /** Bits a second; null: too few packets came to measure it. */
  get bitrate(): number | null {
    if (this.#to === this.#from) return null
    const first = this.#from & MASK
    const ms = this.#at[(this.#to - 1) & MASK] - this.#at[first]
    return ms < RATE_MS.least ? null : ((this.#sum - this.#octets[first]) * 8000) / ms
  }
}

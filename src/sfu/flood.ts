/**
 * Whether a site sends more than any that is well: then it is closed, for each packet waits in a queue of the library's that has no
 * bound, and each octet is looked at, once for each number that it asks for again. Counted as it comes to its tracks: RTCP on each
 * that it names. No clock.
 */
import type { Millis } from '../base/clock.ts'

/** Ten times what a good one sends in a second. */
const PACKETS_MAX = 5000
/** 12 Mbit/s: five times what a good one is asked for, with its screen. */
const OCTETS_MAX = 1_500_000
const SECOND_MS = 1000

export class Flood {
  #from = Number.NEGATIVE_INFINITY
  #packets = 0
  #octets = 0

  /** With this packet. */
  is(octets: number, now: Millis): boolean {
    if (now - this.#from >= SECOND_MS) {
      this.#from = now
      this.#packets = 0
      this.#octets = 0
    }
    this.#packets += 1
    this.#octets += octets
    return this.#packets > PACKETS_MAX || this.#octets > OCTETS_MAX
  }
}

/**
 * Whether this process is behind with its work, by how late its ticks come: then pictures are withheld, so that voices are not
 * late, for the library's queue of packets has no bound of its own. Over when all ticks of
 * 200 ms came in time: what waited is done by then. No clock.
 */
import type { Millis } from '../base/clock.ts'

export const TICK_MS = 10
const BEHIND_MS = 100
const IN_TIME_MS = 30
const IN_TIME_FOR_MS = 200

export class Lateness {
  #last: number
  #lateAt = Number.NEGATIVE_INFINITY
  isBehind = false

  constructor(now: Millis) {
    this.#last = now
  }

  /** Whether it is behind. */
  tick(now: Millis): boolean {
    const lateMs = now - this.#last - TICK_MS
    this.#last = now
    if (lateMs > IN_TIME_MS) this.#lateAt = now
    if (lateMs > BEHIND_MS) this.isBehind = true
    if (this.isBehind && now - this.#lateAt >= IN_TIME_FOR_MS) this.isBehind = false
    return this.isBehind
  }
}

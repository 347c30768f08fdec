/**
 * Pictures of a receiver that wait until its line has room for them: a key frame comes all at once, and would fill a short queue in which
 * the voices are lost. Voices never wait here.
 *
 *   picture ─► has its line room, and does none wait? ─► it goes
 *                     └── no ─► waits, first come first ─► a tick later ─► it goes, if its slot still shows its source
 *                                        └── for half a second: all are given up, and their slots begin anew with a key frame
 *
 * Numbers alone wait, not octets: a packet that goes is read out of what is kept of its source, so that nothing goes of a source that may
 * not be forwarded any more. Where that much has to wait, the line may be given too much: `Line.overflowed`.
 */
import type { Millis } from '../base/clock.ts'

const WAITS_MAX_MS = 500
const WAITING_MAX = 1000

export interface Held {
  readonly slot: number
  /** Of the source. */
  readonly source: number
  readonly extended: number
  readonly since: Millis
}

export class Holding {
  #held: Held[] = []

  get isEmpty(): boolean {
    return this.#held.length === 0
  }

  /** How long the first has waited. */
  waitsMs(now: Millis): number {
    return now - (this.#held[0]?.since ?? now)
  }

  hold(held: Held): void {
    this.#held.push(held)
  }

  next(): Held | undefined {
    return this.#held.shift()
  }

  /** All that wait, where the first has waited too long: they are given up. */
  over(now: Millis): readonly Held[] {
    if (this.waitsMs(now) < WAITS_MAX_MS && this.#held.length < WAITING_MAX) return []
    const over = this.#held
    this.#held = []
    return over
  }
}

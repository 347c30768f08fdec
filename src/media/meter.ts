/**
 * One way of a line over the last five seconds, told a second at a time: what went, what was lost, how uneven it was.
 */
import type { Way } from './server.ts'

const SECONDS = 5

export interface Second {
  readonly ms: number
  readonly octets: number
  /** Packets that there should have been, as far as it is known. */
  readonly expected: number
  /** Of those, on their first way: what came again counts too. */
  readonly lost: number
  /** Of a voice; null: none came. */
  readonly jitterMs: number | null
}

export class Meter {
  readonly #seconds: Second[] = []

  add(second: Second): void {
    this.#seconds.push(second)
    if (this.#seconds.length > SECONDS) this.#seconds.shift()
  }

  get way(): Way {
    const sum = (of: (second: Second) => number) => this.#seconds.reduce((all, one) => all + of(one), 0)
    const expected = sum(one => one.expected)
    const ms = sum(one => one.ms)
    return {
      kbits: ms === 0 ? 0 : (8 * sum(one => one.octets)) / ms,
      loss: expected <= 0 ? null : Math.max(0, Math.min(1, sum(one => one.lost) / expected)),
      jitterMs: this.#seconds.at(-1)?.jitterMs ?? null,
    }
  }
}

/** Whether a round may send now, asked of the calendar a few times a second at most. Knows no clock. */
import { type MaySend, maySend, type SendingWindow } from './hours.ts'

/** How long an answer of the calendar holds, in milliseconds. */
const HOLDS_MS = 100

export class HoursWatch {
  readonly #sending: SendingWindow
  readonly #wall: () => number
  #may: MaySend['is'] = 'not-yet'
  #askAgainAt = Number.NEGATIVE_INFINITY

  /** `wall`: milliseconds since 1970. */
  constructor(sending: SendingWindow, wall: () => number) {
    this.#sending = sending
    this.#wall = wall
  }

  /** As it was last looked at. */
  get isOpen(): boolean {
    return this.#may === 'yes'
  }

  /** `now`: monotonic milliseconds. */
  look(now: number): MaySend['is'] {
    if (now < this.#askAgainAt) return this.#may
    this.#may = maySend(this.#sending, this.#wall()).is
    this.#askAgainAt = now + HOLDS_MS
    return this.#may
  }
}

/** Whether a round may send now, asked of the calendar a few times a second at most. Knows no clock. */
import { type MaySend, maySend, type SendingWindow } from './hours.ts'

/** How long an answer of the calendar holds, in milliseconds. */
const HOLDS_MS = 100

/** The calendar has not been asked yet. */
const NOT_LOOKED: MaySend = { is: 'not-yet', until: Number.NEGATIVE_INFINITY }

export class HoursWatch {
  readonly #sending: SendingWindow
  readonly #wall: () => number
  #may: MaySend = NOT_LOOKED
  #askAgainAt = Number.NEGATIVE_INFINITY

  /** `wall`: milliseconds since 1970. */
  constructor(sending: SendingWindow, wall: () => number) {
    this.#sending = sending
    this.#wall = wall
  }

  /** As it was last looked at. */
  get isOpen(): boolean {
    return this.#may.is === 'yes'
  }

  /** When it may send again, in milliseconds since 1970; null where it may, or never will. */
  get opensAt(): number | null {
    return this.#may.is === 'not-yet' && this.#may !== NOT_LOOKED ? this.#may.until : null
  }

  /** `now`: monotonic milliseconds. */
  look(now: number): MaySend['is'] {
    if (now < this.#askAgainAt) return this.#may.is
    this.#may = maySend(this.#sending, this.#wall())
    this.#askAgainAt = now + HOLDS_MS
    return this.#may.is
  }
}

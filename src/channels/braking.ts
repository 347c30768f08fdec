/**
 * The brake: where more than a share of the last messages failed for good, something is wrong with the list or with us, and whoever
 * goes on is soon believed by nobody. Pure.
 */
import type { Brake } from './outbox.ts'

/** Judged by the last so many that were answered for good, once there are so many. */
const WINDOW = 200
const ENOUGH = 50
const SHARE_MAX = 0.2

export class Braking {
  /** True: it failed. */
  #last: boolean[] = []
  #failed = 0

  /** Null: go on. */
  saw(isFailure: boolean): Brake | null {
    this.#last.push(isFailure)
    if (isFailure) this.#failed++
    if (this.#last.length > WINDOW && this.#last.shift() === true) this.#failed--
    const [of, failed] = [this.#last.length, this.#failed]
    return of >= ENOUGH && failed > of * SHARE_MAX ? { of, failed } : null
  }

  /** After somebody has looked. */
  clear(): void {
    this.#last = []
    this.#failed = 0
  }
}

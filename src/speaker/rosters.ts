/**
 * Whose signatures count at a device: a chain of rosters that begins with the one that was pinned. What the server says of a roster
 * moves nothing: only the pin lets in the first, only administrators of one version let in the next.
 */

import { Failure } from '../base/failure.ts'
import { follow, readRoster } from '../directive/attest.ts'
import type { Roster, RosterBody, SignedRoster } from '../directive/roster.ts'
import { sha256Of } from '../directive/signing.ts'
import type { HeldRoster } from '../directive/statement.ts'

export class RosterChain {
  readonly #pin: string
  readonly #chain: Roster[]

  /** `texts`: those that were followed before, oldest first. */
  constructor(pin: string, texts: readonly string[]) {
    this.#pin = pin
    this.#chain = texts.map(readRoster)
  }

  /** Null: the one that is pinned has not come yet. */
  get people(): RosterBody | null {
    return this.#chain.at(-1)?.body ?? null
  }

  get newest(): HeldRoster | null {
    const newest = this.#chain.at(-1)
    return newest === undefined ? null : { number: newest.body.number, sha256: newest.sha256 }
  }

  /** The next version, which counts once `add` is called; null: it is none. A failure says why it does not follow. */
  async next(given: SignedRoster): Promise<Roster | Failure | null> {
    const newest = this.#chain.at(-1)
    const digest = sha256Of(given.text)
    try {
      if (newest === undefined) return digest === this.#pin ? readRoster(given.text) : null
      if (this.#chain.some(({ sha256 }) => sha256 === digest)) return null
      return await follow(newest, given)
    } catch (error) {
      if (error instanceof Failure) return error
      throw error
    }
  }

  add(roster: Roster): void {
    this.#chain.push(roster)
  }
}

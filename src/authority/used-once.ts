/**
 * What serves once, such as the tokens with which machines call: remembered for as long as it could be used, so that none passes
 * twice. By all processes on one database, or in the memory of the only one.
 *
 * Whoever forgets, by a start or with a database that lost its last moments, has forgotten what is two minutes old at most.
 */
import { CLOCK_SKEW_MAX_MS } from '../directive/signing.ts'

/** A token from a clock ahead of ours stays valid for twice the skew. */
export const USABLE_MS = 2 * CLOCK_SKEW_MAX_MS

export interface UsedOnce {
  /** False if it was used before, or if there is no room to remember it. */
  use(who: string, id: string, nowMs: number): Promise<boolean>
}

/** Of one machine, within the time: some hundred calls a second. More are refused. */
const TOKENS_MAX = 50_000

export class UsedInMemory implements UsedOnce {
  /** Ids and until when they could be used, oldest first. */
  readonly #used = new Map<string, Map<string, number>>()

  async use(who: string, id: string, nowMs: number): Promise<boolean> {
    const used = this.#used.get(who) ?? new Map<string, number>()
    this.#used.set(who, used)
    for (const [old, until] of used) {
      if (until > nowMs) break
      used.delete(old)
    }
    if (used.has(id) || used.size >= TOKENS_MAX) return false
    used.set(id, nowMs + USABLE_MS)
    return true
  }
}

/**
 * The tokens that machines have used lately, so that none passes twice: in memory, for as long as a token can be valid.
 *
 * A process that starts anew has forgotten them; what it forgot is two minutes old at most.
 */
import { CLOCK_SKEW_MAX_MS } from './signing.ts'

/** Of one machine, within the time: some hundred calls a second. More are refused. */
const TOKENS_MAX = 50_000

export class UsedTokens {
  /** Ids and until when they could be used, oldest first. */
  readonly #used = new Map<string, Map<string, number>>()

  /** False if it was used before, or if there is no room to remember it. */
  use(who: string, id: string, now: number): boolean {
    const used = this.#used.get(who) ?? new Map<string, number>()
    this.#used.set(who, used)
    for (const [old, until] of used) {
      if (until > now) break
      used.delete(old)
    }
    if (used.has(id) || used.size >= TOKENS_MAX) return false
    // A token from a clock ahead of ours stays valid for twice the skew.
    used.set(id, now + 2 * CLOCK_SKEW_MAX_MS)
    return true
  }
}

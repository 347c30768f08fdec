/**
 * Whose signatures count at a far end: rosters in a chain that begins with the version that a person has pinned there.
 *
 *   pin ──► that very version ──► the next, signed by administrators of the one before ──► …
 *                                       └ signed not long ago, or named by somebody who signed something under it
 *
 * What the authority's server says of a roster moves nothing. What it keeps back it keeps back in vain: the first who signs anything
 * under a newer version names it, and from then on nothing counts until that one is here. A version that enough have signed and that was
 * replaced before it came into force is named by nobody, and is of no use once it is old. Pure but for signatures; keeps nothing itself.
 */
import { follow, readRoster } from './attest.ts'
import { directiveFailure, RosterBehind } from './failures.ts'
import type { Roster, SignedRoster } from './roster.ts'
import { sha256Of } from './signing.ts'
import type { HeldRoster, NamedRoster } from './statement.ts'

const DAYS = 30
/** How long after it was signed a version may come, and how long after it was named it is waited for. */
const RECENT_MS = DAYS * 24 * 60 * 60 * 1000

export class RosterChain {
  readonly #pin: string | null
  readonly #chain: Roster[]
  #named: NamedRoster | null

  /** `texts`: those that were followed before, oldest first. Fails with documentMalformed. */
  constructor(of: {
    readonly pin: string | null
    readonly texts: readonly string[]
    readonly named: NamedRoster | null
  }) {
    this.#pin = of.pin
    this.#chain = of.texts.map(readRoster)
    this.#named = of.named
  }

  /** Null: the one that is pinned has not come yet. */
  get newest(): Roster | null {
    return this.#chain.at(-1) ?? null
  }

  /** When the version that is pinned was made, in milliseconds since 1970; null: it has not come. */
  get since(): number | null {
    const first = this.#chain[0]
    return first === undefined ? null : Date.parse(first.body.at)
  }

  get held(): HeldRoster | null {
    const { newest } = this
    return newest === null ? null : { number: newest.body.number, sha256: newest.sha256 }
  }

  /** Whose signatures count now; null: none was pinned, or it has not come. Fails with rosterBehind. */
  roster(now: number): Roster | null {
    const [newest, awaited] = [this.newest, this.#awaited(now)]
    if (newest !== null && awaited !== null) throw new RosterBehind(newest.body.number, awaited)
    return newest
  }

  /** That was named and is not here; null: nothing is waited for. */
  awaited(now: number): HeldRoster | null {
    const awaited = this.#awaited(now)
    return awaited && { number: awaited.number, sha256: awaited.sha256 }
  }

  #awaited(now: number): NamedRoster | null {
    const named = this.#named
    const isAwaited = named !== null && now < named.at + RECENT_MS && !this.#has(named.sha256)
    return isAwaited ? named : null
  }

  /** Somebody has signed under that version: it is to be kept, as it is given back; null: so it was known. When they signed is no later than now. */
  name(given: NamedRoster, now: number): NamedRoster | null {
    const named = { ...given, at: Math.min(given.at, now) }
    const before = this.#named
    const isNews = before === null || named.at > before.at || named.number > before.number
    if (!isNews || this.#has(named.sha256)) return null
    this.#named = named
    return named
  }

  /**
   * The next version, which counts once `add` is called; null: it is none. `later`: those that came after it. Fails with documentMalformed,
   * rosterNotNext, rosterUnsigned or rosterOld.
   */
  async next(given: SignedRoster, later: readonly SignedRoster[], now: number): Promise<Roster | null> {
    const [first, newest] = [this.#chain[0], this.newest]
    if (newest === null) return sha256Of(given.text) === this.#pin ? readRoster(given.text) : null
    const read = readRoster(given.text)
    // What came before the version that is pinned was never believed, and says nothing against it.
    if (read.body.number < first.body.number || this.#has(read.sha256)) return null
    const next = await follow(newest, given)
    if (await this.#isTimely(next, later, now)) return next
    throw directiveFailure('rosterOld', { roster: next.body.number, days: DAYS })
  }

  add(roster: Roster): void {
    this.#chain.push(roster)
  }

  /** It, or one that follows it. */
  async #isTimely(
    next: Awaited<ReturnType<typeof follow>>,
    later: readonly SignedRoster[],
    now: number,
  ): Promise<boolean> {
    if (next.signedMs > now - RECENT_MS || next.sha256 === this.#named?.sha256) return true
    // Under a roster without names nobody names it.
    if (next.body.names === undefined) return true
    const [following, ...rest] = later
    if (following === undefined) return false
    const after = await follow(next, following).catch(() => null)
    return after !== null && (await this.#isTimely(after, rest, now))
  }

  #has(sha256: string): boolean {
    return this.#chain.some(known => known.sha256 === sha256)
  }
}

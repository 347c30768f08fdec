/**
 * Whose signatures count at this node: the chain of rosters that begins with the version that a person has pinned, in the journal.
 *
 *   key file: pin ──► that very version ──► the next, signed by the one before ──► …   each in the journal
 *
 * Once another version is pinned nothing counts until that one is here. Knows no directive; what lets in a version is in
 * directive/roster-chain.ts.
 *
 * Invariants: a version counts once it is in the journal; none is left out of the chain or replaced.
 */
import type { Timekeeper } from '../base/clock.ts'
import { Failure, reason } from '../base/failure.ts'
import type { Journal } from '../base/journal.ts'
import type { Log } from '../base/log.ts'
import { RosterBehind } from '../directive/failures.ts'
import { type Claim, type Lack, lackOf } from '../directive/proof.ts'
import type { Roster, SignedRoster } from '../directive/roster.ts'
import { RosterChain } from '../directive/roster-chain.ts'
import { sha256Of } from '../directive/signing.ts'
import type { HeldRoster, NamedRoster } from '../directive/statement.ts'
import { operatorFailure } from './failures.ts'
import type { Untrusted } from './untrusted.ts'

const REFUSED_MAX = 1000

export type RosterEntry =
  /** `pin`: what was pinned when it was taken. Its signatures were looked at before it was written. */
  | { readonly is: 'roster'; readonly pin: string; readonly text: string }
  /** Somebody on the newest has signed under this one, which is not here. */
  | ({ readonly is: 'roster-named'; readonly pin: string } & NamedRoster)

export function isRosterEntry(entry: object): entry is RosterEntry {
  return ['roster', 'roster-named'].includes(String((entry as { is?: unknown }).is))
}

export interface RostersOptions {
  /** Of the key file, which names it in what is said; null: none. */
  readonly pin: string | null
  readonly keyFile: string
  readonly entries: readonly RosterEntry[]
  readonly journal: Pick<Journal, 'append'>
  readonly untrusted: Untrusted
  readonly log: Log
  readonly clock: Pick<Timekeeper, 'wall'>
  /** Another version counts now. */
  readonly onNews: () => void
}

export class Rosters {
  readonly #o: RostersOptions
  /** From the one that is pinned on. */
  readonly #chain: RosterChain
  /** Digests, with signatures, of those that do not follow the newest: looked at once, however often they are brought. */
  readonly #refused = new Set<string>()
  #work: Promise<void> = Promise.resolve()

  /** Fails with documentMalformed. */
  constructor(options: RostersOptions) {
    this.#o = options
    this.#chain = chainOf(options.entries, options.pin)
  }

  /** Null: none is held. */
  get newest(): HeldRoster | null {
    return this.#chain.held
  }

  /** That was named and is not here; null: nothing is waited for. */
  get awaited(): HeldRoster | null {
    return this.#chain.awaited(this.#o.clock.wall())
  }

  /** When the version that is pinned was made, in milliseconds since 1970; null: none is held. */
  get since(): number | null {
    return this.#chain.since
  }

  /** Whose signatures count now. Fails with rosterUnpinned, rosterAway or rosterBehind, which say what to do. */
  get roster(): Roster {
    const newest = this.#chain.roster(this.#o.clock.wall())
    if (newest !== null) return newest
    const { pin, keyFile: file } = this.#o
    if (pin === null) throw operatorFailure('rosterUnpinned', { file })
    throw operatorFailure('rosterAway', { file, sha256: pin })
  }

  /** What a claim lacks here; null: it is proved. Fails with rosterBehind where it has to wait for a roster. */
  async lackOf(claim: Claim): Promise<Lack | null> {
    const here = { roster: () => this.roster, now: this.#o.clock.wall() }
    return await lackOf(claim, here).catch(async error => await this.behind(error))
  }

  /** Said when the node starts: without a roster it refuses whatever people have signed. */
  start(): void {
    const { pin, log } = this.#o
    const { newest } = this
    if (newest !== null) return log.info('roster in use', { ...newest })
    if (pin === null) return log.error('no roster pinned, directives refused until: loa operator trust')
    log.warn('pinned roster not received yet, directives refused', { sha256: pin })
  }

  /** Those of an agenda, oldest first; resolves once they are looked at. Never fails. */
  async take(rosters: readonly SignedRoster[]): Promise<void> {
    this.#work = this.#work.then(async () => await this.#takeAll(rosters))
    await this.#work
  }

  /** Resolves once all that came are looked at. */
  async settled(): Promise<void> {
    await this.#work
  }

  /** What a proof waits for where it failed with rosterBehind: nothing counts before that version is here. Passes on what it failed with. */
  async behind(error: unknown): Promise<never> {
    const { pin, journal, log, clock } = this.#o
    if (!(error instanceof RosterBehind) || pin === null) throw error
    const named = this.#chain.name(error.named, clock.wall())
    if (named !== null) {
      log.error('newer roster withheld, signed jobs wait', { why: error.sentence('en') })
      const entry: RosterEntry = { is: 'roster-named', pin, ...named }
      await journal.append(entry)
      // A version that was old, and that nobody had named, may be this one.
      this.#refused.clear()
    }
    throw error
  }

  async #takeAll(rosters: readonly SignedRoster[]): Promise<void> {
    const before = this.newest?.number
    for (const [at, given] of rosters.entries())
      await this.#takeOne(given, rosters.slice(at + 1)).catch(e => this.#tell(given, e))
    const { newest } = this
    if (newest === null || newest.number === before) return
    this.#o.log.info('roster in use', { ...newest })
    this.#o.onNews()
  }

  async #takeOne(given: SignedRoster, later: readonly SignedRoster[]): Promise<void> {
    const { pin, journal, clock } = this.#o
    if (this.#refused.has(digestOf(given))) return
    const next = await this.#chain.next(given, later, clock.wall())
    if (next === null || pin === null) return
    const entry: RosterEntry = { is: 'roster', pin, text: given.text }
    await journal.append(entry)
    this.#chain.add(next)
    this.#refused.clear()
  }

  #tell(given: SignedRoster, error: unknown): void {
    const { untrusted, log } = this.#o
    const isOurs = !(error instanceof Failure) || error.code === 'fileUnwritable'
    if (isOurs) return log.error('roster write failed', { why: reason(error) })
    if (this.#refused.size >= REFUSED_MAX) this.#refused.clear()
    this.#refused.add(digestOf(given))
    untrusted.tell(sha256Of(given.text), 'roster', error)
  }
}

/** The same text may come with other signatures. */
function digestOf({ text, signatures }: SignedRoster): string {
  return sha256Of(JSON.stringify([text, signatures]))
}

/** What was taken since this version was pinned; else the version itself, should it have been held before. */
function chainOf(entries: readonly RosterEntry[], pin: string | null): RosterChain {
  const own = entries.slice(entries.findLastIndex(entry => entry.pin !== pin) + 1)
  const texts = (of: readonly RosterEntry[]) => of.flatMap(e => (e.is === 'roster' ? [e.text] : []))
  const pinned = texts(entries).find(text => sha256Of(text) === pin)
  const held = own.length === 0 && pinned !== undefined ? [pinned] : texts(own)
  const named = own.findLast(entry => entry.is === 'roster-named') ?? null
  return new RosterChain({ pin, texts: held, named })
}

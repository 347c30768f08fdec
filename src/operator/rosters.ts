/**
 * Whose signatures count at this node: the newest roster that it holds, in a chain that begins with the version that a
 * person has pinned.
 *
 *   key file: pin ──► that very version ──► the next, signed by the one before ──► …   each in the journal
 *
 * What the authority's server says of a roster moves nothing: only the pin lets in the first, only administrators of one
 * version let in the next. Once another version is pinned nothing counts until that one is here. Knows no directive.
 *
 * Invariants: a version counts once it is in the journal; none is left out of the chain or replaced.
 */
import { Failure, reason } from '../base/failure.ts'
import type { Journal } from '../base/journal.ts'
import type { Log } from '../base/log.ts'
import { follow, readRoster } from '../directive/attest.ts'
import type { HeldRoster } from '../directive/documents.ts'
import type { Roster, RosterBody, SignedRoster } from '../directive/roster.ts'
import { sha256Of } from '../directive/signing.ts'
import { operatorFailure } from './failures.ts'
import type { Untrusted } from './untrusted.ts'

const REFUSED_MAX = 1000

/** `pin`: what was pinned when it was taken. Its signatures were looked at before it was written. */
export interface RosterEntry {
  readonly is: 'roster'
  readonly pin: string
  readonly text: string
}

export function isRosterEntry(entry: object): entry is RosterEntry {
  return (entry as { is?: unknown }).is === 'roster'
}

export interface RostersOptions {
  /** Of the key file, which names it in what is said; null: none. */
  readonly pin: string | null
  readonly keyFile: string
  readonly entries: readonly RosterEntry[]
  readonly journal: Pick<Journal, 'append'>
  readonly untrusted: Untrusted
  readonly log: Log
  /** Another version counts now. */
  readonly onNews: () => void
}

export class Rosters {
  readonly #o: RostersOptions
  /** From the one that is pinned on. */
  readonly #chain: Roster[]
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
    const newest = this.#chain.at(-1)
    return newest === undefined ? null : { number: newest.body.number, sha256: newest.sha256 }
  }

  /** The people who count now. Fails with rosterUnpinned or rosterAway, which say what to do. */
  get people(): RosterBody {
    const newest = this.#chain.at(-1)
    if (newest !== undefined) return newest.body
    const { pin, keyFile: file } = this.#o
    if (pin === null) throw operatorFailure('rosterUnpinned', { file })
    throw operatorFailure('rosterAway', { file, sha256: pin })
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

  async #takeAll(rosters: readonly SignedRoster[]): Promise<void> {
    const before = this.#chain.length
    for (const given of rosters) await this.#takeOne(given).catch(e => this.#tell(given, e))
    const { newest } = this
    if (newest === null || this.#chain.length === before) return
    this.#o.log.info('roster held', { ...newest })
    this.#o.onNews()
  }

  async #takeOne(given: SignedRoster): Promise<void> {
    const { pin, journal } = this.#o
    if (this.#refused.has(digestOf(given))) return
    const next = await this.#next(given)
    if (next === null || pin === null) return
    await journal.append({ is: 'roster', pin, text: given.text } satisfies RosterEntry)
    this.#chain.push(next)
    this.#refused.clear()
  }

  /** Null: nothing new. Fails with documentMalformed, rosterNotNext or rosterUnsigned. */
  async #next(given: SignedRoster): Promise<Roster | null> {
    const [first] = this.#chain
    if (first === undefined)
      return sha256Of(given.text) === this.#o.pin ? readRoster(given.text) : null
    const next = readRoster(given.text)
    // What came before the version that is pinned was never believed, and says nothing against it.
    const isBefore = next.body.number < first.body.number
    if (isBefore || this.#chain.some(({ sha256 }) => sha256 === next.sha256)) return null
    return await follow(this.#chain[this.#chain.length - 1], given)
  }

  #tell(given: SignedRoster, error: unknown): void {
    const { untrusted, log } = this.#o
    const isOurs = !(error instanceof Failure) || error.code === 'fileUnwritable'
    if (isOurs) return log.error('a roster could not be kept', { why: reason(error) })
    if (this.#refused.size >= REFUSED_MAX) this.#refused.clear()
    this.#refused.add(digestOf(given))
    untrusted.tell(sha256Of(given.text), 'a roster', error)
  }
}

/** The same text may come with other signatures. */
function digestOf({ text, signatures }: SignedRoster): string {
  return sha256Of(JSON.stringify([text, signatures]))
}

/** What was taken since this version was pinned; else the version itself, should it have been held before. */
function chainOf(entries: readonly RosterEntry[], pin: string | null): Roster[] {
  const own = entries.slice(entries.findLastIndex(entry => entry.pin !== pin) + 1)
  const pinned = entries.find(({ text }) => sha256Of(text) === pin)
  const held = own.length === 0 && pinned !== undefined ? [pinned] : own
  return held.map(({ text }) => readRoster(text))
}

/**
 * What the node knows of all directives it was ever given, folded from the journal's entries. Pure.
 *
 * Invariant: a record is only ever added; what was accepted stays accepted.
 */
import type { Purpose, RefusalReason, Wish } from '../directive/documents.ts'

/** One message in one language and those it goes to. */
export interface LegRecord {
  /** From 1, as is the name of its directory. */
  readonly number: number
  /** From 1. */
  readonly message: number
  readonly language: string
  readonly subscribers: number
  readonly segmentsEach: number
}

interface Named {
  readonly at: string
  readonly directive: string
  readonly serial: number
  readonly round: string
  readonly version: number
  readonly purpose: Purpose
  /** Of the JWS. */
  readonly sha256: string
}

export type JournalEntry =
  | (Named & {
      readonly is: 'accepted'
      readonly jws: string
      readonly acknowledgement: string
      readonly subscribers: number
      readonly audienceSha256: string
      readonly legs: readonly LegRecord[]
    })
  /** `not-for-us` is acknowledged to nobody. */
  | (Named & {
      readonly is: 'refused'
      readonly why: RefusalReason | 'not-for-us'
      readonly acknowledgement: string | null
    })
  /** `releases`: it let go on what had paused by itself after its first subscribers. */
  | {
      readonly is: 'order'
      readonly directive: string
      readonly sequence: number
      readonly wish: Wish
      readonly releases: boolean
    }
  | { readonly is: 'acknowledged'; readonly directive: string; readonly sha256: string }
  | { readonly is: 'returned'; readonly directive: string; readonly state: string; readonly jws: string }
  | { readonly is: 'return-taken'; readonly directive: string }
  /** Of several machines this one took no part in it, and returns nothing. */
  | { readonly is: 'left'; readonly directive: string }
  /** A person has said that the other machines are dead: from here on what is open goes on without the log. */
  | { readonly is: 'alone'; readonly at: string; readonly machine: string }

export type Accepted = Extract<JournalEntry, { is: 'accepted' }>
export type Refused = Extract<JournalEntry, { is: 'refused' }>

/** The order that holds: the highest sequence obeyed. */
export interface Obeyed {
  readonly sequence: number
  readonly wish: Wish
  readonly isReleased: boolean
}

export const NOT_ORDERED: Obeyed = { sequence: 0, wish: 'run', isReleased: false }

/** Whether it would let go on what was paused: any `run` but the one that comes with the directive itself. */
export function letsGoOn({ wish, sequence }: { wish: Wish; sequence: number }): boolean {
  return wish === 'run' && sequence > FIRST_SEQUENCE
}

const FIRST_SEQUENCE = 1

export interface DirectiveRecord {
  readonly entry: Accepted | Refused
  isAcknowledged: boolean
  obeyed: Obeyed
  /** Null until it has closed. */
  returned: { readonly jws: string; readonly state: string; isTaken: boolean } | null
  /** It is over for this machine, which took no part in it. */
  hasLeft: boolean
}

export class Memory {
  /** By the JWS's SHA-256: one directive that came in two forms has two records. */
  readonly #byDigest = new Map<string, DirectiveRecord>()
  readonly #accepted = new Map<string, DirectiveRecord>()
  #serialMax = 0

  add(entry: JournalEntry): void {
    if (entry.is === 'accepted' || entry.is === 'refused') {
      const record = { entry, isAcknowledged: false, obeyed: NOT_ORDERED, returned: null, hasLeft: false }
      this.#byDigest.set(entry.sha256, record)
      if (entry.is === 'accepted') {
        this.#accepted.set(entry.directive, record)
      }
      const isOurs = entry.is === 'accepted' || entry.why !== 'not-for-us'
      if (isOurs) this.#serialMax = Math.max(this.#serialMax, entry.serial)
      return
    }
    if (entry.is === 'acknowledged') {
      const record = this.#byDigest.get(entry.sha256)
      if (record !== undefined) record.isAcknowledged = true
      return
    }
    if (entry.is === 'alone') return
    const record = this.#accepted.get(entry.directive)
    if (record === undefined) return
    if (entry.is === 'order') record.obeyed = obeyedAfter(record.obeyed, entry)
    else if (entry.is === 'returned') record.returned ??= { jws: entry.jws, state: entry.state, isTaken: false }
    else if (entry.is === 'left') record.hasLeft = true
    else if (record.returned !== null) record.returned.isTaken = true
  }

  get serialMax(): number {
    return this.#serialMax
  }

  /** Of what was accepted alone: what is refused uses up no serial, or whoever has the authority's key could leave people none. */
  hasSerial(serial: number): boolean {
    for (const { entry } of this.#accepted.values()) if (entry.serial === serial) return true
    return false
  }

  byDigest(sha256: string): DirectiveRecord | null {
    return this.#byDigest.get(sha256) ?? null
  }

  accepted(directive: string): DirectiveRecord | null {
    return this.#accepted.get(directive) ?? null
  }

  /** As orders are checked against it. */
  acceptedForm(
    directive: string,
  ): { readonly jws: string; readonly sequence: number; readonly hasReturned: boolean } | null {
    const record = this.accepted(directive)
    if (record?.entry.is !== 'accepted') return null
    const { entry, obeyed, returned, hasLeft } = record
    return { jws: entry.jws, sequence: obeyed.sequence, hasReturned: returned !== null || hasLeft }
  }

  all(): Iterable<DirectiveRecord> {
    return this.#byDigest.values()
  }

  /** The same serial, round or id was accepted before in another form. */
  isReplay(of: Omit<Named, 'at'>): boolean {
    for (const { entry, returned } of this.#accepted.values()) {
      if (entry.directive === of.directive || entry.serial === of.serial) return true
      if (entry.round !== of.round || entry.purpose !== of.purpose) continue
      if (of.purpose === 'live') return true
      // Another exercise of a round is for another version, or because the last one did not go well.
      const endedBadly = returned !== null && returned.state !== 'finished'
      if (of.version <= entry.version && !endedBadly) return true
    }
    return false
  }
}

/**
 * The highest sequence counts, lower ones are ignored; a stop is for good, whatever its sequence: nobody ever takes one back. So what
 * holds does not depend on the order in which orders come, nor on how often, nor through which address of the authority.
 */
export function obeyedAfter(before: Obeyed, order: { sequence: number; wish: Wish; releases: boolean }): Obeyed {
  if (!isNews(before, order)) return before
  return {
    sequence: Math.max(before.sequence, order.sequence),
    wish: before.wish === 'stop' ? 'stop' : order.wish,
    isReleased: before.isReleased || order.releases,
  }
}

/** Whether it changes what holds. */
export function isNews(
  before: Pick<Obeyed, 'sequence' | 'wish'>,
  order: { readonly sequence: number; readonly wish: Wish },
): boolean {
  return order.sequence > before.sequence || (order.wish === 'stop' && before.wish !== 'stop')
}

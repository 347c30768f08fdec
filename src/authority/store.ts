/**
 * What the authority needs of a store, whatever its areas keep there. Declared here, implemented in src/sql.
 *
 * A write is whole or nothing, on the disk before it is answered, and alone: no other write happens between its reads
 * and its writes, so that a serial, a version or the trail's head read in it is still true when it commits. Within a
 * write, ask what it was given and never the store.
 *
 *   export const freeRows = rowsOf<FreeReading, FreeWriting>('free')       an area declares its rows …
 *   freeRows(store).lists()                                               … and asks for them, in or out of a write
 *
 * Instants are milliseconds since 1970. Lists are newest first.
 */
import assert from 'node:assert'
import type { Writer } from './actor.ts'
import type { Page, PageQuery } from './paging.ts'
import type { TrailEntry } from './trail-entry.ts'
import type { UsedOnce } from './used-once.ts'

export interface Store extends Reading {
  /** Beside every transaction. */
  readonly used: UsedOnce
  write<Result>(act: (writing: Writing) => Promise<Result>, keep?: Keep): Promise<Result>
  announce(briefs: readonly Brief[]): Promise<void>
}

/**
 * `lasting`: it is on the disk before anybody is answered. `told-again`: a power cut may take it back whole, since
 * whoever told it will tell it again; nobody waits for the disk.
 */
export type Keep = 'lasting' | 'told-again'

export interface Reading {
  /** By area; asked for with `rowsOf` alone. */
  readonly areas: Readonly<Record<string, unknown>>

  /** Newest first. */
  trail(query: PageQuery & TrailQuery): Promise<Page<TrailEntry>>
  /** Oldest first, those after `sequence` that match. */
  trailMatching(query: TrailQuery, sequence: number, limit: number): Promise<readonly TrailEntry[]>
  /** Between which entries all of a time are; of clocks that were set back, others too. Null: there is none. */
  trailSpan(query: Pick<TrailQuery, 'fromMs' | 'untilMs'>): Promise<TrailSpan | null>
  /** Oldest first, from the one after `sequence`. */
  trailAfter(sequence: number, limit: number): Promise<readonly TrailEntry[]>
  /** Oldest first, the last `limit`. */
  trailOf(subject: string, limit: number): Promise<readonly TrailEntry[]>
  trailHead(): Promise<TrailHead>
  /** Which of its versions were approved, in the order in which they were; see approved.ts. */
  approved(subject: TrailEntry['subject']): Promise<readonly ApprovedVersion[]>

  setting(name: string): Promise<string | null>
  /** Who is connected to a process that lives, and since when; where there is but one, nobody. */
  present(of: PresenceKind): Promise<ReadonlyMap<string, number>>
}

export interface Writing extends Reading {
  appendTrail(entry: TrailEntry): Promise<void>
  keepApproved(subject: TrailEntry['subject'], approved: ApprovedVersion): Promise<void>
  setSetting(name: string, value: string | null): Promise<void>
  /** Every other process hears of it once this write is committed, or never. */
  announce(briefs: readonly Brief[]): Promise<void>
}

/** A change as other processes are told of it: what has changed and its ids, in JSON some hundred octets (elsewhere.ts). */
export type Brief = Readonly<Record<string, string | number | null>> & { readonly is: string }

/** What is connected: an operator's node, by its operator; the device of a cluster of loudspeakers. */
export type PresenceKind = 'node' | 'cluster'

/** What is looked for in the trail; null or left out: whatever it is. */
export interface TrailQuery {
  /** `round.approve`, or `round` for all of its kind. */
  readonly action: string | null
  /** An id, or the beginnings of the words of a name, without accents. */
  readonly actor: string | null
  readonly subject: string | null
  /** Each of them is in the entry, or says what was done. */
  readonly text?: readonly TextWord[] | undefined
  /** Kinds of things about which nothing is to be found. */
  readonly hidden?: readonly string[] | undefined
  readonly fromMs?: number | null | undefined
  /** Not included. */
  readonly untilMs?: number | null | undefined
}

export interface TextWord {
  /** As `plainWords` says it. */
  readonly word: string
  /** Which it says. */
  readonly actions: readonly string[]
  /** It is a word. Else it begins one. */
  readonly isWhole?: boolean | undefined
  /** Who did it may be called so, too. */
  readonly orActor?: boolean | undefined
}

export interface TrailSpan {
  readonly first: number
  readonly last: number
}

export interface TrailHead {
  readonly entries: number
  readonly hash: string
}

/** A version that two people approved (approved.ts). */
export interface ApprovedVersion {
  readonly version: number
  readonly digest: string
  readonly at: number
  readonly by: Writer
  /** The sequence of the trail's entry that says so. */
  readonly entry: number
}

/** The rows of an area: what it may read anywhere, and what it may write within a transaction alone. */
export interface RowsOf<Its, ItsInWriting extends Its> {
  (store: Writing): ItsInWriting
  (store: Reading): Its
}

export function rowsOf<Its, ItsInWriting extends Its>(area: string): RowsOf<Its, ItsInWriting> {
  return ((store: Reading) => {
    assert(area in store.areas, `the store has no rows of ${area}`)
    return store.areas[area]
  }) as RowsOf<Its, ItsInWriting>
}

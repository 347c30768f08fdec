/**
 * What the node knows of the free lists that it was ever given, folded from the journal's entries; and what it says no
 * to. Pure but for the signature of a list, which the authority's key decides.
 *
 * Invariant: versions have no gap, and each names the digest of the one before: what is held stays held.
 */

import { Failure } from '../base/failure.ts'
import {
  type Agenda,
  type HeldList,
  type ListDirectiveBody,
  type ListRefusalReason,
  listDirectiveBody,
} from '../directive/documents.ts'
import { lacksTwoPeople } from '../directive/failures.ts'
import type { Claim } from '../directive/proof.ts'
import type { PublicJwk } from '../directive/public-key.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import { approvedDigest } from '../zerorating/approved.ts'
import { isSignable } from '../zerorating/faults.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'
import { readList } from '../zerorating/signed.ts'

interface Named {
  readonly at: string
  readonly directive: string
  readonly serial: number
  /** Of the directive's JWS. */
  readonly sha256: string
  readonly version: number
  readonly acknowledgement: string
}

export type FreeListEntry =
  /** `list` null: this version was held already. */
  | (Named & {
      readonly is: 'list-held'
      readonly listSha256: string
      readonly list: string | null
      /** Of before there were rosters: nobody signed it. */
      readonly isUnsigned?: true
    })
  | (Named & { readonly is: 'list-refused'; readonly why: ListRefusalReason })
  | { readonly is: 'list-acknowledged'; readonly sha256: string }

export type Given = Extract<FreeListEntry, { is: 'list-held' | 'list-refused' }>

export function isFreeListEntry(entry: object): entry is FreeListEntry {
  return String((entry as { is?: unknown }).is).startsWith('list-')
}

export interface FreeListRecord {
  readonly entry: Given
  isAcknowledged: boolean
}

export class HeldFreeLists {
  /** By the directive's SHA-256. */
  readonly #byDigest = new Map<string, FreeListRecord>()
  readonly #serials = new Map<number, string>()
  /** By version less one. */
  readonly #lists: { readonly sha256: string; readonly document: string }[] = []
  #serialMax = 0
  #isSigned = false

  add(entry: FreeListEntry): void {
    if (entry.is === 'list-acknowledged') {
      const record = this.#byDigest.get(entry.sha256)
      if (record !== undefined) record.isAcknowledged = true
      return
    }
    this.#byDigest.set(entry.sha256, { entry, isAcknowledged: false })
    this.#serialMax = Math.max(this.#serialMax, entry.serial)
    if (entry.is !== 'list-held' || entry.list === null) return
    this.#serials.set(entry.serial, entry.sha256)
    if (entry.isUnsigned !== true) this.#isSigned = true
    this.#lists[entry.version - 1] = { sha256: entry.listSha256, document: entry.list }
  }

  get serialMax(): number {
    return this.#serialMax
  }

  /** It holds a list that two people signed: from then on it takes no other. */
  get isSigned(): boolean {
    return this.#isSigned
  }

  get newest(): HeldList {
    return { version: this.#lists.length, sha256: this.#lists.at(-1)?.sha256 ?? null }
  }

  byDigest(sha256: string): FreeListRecord | null {
    return this.#byDigest.get(sha256) ?? null
  }

  all(): Iterable<FreeListRecord> {
    return this.#byDigest.values()
  }

  /** Oldest first: the first is version 1. */
  get documents(): readonly string[] {
    return this.#lists.map(({ document }) => document)
  }

  /** Null: never held. */
  digestOf(version: number): string | null {
    return this.#lists[version - 1]?.sha256 ?? null
  }

  /** Another directive that brought a list had this serial: what the authority's key signs alone uses up none. */
  hasSerial(serial: number, sha256: string): boolean {
    const known = this.#serials.get(serial)
    return known !== undefined && known !== sha256
  }
}

export type ReadFreeList =
  | { readonly is: 'new'; readonly list: ZeroRatingList }
  | { readonly is: 'held' }
  | { readonly is: 'refused'; readonly why: ListRefusalReason }

/** The list of a directive for this operator whose signature is good, as the authority has signed it. */
export async function readFreeList(
  body: ListDirectiveBody,
  document: string,
  { held, key }: { readonly held: HeldFreeLists; readonly key: PublicJwk },
): Promise<ReadFreeList> {
  const before = held.digestOf(body.version)
  if (before !== null) return before === sha256Of(document) ? { is: 'held' } : { is: 'refused', why: 'replayed' }
  try {
    const read = await readList(document, key)
    // A draft says nothing of who signed it.
    if (read.trust === 'verified' && isSignable(read.list)) return { is: 'new', list: read.list }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
  return { is: 'refused', why: 'malformed' }
}

/** How far from its approval a list may be in force that is to be so at once. */
const AT_ONCE_MS = 24 * 60 * 60 * 1000

/** This very list, in this very place of the chain. A new node takes all that there ever were, so that an approval never grows old. */
export function claimOfFreeList(
  body: ListDirectiveBody,
  { list, document }: { readonly list: ZeroRatingList; readonly document: string },
  known: { readonly newest: HeldList; readonly isReplay: boolean },
): Claim {
  const { approval, isAtOnce } = body
  const { newest } = known
  const sha256 = isAtOnce === undefined ? '' : approvedDigest(list, { isAtOnce })
  return {
    who: {
      said: { of: 'free-list', subject: 'free-list', version: list.version, sha256 },
      approval: isAtOnce === undefined ? undefined : approval,
      also: async () => {
        // Whoever signs the list chooses its instant where the people named none.
        const approvedAt = approval?.approved.statement.at ?? ''
        const awayMs = Date.parse(list.inForceFrom) - Date.parse(approvedAt)
        if (isAtOnce && Math.abs(awayMs) > AT_ONCE_MS) throw lacksTwoPeople('approve', 'time')
      },
    },
    what: () => (sha256Of(document) === body.listSha256 && list.version === body.version ? null : 'list'),
    when: { from: null, until: Date.parse(body.expiresAt), beginsWithinMs: null },
    often: () => known.isReplay,
    which: () => (list.version === newest.version + 1 && list.previousSha256 === newest.sha256 ? null : 'place'),
  }
}

/**
 * Nobody signed the lists of version 0.1.0. A node that holds no list that two people signed takes those of before its first roster
 * where a list of this agenda builds on them that two people did sign: what is before it in the chain is part of that. `proves`: that it
 * lacks nothing but its place.
 */
export async function isOfBeforeRosters(
  list: ZeroRatingList,
  listSha256: string,
  agenda: readonly NonNullable<Agenda['lists']>[number][],
  here: {
    readonly key: PublicJwk
    readonly operator: string
    readonly held: HeldFreeLists
    /** When the version that is pinned was made, in milliseconds since 1970. */
    readonly rosterSince: number
    readonly proves: (claim: Claim) => Promise<boolean>
  },
): Promise<boolean> {
  const { key, operator, held, rosterSince, proves } = here
  const inForceFrom = Date.parse(list.inForceFrom)
  if (held.isSigned || Math.max(Date.parse(list.issuedAt), inForceFrom) >= rosterSince) return false
  const expected = { type: 'listDirective', key, schema: listDirectiveBody } as const
  let last: HeldList = { version: list.version, sha256: listSha256 }
  for (const { directive, list: document } of agenda)
    try {
      const body = await verify(directive, expected)
      const read = await readList(document, key)
      const isNext = read.trust === 'verified' && read.list.previousSha256 === last.sha256
      if (body.operator !== operator || !isNext) continue
      const { list: next } = read
      const claim = claimOfFreeList(body, { list: next, document }, { newest: last, isReplay: false })
      if (await proves(claim)) return true
      last = { version: next.version, sha256: sha256Of(document) }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  return false
}

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
import type { PublicJwk } from '../directive/public-key.ts'
import type { RosterBody } from '../directive/roster.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import { checkApproved } from '../directive/two-people.ts'
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
    this.#lists[entry.version - 1] = { sha256: entry.listSha256, document: entry.list }
  }

  get serialMax(): number {
    return this.#serialMax
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

export type ExaminedFreeList =
  | { readonly is: 'new'; readonly list: ZeroRatingList }
  | { readonly is: 'held' }
  | { readonly is: 'refused'; readonly why: ListRefusalReason }

const no = (why: ListRefusalReason): ExaminedFreeList => ({ is: 'refused', why })

/** Of a directive for this operator whose signature is good. */
export async function examineFreeList(
  body: ListDirectiveBody,
  document: string,
  known: {
    readonly held: HeldFreeLists
    /** Whether the serial or the id was used by something else. */
    readonly isReplay: boolean
    readonly key: PublicJwk
    readonly now: number
  },
): Promise<ExaminedFreeList> {
  const { held, isReplay, key, now } = known
  if (isReplay) return no('replayed')
  const listSha256 = sha256Of(document)
  if (listSha256 !== body.listSha256) return no('digest-differs')
  const before = held.digestOf(body.version)
  if (before !== null) return before === listSha256 ? { is: 'held' } : no('replayed')
  if (now >= Date.parse(body.expiresAt)) return no('expired')
  let list: ZeroRatingList
  try {
    const read = await readList(document, key)
    // A draft says nothing of who signed it.
    if (read.trust !== 'verified') return no('malformed')
    list = read.list
  } catch (error) {
    if (error instanceof Failure) return no('malformed')
    throw error
  }
  if (list.version !== body.version || !isSignable(list)) return no('malformed')
  const { version, sha256 } = held.newest
  const follows = list.version === version + 1 && list.previousSha256 === sha256
  return follows ? { is: 'new', list } : no('chain-broken')
}

/**
 * A later list of this agenda, oldest first, builds on this one and two people approved it: its place in the chain is part
 * of that, and so is all before it. So those of version 0.1.0, which nobody signed, reach a node that is new.
 */
export async function isBuiltOn(
  listSha256: string,
  agenda: NonNullable<Agenda['lists']>,
  trusted: { readonly key: PublicJwk; readonly operator: string; readonly people: RosterBody },
): Promise<boolean> {
  const { key, operator, people } = trusted
  const expected = { type: 'listDirective', key, schema: listDirectiveBody } as const
  let last = listSha256
  for (const { directive, list } of agenda)
    try {
      const body = await verify(directive, expected)
      const read = await readList(list, key)
      const isNext = read.trust === 'verified' && read.list.previousSha256 === last
      if (body.operator !== operator || !isNext) continue
      last = sha256Of(list)
      await checkFreeList(body, read.list, people)
      return true
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  return false
}

/** How far from its approval a list may be in force that is to be so at once. */
const AT_ONCE_MS = 24 * 60 * 60 * 1000

/** Two people have approved this very list, in this very place of the chain. Fails with needsTwoPeople. */
export async function checkFreeList(
  { approval, isAtOnce }: ListDirectiveBody,
  list: ZeroRatingList,
  people: RosterBody,
): Promise<void> {
  if (approval === undefined || isAtOnce === undefined) throw lacksTwoPeople('submit', 'none')
  const sha256 = approvedDigest(list, { isAtOnce })
  const what = { of: 'free-list', subject: 'free-list', version: list.version, sha256 } as const
  await checkApproved(what, approval, people)
  // Whoever signs the list chooses its instant where the people named none.
  const awayMs = Date.parse(list.inForceFrom) - Date.parse(approval.approved.statement.at)
  if (isAtOnce && Math.abs(awayMs) > AT_ONCE_MS) throw lacksTwoPeople('approve', 'time')
}

/**
 * What the node knows of the lists of what is free that it was ever given, folded from the journal's entries; and what it
 * says no to. Pure but for the signature of a list, which the authority's key decides.
 *
 * Invariant: versions have no gap, and each names the digest of the one before: what is held stays held.
 */

import { Failure } from '../base/failure.ts'
import type { HeldList, ListDirectiveBody, ListRefusalReason } from '../directive/documents.ts'
import type { PublicJwk } from '../directive/public-key.ts'
import { sha256Of } from '../directive/signing.ts'
import { isSignable } from '../zerorating/faults.ts'
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

export type ListEntry =
  /** `list` null: this version was held already. */
  | (Named & {
      readonly is: 'list-held'
      readonly listSha256: string
      readonly list: string | null
    })
  | (Named & { readonly is: 'list-refused'; readonly why: ListRefusalReason })
  | { readonly is: 'list-acknowledged'; readonly sha256: string }

export type Given = Extract<ListEntry, { is: 'list-held' | 'list-refused' }>

export function isListEntry(entry: object): entry is ListEntry {
  return String((entry as { is?: unknown }).is).startsWith('list-')
}

export interface ListRecord {
  readonly entry: Given
  isAcknowledged: boolean
}

export class HeldLists {
  /** By the directive's SHA-256. */
  readonly #byDigest = new Map<string, ListRecord>()
  readonly #serials = new Map<number, string>()
  /** By version less one. */
  readonly #lists: { readonly sha256: string; readonly document: string }[] = []
  #serialMax = 0

  add(entry: ListEntry): void {
    if (entry.is === 'list-acknowledged') {
      const record = this.#byDigest.get(entry.sha256)
      if (record !== undefined) record.isAcknowledged = true
      return
    }
    this.#byDigest.set(entry.sha256, { entry, isAcknowledged: false })
    this.#serials.set(entry.serial, entry.sha256)
    this.#serialMax = Math.max(this.#serialMax, entry.serial)
    if (entry.is === 'list-held' && entry.list !== null)
      this.#lists[entry.version - 1] = { sha256: entry.listSha256, document: entry.list }
  }

  get serialMax(): number {
    return this.#serialMax
  }

  get newest(): HeldList {
    return { version: this.#lists.length, sha256: this.#lists.at(-1)?.sha256 ?? null }
  }

  byDigest(sha256: string): ListRecord | null {
    return this.#byDigest.get(sha256) ?? null
  }

  all(): Iterable<ListRecord> {
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

  /** Another directive had this serial. */
  hasSerial(serial: number, sha256: string): boolean {
    const known = this.#serials.get(serial)
    return known !== undefined && known !== sha256
  }
}

export type ExaminedList =
  | { readonly is: 'new' }
  | { readonly is: 'held' }
  | { readonly is: 'refused'; readonly why: ListRefusalReason }

const no = (why: ListRefusalReason): ExaminedList => ({ is: 'refused', why })

/** Of a directive for this operator whose signature is good. */
export async function examineList(
  body: ListDirectiveBody,
  document: string,
  known: {
    readonly held: HeldLists
    /** Whether the serial or the id was used by something else. */
    readonly isReplay: boolean
    readonly key: PublicJwk
    readonly now: number
  },
): Promise<ExaminedList> {
  const { held, isReplay, key, now } = known
  if (isReplay) return no('replayed')
  const listSha256 = sha256Of(document)
  if (listSha256 !== body.listSha256) return no('digest-differs')
  const before = held.digestOf(body.version)
  if (before !== null) return before === listSha256 ? { is: 'held' } : no('replayed')
  if (now >= Date.parse(body.expiresAt)) return no('expired')
  let list: Awaited<ReturnType<typeof readList>>['list']
  try {
    list = (await readList(document, key)).list
  } catch (error) {
    if (error instanceof Failure) return no('malformed')
    throw error
  }
  if (list.version !== body.version || !isSignable(list)) return no('malformed')
  const { version, sha256 } = held.newest
  const follows = list.version === version + 1 && list.previousSha256 === sha256
  return follows ? { is: 'new' } : no('chain-broken')
}

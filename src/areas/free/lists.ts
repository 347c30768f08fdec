/**
 * All versions of the list of what is free, read once and kept until there is another: what was in force when, and what
 * is free now. Within a transaction it is asked with the transaction's store.
 *
 * A version is known by the digest of its signed document, so what a transaction that failed had read is never shown.
 */
import { notFound } from '../../authority/failures.ts'
import { type InForce, inForce } from '../../zerorating/in-force.ts'
import type { ZeroRatingList } from '../../zerorating/list.ts'
import { readList } from '../../zerorating/signed.ts'
import type { FreeReading, StoredList } from './store.ts'

export interface Version {
  readonly stored: StoredList
  readonly list: ZeroRatingList
  readonly document: string
  /** Milliseconds since 1970. */
  readonly from: number
  /** When another one is in force; not above `from` where it never is. */
  readonly until: number
}

export interface KnownLists {
  /** Oldest first. */
  readonly versions: readonly Version[]
  readonly table: InForce
}

export class FreeLists {
  #known: KnownLists = { versions: [], table: inForce([]) }

  async of(store: FreeReading): Promise<KnownLists> {
    const last = await store.lastList()
    const known = this.#known.versions.at(-1)?.stored
    if (last?.version === known?.version && last?.sha256 === known?.sha256) return this.#known
    this.#known = await readAll(store)
    return this.#known
  }
}

export function versionOf({ versions }: KnownLists, version: number): Version {
  const found = versions.find(({ stored }) => stored.version === version)
  if (found === undefined) throw notFound('list')
  return found
}

/** In force at that instant. */
export function versionAt({ versions }: KnownLists, at: number): Version | null {
  return versions.find(({ from, until }) => from <= at && at < until) ?? null
}

async function readAll(store: FreeReading): Promise<KnownLists> {
  const stored = await store.lists()
  const documents = new Map((await store.documentsFrom(1)).map(({ version, document }) => [version, document]))
  const read = await Promise.all(
    stored.map(async each => {
      const document = documents.get(each.version) as string
      return { stored: each, document, list: (await readList(document, null)).list }
    }),
  )
  const starts = read.map(({ list }) => Date.parse(list.inForceFrom))
  const versions = read.map((each, at) => ({
    ...each,
    from: starts[at],
    until: Math.min(...starts.slice(at + 1), Number.POSITIVE_INFINITY),
  }))
  return { versions, table: inForce(read.map(({ list }) => list)) }
}

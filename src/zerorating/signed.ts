/**
 * A list as a signed document, and the chain of its versions: each names the digest of the one before as it was signed.
 *
 * A file holds one version: the compact JWS, or the bare JSON of a draft. Whoever reads it says which key is trusted;
 * without one, a signed list is read and said to be unverified, for a look and never for a charging system.
 */

import type { PublicJwk } from '../directive/public-key.ts'
import { type Signer, sha256Of, verify } from '../directive/signing.ts'
import { zeroratingFailure } from './failures.ts'
import { faultsOf } from './faults.ts'
import { type ZeroRatingList, zeroRatingList } from './list.ts'

export interface ReadList {
  readonly list: ZeroRatingList
  /** Of the file's text without surrounding white space: what the next version names. Null for a draft. */
  readonly sha256: string | null
  readonly trust: 'verified' | 'unverified' | 'draft'
}

/** Fails with listFaulty where a fault (not a doubt) is found. */
export async function signList(list: ZeroRatingList, signer: Signer): Promise<string> {
  const [fault] = faultsOf(list).filter(({ severity }) => severity === 'fault')
  if (fault !== undefined)
    throw zeroratingFailure('listFaulty', { code: fault.code, service: fault.service, value: fault.value })
  return await signer.sign('zeroRatingList', list)
}

/** Fails with listMalformed, signatureWrong or documentMalformed. */
export async function readList(text: string, key: PublicJwk | null): Promise<ReadList> {
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) return { list: readDraft(trimmed, null), sha256: null, trust: 'draft' }
  if (key !== null) {
    const expected = { type: 'zeroRatingList', key, schema: zeroRatingList } as const
    return { list: await verify(trimmed, expected), sha256: sha256Of(trimmed), trust: 'verified' }
  }
  const payload = Buffer.from(trimmed.split('.')[1] ?? '', 'base64url').toString()
  return { list: parsed(payload), sha256: sha256Of(trimmed), trust: 'unverified' }
}

/** Where a list stands in its chain: decided when it is signed, not by its draft. */
export type ListPlace = Pick<ZeroRatingList, 'version' | 'previousSha256' | 'issuedAt'>

/**
 * A draft put in its place; null: for a look, where what it does not say is that it is the first and issued as it comes
 * into force. Fails with listMalformed.
 */
export function readDraft(text: string, place: ListPlace | null): ZeroRatingList {
  const draft = objectOf(text)
  const issuedAt = draft.inForceFrom
  return shaped(
    place === null
      ? { version: 1, previousSha256: null, ...(issuedAt !== undefined && { issuedAt }), ...draft }
      : { ...draft, ...place },
  )
}

/** Versions in order, without a gap in numbers or digests; fails with listChainBroken. Drafts have no digest to compare. */
export function chained(read: readonly ReadList[]): readonly ZeroRatingList[] {
  const sorted = read.toSorted((a, b) => a.list.version - b.list.version)
  for (let at = 1; at < sorted.length; at++) {
    const [before, after] = [sorted[at - 1], sorted[at]]
    const isNext = after.list.version === before.list.version + 1
    const isHeld = before.sha256 === null || after.list.previousSha256 === before.sha256
    if (!isNext || !isHeld)
      throw zeroratingFailure('listChainBroken', { version: after.list.version, before: before.list.version })
  }
  return sorted.map(({ list }) => list)
}

function parsed(text: string): ZeroRatingList {
  return shaped(objectOf(text))
}

function objectOf(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw zeroratingFailure('listMalformed', { where: 'JSON' })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw zeroratingFailure('listMalformed', { where: 'JSON' })
  return value as Record<string, unknown>
}

function shaped(value: unknown): ZeroRatingList {
  const result = zeroRatingList.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw zeroratingFailure('listMalformed', { where: issue?.path.join('.') || 'list' })
}

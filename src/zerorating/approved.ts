/**
 * What two people approve of a list: its content and its place in the chain, without the instant at which it is issued. A
 * list that is to be in force at once is approved without an instant, for nobody knows it yet.
 */
import { canonicalJson } from '../base/canonical.ts'
import { sha256Of } from '../directive/signing.ts'
import type { ZeroRatingList } from './list.ts'

/** Hexadecimal. `isAtOnce`: in force from the moment at which it is signed. */
export function approvedDigest(list: ZeroRatingList, { isAtOnce }: { readonly isAtOnce: boolean }): string {
  const { version, previousSha256, issuedAt: _, ...rest } = list
  const content = isAtOnce ? { ...rest, inForceFrom: null } : rest
  return sha256Of(canonicalJson({ version, previousSha256, content }))
}

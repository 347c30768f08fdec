/**
 * The digest that an approver approves: of everything in a round's content, each text by the octets that will be on the
 * wire. Two contents with the same digest go out alike. Every node makes it anew of its directive.
 */

import { roundDigest } from '../../directive/claims.ts'
import { octetsSha256 } from '../../directive/octets.ts'
import { sha256Of } from '../../directive/signing.ts'
import type { RoundContent } from './model.ts'
import { termsOf } from './terms.ts'

/** Hexadecimal. */
export function digestOf(content: RoundContent): string {
  return roundDigest(termsOf(content, octetsOf))
}

/** A draft may hold a text that cannot be sent; it cannot be approved, but it has a digest. */
function octetsOf(text: string): string {
  try {
    return octetsSha256(text)
  } catch {
    return `not sendable: ${sha256Of(text)}`
  }
}

/**
 * The digest that an approver approves: of everything in a round's content, each text by the octets that will be on the
 * wire. Two contents with the same digest go out alike. Every node makes it anew of its directive.
 */

import { roundDigest } from '../../directive/claims.ts'
import { octetsSha256 } from '../../directive/octets.ts'
import { sha256Of } from '../../directive/signing.ts'
import type { RoundContent } from './model.ts'

/** Hexadecimal. */
export function digestOf(content: RoundContent): string {
  return roundDigest({
    ...content,
    messages: content.messages.map(({ variants }) => ({
      variants: variants.map(({ language, text }) => ({ language, octets: octetsOf(text) })),
    })),
  })
}

/** A draft may hold a text that cannot be sent; it cannot be approved, but it has a digest. */
function octetsOf(text: string): string {
  try {
    return octetsSha256(text)
  } catch {
    return `not sendable: ${sha256Of(text)}`
  }
}

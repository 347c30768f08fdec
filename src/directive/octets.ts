/** The digest of a message's exact octets, which is approved, signed, and made anew by each node before it sends. */
import { createHash } from 'node:crypto'
import { approvedOctets } from '../text/octets.ts'
import { split } from '../text/split.ts'
import type { DirectedVariant } from './documents.ts'

/** Hexadecimal. Fails as `split` does. */
export function octetsSha256(text: string): string {
  return createHash('sha256')
    .update(approvedOctets(split(text)))
    .digest('hex')
}

/** Fails as `split` does. */
export function directVariant(language: string, text: string): DirectedVariant {
  const { encoding, units, segments, text: sent } = split(text)
  return { language, text: sent, encoding, units, segments, sha256: octetsSha256(sent) }
}

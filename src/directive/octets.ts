/**
 * The digest of a message's exact octets, which is approved, signed, and made anew by each node before it sends.
 *
 * Of all segments in order: data_coding (one octet), length (one octet), and the octets without its user data
 * header, whose reference each operator chooses.
 */
import { createHash } from 'node:crypto'
import { segmentOctets } from '../text/octets.ts'
import { split } from '../text/split.ts'
import type { DirectedVariant } from './documents.ts'

/** User data header with an 8-bit reference. 3GPP TS 23.040 section 9.2.3.24.1. */
const HEADER_OCTETS = 6

/** Hexadecimal. */
export function octetsSha256(text: string): string {
  const hash = createHash('sha256')
  for (const { octets, udh, dataCoding } of segmentOctets(split(text), 0)) {
    const letters = udh ? octets.subarray(HEADER_OCTETS) : octets
    hash.update(Uint8Array.of(dataCoding, letters.length)).update(letters)
  }
  return hash.digest('hex')
}

/** Fails as `split` does. */
export function directVariant(language: string, text: string): DirectedVariant {
  const { encoding, units, segments, text: sent } = split(text)
  return { language, text: sent, encoding, units, segments, sha256: octetsSha256(sent) }
}

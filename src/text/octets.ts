/**
 * The octets of each segment of a split message, as short_message carries them.
 *
 *   8 bit reference     05 00 03 ref       total index | letters...
 *   16 bit reference    06 08 04 refhi lo  total index | letters...
 *   a single segment has no user data header
 *
 * GSM-7 letters are unpacked, one septet per octet, with data_coding 0; UCS-2 is UTF-16 big endian with data_coding 8.
 * The reference begins at octet 3 in both headers. Never more than 160 octets.
 *
 * Sources: 3GPP TS 23.040 sections 9.2.3.24.1 and 9.2.3.24.8; SMPP 3.4 sections 5.2.19 (data_coding) and 5.2.22.
 */
import { writeGsm7 } from './gsm7.ts'
import type { ReferenceBits, Split } from './split.ts'

export interface Segment {
  /** short_message, user data header included. */
  readonly octets: Uint8Array
  readonly dataCoding: 0 | 8
  /** Whether `octets` begins with a user data header, which esm_class must say (UDHI, 0x40). */
  readonly udh: boolean
}

/** `reference`: 0 to 255, or 0 to 65535 where the split has 16 bits; the same for all parts and for a part sent again. */
export function segmentOctets(split: Split, reference: number): readonly Segment[] {
  if (!Number.isInteger(reference) || reference < 0 || reference >= 2 ** split.reference)
    throw new RangeError(`the reference ${reference} does not fit ${split.reference} bits`)
  const dataCoding = split.encoding === 'gsm7' ? 0 : 8
  return split.pieces.map((piece, i) => {
    const header =
      split.segments === 1 ? [] : concatenation(split.reference, { reference, total: split.segments, index: i + 1 })
    const letters = split.encoding === 'gsm7' ? split.parts[i] : 2 * piece.length
    const octets = new Uint8Array(header.length + letters)
    octets.set(header)
    if (split.encoding === 'gsm7') writeGsm7(piece, octets, header.length)
    else writeUcs2(piece, octets, header.length)
    return { octets, dataCoding, udh: header.length > 0 }
  })
}

/** User data header with an 8-bit reference. 3GPP TS 23.040 section 9.2.3.24.1. */
const HEADER_OCTETS = 6

/**
 * What is approved of a message: of all segments in order data_coding (one octet), length (one octet), and the octets without their user
 * data header, whose reference each operator chooses.
 */
export function approvedOctets(split: Split): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    segmentOctets(split, 0).flatMap(({ octets, udh, dataCoding }) => {
      const letters = udh ? octets.subarray(HEADER_OCTETS) : octets
      return [dataCoding, letters.length, ...letters]
    }),
  )
}

function concatenation(
  bits: ReferenceBits,
  part: { reference: number; total: number; index: number },
): readonly number[] {
  if (bits === 8) return [0x05, 0x00, 0x03, part.reference, part.total, part.index]
  return [0x06, 0x08, 0x04, part.reference >> 8, part.reference & 0xff, part.total, part.index]
}

function writeUcs2(text: string, into: Uint8Array, offset: number): void {
  const view = new DataView(into.buffer, into.byteOffset, into.byteLength)
  for (let i = 0; i < text.length; i++) view.setUint16(offset + 2 * i, text.charCodeAt(i))
}

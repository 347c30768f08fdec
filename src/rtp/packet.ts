/**
 * An RTP packet where it stands (RFC 3550, section 5.1): offsets into its octets, nothing copied.
 *
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---+-+-+-------+-+-------------+-------------------------------+
 *   | 2 |P|X|  CC   |M|     PT      |           sequence            |
 *   +---+-+-+-------+-+-------------+-------------------------------+
 *   |                           timestamp                           |
 *   |                             SSRC                              |
 *   |                        CSRC, CC times                         |
 *   |        X: profile             |    length in words, then it   |
 *   |     payload ...                           padding, its count  |
 *
 * Any octets are a packet or a fault, never an exception. One object reads packet after packet, for nothing is allocated a
 * packet on the way through the server (`forward.bench.ts`). Knows no payload format.
 */
export const HEADER_SIZE = 12
export const VERSION_2 = 0x80
export const PADDING_BIT = 0x20
export const EXTENSION_BIT = 0x10
const MARKER_BIT = 0x80

export type RtpFault =
  /** Not even a header. */
  | 'short'
  | 'version'
  /** More contributing sources than octets. */
  | 'csrc'
  /** The header extension reaches beyond the packet. */
  | 'extension'
  /** A count of padding octets that is 0 or more than there are. */
  | 'padding'

const NONE = Buffer.alloc(0)

export class RtpPacket {
  bytes: Buffer = NONE
  payloadType = 0
  marker = false
  sequence = 0
  timestamp = 0
  ssrc = 0
  csrcCount = 0
  /** What stands before the extension's length; 0 where there is none. */
  extensionProfile = 0
  extensionAt = 0
  extensionEnd = 0
  payloadAt = 0
  payloadEnd = 0

  /** One datagram. After a fault the fields are worthless. */
  read(bytes: Buffer): RtpFault | null {
    const { length } = bytes
    if (length < HEADER_SIZE) return 'short'
    const first = bytes[0]
    if (first >> 6 !== 2) return 'version'
    this.bytes = bytes
    this.csrcCount = first & 0x0f
    this.marker = (bytes[1] & MARKER_BIT) !== 0
    this.payloadType = bytes[1] & 0x7f
    this.sequence = (bytes[2] << 8) | bytes[3]
    this.timestamp = word(bytes, 4)
    this.ssrc = word(bytes, 8)
    let at = HEADER_SIZE + 4 * this.csrcCount
    if (at > length) return 'csrc'
    this.extensionProfile = 0
    this.extensionAt = at
    this.extensionEnd = at
    if ((first & EXTENSION_BIT) !== 0) {
      if (at + 4 > length) return 'extension'
      this.extensionProfile = (bytes[at] << 8) | bytes[at + 1]
      this.extensionAt = at + 4
      at += 4 + 4 * ((bytes[at + 2] << 8) | bytes[at + 3])
      if (at > length) return 'extension'
      this.extensionEnd = at
    }
    this.payloadAt = at
    this.payloadEnd = length
    if ((first & PADDING_BIT) !== 0) {
      const padding = at < length ? bytes[length - 1] : 0
      if (padding === 0 || at + padding > length) return 'padding'
      this.payloadEnd = length - padding
    }
    return null
  }
}

function word(bytes: Buffer, at: number): number {
  return ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0
}

export interface RtpHeader {
  readonly payloadType: number
  readonly marker: boolean
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
}

/** Writes these into a packet that stands at the beginning of `bytes`; all else stays. */
export function rewriteRtp(bytes: Buffer, header: RtpHeader): void {
  const { sequence, timestamp, ssrc } = header
  bytes[1] = (header.marker ? MARKER_BIT : 0) | header.payloadType
  bytes[2] = sequence >>> 8
  bytes[3] = sequence
  bytes[4] = timestamp >>> 24
  bytes[5] = timestamp >>> 16
  bytes[6] = timestamp >>> 8
  bytes[7] = timestamp
  bytes[8] = ssrc >>> 24
  bytes[9] = ssrc >>> 16
  bytes[10] = ssrc >>> 8
  bytes[11] = ssrc
}

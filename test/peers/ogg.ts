/**
 * Opus in Ogg (RFC 3533, RFC 7845), as little of it as ffmpeg and we need: packets out of a file, packets into one, a page each.
 *
 *   "OggS" | 0 | flags | granule, 8 | serial, 4 | page, 4 | CRC, 4 | segments | sizes … | octets …
 */
import assert from 'node:assert/strict'

const HEAD_SIZE = 27
const SEGMENT_MAX = 255
const HEADERS = 2
const BEGINS = 2
const ENDS = 4
const CRC_AT = 22
const POLYNOMIAL = 0x04c11db7

/** Those of sound, without the two of the head. */
export function readOgg(bytes: Buffer): Buffer[] {
  const packets: Buffer[] = []
  let open: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    assert.equal(bytes.toString('latin1', at, at + 4), 'OggS')
    const sizes = bytes.subarray(at + HEAD_SIZE, at + HEAD_SIZE + bytes[at + HEAD_SIZE - 1])
    at += HEAD_SIZE + sizes.length
    for (const size of sizes) {
      open.push(bytes.subarray(at, at + size))
      at += size
      if (size === SEGMENT_MAX) continue
      packets.push(Buffer.concat(open))
      open = []
    }
  }
  return packets.slice(HEADERS)
}

/** `ticks`: of 48 kHz, that each packet sounds. */
export function writeOgg(packets: readonly Buffer[], ticks: number): Buffer {
  // One channel, nothing skipped at the beginning, 48 kHz, no gain, family 0.
  const head = Buffer.from('4f707573486561640101000080bb0000000000', 'hex')
  const tags = Buffer.from('4f70757354616773000000000000000000', 'hex').subarray(0, 16)
  return Buffer.concat(
    [head, tags, ...packets].map((packet, page, { length }) =>
      pageOf(packet, {
        page,
        granule: Math.max(0, page - HEADERS + 1) * ticks,
        flags: page === 0 ? BEGINS : page === length - 1 ? ENDS : 0,
      }),
    ),
  )
}

function pageOf(packet: Buffer, { page, granule, flags }: { page: number; granule: number; flags: number }): Buffer {
  const whole = Math.floor(packet.length / SEGMENT_MAX)
  const head = Buffer.alloc(HEAD_SIZE)
  head.write('OggS', 'latin1')
  head[5] = flags
  head.writeBigUInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(page, 18)
  head[HEAD_SIZE - 1] = whole + 1
  const sizes = Buffer.alloc(whole + 1, SEGMENT_MAX)
  sizes[whole] = packet.length % SEGMENT_MAX
  const octets = Buffer.concat([head, sizes, packet])
  octets.writeUInt32LE(crcOf(octets), CRC_AT)
  return octets
}

function crcOf(octets: Buffer): number {
  let crc = 0
  for (const octet of octets) {
    crc ^= octet << 24
    for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1
  }
  return crc >>> 0
}

/**
 * Opus in Ogg (RFC 3533, RFC 7845) turned down by the output gain of its head: what decoders apply to all that they give.
 *
 *   "OggS" … CRC at 22 … sizes "OpusHead" version channels pre-skip rate  gain at 16, 1/256 dB
 *
 * No packet of sound is touched, so that peaks are lower by exactly so much. Pure.
 */
import assert from 'node:assert/strict'

const PAGE_HEAD = 27
const CRC_AT = 22
const GAIN_AT = 16
const STEPS_PER_DB = 256
const POLYNOMIAL = 0x04c11db7

/** `gainDb`: at most so much; the next step below. */
export function opusTurned(file: Buffer, gainDb: number): Buffer {
  const sizes = file.subarray(PAGE_HEAD, PAGE_HEAD + file[PAGE_HEAD - 1])
  const from = PAGE_HEAD + sizes.length
  const end = sizes.reduce((sum, size) => sum + size, from)
  assert.equal(file.toString('latin1', from, from + 8), 'OpusHead')
  const turned = Buffer.from(file)
  const gain = turned.readInt16LE(from + GAIN_AT) + Math.floor(gainDb * STEPS_PER_DB)
  turned.writeInt16LE(gain, from + GAIN_AT)
  turned.writeUInt32LE(0, CRC_AT)
  turned.writeUInt32LE(checksumOf(turned.subarray(0, end)), CRC_AT)
  return turned
}

/** Of Ogg (RFC 3533, section 6): neither reflected nor inverted, unlike that of zlib. */
function checksumOf(octets: Buffer): number {
  let sum = 0
  for (const octet of octets) {
    sum ^= octet << 24
    for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ POLYNOMIAL : sum << 1
  }
  return sum >>> 0
}

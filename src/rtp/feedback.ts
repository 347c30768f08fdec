/**
 * The two fields of feedback that are packed: lost packets as PID and BLP (RFC 4585, section 6.2.1), and a bitrate as exponent
 * and mantissa (draft-alvestrand-rmcat-remb-03, section 2.2).
 *
 *   PID  100     BLP  1000 0000 0000 0101      lost: 100, 101, 103, 116
 */
import { extendSequence } from './sequences.ts'

/** A pair names at most so many. */
const PAIR_SPAN = 16
const MANTISSA_BITS = 18

/** A word a pair: PID in the upper 16 bits. In the order of the stream, whatever order they come in; no number twice. */
export function packLost(lost: readonly number[]): number[] {
  if (lost.length === 0) return []
  const near = lost[0]
  const ordered = lost.map(sequence => extendSequence(near, sequence)).sort((a, b) => a - b)
  const pairs: number[] = []
  let pid = Number.NEGATIVE_INFINITY
  for (const sequence of ordered) {
    const ahead = sequence - pid
    if (ahead === 0) continue
    if (ahead <= PAIR_SPAN) pairs[pairs.length - 1] |= 1 << (ahead - 1)
    else {
      pid = sequence
      pairs.push((sequence & 0xffff) << 16)
    }
  }
  return pairs.map(pair => pair >>> 0)
}

export function unpackLost(pair: number): number[] {
  const pid = pair >>> 16
  const lost = [pid]
  for (let bit = 0; bit < PAIR_SPAN; bit++) if ((pair & (1 << bit)) !== 0) lost.push((pid + bit + 1) & 0xffff)
  return lost
}

/** Rounded down to what 18 bits hold. Bits a second, 0 or more. */
export function packBitrate(bitrate: number): number {
  let exponent = 0
  let mantissa = Math.floor(bitrate)
  while (mantissa >= 2 ** MANTISSA_BITS && exponent < 63) {
    mantissa = Math.floor(mantissa / 2)
    exponent += 1
  }
  return exponent * 2 ** MANTISSA_BITS + Math.min(mantissa, 2 ** MANTISSA_BITS - 1)
}

/** Of the 24 bits behind the count. */
export function unpackBitrate(packed: number): number {
  return (packed % 2 ** MANTISSA_BITS) * 2 ** (packed >>> MANTISSA_BITS)
}

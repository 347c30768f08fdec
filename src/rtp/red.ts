/**
 * Redundant audio (RFC 2198): a packet that repeats the last ones, so that a lost one is heard all the same.
 *
 *   |1| PT | timestamp offset (14) | length (10) | … |0| PT | oldest data … | primary data
 *
 * Offsets are ticks before the packet's own timestamp. What does not fit 14 or 10 bits is left out: the primary always goes.
 * Any octets are blocks or a fault, never an exception.
 */
import assert from 'node:assert/strict'
import { timestampDelta } from './sequences.ts'

const BLOCK_HEAD_SIZE = 4
const OFFSET_MAX = 0x3fff
const LENGTH_MAX = 0x3ff
/** Nobody sends more; each costs its whole payload. */
const BLOCKS_MAX = 8

export interface RedBlock {
  readonly payloadType: number
  /** Ticks before the packet's timestamp; 0 for the primary. */
  readonly offset: number
  readonly from: number
  readonly to: number
}

export type RedFault =
  /** A head or its data reaches beyond the payload. */
  'short' | 'too-many'

/** Oldest first, the primary last. */
export function splitRed(
  bytes: Buffer,
  from: number,
  to: number,
): { readonly ok: true; readonly blocks: readonly RedBlock[] } | { ok: false; fault: RedFault } {
  const heads: { payloadType: number; offset: number; size: number }[] = []
  let at = from
  while (at < to && bytes[at] >= 0x80) {
    if (heads.length === BLOCKS_MAX) return { ok: false, fault: 'too-many' }
    if (at + BLOCK_HEAD_SIZE > to) return { ok: false, fault: 'short' }
    const word = bytes.readUInt32BE(at)
    const offset = (word >>> 10) & OFFSET_MAX
    heads.push({ payloadType: bytes[at] & 0x7f, offset, size: word & LENGTH_MAX })
    at += BLOCK_HEAD_SIZE
  }
  if (at >= to) return { ok: false, fault: 'short' }
  const primary = bytes[at++]
  const blocks: RedBlock[] = []
  for (const { payloadType, offset, size } of heads) {
    if (at + size > to) return { ok: false, fault: 'short' }
    blocks.push({ payloadType, offset, from: at, to: at + size })
    at += size
  }
  blocks.push({ payloadType: primary, offset: 0, from: at, to })
  return { ok: true, blocks }
}

export interface Sounding {
  /** Its sequence number, extended. */
  readonly extended: number
  readonly timestamp: number
  readonly payload: Uint8Array
}

/** The last payloads of a source, to be repeated. Keeps them as they are, without a copy: they must not change. */
export class RedHistory {
  readonly #depth: number
  readonly #payloadType: number
  /** By sequence, oldest first. */
  readonly #kept: Sounding[] = []

  /** `depth`: how many packets are repeated. `payloadType`: of what is in it. */
  constructor(options: { readonly depth: number; readonly payloadType: number }) {
    assert(options.depth >= 1 && options.depth < BLOCKS_MAX, 'some packets are repeated')
    this.#depth = options.depth
    this.#payloadType = options.payloadType
  }

  /** A packet came, in any order. */
  add(packet: Sounding): void {
    const kept = this.#kept
    let place = kept.length
    while (place > 0 && kept[place - 1].extended > packet.extended) place -= 1
    if (place > 0 && kept[place - 1].extended === packet.extended) return
    kept.splice(place, 0, packet)
    // The packet itself may stand among those that it repeats.
    if (kept.length > this.#depth + 1) kept.shift()
  }

  /** Writes this packet's payload with those before it into `out` from `at` on, and gives the offset behind it. */
  put(out: Buffer, at: number, packet: Sounding): number {
    const repeated = this.#kept.filter(one => this.#isRepeated(one, packet))
    let next = at
    for (const { timestamp, payload } of repeated) {
      const offset = timestampDelta(timestamp, packet.timestamp)
      const head = ((0x80 | this.#payloadType) << 24) | (offset << 10) | payload.length
      next = out.writeUInt32BE(head >>> 0, next)
    }
    out[next++] = this.#payloadType
    for (const { payload } of repeated) {
      out.set(payload, next)
      next += payload.length
    }
    out.set(packet.payload, next)
    return next + packet.payload.length
  }

  #isRepeated(one: Sounding, packet: Sounding): boolean {
    const age = packet.extended - one.extended
    const offset = timestampDelta(one.timestamp, packet.timestamp)
    if (age <= 0 || age > this.#depth || one.payload.length > LENGTH_MAX) return false
    return offset > 0 && offset <= OFFSET_MAX
  }
}

/**
 * The entries of a leg's replicated log as octets: who wrote which group in which epoch, each holding the code of the one
 * before it.
 *
 *   0       4        6     8      12     16          24         28     32        64    96
 *   "LOLE"  version  kind  epoch  spare  index(f64)  octets of  spare  previous  code  payload
 *
 *   begin     what all owners and standbys of the leg have in common, as JSON; index 1, epoch 1
 *   group     a group of the owner's ledger, as its journal holds it
 *   takeover  from here on another process owns the leg: the epoch is one more; JSON
 *
 * Numbers are little endian. The code is HMAC-SHA-256 (RFC 2104) of all the rest under the key of the leg's machines, so that whoever
 * runs the log's servers cannot write in their name; without a key it proves only that nothing was damaged. Knows no log: octets
 * in, octets out.
 *
 * Invariant: previous = code of the entry before; of the first one, zeros.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

const MAGIC = 0x4c4f4c45 // "LOLE"
const VERSION = 1
const CODE_AT = 64
export const ENTRY_HEADER = 96
const KINDS = ['begin', 'group', 'takeover'] as const
export type EntryKind = (typeof KINDS)[number]

export interface Entry {
  readonly kind: EntryKind
  readonly epoch: number
  readonly index: number
  /** 32 octets. */
  readonly previous: Buffer
  readonly payload: Buffer
  /** Of this entry, 32 octets. */
  readonly code: Buffer
}

/** What the leg's machines have in common and the log's servers do not; of no octets where there is none. */
export type LegKey = Uint8Array

/** The last entry that somebody knows, and what the next one will say of it. */
export interface LegPlace {
  readonly index: number
  readonly epoch: number
  /** Of the entry with this index, 32 octets. */
  readonly code: Buffer
}

export const BEFORE_ALL: LegPlace = { index: 0, epoch: 0, code: Buffer.alloc(32) }

/** Where a group of a ledger stands in the log, as its meta says: the code of its own entry cannot be in it. */
export interface LegMark {
  readonly index: number
  readonly epoch: number
  /** Code of the entry before, hexadecimal. */
  readonly previous: string
}

/** An entry behind `place`, and the place behind it. */
export function encodeEntry(
  place: LegPlace,
  { kind, epoch }: { kind: EntryKind; epoch: number },
  payload: Uint8Array,
  key: LegKey,
): { bytes: Buffer; place: LegPlace } {
  const bytes = Buffer.allocUnsafeSlow(ENTRY_HEADER + payload.length)
  const index = place.index + 1
  bytes.writeUInt32BE(MAGIC, 0)
  bytes.writeUInt16LE(VERSION, 4)
  bytes.writeUInt16LE(KINDS.indexOf(kind), 6)
  bytes.writeUInt32LE(epoch, 8)
  bytes.writeUInt32LE(0, 12)
  bytes.writeDoubleLE(index, 16)
  bytes.writeUInt32LE(payload.length, 24)
  bytes.writeUInt32LE(0, 28)
  place.code.copy(bytes, 32)
  bytes.set(payload, ENTRY_HEADER)
  const code = codeOf(bytes, key)
  code.copy(bytes, CODE_AT)
  return { bytes, place: { index, epoch, code } }
}

/** Null for octets that nobody with the key wrote. */
export function decodeEntry(octets: Uint8Array, key: LegKey): Entry | null {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.length)
  if (bytes.length < ENTRY_HEADER || bytes.readUInt32BE(0) !== MAGIC) return null
  if (bytes.readUInt16LE(4) !== VERSION) return null
  const kind = KINDS.at(bytes.readUInt16LE(6))
  if (kind === undefined || bytes.readUInt32LE(24) !== bytes.length - ENTRY_HEADER) return null
  const code = bytes.subarray(CODE_AT, ENTRY_HEADER)
  if (!timingSafeEqual(code, codeOf(bytes, key))) return null
  return {
    kind,
    epoch: bytes.readUInt32LE(8),
    index: bytes.readDoubleLE(16),
    previous: bytes.subarray(32, CODE_AT),
    payload: bytes.subarray(ENTRY_HEADER),
    code,
  }
}

/** The entry that follows `place`, and the place behind it; null where these octets do not follow it. */
export function followingEntry(
  place: LegPlace,
  octets: Uint8Array,
  key: LegKey,
): { entry: Entry; place: LegPlace } | null {
  const entry = decodeEntry(octets, key)
  if (entry === null || entry.index !== place.index + 1) return null
  if (!entry.previous.equals(place.code)) return null
  const isNewEpoch = entry.kind !== 'group'
  if (entry.epoch !== place.epoch + (isNewEpoch ? 1 : 0)) return null
  if ((entry.kind === 'begin') !== (place.index === 0)) return null
  return { entry, place: placeOf(entry) }
}

/** The place of the entry that a mark names, out of its octets; null where they are not that entry. */
export function placeOfMark(mark: LegMark, octets: Uint8Array, key: LegKey): LegPlace | null {
  const entry = decodeEntry(octets, key)
  if (entry === null || entry.index !== mark.index || entry.epoch !== mark.epoch) return null
  if (entry.previous.toString('hex') !== mark.previous) return null
  return placeOf(entry)
}

/** A copy of the code: the octets of an entry may be large, and go. */
function placeOf({ index, epoch, code }: Entry): LegPlace {
  return { index, epoch, code: Buffer.from(code) }
}

function codeOf(bytes: Buffer, key: LegKey): Buffer {
  const code = createHmac('sha256', key)
  return code.update(bytes.subarray(0, CODE_AT)).update(bytes.subarray(ENTRY_HEADER)).digest()
}

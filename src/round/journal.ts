/**
 * A journal of the ledger: a header, then groups of changed entries with the round's counters, one a sync.
 *
 *   0        512          4096
 *   header   confirmed    group, group, group …
 *
 * The header says which journal this is; beside it stands the number of the last group that was synced, so that a torn
 * end is told from damage.
 *
 * Invariant: sequence numbers of groups have no gap.
 */

import assert from 'node:assert/strict'
import { crc32 } from 'node:zlib'
import type { Failure } from '../base/failure.ts'
import type { Disk, LedgerFile } from './disk.ts'
import { roundFailure } from './failures.ts'
import { DIRTY, type Ledger, STORED } from './ledger.ts'
import { BLOCK_SHIFT } from './shape.ts'

const MAGIC_JOURNAL = 0x4c4f4a52 // "LOJR"
const MAGIC_GROUP = 0x4c4f4752 // "LOGR"
export const VERSION = 1
/** Of the ledger and of a journal. */
export const HEADER = 4096
/** Where the number of the last synced group stands in a journal's header. */
export const CONFIRMED_AT = 512
export const GROUP_HEADER = 40
/** One read of a journal, in octets. */
const READ_AHEAD = 128 << 10
/** The round's counters and statuses as JSON, at most. */
export const META_MAX = 256 << 10

/** What the columns cannot say. JSON in each group. */
export type Meta = Readonly<Record<string, unknown>>

export type JournalIndex = 0 | 1
export const journalName = (index: JournalIndex) => (index === 0 ? 'journal.0' : 'journal.1')

export function damaged(file: string, at: number): Failure {
  return roundFailure('ledgerDamaged', { file, at })
}

export function journalHeader(head: { generation: number; first: number }): Uint8Array {
  const header = Buffer.alloc(HEADER)
  header.writeUInt32BE(MAGIC_JOURNAL, 0)
  header.writeUInt32LE(VERSION, 4)
  header.writeDoubleLE(head.generation, 8)
  header.writeDoubleLE(head.first, 16)
  header.writeUInt32LE(crc32(header.subarray(0, 24)), 24)
  confirmation(0).copy(header, CONFIRMED_AT)
  return header
}

export function confirmation(sequence: number): Buffer {
  const slot = Buffer.alloc(12)
  slot.writeDoubleLE(sequence, 0)
  slot.writeUInt32LE(crc32(slot.subarray(0, 8)), 8)
  return slot
}

interface GroupHead {
  readonly generation: number
  readonly sequence: number
  /** All journals up to this generation are in the blocks. */
  readonly folded: number
}

/**
 *   0      4     8            12       16               24             32      36    40
 *   magic  crc   meta octets  records  generation(f64)  sequence(f64)  folded  size  meta, records
 */
export function encodeGroup(
  head: GroupHead,
  meta: Meta,
  ledger: Ledger | null,
  { sizeMax, memory, touched }: GroupRoom = NO_RECORDS,
): Buffer {
  const json = Buffer.from(JSON.stringify(meta))
  assert(json.length <= META_MAX, 'the counters fit their bound')
  const record = 4 + (ledger?.shape.entry ?? 0)
  const room = Math.floor((sizeMax - GROUP_HEADER - json.length) / record)
  const records = ledger === null ? 0 : Math.min(ledger.dirtyCount, room)
  const group = memory.of(GROUP_HEADER + json.length + records * record)
  group.writeUInt32BE(MAGIC_GROUP, 0)
  group.writeUInt32LE(json.length, 8)
  group.writeUInt32LE(records, 12)
  group.writeDoubleLE(head.generation, 16)
  group.writeDoubleLE(head.sequence, 24)
  group.writeUInt32LE(head.folded, 32)
  group.writeUInt32LE(group.length, 36)
  json.copy(group, GROUP_HEADER)
  if (ledger !== null) gather(ledger, group, { from: GROUP_HEADER + json.length, records, touched })
  group.writeUInt32LE(crc32(group.subarray(8)), 4)
  return group
}

/** Memory for one group at a time: a new piece for each would be taken from the system and given back, page by page. */
export class GroupMemory {
  #bytes: Buffer = Buffer.alloc(0)

  /** So many octets, with whatever lies in them; valid until the next are asked for. */
  of(size: number): Buffer {
    if (size > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(Math.ceil(size * 1.5))
    return this.#bytes.subarray(0, size)
  }
}

export interface GroupRoom {
  /** Of the whole group, in octets. */
  readonly sizeMax: number
  readonly memory: GroupMemory
  /** A mark for each block; those of the gathered entries are set. */
  readonly touched: Uint8Array
}

const NO_RECORDS: GroupRoom = { sizeMax: 0, memory: new GroupMemory(), touched: new Uint8Array(0) }

/** The subscribers of which a group holds records, in their order. */
export function ranksIn(group: Buffer, ledger: Ledger): Uint32Array {
  const record = 4 + ledger.shape.entry
  const from = GROUP_HEADER + group.readUInt32LE(8)
  return Uint32Array.from({ length: group.readUInt32LE(12) }, (_, i) => group.readUInt32LE(from + i * record))
}

/** Writes the first `records` changed entries and forgets that they changed. The hot loop of a sync. */
function gather(
  ledger: Ledger,
  group: Buffer,
  { from, records, touched }: { from: number; records: number; touched: Uint8Array },
): void {
  const { dirty, dirtyCount, state, accepted, receipts, ids, shape } = ledger
  const { bitmap, tracked, ids: idCount } = shape
  let at = from
  for (let i = 0; i < records; i++) {
    const rank = dirty[i]
    const value = state[rank]
    state[rank] = value & ~DIRTY
    touched[rank >>> BLOCK_SHIFT] = 1
    group[at] = rank
    group[at + 1] = rank >>> 8
    group[at + 2] = rank >>> 16
    group[at + 3] = rank >>> 24
    group[at + 4] = value & STORED
    at += 5
    for (let k = rank * bitmap; k < rank * bitmap + bitmap; k++) group[at++] = accepted[k]
    for (let k = rank * tracked; k < rank * tracked + tracked; k++) group[at++] = receipts[k]
    for (let k = rank * idCount; k < rank * idCount + idCount; k++) {
      const id = ids[k]
      group[at] = id
      group[at + 1] = id >>> 8
      group[at + 2] = id >>> 16
      group[at + 3] = id >>> 24
      at += 4
    }
  }
  dirty.copyWithin(0, records, dirtyCount)
  ledger.dirtyCount = dirtyCount - records
}

/** The reverse of `gather`. `isNews`: the ledger's own disk does not know them yet. */
export function apply(
  ledger: Ledger,
  group: Buffer,
  from: number,
  records: number,
  { file, isNews = false }: { file: string; isNews?: boolean },
): void {
  const { state, accepted, receipts, ids, shape } = ledger
  const { bitmap, tracked, ids: idCount, subscribers } = shape
  let at = from
  for (let i = 0; i < records; i++) {
    const rank = (group[at] | (group[at + 1] << 8) | (group[at + 2] << 16) | (group[at + 3] << 24)) >>> 0
    if (rank >= subscribers) throw damaged(file, at)
    if (isNews) ledger.markDirty(rank)
    state[rank] = group[at + 4] | (isNews ? DIRTY : 0)
    at += 5
    for (let k = rank * bitmap; k < rank * bitmap + bitmap; k++) accepted[k] = group[at++]
    for (let k = rank * tracked; k < rank * tracked + tracked; k++) receipts[k] = group[at++]
    for (let k = rank * idCount; k < rank * idCount + idCount; k++) {
      ids[k] = (group[at] | (group[at + 1] << 8) | (group[at + 2] << 16) | (group[at + 3] << 24)) >>> 0
      at += 4
    }
  }
}

export interface JournalHead {
  readonly generation: number
  readonly first: number
  readonly confirmed: number
}

/** Null for a journal that was never begun. */
export function readJournalHead(disk: Disk, index: JournalIndex): JournalHead | null {
  const file = journalName(index)
  const header = Buffer.alloc(HEADER)
  disk.readNow(file, header, 0)
  if (header.readUInt32BE(0) === 0 && header.every(octet => octet === 0)) return null
  if (header.readUInt32BE(0) !== MAGIC_JOURNAL) throw damaged(file, 0)
  if (header.readUInt32LE(24) !== crc32(header.subarray(0, 24))) throw damaged(file, 0)
  const slot = header.subarray(CONFIRMED_AT, CONFIRMED_AT + 12)
  if (slot.readUInt32LE(8) !== crc32(slot.subarray(0, 8))) throw damaged(file, CONFIRMED_AT)
  return { generation: header.readDoubleLE(8), first: header.readDoubleLE(16), confirmed: slot.readDoubleLE(0) }
}

export interface Group {
  readonly sequence: number
  readonly folded: number
  readonly meta: Meta
  readonly records: number
  readonly bytes: Buffer
  readonly recordsAt: number
  readonly end: number
}

/** A group as it came from elsewhere, without its journal; null where it is not whole. */
export function groupOf(bytes: Buffer): Group | null {
  if (bytes.length < GROUP_HEADER) return null
  const journal = { bytes, has: (end: number) => end <= bytes.length }
  const expected = { generation: bytes.readDoubleLE(16), sequence: bytes.readDoubleLE(24) }
  const group = readGroup(journal, 0, expected)
  return group !== null && group.end === bytes.length ? group : null
}

/** All whole groups of a journal. One that is not whole ends it, unless it was confirmed: then it is damage. */
export function readGroups(disk: Disk, index: JournalIndex, head: JournalHead): Group[] {
  const file = journalName(index)
  const bytes = new JournalBytes(disk, file)
  const groups: Group[] = []
  let at = 0
  for (let sequence = head.first; ; sequence++) {
    const group = readGroup(bytes, at, { generation: head.generation, sequence })
    if (group === null) {
      if (sequence <= head.confirmed) throw damaged(file, HEADER + at)
      return groups
    }
    groups.push(group)
    at = group.end
  }
}

/** A journal behind its header, read as far as it is looked at. */
class JournalBytes {
  readonly bytes: Buffer
  readonly #disk: Disk
  readonly #file: LedgerFile
  #read = 0

  constructor(disk: Disk, file: LedgerFile) {
    this.#disk = disk
    this.#file = file
    this.bytes = Buffer.allocUnsafeSlow(disk.size(file) - HEADER)
  }

  /** Whether the octets up to `end` are there; in `bytes` from then on. */
  has(end: number): boolean {
    if (end > this.bytes.length) return false
    if (end <= this.#read) return true
    const to = Math.min(this.bytes.length, Math.max(end, this.#read + READ_AHEAD))
    this.#disk.readNow(this.#file, this.bytes.subarray(this.#read, to), HEADER + this.#read)
    this.#read = to
    return true
  }
}

function readGroup(
  journal: Pick<JournalBytes, 'bytes' | 'has'>,
  at: number,
  expected: { generation: number; sequence: number },
): Group | null {
  const { bytes } = journal
  if (!journal.has(at + GROUP_HEADER) || bytes.readUInt32BE(at) !== MAGIC_GROUP) return null
  const metaOctets = bytes.readUInt32LE(at + 8)
  const records = bytes.readUInt32LE(at + 12)
  const size = bytes.readUInt32LE(at + 36)
  if (bytes.readDoubleLE(at + 16) !== expected.generation) return null
  if (bytes.readDoubleLE(at + 24) !== expected.sequence) return null
  const end = at + size
  if (metaOctets > META_MAX || size < GROUP_HEADER + metaOctets || !journal.has(end)) return null
  if (bytes.readUInt32LE(at + 4) !== crc32(bytes.subarray(at + 8, end))) return null
  const recordsAt = at + GROUP_HEADER + metaOctets
  return {
    sequence: expected.sequence,
    folded: bytes.readUInt32LE(at + 32),
    meta: JSON.parse(bytes.toString('utf8', at + GROUP_HEADER, recordsAt)) as Meta,
    records,
    bytes,
    recordsAt,
    end,
  }
}

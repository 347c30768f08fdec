/**
 * Keeps a ledger on disk so that kill -9 or a power cut at any instant loses nothing that was synced.
 *
 *   ledger      header, then the columns in blocks of 4096 subscribers, each with a checksum
 *   journal.0/1 groups of changed entries with the round's counters; one is written while the other is folded
 *               into the blocks
 *   blocks      images of the blocks that are about to be written in place, so that a torn block can be mended
 *
 * All files have their full size from the start: a disk that is full says so before anything is sent, and a file that
 * was cut short is seen. docs/internals/ledger.md draws the octets.
 *
 * Order: group written, synced, *then* its callback; then the block images of that group: written to `blocks`, synced,
 * written in place, synced. So no block in place is newer than what the journal has synced.
 *
 * Invariant: one group at a time (`busy`); sequence numbers of groups have no gap.
 * Invariant: what `recover` returns is the state of the last synced group, or of a later one.
 */
import assert from 'node:assert/strict'
import { crc32 } from 'node:zlib'
import { Failure } from '../base/failure.ts'
import type { Disk, Done, LedgerFile } from './disk.ts'
import { allocateColumns, Ledger, STORED } from './ledger.ts'
import {
  BLOCK_HEADER,
  BLOCK_SUBSCRIBERS,
  blockBytes,
  blocksOf,
  type ReceiptsAsked,
  type Shape,
  shapeOf,
} from './shape.ts'

const MAGIC_LEDGER = 0x4c4f4c47 // "LOLG"
const MAGIC_JOURNAL = 0x4c4f4a52 // "LOJR"
const MAGIC_GROUP = 0x4c4f4752 // "LOGR"
const MAGIC_IMAGES = 0x4c4f494d // "LOIM"
const VERSION = 1
const HEADER = 4096
/** Where the number of the last synced group stands in a journal's header. */
const CONFIRMED_AT = 512
const GROUP_HEADER = 40
const IMAGES_HEADER = 32
/** One read of a journal, in octets. */
const READ_AHEAD = 128 << 10

/** Bounds of one journal and of the block images, in octets; between them about one octet a subscriber. */
const JOURNAL_MIN = 1 << 20
const JOURNAL_MAX = 64 << 20
const IMAGES_MIN = 1 << 20
const IMAGES_MAX = 16 << 20
/** The round's counters and statuses as JSON, at most. */
export const META_MAX = 256 << 10

/** What the columns cannot say. JSON in each group. */
export type Meta = Readonly<Record<string, unknown>>

interface Sizes {
  readonly ledger: number
  readonly journal: number
  readonly images: number
}

function sizesOf(shape: Shape): Sizes {
  const n = shape.subscribers
  const blocks = blocksOf(shape)
  const bound = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value))
  return {
    ledger: HEADER + blocks * blockBytes(shape),
    journal:
      HEADER + Math.max(bound(n, JOURNAL_MIN, JOURNAL_MAX), 4 * META_MAX + 64 * (4 + shape.entry)),
    images:
      IMAGES_HEADER +
      Math.max(
        blockBytes(shape),
        bound(Math.floor(n / 4), Math.min(IMAGES_MIN, blocks * blockBytes(shape)), IMAGES_MAX),
      ),
  }
}

/** Takes all the space that the round will need and writes the empty ledger. Blocks until it is on disk. */
export function createStore(disk: Disk, shape: Shape, meta: Meta): void {
  const sizes = sizesOf(shape)
  fill(disk, 'blocks', sizes.images)
  fill(disk, 'journal.0', sizes.journal)
  fill(disk, 'journal.1', sizes.journal)
  fill(disk, 'ledger', sizes.ledger)
  writeJournalHeader(disk, 0, { generation: 1, first: 1 })
  const group = encodeGroup({ generation: 1, sequence: 1, folded: 0 }, meta, null)
  disk.writeNow('journal.0', group, HEADER)
  disk.writeNow('journal.0', confirmation(1), CONFIRMED_AT)
  disk.writeNow('ledger', ledgerHeader(shape), 0)
}

function fill(
  disk: Disk,
  file: 'ledger' | 'journal.0' | 'journal.1' | 'blocks',
  size: number,
): void {
  const zeros = new Uint8Array(Math.min(size, 8 << 20))
  for (let at = 0; at < size; at += zeros.length)
    disk.writeNow(file, zeros.subarray(0, Math.min(zeros.length, size - at)), at)
}

function ledgerHeader(shape: Shape): Uint8Array {
  const header = Buffer.alloc(HEADER)
  header.writeUInt32BE(MAGIC_LEDGER, 0)
  header.writeUInt32LE(VERSION, 4)
  header.writeUInt32LE(shape.subscribers, 8)
  header.writeUInt32LE(shape.segments, 12)
  header.writeUInt32LE(RECEIPTS.indexOf(shape.receipts), 16)
  header.writeUInt32LE(BLOCK_SUBSCRIBERS, 20)
  header.writeUInt32LE(crc32(header.subarray(0, HEADER - 4)), HEADER - 4)
  return header
}

const RECEIPTS: readonly ReceiptsAsked[] = ['last', 'all', 'none']

function readLedgerHeader(disk: Disk): Shape {
  const header = Buffer.alloc(HEADER)
  if (disk.readNow('ledger', header, 0) < HEADER)
    throw new Failure('ledgerCutShort', { file: 'ledger' })
  if (header.readUInt32BE(0) !== MAGIC_LEDGER) throw damaged('ledger', 0)
  if (header.readUInt32LE(HEADER - 4) !== crc32(header.subarray(0, HEADER - 4)))
    throw damaged('ledger', 0)
  if (header.readUInt32LE(4) !== VERSION)
    throw new Failure('ledgerVersion', { version: header.readUInt32LE(4) })
  return shapeOf({
    subscribers: header.readUInt32LE(8),
    segments: header.readUInt32LE(12),
    receipts: RECEIPTS[header.readUInt32LE(16)] ?? 'last',
  })
}

function damaged(file: string, at: number): Failure {
  return new Failure('ledgerDamaged', { file, at })
}

type JournalIndex = 0 | 1
const journalName = (index: JournalIndex) => (index === 0 ? 'journal.0' : 'journal.1')

function writeJournalHeader(
  disk: Disk,
  index: JournalIndex,
  head: { generation: number; first: number },
): void {
  disk.writeNow(journalName(index), journalHeader(head), 0)
}

function journalHeader(head: { generation: number; first: number }): Uint8Array {
  const header = Buffer.alloc(HEADER)
  header.writeUInt32BE(MAGIC_JOURNAL, 0)
  header.writeUInt32LE(VERSION, 4)
  header.writeDoubleLE(head.generation, 8)
  header.writeDoubleLE(head.first, 16)
  header.writeUInt32LE(crc32(header.subarray(0, 24)), 24)
  confirmation(0).copy(header, CONFIRMED_AT)
  return header
}

function confirmation(sequence: number): Buffer {
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
function encodeGroup(head: GroupHead, meta: Meta, ledger: Ledger | null, sizeMax = 0): Buffer {
  const json = Buffer.from(JSON.stringify(meta))
  assert(json.length <= META_MAX, 'the counters fit their bound')
  const record = 4 + (ledger?.shape.entry ?? 0)
  const room = Math.floor((sizeMax - GROUP_HEADER - json.length) / record)
  const records = ledger === null ? 0 : Math.min(ledger.dirtyCount, room)
  const group = Buffer.allocUnsafe(GROUP_HEADER + json.length + records * record)
  group.writeUInt32BE(MAGIC_GROUP, 0)
  group.writeUInt32LE(json.length, 8)
  group.writeUInt32LE(records, 12)
  group.writeDoubleLE(head.generation, 16)
  group.writeDoubleLE(head.sequence, 24)
  group.writeUInt32LE(head.folded, 32)
  group.writeUInt32LE(group.length, 36)
  json.copy(group, GROUP_HEADER)
  if (ledger !== null) gather(ledger, group, GROUP_HEADER + json.length, records)
  group.writeUInt32LE(crc32(group.subarray(8)), 4)
  return group
}

/** Writes the first `records` changed entries and forgets that they changed. The hot loop of a sync. */
function gather(ledger: Ledger, group: Buffer, from: number, records: number): void {
  const { dirty, dirtyCount, state, accepted, receipts, ids, shape } = ledger
  const { bitmap, tracked, ids: idCount } = shape
  let at = from
  for (let i = 0; i < records; i++) {
    const rank = dirty[i]
    const value = state[rank]
    state[rank] = value & ~0x80
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

/** The reverse of `gather`. */
function apply(ledger: Ledger, group: Buffer, from: number, records: number, file: string): void {
  const { state, accepted, receipts, ids, shape } = ledger
  const { bitmap, tracked, ids: idCount, subscribers } = shape
  let at = from
  for (let i = 0; i < records; i++) {
    const rank =
      (group[at] | (group[at + 1] << 8) | (group[at + 2] << 16) | (group[at + 3] << 24)) >>> 0
    if (rank >= subscribers) throw damaged(file, at)
    state[rank] = group[at + 4]
    at += 5
    for (let k = rank * bitmap; k < rank * bitmap + bitmap; k++) accepted[k] = group[at++]
    for (let k = rank * tracked; k < rank * tracked + tracked; k++) receipts[k] = group[at++]
    for (let k = rank * idCount; k < rank * idCount + idCount; k++) {
      ids[k] =
        (group[at] | (group[at + 1] << 8) | (group[at + 2] << 16) | (group[at + 3] << 24)) >>> 0
      at += 4
    }
  }
}

export interface Recovered {
  readonly ledger: Ledger
  readonly meta: Meta
  /** For the next run's store. */
  readonly journal: {
    index: JournalIndex
    generation: number
    sequence: number
    end: number
    folded: number
  }
  /** Blocks that differ from their place on disk: changed by a journal, or torn and mended. */
  readonly changed: Uint8Array
  readonly mended: readonly number[]
}

/** Reads a ledger as it was at the last synced group. Writes nothing. Throws a Failure that names what is damaged. */
export function recover(disk: Disk): Recovered {
  const shape = readLedgerHeader(disk)
  const sizes = sizesOf(shape)
  for (const [file, size] of [
    ['ledger', sizes.ledger],
    ['journal.0', sizes.journal],
    ['journal.1', sizes.journal],
    ['blocks', sizes.images],
  ] as const)
    if (disk.size(file) < size) throw new Failure('ledgerCutShort', { file })
  const ledger = new Ledger(shape, allocateColumns(shape))
  const changed = new Uint8Array(blocksOf(shape))
  const mended = readBlocks(disk, ledger, changed)
  const heads = ([0, 1] as const).map(index => readJournalHead(disk, index))
  const newest = newestJournal(disk, heads)
  const last = newest.groups[newest.groups.length - 1]
  const older = newest.index === 0 ? 1 : 0
  const head = heads[older]
  // A journal that was begun after this one, and has no group yet, was free: then all before is in the blocks.
  const isOlderFolded = head !== null && head.generation > newest.generation
  if (last.folded < newest.generation - 1 && !isOlderFolded) {
    if (head === null || head.generation !== newest.generation - 1)
      throw damaged(journalName(older), 0)
    const before = readGroups(disk, older, head)
    if (before.length === 0 || before[before.length - 1].sequence !== newest.first - 1)
      throw damaged(journalName(older), CONFIRMED_AT)
    for (const group of before) replay(ledger, group, changed, journalName(older))
  }
  for (const group of newest.groups) replay(ledger, group, changed, journalName(newest.index))
  return {
    ledger,
    meta: last.meta,
    journal: {
      index: newest.index,
      generation: newest.generation,
      sequence: last.sequence,
      end: last.end,
      folded: last.folded,
    },
    changed,
    mended,
  }
}

/** What the last synced group says, without the columns. Fails like `recover`. */
export function readMeta(disk: Disk): Meta {
  const heads = ([0, 1] as const).map(index => readJournalHead(disk, index))
  const { groups } = newestJournal(disk, heads)
  return groups[groups.length - 1].meta
}

interface JournalHead {
  readonly generation: number
  readonly first: number
  readonly confirmed: number
}

/** Null for a journal that was never begun. */
function readJournalHead(disk: Disk, index: JournalIndex): JournalHead | null {
  const file = journalName(index)
  const header = Buffer.alloc(HEADER)
  disk.readNow(file, header, 0)
  if (header.readUInt32BE(0) === 0 && header.every(octet => octet === 0)) return null
  if (header.readUInt32BE(0) !== MAGIC_JOURNAL) throw damaged(file, 0)
  if (header.readUInt32LE(24) !== crc32(header.subarray(0, 24))) throw damaged(file, 0)
  const slot = header.subarray(CONFIRMED_AT, CONFIRMED_AT + 12)
  if (slot.readUInt32LE(8) !== crc32(slot.subarray(0, 8))) throw damaged(file, CONFIRMED_AT)
  return {
    generation: header.readDoubleLE(8),
    first: header.readDoubleLE(16),
    confirmed: slot.readDoubleLE(0),
  }
}

interface Group {
  readonly sequence: number
  readonly folded: number
  readonly meta: Meta
  readonly records: number
  readonly bytes: Buffer
  readonly recordsAt: number
  readonly end: number
}

function newestJournal(
  disk: Disk,
  heads: readonly (JournalHead | null)[],
): { index: JournalIndex; generation: number; first: number; groups: Group[] } {
  const order = ([0, 1] as const)
    .filter(index => heads[index] !== null)
    .sort((a, b) => heads[b]!.generation - heads[a]!.generation)
  for (const index of order) {
    const head = heads[index]!
    const groups = readGroups(disk, index, head)
    if (groups.length > 0) return { index, generation: head.generation, first: head.first, groups }
  }
  throw damaged('journal.0', 0)
}

/** All whole groups of a journal. One that is not whole ends it, unless it was confirmed: then it is damage. */
function readGroups(disk: Disk, index: JournalIndex, head: JournalHead): Group[] {
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
  journal: JournalBytes,
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

function replay(ledger: Ledger, group: Group, changed: Uint8Array, file: string): void {
  const entry = 4 + ledger.shape.entry
  if (group.recordsAt + group.records * entry > group.end) throw damaged(file, group.recordsAt)
  apply(ledger, group.bytes, group.recordsAt, group.records, file)
  for (let i = 0, at = group.recordsAt; i < group.records; i++, at += entry)
    changed[group.bytes.readUInt32LE(at) >>> 12] = 1
}

/** Gives the blocks that were torn and came back from their images. */
function readBlocks(disk: Disk, ledger: Ledger, changed: Uint8Array): number[] {
  const { shape } = ledger
  const size = blockBytes(shape)
  const perPiece = Math.min(changed.length, Math.max(1, Math.floor((16 << 20) / size)))
  const piece = Buffer.alloc(perPiece * size)
  const torn: number[] = []
  for (let first = 0; first < changed.length; first += perPiece) {
    const count = Math.min(perPiece, changed.length - first)
    disk.readNow('ledger', piece.subarray(0, count * size), HEADER + first * size)
    for (let i = 0; i < count; i++) {
      const block = piece.subarray(i * size, (i + 1) * size)
      if (isSound(block, first + i)) loadBlock(ledger, first + i, block)
      else torn.push(first + i)
    }
  }
  if (torn.length > 0) mend(disk, ledger, torn, changed)
  return torn
}

/** A block that was never written is all zeros. */
function isSound(block: Buffer, index: number): boolean {
  const sum = block.readUInt32LE(0)
  const number = block.readUInt32LE(4)
  if (sum === 0 && number === 0) return isZero(block)
  return number === index + 1 && sum === crc32(block.subarray(4))
}

function isZero(bytes: Buffer): boolean {
  return bytes[0] === 0 && bytes.compare(bytes, 1, bytes.length, 0, bytes.length - 1) === 0
}

/** Torn blocks come back from their images, written and synced before they were touched in place. */
function mend(disk: Disk, ledger: Ledger, torn: readonly number[], changed: Uint8Array): void {
  const size = blockBytes(ledger.shape)
  const images = Buffer.alloc(disk.size('blocks'))
  disk.readNow('blocks', images, 0)
  const wanted = new Set(torn)
  if (images.readUInt32BE(0) === MAGIC_IMAGES) {
    const count = images.readUInt32LE(4)
    for (let i = 0; i < count && IMAGES_HEADER + (i + 1) * size <= images.length; i++) {
      const at = IMAGES_HEADER + i * size
      const image = images.subarray(at, at + size)
      const index = image.readUInt32LE(4) - 1
      if (!wanted.has(index) || !isSound(image, index)) continue
      loadBlock(ledger, index, image)
      changed[index] = 1
      wanted.delete(index)
    }
  }
  for (const index of wanted) throw damaged('ledger', HEADER + index * size)
}

function loadBlock(ledger: Ledger, index: number, block: Buffer): void {
  const { shape } = ledger
  const { bitmap, tracked, ids: idCount } = shape
  const from = index * BLOCK_SUBSCRIBERS
  const n = Math.min(BLOCK_SUBSCRIBERS, shape.subscribers - from)
  let at = BLOCK_HEADER
  ledger.state.set(block.subarray(at, at + n), from)
  at += BLOCK_SUBSCRIBERS
  ledger.accepted.set(block.subarray(at, at + n * bitmap), from * bitmap)
  at += BLOCK_SUBSCRIBERS * bitmap
  ledger.receipts.set(block.subarray(at, at + n * tracked), from * tracked)
  at += BLOCK_SUBSCRIBERS * tracked
  octetsOf(ledger.ids).set(block.subarray(at, at + n * 4 * idCount), from * 4 * idCount)
}

function octetsOf(ids: Uint32Array): Uint8Array {
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength)
}

/** Writes the image of a block, as the columns are now, into `block`. */
function saveBlock(ledger: Ledger, index: number, block: Buffer): void {
  const { shape } = ledger
  const { bitmap, tracked, ids: idCount } = shape
  const from = index * BLOCK_SUBSCRIBERS
  const n = Math.min(BLOCK_SUBSCRIBERS, shape.subscribers - from)
  if (n < BLOCK_SUBSCRIBERS) block.fill(0)
  let at = BLOCK_HEADER
  for (let i = 0; i < n; i++) block[at + i] = ledger.state[from + i] & STORED
  at += BLOCK_SUBSCRIBERS
  block.set(ledger.accepted.subarray(from * bitmap, (from + n) * bitmap), at)
  at += BLOCK_SUBSCRIBERS * bitmap
  block.set(ledger.receipts.subarray(from * tracked, (from + n) * tracked), at)
  at += BLOCK_SUBSCRIBERS * tracked
  const octets = octetsOf(ledger.ids).subarray(from * 4 * idCount, (from + n) * 4 * idCount)
  block.set(octets, at)
  block.writeUInt32LE(index + 1, 4)
  block.writeUInt32LE(crc32(block.subarray(4)), 0)
}

export class Store {
  readonly #disk: Disk
  readonly #ledger: Ledger
  readonly #sizes: Sizes
  /** Blocks changed in the journal that is being written. */
  readonly #touched: Uint8Array
  #index: JournalIndex
  #generation: number
  #sequence: number
  #end: number
  #folded: number
  /** Blocks of the other journal that are still to be written in place. */
  #folding: number[] = []
  #images: Images | null = null
  #imagesBusy = false
  #imagesError: Error | null = null
  #busy = false
  /** The header of a journal that was just begun and has no group yet. */
  #header: Uint8Array | null = null
  #afterImages: (() => void) | null = null

  constructor(disk: Disk, recovered: Recovered) {
    this.#disk = disk
    this.#ledger = recovered.ledger
    this.#sizes = sizesOf(recovered.ledger.shape)
    this.#touched = recovered.changed
    const { journal } = recovered
    this.#index = journal.index
    this.#generation = journal.generation
    this.#sequence = journal.sequence
    this.#end = journal.end
    this.#folded = journal.folded
    // Mended blocks go first, all in one piece: their only sound image is the one that this piece replaces.
    const rest = this.#folded < this.#generation - 1 ? blocksIn(this.#touched) : []
    const mended = new Set(recovered.mended)
    this.#folding = [...recovered.mended, ...rest.filter(block => !mended.has(block))]
  }

  get busy(): boolean {
    return this.#busy
  }

  /** The number that the next group will have. Groups are synced in order. */
  get nextSequence(): number {
    return this.#sequence + 1
  }

  /** Changed entries that surely fit a group. Of more, a group takes the first ones and leaves the others changed. */
  get recordsMax(): number {
    return Math.floor((this.#groupMax - GROUP_HEADER - META_MAX) / (4 + this.#ledger.shape.entry))
  }

  get #groupMax(): number {
    return Math.floor((this.#sizes.journal - HEADER) / 3)
  }

  /**
   * Makes the ledger's changes, as many as fit, and `meta` durable. `done` comes when they are, or with the error: then nothing is
   * promised about this group, and the entries count as changed again.
   */
  commit(meta: Meta, done: Done): void {
    assert(!this.#busy, 'one group at a time')
    this.#busy = true
    const proceed = () => {
      if (this.#imagesError !== null) return this.#giveBack(this.#imagesError, done)
      if (this.#isNearlyFull() && this.#folding.length === 0 && this.#images === null)
        this.#rotate()
      this.#commit(meta, done)
    }
    // The last group that surely fits takes all images that are left: none may be on the way then.
    const isLast = this.#end + 2 * this.#groupMax > this.#sizes.journal - HEADER
    if (this.#images === null || !isLast) return proceed()
    this.#afterImages = proceed
    if (!this.#imagesBusy) this.#writeImages()
  }

  #giveBack(error: Error, done: Done): void {
    this.#imagesError = null
    this.#busy = false
    done(error)
  }

  #commit(meta: Meta, done: Done): void {
    const ledger = this.#ledger
    const before = ledger.dirty.slice(0, ledger.dirtyCount)
    const head = {
      generation: this.#generation,
      sequence: this.#sequence + 1,
      folded: this.#folded,
    }
    const group = encodeGroup(head, meta, ledger, this.#groupMax)
    const changed = before.subarray(0, before.length - ledger.dirtyCount)
    for (const rank of changed) this.#touched[rank >>> 12] = 1
    assert(HEADER + this.#end + group.length <= this.#sizes.journal, 'a group fits its journal')
    this.#takeImages(this.#end + group.length)
    this.#writeGroup(group, error => {
      this.#busy = false
      if (error !== null) {
        for (const rank of changed) ledger.markDirty(rank)
        return done(error)
      }
      this.#sequence = head.sequence
      this.#end += group.length
      if (this.#images !== null && !this.#imagesBusy) this.#writeImages()
      done(null)
    })
  }

  #writeGroup(group: Uint8Array, done: Done): void {
    const file = journalName(this.#index)
    const disk = this.#disk
    const sequence = this.#sequence + 1
    const writeGroup = () =>
      disk.write(file, group, HEADER + this.#end, error => {
        if (error !== null) return done(error)
        disk.sync(file, error => {
          if (error !== null) return done(error)
          disk.write(file, confirmation(sequence), CONFIRMED_AT, done)
        })
      })
    const header = this.#header
    if (header === null) return writeGroup()
    disk.write(file, header, 0, error => {
      if (error !== null) return done(error)
      this.#header = null
      writeGroup()
    })
  }

  #isNearlyFull(): boolean {
    return this.#end > (this.#sizes.journal - HEADER) / 2
  }

  #rotate(): void {
    this.#index = this.#index === 0 ? 1 : 0
    this.#generation++
    this.#end = 0
    this.#header = journalHeader({ generation: this.#generation, first: this.#sequence + 1 })
    this.#folding = blocksIn(this.#touched)
    this.#touched.fill(0)
    if (this.#folding.length === 0) this.#folded = this.#generation - 1
  }

  /** Copies blocks as they are in the group that was just gathered: as many as one piece holds, all when it is late. */
  #takeImages(endOfGroup: number): void {
    if (this.#folding.length === 0 || this.#imagesBusy || this.#images !== null) return
    const size = blockBytes(this.#ledger.shape)
    const isLate = endOfGroup + this.#groupMax > this.#sizes.journal - HEADER
    const count = isLate ? this.#folding.length : Math.min(this.#folding.length, this.#perPiece)
    const blocks = this.#folding.splice(0, count)
    const bytes = Buffer.allocUnsafe(count * size)
    blocks.forEach((block, i) => {
      saveBlock(this.#ledger, block, bytes.subarray(i * size, (i + 1) * size))
    })
    this.#images = { blocks, bytes }
  }

  get #perPiece(): number {
    return Math.floor((this.#sizes.images - IMAGES_HEADER) / blockBytes(this.#ledger.shape))
  }

  /** `blocks` first, then in place; a piece is overwritten only after its blocks were synced in place. */
  #writeImages(): void {
    const images = this.#images
    if (images === null) return this.#imagesDone(null)
    this.#imagesBusy = true
    const next = (from: number) => {
      if (from >= images.blocks.length) return this.#imagesDone(null)
      const to = Math.min(images.blocks.length, from + this.#perPiece)
      this.#writePiece(images, { from, to }, error =>
        error === null ? next(to) : this.#imagesDone(error),
      )
    }
    next(0)
  }

  #writePiece(images: Images, piece: { from: number; to: number }, done: Done): void {
    const size = blockBytes(this.#ledger.shape)
    const disk = this.#disk
    const header = Buffer.alloc(IMAGES_HEADER)
    header.writeUInt32BE(MAGIC_IMAGES, 0)
    header.writeUInt32LE(piece.to - piece.from, 4)
    const bytes = images.bytes.subarray(piece.from * size, piece.to * size)
    const inPlace = (i: number) => {
      if (i === piece.to) return disk.sync('ledger', done)
      // Neighbours go in one write.
      let until = i + 1
      while (until < piece.to && images.blocks[until] === images.blocks[until - 1] + 1) until++
      const run = images.bytes.subarray(i * size, until * size)
      disk.write('ledger', run, HEADER + images.blocks[i] * size, error =>
        error === null ? inPlace(until) : done(error),
      )
    }
    disk.write('blocks', Buffer.concat([header, bytes]), 0, error => {
      if (error !== null) return done(error)
      disk.sync('blocks', error => (error === null ? inPlace(piece.from) : done(error)))
    })
  }

  #imagesDone(error: Error | null): void {
    this.#imagesBusy = false
    if (error === null) {
      this.#images = null
      if (this.#folding.length === 0) this.#folded = this.#generation - 1
    }
    // With an error the images are kept, and written again after the next group.
    this.#imagesError = error
    const after = this.#afterImages
    this.#afterImages = null
    if (after !== null) after()
  }
}

interface Images {
  readonly blocks: readonly number[]
  readonly bytes: Buffer
}

function blocksIn(marks: Uint8Array): number[] {
  const blocks: number[] = []
  for (let block = 0; block < marks.length; block++) if (marks[block] === 1) blocks.push(block)
  return blocks
}

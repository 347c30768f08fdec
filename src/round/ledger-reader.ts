/**
 * Reads a ledger from disk as it was at the last synced group, or at a later one. Writes nothing.
 *
 * Fails with a Failure that names what is damaged, and where.
 */

import { isSound, loadBlock } from './blocks.ts'
import type { Disk } from './disk.ts'
import { roundFailure } from './failures.ts'
import {
  apply,
  CONFIRMED_AT,
  damaged,
  type Group,
  HEADER,
  type JournalHead,
  type JournalIndex,
  journalName,
  type Meta,
  readGroups,
  readJournalHead,
} from './journal.ts'
import { allocateColumns, Ledger } from './ledger.ts'
import { IMAGES_HEADER, MAGIC_IMAGES, readLedgerHeader, sizesOf } from './ledger-files.ts'
import { blockBytes, blocksOf } from './shape.ts'

export interface Recovered {
  readonly ledger: Ledger
  readonly meta: Meta
  /** For the next run's store. */
  readonly journal: { index: JournalIndex; generation: number; sequence: number; end: number; folded: number }
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
    if (disk.size(file) < size) throw roundFailure('ledgerCutShort', { file })
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
    if (head === null || head.generation !== newest.generation - 1) throw damaged(journalName(older), 0)
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

function replay(ledger: Ledger, group: Group, changed: Uint8Array, file: string): void {
  const entry = 4 + ledger.shape.entry
  if (group.recordsAt + group.records * entry > group.end) throw damaged(file, group.recordsAt)
  apply(ledger, group.bytes, group.recordsAt, group.records, { file })
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

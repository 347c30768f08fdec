/**
 * The four files of a ledger: how large they are, the ledger's header, and how they are made.
 *
 * All files have their full size from the start: a disk that is full says so before anything is sent, and a file that
 * was cut short is seen.
 */

import { crc32 } from 'node:zlib'
import type { Disk, LedgerFile } from './disk.ts'
import { roundFailure } from './failures.ts'
import {
  CONFIRMED_AT,
  confirmation,
  damaged,
  encodeGroup,
  HEADER,
  journalHeader,
  META_MAX,
  type Meta,
  VERSION,
} from './journal.ts'
import { BLOCK_SUBSCRIBERS, blockBytes, blocksOf, type ReceiptsAsked, type Shape, shapeOf } from './shape.ts'

const MAGIC_LEDGER = 0x4c4f4c47 // "LOLG"
export const MAGIC_IMAGES = 0x4c4f494d // "LOIM"
/** Before the images in `blocks`: the magic and how many there are. */
export const IMAGES_HEADER = 32

/** Bounds of one journal and of the block images, in octets; between them about one octet a subscriber. */
const JOURNAL_MIN = 1 << 20
const JOURNAL_MAX = 64 << 20
const IMAGES_MIN = 1 << 20
const IMAGES_MAX = 16 << 20

export interface Sizes {
  readonly ledger: number
  readonly journal: number
  readonly images: number
}

export function sizesOf(shape: Shape): Sizes {
  const n = shape.subscribers
  const blocks = blocksOf(shape)
  const bound = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value))
  return {
    ledger: HEADER + blocks * blockBytes(shape),
    journal: HEADER + Math.max(bound(n, JOURNAL_MIN, JOURNAL_MAX), 4 * META_MAX + 64 * (4 + shape.entry)),
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
  disk.writeNow('journal.0', journalHeader({ generation: 1, first: 1 }), 0)
  const group = encodeGroup({ generation: 1, sequence: 1, folded: 0 }, meta, null)
  disk.writeNow('journal.0', group, HEADER)
  disk.writeNow('journal.0', confirmation(1), CONFIRMED_AT)
  disk.writeNow('ledger', ledgerHeader(shape), 0)
}

function fill(disk: Disk, file: LedgerFile, size: number): void {
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

export function readLedgerHeader(disk: Disk): Shape {
  const header = Buffer.alloc(HEADER)
  if (disk.readNow('ledger', header, 0) < HEADER) throw roundFailure('ledgerCutShort', { file: 'ledger' })
  if (header.readUInt32BE(0) !== MAGIC_LEDGER) throw damaged('ledger', 0)
  if (header.readUInt32LE(HEADER - 4) !== crc32(header.subarray(0, HEADER - 4))) throw damaged('ledger', 0)
  if (header.readUInt32LE(4) !== VERSION) throw roundFailure('ledgerVersion', { version: header.readUInt32LE(4) })
  return shapeOf({
    subscribers: header.readUInt32LE(8),
    segments: header.readUInt32LE(12),
    receipts: RECEIPTS[header.readUInt32LE(16)] ?? 'last',
  })
}

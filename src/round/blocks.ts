/**
 * A block of the ledger on disk: 4096 subscribers, their columns one after the other, and a checksum.
 *
 *   0         4              8
 *   checksum  number, from 1  state, accepted, receipts, ids
 *
 * Knows no file.
 */
import { crc32 } from 'node:zlib'
import { type Ledger, STORED } from './ledger.ts'
import { BLOCK_HEADER, BLOCK_SUBSCRIBERS } from './shape.ts'

export function loadBlock(ledger: Ledger, index: number, block: Buffer): void {
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

/** Writes the image of a block, as the columns are now, into `block`. */
export function saveBlock(ledger: Ledger, index: number, block: Buffer): void {
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

/** A block that was never written is all zeros. */
export function isSound(block: Buffer, index: number): boolean {
  const sum = block.readUInt32LE(0)
  const number = block.readUInt32LE(4)
  if (sum === 0 && number === 0) return isZero(block)
  return number === index + 1 && sum === crc32(block.subarray(4))
}

function isZero(bytes: Buffer): boolean {
  return bytes[0] === 0 && bytes.compare(bytes, 1, bytes.length, 0, bytes.length - 1) === 0
}

function octetsOf(ids: Uint32Array): Uint8Array {
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength)
}

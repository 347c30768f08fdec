/**
 * How many octets the ledger keeps of each subscriber, and where.
 *
 * A round's message has `segments` segments; for `tracked` of them a receipt is asked (the last one, all, or none).
 */
export type ReceiptsAsked = 'last' | 'all' | 'none'

export interface Shape {
  readonly subscribers: number
  readonly segments: number
  readonly receipts: ReceiptsAsked
  /** Segments for which a receipt is asked: 0, 1 or `segments`. */
  readonly tracked: number
  /** The first tracked segment, from 0; the others follow it. */
  readonly trackedFrom: number
  /** Octets of the bitmap of accepted segments. */
  readonly bitmap: number
  /** Fingerprints kept, at least one: its low octet also keeps why a segment was refused. */
  readonly ids: number
  /** Octets of one subscriber in the ledger, the number itself not counted. */
  readonly entry: number
}

/** Subscribers of one block: the unit that is written in place and has a checksum. */
export const BLOCK_SHIFT = 12
export const BLOCK_SUBSCRIBERS = 1 << BLOCK_SHIFT

/** checksum, block number. */
export const BLOCK_HEADER = 8

export function shapeOf(round: { subscribers: number; segments: number; receipts: ReceiptsAsked }): Shape {
  const { subscribers, segments, receipts } = round
  const tracked = receipts === 'none' ? 0 : receipts === 'last' ? 1 : segments
  const bitmap = Math.ceil(segments / 8)
  const ids = Math.max(1, tracked)
  return {
    subscribers,
    segments,
    receipts,
    tracked,
    trackedFrom: segments - tracked,
    bitmap,
    ids,
    entry: 1 + bitmap + tracked + 4 * ids,
  }
}

export function blocksOf(shape: Shape): number {
  return Math.ceil(shape.subscribers / BLOCK_SUBSCRIBERS)
}

export function blockBytes(shape: Shape): number {
  return BLOCK_HEADER + BLOCK_SUBSCRIBERS * shape.entry
}

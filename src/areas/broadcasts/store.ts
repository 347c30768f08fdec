/** What cell broadcasts need of a store: an area's rows of `authority/store.ts`, with its promises. */
import { rowsOf } from '../../authority/store.ts'
import type { Saying } from '../../directive/broadcast.ts'
import type { Delivered, DeliveryDocuments, DeliveryReading, DeliveryWriting } from '../bulletins/node-delivery.ts'
import type { BroadcastCount } from './model.ts'

export interface StoredBroadcast extends Delivered {
  readonly code: number
  /** Of the newest order that its node has obeyed; 0: none. */
  readonly obeyed: number
  readonly cells: number | null
  readonly counts: Readonly<Partial<Record<Saying, BroadcastCount>>>
  /** When its node gave it back, where it was unknown here; null: it was known. */
  readonly foundAt: number | null
}

/** Of one version of a bulletin, at every operator. */
export interface DrawnCode {
  readonly bulletin: string
  readonly version: number
  readonly code: number
  /** From then on another message may have it. */
  readonly freeAt: number
}

export interface BroadcastReading extends DeliveryReading<StoredBroadcast> {
  codeOf(bulletin: string, version: number): Promise<DrawnCode | null>
  /** `endedAfter`: also those of broadcasts that ended since then. */
  codesInUse(at: { readonly now: number; readonly endedAfter: number }): Promise<ReadonlySet<number>>
  /** Given back by nodes, and not over; what ends first comes first. */
  found(now: number): Promise<readonly (StoredBroadcast & DeliveryDocuments)[]>
}

export interface BroadcastWriting extends BroadcastReading, DeliveryWriting<StoredBroadcast> {
  insertCode(drawn: DrawnCode): Promise<void>
  /** The document by which its operator counted, kept as it came. */
  keepCount(id: string, says: Saying, jws: string): Promise<void>
}

export const broadcastRows = rowsOf<BroadcastReading, BroadcastWriting>('broadcasts')

/** What announcements before the ring need of a store: an area's rows of `authority/store.ts`, with its promises. */
import { rowsOf } from '../../authority/store.ts'
import type { Delivered, DeliveryReading, DeliveryWriting } from '../bulletins/node-delivery.ts'

export interface StoredAnnouncement extends Delivered {
  /** SHA-256 of the WAV file. */
  readonly sound: string
  readonly calls: number | null
  readonly countedAt: number | null
  readonly isFinal: boolean
}

export interface AnnouncementWriting extends DeliveryWriting<StoredAnnouncement> {
  /** The document by which its operator counted, kept as it came. */
  keepCount(id: string, jws: string): Promise<void>
}

export const announcementRows = rowsOf<DeliveryReading<StoredAnnouncement>, AnnouncementWriting>('announcements')

/** What announcements before the ring need of a store: an area's rows of `authority/store.ts`, with its promises. */
import { rowsOf } from '../../authority/store.ts'
import type { AnnouncementRefusalReason } from '../../directive/announcement.ts'
import type { Wish } from '../../directive/documents.ts'
import type { AnnouncementState } from './model.ts'

export interface StoredAnnouncement {
  readonly id: string
  readonly serial: number
  readonly operator: string
  readonly bulletin: string
  readonly version: number
  /** Of the directive's JWS. */
  readonly sha256: string
  /** SHA-256 of the WAV file. */
  readonly sound: string
  readonly sequence: number
  readonly wish: Wish
  readonly state: AnnouncementState
  readonly refusal: AnnouncementRefusalReason | null
  readonly issuedAt: number
  readonly expiresAt: number
  readonly endsAt: number
  readonly answeredAt: number | null
  readonly calls: number | null
  readonly countedAt: number | null
  readonly isFinal: boolean
}

/** What a node is given of it. */
export interface AnnouncementDocuments {
  readonly directive: string
  readonly order: string
}

export interface AnnouncementReading {
  announcement(id: string): Promise<(StoredAnnouncement & AnnouncementDocuments) | null>
  announcementsOf(bulletin: string): Promise<readonly StoredAnnouncement[]>
  /** Those that its node should be told of, newest first: it has not answered, or has to be told to stop. */
  openAt(operator: string): Promise<readonly (StoredAnnouncement & AnnouncementDocuments)[]>
}

export interface AnnouncementWriting extends AnnouncementReading {
  putAnnouncement(row: StoredAnnouncement & AnnouncementDocuments): Promise<void>
  /** The documents by which its operator answered, kept as they came. */
  keepAnswer(id: string, answer: { acknowledgement?: string; count?: string }): Promise<void>
  /** After a restore. */
  expireOpen(): Promise<void>
}

export const announcementRows = rowsOf<AnnouncementReading, AnnouncementWriting>('announcements')

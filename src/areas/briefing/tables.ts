/** The tables of briefings as TypeScript sees them. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import type {
  StoredBriefing,
  StoredDocument,
  StoredInstruction,
  StoredMinute,
  StoredPlace,
  StoredRecording,
  StoredSite,
} from './store.ts'

export const site = record<StoredSite>()({
  plain: 'id position version updatedAt',
  json: 'content verdict',
  writers: 'updatedBy',
})

export const briefing = record<StoredBriefing>()({
  plain: 'id version state beganAt endedAt closedAt createdAt updatedAt',
  json: 'content',
  writers: 'createdBy updatedBy',
})

export const place = record<StoredPlace>()({
  plain: 'briefing site linkSha256 linkExpiresAt tokenSha256 tokenAt',
  json: 'verdict',
})

export const document = record<Omit<StoredDocument, 'ready'>>()({
  plain: 'id briefing name pages addedAt',
  writers: 'addedBy',
})

export const minute = record<StoredMinute>()({
  plain: 'id briefing version at updatedAt',
  json: 'content',
  writers: 'updatedBy',
})

export const recording = record<StoredRecording>()({
  plain: 'briefing number file octets sha256 beganAt durationMs',
  json: 'gaps',
})

export const instruction = record<StoredInstruction>()({
  plain: 'id briefing site state version sha256 document issuedAt withdrawnAt reason updatedAt',
  json: 'content writers signatures acknowledged done',
  writers: 'submittedBy approvedBy updatedBy',
})

export type BriefingTables = {
  briefing_site: RowOf<typeof site>
  briefing: RowOf<typeof briefing> & { starts_at: number }
  /** A site of a roster, with what opens the room to it. */
  briefing_place: RowOf<typeof place>
  /** What happened, in order; never changed. */
  briefing_log: {
    briefing: string
    sequence: number
    at: number
    kind: string
    site: string | null
    /** JSON. */
    details: string
  }
  briefing_document: RowOf<typeof document>
  briefing_page: { document: string; page: number; type: string | null; picture: Uint8Array | null; text: string }
  briefing_minute: RowOf<typeof minute>
  /** Of what it holds, to be found by. */
  instruction: RowOf<typeof instruction> & { due: string; done_at: number | null }
  briefing_recording: RowOf<typeof recording>
}

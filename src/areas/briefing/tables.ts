/**
 * The tables of briefings as TypeScript sees them.
 *
 * Instants are milliseconds since 1970, truth values 0 and 1, and every `text` that holds JSON says so.
 */
import { type RowOf, record } from '../../sql/record.ts'
import type { StoredInstruction } from './store.ts'

export const instruction = record<StoredInstruction>()({
  plain: 'id briefing site state version sha256 document issuedAt withdrawnAt reason updatedAt',
  json: 'content writers signatures acknowledged done',
  writers: 'submittedBy approvedBy updatedBy',
})

export type BriefingTables = {
  briefing_site: {
    id: string
    position: number
    version: number
    /** JSON. */
    content: string
    /** JSON; null: no test call yet. */
    verdict: string | null
    updated_at: number
    updated_by: string
    updated_by_name: string
  }
  briefing: {
    id: string
    version: number
    state: string
    /** JSON. */
    content: string
    starts_at: number
    began_at: number | null
    ended_at: number | null
    closed_at: number | null
    created_at: number
    created_by: string
    created_by_name: string
    updated_at: number
    updated_by: string
    updated_by_name: string
  }
  /** A site of a roster, with what opens the room to it. */
  briefing_place: {
    briefing: string
    site: string
    link_sha256: string | null
    link_expires_at: number | null
    token_sha256: string | null
    token_at: number | null
    /** JSON. */
    verdict: string | null
  }
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
  briefing_document: {
    id: string
    briefing: string
    name: string
    pages: number
    added_at: number
    added_by: string
    added_by_name: string
  }
  briefing_page: {
    document: string
    page: number
    type: string | null
    picture: Uint8Array | null
    text: string
  }
  briefing_minute: {
    id: string
    briefing: string
    version: number
    /** JSON. */
    content: string
    at: number
    updated_at: number
    updated_by: string
    updated_by_name: string
  }
  /** Of what it holds, to be found by. */
  instruction: RowOf<typeof instruction> & { due: string; done_at: number | null }
  briefing_recording: {
    briefing: string
    number: number
    file: string
    octets: number
    sha256: string
    began_at: number
    duration_ms: number
    /** JSON. */
    gaps: string
  }
}

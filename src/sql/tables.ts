/**
 * The tables of every area as TypeScript sees them: the trail, settings, answers kept for a repeated request, the processes that serve,
 * and what all of them know of tries and tokens.
 *
 * Instants are milliseconds since 1970, truth values 0 and 1, and every `text` that holds JSON says so.
 */
import type { ApprovedVersion } from '../authority/store.ts'
import { type RowOf, record } from './record.ts'

export const approvedVersion = record<ApprovedVersion>()({ plain: 'version digest at entry', parts: { by: 'id name' } })

export type Tables = {
  setting: { name: string; value: string }
  trail: {
    sequence: number
    at: number
    actor_kind: string
    actor_id: string
    actor_name: string
    action: string
    subject_kind: string
    subject_id: string
    /** JSON. */
    details: string
    previous: string
    hash: string
  }
  /** One row, beside the trail, so that a trail cut short is seen. */
  trail_head: { id: number; entries: number; hash: string }
  /** An index of words (trail-words.ts); SQLite calls the sequence `rowid`. */
  trail_words: { words: string }
  /** Between which entries those of a day in UTC are (trail-words.ts). */
  trail_day: { day: number; first: number; last: number }
  /** Which version two people approved, by the entry of the trail that says so. */
  approved_version: RowOf<typeof approvedVersion> & { kind: string; subject: string }
  kept_answer: {
    key_sha256: string
    request_sha256: string
    begun_at: number
    status: number | null
    body: string | null
    /** Which process is at it. Null: it was begun before that was kept. */
    process: string | null
    /** How many transactions of it are committed. */
    writes: number
  }
  /** How often a secret was tried, by a digest of what is counted. */
  tried: { name: string; count: number; ends_at: number }
  /** What serves once and was used, and until when it could be. */
  used_once: { name: string; until: number }
  /** `beat_at`: when it was heard to live, by the database's clock. */
  process: { id: string; address: string; started_at: number; beat_at: number }
  lease: { name: string; process_id: string; taken_at: number }
  presence: { kind: string; subject: string; process_id: string; since: number }
}

/**
 * The tables of briefings as TypeScript sees them.
 *
 * Instants are milliseconds since 1970, truth values 0 and 1, and every `text` that holds JSON says so.
 */
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
  instruction: {
    id: string
    briefing: string
    site: string
    state: string
    version: number
    /** JSON. */
    content: string
    due: string
    sha256: string
    /** JSON: who wrote since it was last a fresh draft. */
    writers: string
    submitted_by: string | null
    submitted_by_name: string | null
    approved_by: string | null
    approved_by_name: string | null
    /** JSON; null: nobody signed with a key of their own. */
    signatures: string | null
    /** JWS of the authority; null: not issued. */
    document: string | null
    issued_at: number | null
    /** JSON. */
    acknowledged: string | null
    /** JSON. */
    done: string | null
    done_at: number | null
    withdrawn_at: number | null
    reason: string | null
    updated_at: number
    updated_by: string
    updated_by_name: string
  }
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

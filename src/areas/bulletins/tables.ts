/**
 * The tables of bulletins as TypeScript sees them.
 *
 * Instants are milliseconds since 1970, truth values 0 and 1, and every `text` that holds JSON says so.
 */
export type BulletinTables = {
  bulletin: {
    id: string
    version: number
    state: string
    /** JSON. */
    draft: string
    sha256: string | null
    /** JSON: who wrote since it was last approved. */
    writers: string
    submitted_by: string | null
    submitted_by_name: string | null
    approved_by: string | null
    approved_by_name: string | null
    reason: string | null
    /** JSON. */
    held: string | null
    due_at: number | null
    /** The newest release. */
    released_kind: string | null
    released_version: number | null
    released_at: number | null
    released_until: number | null
    /** 1: since a restore nobody has said that it still stands. */
    released_doubted: number
    /** Of the draft, for lists. */
    title: string
    purpose: string
    priority: string
    /** JSON; null: the whole country. */
    provinces: string | null
    until_at: number | null
    /** JSON. */
    channels: string
    created_at: number
    updated_at: number
    updated_by: string
    updated_by_name: string
    archived_at: number | null
    /** Of which bulletin, in which version, and what it was called then. */
    copy_of: string | null
    copy_of_version: number | null
    copy_of_title: string | null
    /** 1: a person wrote it here, and it was never submitted. */
    unsubmitted: number
  }
  /** What was released, in order; never changed. */
  bulletin_release: {
    serial: number
    bulletin: string
    version: number
    kind: string
    sha256: string
    at: number
    by_name: string
    purpose: string
    priority: string
    /** JSON. */
    channels: string
    until_at: number
    has_sms: number
    /** JSON. */
    content: string
    /** JSON; null: the authority had no roster. */
    approval: string | null
  }
  /** The round that was made of a release. */
  bulletin_round: {
    serial: number
    bulletin: string
    kind: string
    campaign: string
    round: string
  }
  bulletin_file: {
    sha256: string
    type: string
    octets: Uint8Array
    size: number
    at: number
  }
  bulletin_file_use: { sha256: string; used_by: string }
  bulletin_sound: {
    /** Of the sound as canonical JSON. */
    sha256: string
    /** Its first file. */
    file: string
    /** JSON. */
    sound: string
    spoken: string | null
    at: number
    by_id: string
    by_name: string
  }
  bulletin_placement: {
    id: string
    bulletin: string
    version: number
    /** JSON. */
    entry: string
    by_id: string
    by_name: string
    at: number
    picture: string | null
    withdrawn: string | null
  }
}

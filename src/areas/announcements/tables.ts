/** The table of announcements as TypeScript sees it. Instants are milliseconds since 1970, truth values 0 and 1. */
export type AnnouncementTables = {
  announcement: {
    id: string
    serial: number
    operator_id: string
    bulletin: string
    version: number
    /** Of the document. */
    sha256: string
    document: string
    /** SHA-256 of the WAV file. */
    sound: string
    order_document: string
    sequence: number
    wish: string
    state: string
    refusal: string | null
    issued_at: number
    expires_at: number
    ends_at: number
    answered_at: number | null
    acknowledgement: string | null
    calls: number | null
    counted_at: number | null
    is_final: number
    count_document: string | null
  }
}

/**
 * The tables of loudspeakers as TypeScript sees them. Instants are milliseconds since 1970, truth values 0 and 1, and every `text`
 * that holds JSON says so.
 */
export type LoudspeakerTables = {
  commune: {
    code: string
    name: string
    /** JSON. */
    places: string
    /** JSON; null: the usual hours. */
    windows: string | null
  }
  cluster: {
    id: string
    commune: string
    name: string
    purpose: string
    code_sha256: string | null
    code_expires_at: number | null
    /** JSON. */
    public_key: string | null
    key_id: string | null
    enrolled_at: number | null
    revoked_at: number | null
    /** JSON, as it said it last. */
    hello: string | null
    clock_skew_ms: number | null
    heard_at: number | null
    /** Of the agenda that was issued last; 0: none. */
    serial: number
    /** Of what it asks for, but for serial and instant. */
    wanted_sha256: string | null
    issued_at: number | null
    /** How often its device was enrolled: each counts its receipts from 1. */
    epoch: number
    /** The last receipt that is kept. */
    counter: number
    lost: number
    /** JSON. */
    withheld: string
  }
  speaker_receipt: {
    cluster: string
    epoch: number
    counter: number
    is_what: string
    at: number
    /** Null: it is of no item. */
    item: string | null
    bulletin: string | null
    plays: number
    /** Of the receipt that began what this one ended. */
    start: number | null
    why: string | null
    /** JSON: the receipt as it was signed. */
    receipt: string
    kept_at: number
  }
  /** What the receipts of a cluster add up to, by the day and the item that they are of. */
  speaker_tally: {
    cluster: string
    day: string
    item: string
    bulletin: string | null
    started: number
    played: number
    cut: number
    unknown: number
    refused: number
    missed: number
    heard: number
  }
  speaker_heard: {
    cluster: string
    epoch: number
    counter: number
    /** Of the recording. */
    sha256: string
    at: number
    by_id: string
    by_name: string
  }
}

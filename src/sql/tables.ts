/**
 * The tables of every area as TypeScript sees them: the trail, settings, answers kept for a repeated request.
 *
 * Instants are milliseconds since 1970, truth values 0 and 1, and every `text` that holds JSON says so.
 */
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
  kept_answer: {
    key_sha256: string
    request_sha256: string
    begun_at: number
    status: number | null
    body: string | null
  }
}

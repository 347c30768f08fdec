/** The tables of health checks as TypeScript sees them. */
export type ScreeningTables = {
  screening_door: { id: string; name: string; created_at: number }
  screening_kiosk: {
    id: string
    door_id: string
    name: string
    code_sha256: string | null
    code_expires_at: number | null
    token_sha256: string | null
    enrolled_at: number | null
    revoked_at: number | null
    heard_at: number | null
    clock_skew_ms: number | null
    waiting: number
    created_at: number
  }
  screening_day_key: { day: string; day_key: string; made_at: number }
  screening_entry: {
    id: string
    door_id: string
    device: string
    source: string
    /** Pseudonym. */
    badge: string | null
    day: string
    at: number
    device_at: number | null
    received_at: number
    skew_ms: number | null
    is_clock_wrong: number
    tenths: number
    is_high: number
    second_of: string | null
    /** JSON: a FHIR R4 Observation. */
    observation: string
  }
  screening_alert: {
    id: string
    kind: string
    door_id: string
    at: number
    is_visitor: number
    first_id: string
    first_at: number
    first_tenths: number
    second_id: string | null
    second_at: number | null
    second_tenths: number | null
    /** JSON. */
    told: string
    tries: number
    try_at: number | null
    done_at: number | null
    done_by: string | null
    deed: string | null
  }
  screening_past: {
    day: string
    door_id: string
    checked: number
    high: number
    high_twice: number
  }
  screening_subscription: {
    endpoint: string
    p256dh: string
    auth: string
    person_id: string
    created_at: number
  }
}

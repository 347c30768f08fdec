/**
 * The tables of campaigns, rounds, operators and directives as TypeScript sees them.
 *
 * Instants are milliseconds since 1970, truth values 0 and 1, and every `text` that holds JSON says so.
 */
export type RoundsTables = {
  campaign: {
    id: string
    title: string
    note: string
    /** Title and note in lower case and without accents. */
    search: string
    created_at: number
    created_by: string
    archived_at: number | null
  }
  round: {
    id: string
    campaign_id: string
    number: number
    title: string
    purpose: string
    state: string
    version: number
    digest: string
    subscribers: number
    segments: number
    /** JSON. */
    estimate: string
    approved_version: number | null
    submitted_by: string | null
    submitted_by_name: string | null
    stop_ordered: number
    created_at: number
    updated_at: number
    updated_by: string
    archived_at: number | null
    /** When, by what (`bulletin`, `plan`), by which of them, and why. */
    taken_back_at: number | null
    taken_back_is: string | null
    taken_back_by: string | null
    taken_back_why: string | null
    /** Of which round, in which version, and what it was called then. */
    copy_of: string | null
    copy_of_version: number | null
    copy_of_title: string | null
    /** 1: a person wrote it here, and it was never submitted. */
    unsubmitted: number
  }
  round_version: {
    round_id: string
    version: number
    /** JSON. */
    content: string
    at: number
    by_id: string
    by_name: string
  }
  round_operator: { round_id: string; operator_id: string }
  operator: {
    id: string
    name: string
    state: string
    /** JSON. */
    public_key: string | null
    key_id: string | null
    code_sha256: string | null
    code_expires_at: number | null
    serial_last: number
    /** JSON. */
    hello: string | null
    clock_skew_ms: number | null
    heard_at: number | null
    /** JSON. */
    flags: string
    created_at: number
    /** Since when its clock is wrong; null: it is not, or nobody knows since when. */
    clock_since: number | null
  }
  directive: {
    id: string
    serial: number
    round_id: string
    operator_id: string
    purpose: string
    version: number
    issued_at: number
    expires_at: number
    /** After this the node should long have returned it. */
    silent_after: number
    declared: number | null
    document: string
    sha256: string
    state: string
    is_open: number
    refusal: string | null
    note: string | null
    wish: string
    order_sequence: number
    order_document: string
    obeyed_sequence: number
    subscribers: number | null
    audience_sha256: string | null
    segments_expected: number | null
    acknowledgement: string | null
    /** JSON; with it, which of the operator's machines told it. */
    tally: string | null
    /** The node's own instant of its last progress. */
    told_at: number | null
    heard_at: number | null
    return_document: string | null
    returned_at: number | null
    /** JSON. */
    flags: string
  }
  stray_return: {
    sha256: string
    operator_id: string
    directive_id: string
    document: string
    at: number
  }
  node_condition: {
    operator_id: string
    /** Empty where the operator has one. */
    machine: string
    told_at: number
    /** JSON. */
    alarms: string
  }
  lane_sample: {
    directive_id: string
    at: number
    /** JSON. */
    lanes: string
    /** JSON. */
    statuses: string
  }
  sample: {
    round_id: string
    purpose: string
    at: number
    /** JSON. */
    counts: string
  }
}

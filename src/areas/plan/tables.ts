/**
 * The tables of plans as TypeScript sees them. Instants are milliseconds since 1970, days ISO dates, truth values 0 and 1, and every `text`
 * that holds JSON says so.
 */
export type PlanTables = {
  /** What is worked on of each plan; there is one row a plan. */
  plan_draft: {
    id: string
    state: string
    revision: number
    /** JSON. */
    content: string
    /** JSON: who wrote since it was last approved. */
    writers: string
    submitted_by: string | null
    submitted_by_name: string | null
    reason: string | null
    /** Exercises from before it are over. */
    exercise_since: number
    updated_at: number
    updated_by: string
    updated_by_name: string
  }
  plan_version: {
    plan: string
    version: number
    /** JSON. */
    content: string
    sha256: string
    at: number
    submitted_by: string
    submitted_by_name: string
    approved_by: string
    approved_by_name: string
    /** JSON; null: the authority had no roster. */
    approval: string | null
  }
  plan_change: {
    id: string
    plan: string
    version: number
    purpose: string
    state: string
    /** JSON. */
    content: string
    sha256: string
    from_at: number
    reason: string
    refusal: string | null
    proposed_by: string
    proposed_by_name: string
    submitted_by: string | null
    submitted_by_name: string | null
    approved_by: string | null
    approved_by_name: string | null
    approved_at: number | null
    taken_back_by: string | null
    /** JSON: what the approver saw that it does. */
    diff: string | null
    created_at: number
    updated_at: number
  }
  plan_situation: {
    serial: number
    change_id: string
    plan: string
    purpose: string
    /** JSON. */
    content: string
    sha256: string
    submitted_by: string
    approved_by: string
    /** JSON; null: the authority had no roster. */
    approval: string | null
    at: number
  }
  plan_effect: {
    id: string
    change_id: string
    plan: string
    purpose: string
    effect_key: string
    action: string
    /** JSON. */
    document: string
    /** How often it was begun, less one. */
    occurrence: number
    /** When it is begun again; null: never. */
    next_at: number | null
    is_running: number
    ended_by: string | null
    ended_at: number | null
    serial: number
  }
  plan_deed: {
    id: string
    serial: number
    change_id: string
    effect: string
    does: string
    occurrence: number
    state: string
    due_at: number
    tries: number
    /** JSON. */
    failure: string | null
    thing_is: string | null
    thing_id: string | null
    done_at: number | null
  }
  plan_task: {
    id: string
    deed: string
    plan: string
    purpose: string
    /** JSON. */
    content: string
    deadline_at: number | null
    state: string
    note: string | null
    done_by: string | null
    done_by_name: string | null
    done_at: number | null
    created_at: number
  }
  plan_import: {
    serial: number
    plan: string
    form: string
    sha256: string
    rows_read: number
    taken: number
    rejected: number
    from_day: string | null
    until_day: string | null
    at: number
    by_id: string
    by_name: string
  }
  plan_value: {
    plan: string
    area: string
    day: string
    input: string
    import: number
    value: number
  }
  plan_mapping: {
    serial: number
    plan: string
    /** JSON. */
    content: string
    at: number
    by_id: string
    by_name: string
  }
  plan_population: {
    serial: number
    area: string
    population: number
    source: string
    at: number
    by_id: string
    by_name: string
  }
  plan_proposal: {
    id: string
    plan: string
    area: string
    level: string | null
    came_from: string
    reason: string
    /** JSON. */
    evidence: string | null
    state: string
    change_id: string | null
    decision: string | null
    created_at: number
    by_id: string | null
    by_name: string | null
    decided_at: number | null
    decided_by_name: string | null
  }
}

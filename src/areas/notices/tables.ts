/** Tables of notices as TypeScript sees them. Instants are milliseconds since 1970, truth values 0 and 1. */
export type NoticeTables = {
  /** One row: how many things have stood since ever. */
  notice_serial: { id: number; serial: number }
  /** What stands of a thing now: one row a thing. */
  notice_thing: {
    kind: string
    subject: string
    stands: string
    serial: number
    at: number
    /** Of an absence: since when. */
    since: number | null
    is_urgent: number
    page: string
    by_name: string
    /** JSON. */
    roles: string
    /** JSON of ids. */
    people: string
    does: string | null
    due_at: number | null
    operator: string | null
    /** JSON: what a decision wants of it. */
    obliged: string | null
  }
  notice_person: {
    person: string
    /** JSON; null: the usual. */
    choices: string | null
    /** Confirmations that were asked for in a row: how many, since when. */
    asks: number
    asked_at: number
    bounces: number
    /** Mail came back for good. Null: it goes on. */
    mail_ended_at: number | null
  }
  /** An address beside the account's own; one that waits for its confirmation, and one that counts. */
  notice_address: { id: string; person: string; state: string; sealed: string; asked_at: number }
  notice_browser: {
    id: string
    person: string
    /** HMAC of the endpoint. */
    mark: string
    /** Endpoint and keys as JSON; sealed. */
    sealed: string
    peer: string
    since: number
  }
  /** Up to which serial somebody was told by a way, of what is urgent and of what is usual. */
  notice_place: {
    person: string
    way: string
    urgent_serial: number
    usual_serial: number
    last_at: number
  }
  notice_letter: {
    id: string
    lane: string
    person: string
    /** A browser, or an address that is to be confirmed; null: wherever their mail goes. */
    target: string | null
    turn: number
    /** It tells of what stands with a serial after the one and up to the other. */
    urgent_after: number
    urgent_until: number
    usual_after: number
    usual_until: number
    state: string
    peer: string
    tries: number
    try_at: number
    until_at: number
    why: string | null
    changed_at: number
  }
}

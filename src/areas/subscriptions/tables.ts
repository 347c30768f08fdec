/** Tables of subscriptions as TypeScript sees them. Instants are milliseconds since 1970, truth values 0 and 1. */
export type SubscriptionTables = {
  /** Personal data; nothing of it stands in another table. */
  subscription: {
    id: string
    channel: string
    state: string
    /** HMAC of the address or endpoint. */
    mark: string
    /** The address, or endpoint and keys as JSON; sealed. */
    sealed: string
    /** HMAC of who is behind it: a domain, a push service. */
    peer: string
    language: string
    /** JSON; null: the whole country. */
    provinces: string | null
    level: string
    /** JSON of the choices that wait for a confirmation; null: none. */
    wanted: string | null
    /** Of the confirmations that were asked for in a row: since when, how many, the last. */
    asked_at: number
    asks: number
    last_asked_at: number
    bounces: number
  }
  subscription_letter: {
    id: string
    lane: string
    /** Null: it has ended, and nobody can tell whose it was. */
    subscription: string | null
    /** Null: it asks for a confirmation. */
    bulletin: string | null
    /** Of the release; 0: it asks for a confirmation. */
    serial: number
    kind: string
    turn: number
    state: string
    peer: string
    tries: number
    try_at: number
    until_at: number
    resent: number
    why: string | null
    changed_at: number
  }
  /** How far the log of releases was read: up to a serial, and of the next one up to a subscription. */
  subscription_place: { channel: string; serial: number; after_id: string; is_restored: number }
  /** How many asked, confirmed or left on a day, in Vietnam. */
  subscription_day: { day: string; channel: string; turn: string; count: number }
}

/** The limits of the online charging, each with its default: nothing waits, grows or repeats without one of these. */

export interface Limits {
  /** Clients connected at once. */
  readonly clients: number
  /** Requests of one client that wait for the charging system. One more is answered with DIAMETER_TOO_BUSY. */
  readonly pendingOfClient: number
  /** Requests that one charging system owes an answer for; beyond it the next one is asked. */
  readonly pendingOfCharging: number
  /** Requests of charging systems (RAR, ASR) that one client owes an answer for. */
  readonly askedOfClient: number
  /** From handing a request to the charging system to giving up on its answer. */
  readonly answerMs: number
  /** Octets that a charging system has not taken off our hands; beyond it the next one is asked. */
  readonly backlogOfCharging: number
  /** Sessions remembered. What finds no room is the charging system's. */
  readonly sessions: number
  /** The longest call or data session that an unbounded answer (4011) may have to stand for. */
  readonly longestSessionMs: number
  /** Nodes behind a client that is a relay, remembered so that RAR and ASR find them. */
  readonly routes: number
}

export const DEFAULT_LIMITS: Limits = {
  clients: 64,
  pendingOfClient: 16_384,
  pendingOfCharging: 32_768,
  askedOfClient: 1024,
  answerMs: 10_000,
  backlogOfCharging: 16 << 20,
  sessions: 1_000_000,
  longestSessionMs: 86_400_000,
  routes: 10_000,
}

/** A grant of ours lasts no longer, so that a change of the list is noticed. */
export const GRANT_SECONDS_MAX = 3600
/** Charging systems that one request is given to before it is given up. */
export const TRIES_MAX = 3
/** A request's Event-Timestamp further from our clock than this is counted. */
export const CLOCK_OFF_MS = 600_000

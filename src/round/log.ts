/**
 * The replicated log of a leg, as a round needs it: what is appended stands at one index for ever, on a majority of machines.
 *
 *   owner:    group n ──append(n)──► acked ──► own ledger ──► numbers up to its intent may go, receipts are answered
 *                                 └► refused: another owns the leg by now; nothing of group n was ever allowed
 *   standby:  read(n) ──► chain verified ──► own ledger
 *
 * Index n of the log is index n of the chain: `append` stands only where exactly n - 1 entries were before it.
 *
 * Knows no network: JetStream and PostgreSQL are in `logs/`, a log in memory for simulations in `test/simulation`.
 */

/** Where a round's log is. */
export interface LegAddress {
  /** nats:// or postgres://, with a password perhaps. */
  readonly servers: string
  /** Letters, digits and hyphens. */
  readonly name: string
  /** One server that may lose what it acknowledged: for tests. */
  readonly isUnsafe: boolean
  /** What its machines have in common and the log's servers do not, 32 octets in hexadecimal; null: nothing. */
  readonly key: string | null
  /** Octets that its log may take, set aside on each of its servers where those have such a limit; absent: by its subscribers. */
  readonly octets?: number
}

/** Octets of one entry, at most. Below what a NATS server takes by default, with its headers. */
export const ENTRY_MAX = 1_000_000
/** Octets of a question or an answer, at most. */
export const QUESTION_MAX = 4_096

export type Appended =
  /** It stands at its index, synced by a majority. */
  | { readonly is: 'acked' }
  /** Another entry stands there: this one. */
  | { readonly is: 'refused'; readonly entry: Uint8Array }
  /** The log is not what it was: it lost or forked entries, or its members were changed. Only people can go on. */
  | { readonly is: 'broken'; readonly why: string }

export type LogHealth =
  /** There is a leader that takes entries; since when, in milliseconds of the monotonic clock. */
  | { readonly is: 'here'; readonly since: number }
  | { readonly is: 'away'; readonly since: number; readonly why: string }
  | { readonly is: 'broken'; readonly why: string }

export interface LegLog {
  /**
   * Appends `entry` as number `index`, from 1. While the log is away the same octets are tried again, for as long as it takes;
   * an answer that was lost is settled by looking what stands at `index`. One at a time. The octets are not changed before `done`.
   */
  append(index: number, entry: Uint8Array, done: (appended: Appended) => void): void
  /** Entries from `from` on, in order and at least one: at once, or as soon as there are any. One at a time. */
  read(from: number, done: (entries: readonly Uint8Array[]) => void): void
  /** The index of the last entry, 0 for none; null while the log is away. */
  last(done: (index: number | null) => void): void
  /** Asks whoever owns the leg. Null when nobody answered in time. */
  ask(question: string, withinMs: number, done: (answer: string | null) => void): void
  /** Answers what others ask, from now on; with null no more. */
  answer(how: LegAnswerer | null): void
  health(): LogHealth
  /** Nothing that was asked is answered after it. */
  close(): void
}

export type LegAnswerer = (question: string, reply: (answer: string) => void) => void

/** An election is no alarm before it has taken so long, and a reason that comes and goes is said no more often. */
const AWAY_TOLD_MS = 2000

export type LogEvent = { readonly is: 'log-away'; readonly why: string } | { readonly is: 'log-here' }

/** What people are told of a log: that it is away and why, anew where that is another reason by now; that it is here again. */
export class LogNews {
  #why: string | null = null
  #toldAt = Number.NEGATIVE_INFINITY

  /** Of one that is broken the round's ending tells. */
  of(health: LogHealth, now: number): LogEvent | null {
    if (health.is !== 'away') return this.told(null, now)
    return now - health.since > AWAY_TOLD_MS ? this.told(health.why, now) : null
  }

  /** Null: it is there. */
  told(why: string | null, now: number): LogEvent | null {
    const isAnother = this.#why !== null && why !== null
    if (why === this.#why || (isAnother && now - this.#toldAt <= AWAY_TOLD_MS)) return null
    this.#why = why
    this.#toldAt = now
    return why === null ? { is: 'log-here' } : { is: 'log-away', why }
  }
}

/**
 * The credit-control sessions that we had a part in: which units our grants are for, and whether the charging system
 * knows of the session at all. In memory alone: `plan.ts` says what is presumed where nothing is remembered.
 *
 *   find ─► remember ─► the charging system took its part: it stays
 *                    ─► refused its units: it has not heard of the session (settle)
 *                    ─► failed, or was not reached: as it was before (takeBack)
 *
 * Invariants: never more than `most`; the one untouched for longest is first. A session that was not heard of for
 * `idleMs` is forgotten when room is needed. The same request again finds what it found the first time.
 */
import type { Millis } from '../base/clock.ts'
import type { Joined } from './joining.ts'
import type { Session } from './plan.ts'

/** A session as one request of it finds it. */
export interface Found {
  readonly key: string
  /** The request's End-to-End Identifier. */
  readonly endToEnd: number
  /** Before this request; null where nothing is remembered. */
  readonly before: Session | null
  readonly at: Millis
}

/** What to remember of the session where the charging system does not take its part. */
export interface Undo {
  readonly found: Found
  /** The charging system's part begins the session. */
  readonly opens: boolean
  /** Keys of the units that we answered. */
  readonly ours: readonly string[]
}

interface Remembered extends Session {
  /** Of the request that led to it, and what was before. */
  readonly endToEnd: number
  readonly before: Session | null
  readonly touched: Millis
}

/** Looked at for room, before one is turned away. */
const LOOKED_AT_MAX = 8
/** No End-to-End Identifier. */
const NO_REQUEST = -1

export class Sessions {
  readonly #most: number
  readonly #idleMs: number
  readonly #table = new Map<string, Remembered>()

  constructor(options: { readonly most: number; readonly idleMs: number }) {
    this.#most = options.most
    this.#idleMs = options.idleMs
  }

  get count(): number {
    return this.#table.size
  }

  find(key: string, endToEnd: number, at: Millis): Found {
    const remembered = this.#table.size === 0 ? null : (this.#table.get(key) ?? null)
    const before = remembered?.endToEnd === endToEnd ? remembered.before : remembered
    return { key, endToEnd, before, at }
  }

  /** Whether it could be remembered. */
  hasRoomFor({ key, at }: Found): boolean {
    if (this.#table.size < this.#most || this.#table.has(key)) return true
    let looked = 0
    for (const [old, { touched }] of this.#table) {
      if (looked++ >= LOOKED_AT_MAX || at - touched <= this.#idleMs) break
      this.#table.delete(old)
    }
    return this.#table.size < this.#most
  }

  /** What the request made of it; null for nothing that is worth remembering. */
  remember({ key, endToEnd, before, at }: Found, session: Session | null): void {
    if (session === null) this.#table.delete(key)
    else
      this.#put(key, {
        known: session.known,
        ours: session.ours,
        // Not what was before that: a session would grow with each of its requests.
        before: before === null ? null : { known: before.known, ours: before.ours },
        endToEnd,
        touched: at,
      })
  }

  /** The session is over. */
  forget({ key }: Found): void {
    this.#table.delete(key)
  }

  /** What the charging system made of its part decides what is true of the session. */
  settle(undo: Undo, joined: Joined): void {
    if (joined === 'failed') this.takeBack(undo)
    if (joined !== 'denied' || !undo.opens) return
    // It did not begin the session: what it is asked next must begin it.
    const { found, ours } = undo
    const { key, at } = found
    const session = this.#table.get(key) ?? { ours, before: null, endToEnd: NO_REQUEST, touched: at }
    if (this.hasRoomFor(found)) this.#put(key, { ...session, known: false })
  }

  /** As it was before the request. */
  takeBack({ found: { key, before, at } }: Undo): void {
    if (before === null) this.#table.delete(key)
    else this.#put(key, { ...before, before: null, endToEnd: NO_REQUEST, touched: at })
  }

  #put(key: string, session: Remembered): void {
    this.#table.delete(key)
    this.#table.set(key, session)
  }
}

/**
 * The credit-control sessions that we had a part in: which units our grants are for, and whether the charging system
 * knows of the session at all. In memory alone: `plan.ts` says what is presumed where nothing is remembered.
 *
 * Invariants: never more than `most`; the one untouched for longest is first. A session that was not heard of for
 * `idleMs` is forgotten when room is needed.
 */
import type { Millis } from '../base/clock.ts'
import type { Session } from './plan.ts'

export interface Remembered extends Session {
  /** Of the request that led to it, and what was before: the same request again is judged as it was. */
  readonly endToEnd: number
  readonly before: Session | null
  readonly touched: Millis
}

/** Looked at for room, before one is turned away. */
const LOOKED_AT_MAX = 8

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

  get(key: string): Remembered | null {
    return this.#table.size === 0 ? null : (this.#table.get(key) ?? null)
  }

  /** Whether `put` would find room for this key. */
  hasRoomFor(key: string, now: Millis): boolean {
    if (this.#table.size < this.#most || this.#table.has(key)) return true
    let looked = 0
    for (const [old, { touched }] of this.#table) {
      if (looked++ >= LOOKED_AT_MAX || now - touched <= this.#idleMs) break
      this.#table.delete(old)
    }
    return this.#table.size < this.#most
  }

  put(key: string, session: Remembered): void {
    this.#table.delete(key)
    this.#table.set(key, session)
  }

  delete(key: string): void {
    this.#table.delete(key)
  }
}

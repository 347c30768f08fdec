/**
 * How often someone may try something: so many in a window, by a name (an address, an account), in memory.
 *
 * One process serves, so memory is the truth; a restart forgets. Time is an argument.
 */
const NAMES_MAX = 50_000

export class RateLimits {
  readonly #windows = new Map<string, { count: number; endsMs: number }>()

  /** Counts one try. 0: it may go on; else the seconds until it may. */
  take(name: string, rule: { max: number; seconds: number }, nowMs: number): number {
    const window = this.#windows.get(name)
    if (window === undefined || window.endsMs <= nowMs) {
      if (this.#windows.size >= NAMES_MAX) this.#forget(nowMs)
      this.#windows.set(name, { count: 1, endsMs: nowMs + rule.seconds * 1000 })
      return 0
    }
    if (window.count >= rule.max) return Math.max(1, Math.ceil((window.endsMs - nowMs) / 1000))
    window.count++
    return 0
  }

  /** After a success: what was counted against it is forgiven. */
  forgive(name: string): void {
    this.#windows.delete(name)
  }

  /** Those that are over; where none is, the oldest half. */
  #forget(nowMs: number): void {
    for (const [name, window] of this.#windows)
      if (window.endsMs <= nowMs) this.#windows.delete(name)
    if (this.#windows.size < NAMES_MAX) return
    let left = NAMES_MAX / 2
    for (const name of this.#windows.keys()) {
      if (left-- === 0) break
      this.#windows.delete(name)
    }
  }
}

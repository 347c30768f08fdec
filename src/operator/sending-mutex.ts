/**
 * Mutex of a node's directives: one sends at a time. When it leaves, the waiting directive with the lowest serial is next. Pure.
 *
 * A directive that is paused, outside its hours or has nothing left to write does not wait here, so it holds up no other.
 */
export interface Waiter {
  readonly serial: number
  /** It holds the mutex until it leaves. */
  granted(): void
}

export class SendingMutex {
  #holder: Waiter | null = null
  readonly #waiting = new Set<Waiter>()

  holds(waiter: Waiter): boolean {
    return this.#holder === waiter
  }

  /** Grants at once where nobody holds it. */
  ask(waiter: Waiter): void {
    if (this.#holder === waiter) return
    this.#waiting.add(waiter)
    this.#grant()
  }

  leave(waiter: Waiter): void {
    this.#waiting.delete(waiter)
    if (this.#holder !== waiter) return
    this.#holder = null
    this.#grant()
  }

  #grant(): void {
    if (this.#holder !== null || this.#waiting.size === 0) return
    const [next] = [...this.#waiting].sort((a, b) => a.serial - b.serial)
    this.#waiting.delete(next)
    this.#holder = next
    next.granted()
  }
}

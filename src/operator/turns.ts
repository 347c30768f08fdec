/**
 * Who may send now: one directive at a time, the lowest serial of those that want to. Pure.
 *
 * Who pauses, has nothing left to write or is outside its hours does not want to, and so holds up nobody.
 */
export interface Asker {
  readonly serial: number
  /** It is its turn, until it leaves. */
  granted(): void
}

export class Turns {
  #holder: Asker | null = null
  readonly #waiting = new Set<Asker>()

  holds(asker: Asker): boolean {
    return this.#holder === asker
  }

  /** Grants at once where nobody has the turn. */
  ask(asker: Asker): void {
    if (this.#holder === asker) return
    this.#waiting.add(asker)
    this.#grant()
  }

  leave(asker: Asker): void {
    this.#waiting.delete(asker)
    if (this.#holder !== asker) return
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

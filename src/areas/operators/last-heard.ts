/** When each node was last heard: in memory, of this process. Where others serve too they read it from the rows, a few seconds later. */
export class LastHeard {
  readonly #at = new Map<string, number>()
  #fresh = new Map<string, number>()

  at(operator: string, now: number): void {
    this.#at.set(operator, now)
    this.#fresh.set(operator, now)
  }

  of(operator: string): number | null {
    return this.#at.get(operator) ?? null
  }

  /** Those that were heard since it was asked last. */
  takeFresh(): ReadonlyMap<string, number> {
    const fresh = this.#fresh
    this.#fresh = new Map()
    return fresh
  }
}

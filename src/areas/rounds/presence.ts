/** Which nodes are connected and when each was last heard: in memory only, true of this process. */

export interface Present {
  readonly since: number | null
  readonly heardAt: number | null
}

export class Presence {
  readonly #streams = new Map<string, { count: number; since: number }>()
  readonly #heard = new Map<string, number>()

  heard(operator: string, now: number): void {
    this.#heard.set(operator, now)
  }

  /** True if it was not connected before. */
  joined(operator: string, now: number): boolean {
    const streams = this.#streams.get(operator)
    this.heard(operator, now)
    if (streams !== undefined) {
      streams.count += 1
      return false
    }
    this.#streams.set(operator, { count: 1, since: now })
    return true
  }

  /** True if that was its last stream. */
  left(operator: string): boolean {
    const streams = this.#streams.get(operator)
    if (streams === undefined) return false
    streams.count -= 1
    if (streams.count > 0) return false
    return this.#streams.delete(operator)
  }

  of(operator: string): Present {
    return {
      since: this.#streams.get(operator)?.since ?? null,
      heardAt: this.#heard.get(operator) ?? null,
    }
  }
}

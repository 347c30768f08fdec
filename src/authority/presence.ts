/**
 * Who is connected, to whichever of the processes that serve one authority: counted by streams, since when. Knows no stream and no table.
 *
 *   joined ──► connected ──► left: its last stream      a process that dies takes those that were connected to it with it
 */
import type { Reading } from './store.ts'

export interface Presence {
  /** True if it was not connected here before; others see it once this resolves. */
  joined(subject: string, nowMs: number): Promise<boolean>
  /** True if that was its last stream here. */
  left(subject: string): Promise<boolean>
  /** All that are connected anywhere, and since when; within a transaction, by its store. */
  all(store: Reading): Promise<ReadonlyMap<string, number>>
}

/** Of this process. */
export class LocalPresence implements Presence {
  readonly #streams = new Map<string, { count: number; readonly since: number }>()

  async joined(subject: string, nowMs: number): Promise<boolean> {
    return this.join(subject, nowMs)
  }

  async left(subject: string): Promise<boolean> {
    return this.leave(subject)
  }

  async all(): Promise<ReadonlyMap<string, number>> {
    return new Map([...this.#streams].map(([subject, { since }]) => [subject, since]))
  }

  join(subject: string, nowMs: number): boolean {
    const streams = this.#streams.get(subject)
    if (streams === undefined) this.#streams.set(subject, { count: 1, since: nowMs })
    else streams.count += 1
    return streams === undefined
  }

  leave(subject: string): boolean {
    const streams = this.#streams.get(subject)
    if (streams === undefined) return false
    streams.count -= 1
    return streams.count === 0 && this.#streams.delete(subject)
  }

  /** Null: it is not connected. */
  sinceOf(subject: string): number | null {
    return this.#streams.get(subject)?.since ?? null
  }

  subjects(): Iterable<string> {
    return this.#streams.keys()
  }
}

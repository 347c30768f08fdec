/**
 * What a replicated log needs of the engine below it: single tries, each of which may get no answer. Patience, order and judgement are
 * above (`settling.ts`, `reading.ts`, `watch.ts`, joined in `replicated-log.ts`).
 */
import type { LegAnswerer } from '../log.ts'

export type Placed =
  /** It stands at its index, synced by a majority. */
  | 'placed'
  /** The engine answered, and it does not say that. */
  | 'unplaced'
  /** No answer. */
  | 'silent'

export type Looked =
  | { readonly is: 'there'; readonly entry: Uint8Array }
  /** Nothing at the index; `last` is the last one that there is. */
  | { readonly is: 'nothing'; readonly last: number }
  | { readonly is: 'silent' }

/** The engine as a whole. */
export type Seen =
  /** It takes entries, and holds so many. */
  | { readonly is: 'here'; readonly last: number }
  | { readonly is: 'away'; readonly why: string }
  /** It seems no longer to be what it was; just after an election that passes. */
  | { readonly is: 'lost'; readonly why: string }

export interface Engine {
  /**
   * Tries once to make `entry` number `index`. `name` counts from 0: a new one where the engine answered the last try and nothing came
   * of it.
   */
  place(index: number, entry: Uint8Array, name: number): Promise<Placed>
  /** What stands at `index`, as whoever leads knows it. */
  look(index: number): Promise<Looked>
  /** Entries from `from` to at most `last`, as far as they can be had now; perhaps none. */
  entries(from: number, last: number): Promise<readonly Uint8Array[]>
  see(): Promise<Seen>
  ask(question: string, withinMs: number): Promise<string | null>
  answer(how: LegAnswerer | null): void
  close(): void
}

/** Called by an engine once the entry of index `last` stands. Some entries may be left out. */
export type CommitListener = (last: number) => void

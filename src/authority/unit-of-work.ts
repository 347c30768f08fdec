/**
 * How every area changes something: one transaction with its entries of the trail; listeners hear of it after the commit,
 * or never. There is no other way to write the trail.
 *
 *   change(act) ─► write ─► act: reads, decides, writes, records ─► commit ─► told
 *                                │ throws: nothing was changed, recorded or told
 */
import type { Signer } from '../directive/signing.ts'
import type { Keep, Store, Writing } from './store.ts'
import { append, type Deed, type TrailActor } from './trail.ts'

/**
 * What others want to hear of at once, by what has changed. Each area adds its own:
 *
 *   declare module '../../authority/unit-of-work.ts' { interface Changes { free: object } }
 */
// biome-ignore lint/suspicious/noEmptyInterface: areas add to it
export interface Changes {}
export type Change = {
  [Is in keyof Changes]: { readonly is: Is } & Changes[Is]
}[keyof Changes]

export interface House {
  readonly store: Store
  /** The authority's key. */
  readonly signer: Signer
  /** Milliseconds since 1970. */
  now(): number
  tell(change: Change): void
  change<Result>(act: (changing: Changing) => Promise<Result>, keep?: Keep): Promise<Result>
}

export interface Changing {
  readonly store: Writing
  readonly signer: Signer
  readonly now: number
  record(actor: TrailActor, deed: Deed): Promise<void>
  /** After the commit. */
  tell(change: Change): void
}

export function openHouse(parts: {
  readonly store: Store
  readonly signer: Signer
  readonly now: () => number
  readonly tell: (change: Change) => void
}): House {
  const { store, signer, now, tell } = parts
  return {
    ...parts,
    change: async (act, keep) => {
      const changes: Change[] = []
      const result = await store.write(async writing => {
        const at = now()
        return await act({
          store: writing,
          signer,
          now: at,
          record: async (actor, deed) => await append(writing, at, actor, deed),
          tell: change => void changes.push(change),
        })
      }, keep)
      for (const change of inOrder(changes)) tell(change)
      return result
    },
  }
}

/** What nodes wait for goes first: a stop has to be fast. */
function inOrder(changes: readonly Change[]): readonly Change[] {
  return [
    ...changes.filter(({ is }) => is === 'agenda'),
    ...changes.filter(({ is }) => is !== 'agenda'),
  ]
}

/**
 * The same house within a transaction that does more: what a use case changes is part of that one, and is told with it or never. Whoever
 * catches a failure of it has to throw it on, or half of it would be done.
 */
export function within(house: House, changing: Changing): House {
  return { ...house, tell: changing.tell, change: async act => await act(changing) }
}

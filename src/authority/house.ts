/**
 * What all use cases share: the store, the authority's key, the time, who listens, and what is only in memory.
 *
 * `change` is the one way to change something: one transaction with its trail entries, and the listeners hear of it
 * after the commit, or never.
 */

import type { Change } from '../areas/rounds/model.ts'
import type { Presence } from '../areas/rounds/presence.ts'
import type { Samples } from '../areas/rounds/samples.ts'
import type { Keep, Store, Writing } from '../areas/rounds/store.ts'
import type { Signer } from '../directive/signing.ts'
import { append, type Deed, type TrailActor } from './trail.ts'

export interface House {
  readonly store: Store
  readonly signer: Signer
  readonly presence: Presence
  readonly samples: Samples
  /** Milliseconds since 1970. */
  now(): number
  tell(change: Change): void
  change<Result>(act: (changing: Changing) => Promise<Result>, keep?: Keep): Promise<Result>
}

export interface Changing extends Pick<House, 'signer' | 'presence' | 'samples'> {
  readonly store: Writing
  readonly now: number
  record(actor: TrailActor, deed: Deed): Promise<void>
  /** After the commit. */
  tell(change: Change): void
}

export function openHouse(parts: {
  readonly store: Store
  readonly signer: Signer
  readonly presence: Presence
  readonly samples: Samples
  readonly now: () => number
  readonly tell: (change: Change) => void
}): House {
  const { store, signer, presence, samples, now, tell } = parts
  return {
    ...parts,
    change: async (act, keep) => {
      const changes: Change[] = []
      const result = await store.write(async writing => {
        const at = now()
        return await act({
          store: writing,
          signer,
          presence,
          samples,
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
    ...changes.filter(change => change.is === 'agenda'),
    ...changes.filter(change => change.is !== 'agenda'),
  ]
}

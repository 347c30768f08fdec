/**
 * The authority: all use cases over one store, one key and one clock.
 *
 * Composes; each rule is in the file that is named for it. One process has one authority: who is connected, the charts'
 * last quarter of an hour and the tokens used lately are in its memory.
 */

import { freeUseCases } from '../areas/free/free.ts'
import { monthUseCases } from '../areas/months/use-cases.ts'
import { campaignUseCases } from '../areas/rounds/campaigns.ts'
import { directiveUseCases } from '../areas/rounds/directives.ts'
import type { Change } from '../areas/rounds/model.ts'
import { nodeUseCases } from '../areas/rounds/nodes.ts'
import { operatorUseCases } from '../areas/rounds/operators.ts'
import { Presence } from '../areas/rounds/presence.ts'
import { reportUseCases } from '../areas/rounds/progress-and-returns.ts'
import { holdAfterRestore } from '../areas/rounds/restored.ts'
import { roundUseCases } from '../areas/rounds/rounds.ts'
import { Samples } from '../areas/rounds/samples.ts'
import type { Store } from '../areas/rounds/store.ts'
import { UsedTokens } from '../areas/rounds/tokens.ts'
import type { UseCases } from '../areas/rounds/use-cases.ts'
import { openHouse } from '../authority/house.ts'
import { SYSTEM, trailActor, verifyTrail } from '../authority/trail.ts'
import type { Signer } from '../directive/signing.ts'

const LISTENERS_MAX = 10_000

/** Whoever opens it on a store that was restored from a backup has the open rounds held first: restored.ts. */
export async function createAuthority(parts: {
  readonly store: Store
  readonly signer: Signer
  /** Milliseconds since 1970. */
  readonly now: () => number
}): Promise<UseCases> {
  const { store, signer, now } = parts
  const listeners = new Set<(change: Change) => void>()
  const house = openHouse({
    store,
    signer,
    now,
    presence: new Presence(),
    samples: new Samples(),
    tell: change => {
      for (const listener of listeners) listener(change)
    },
  })
  await holdAfterRestore(house)
  return {
    publicKey: signer.publicKey,
    keyId: signer.keyId,
    ...campaignUseCases(house),
    ...roundUseCases(house),
    ...directiveUseCases(house),
    ...operatorUseCases(house),
    ...nodeUseCases(house, new UsedTokens()),
    ...reportUseCases(house),
    free: freeUseCases(house),
    months: monthUseCases(house),

    record: async (actor, entry) =>
      await house.change(async ({ record }) => {
        await record(actor === 'system' ? SYSTEM : trailActor(actor), entry)
      }),
    trail: async query => await store.trail(query),
    verifyTrail: async () => await verifyTrail(store),

    subscribe: listener => {
      if (listeners.size >= LISTENERS_MAX) throw new RangeError('too many listeners')
      // One of its own, so that a function given twice is told twice and ended once each.
      const own = (change: Change) => listener(change)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
  }
}

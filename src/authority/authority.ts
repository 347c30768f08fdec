/**
 * The authority: all use cases over one store, one key and one clock.
 *
 * Composes; each rule is in the file that is named for it. One process has one authority: who is connected, the charts'
 * last quarter of an hour and the tokens used lately are in its memory.
 */
import type { Signer } from '../directive/signing.ts'
import { campaignUseCases } from './campaigns.ts'
import { directiveUseCases } from './directives.ts'
import { freeUseCases } from './free.ts'
import { openHouse } from './house.ts'
import type { Change } from './model.ts'
import { monthUseCases } from './months.ts'
import { nodeUseCases } from './nodes.ts'
import { operatorUseCases } from './operators.ts'
import { Presence } from './presence.ts'
import { reportUseCases } from './reports.ts'
import { holdAfterRestore } from './restored.ts'
import { roundUseCases } from './rounds.ts'
import { Samples } from './samples.ts'
import type { Store } from './store.ts'
import { UsedTokens } from './tokens.ts'
import { SYSTEM, trailActor, verifyTrail } from './trail.ts'
import type { UseCases } from './use-cases.ts'

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

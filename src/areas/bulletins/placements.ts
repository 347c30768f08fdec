/**
 * Placements: what people carried to press, television, radio, walls and networks, recorded by whoever has seen it. Counted apart; what was
 * recorded wrongly is withdrawn with a reason and stays.
 */
import { createHash, randomUUID } from 'node:crypto'
import { type Actor, paragraph, writerOf } from '../../authority/actor.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import { pictureOf } from '../../authority/picture.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { bulletinFailure } from './failures.ts'
import { type Placement, placementEntry } from './model.ts'
import { bulletinApproval } from './states.ts'
import { bulletinRows, type StoredPlacement } from './store.ts'
import type { BulletinUseCases } from './use-cases.ts'
import { instantOf, storedBulletin } from './view.ts'

/** Of one bulletin: more than all outlets of a country. */
const PLACEMENTS_MAX = 5000
/** Clocks differ. */
const AHEAD_MS = 5 * 60_000

export function placementUseCases(work: UnitOfWork) {
  const change = async (actor: Actor, act: (tx: Transaction) => Promise<StoredPlacement>) =>
    await work.transaction(async tx => {
      if (!bulletinApproval.mayAtAll(actor.role, 'save')) throw authorityFailure('forbidden')
      const stored = await act(tx)
      tx.publish({ is: 'bulletin', bulletin: stored.bulletin })
      return placementOf(stored)
    })
  return {
    placements: async bulletin => {
      await storedBulletin(work.store, bulletin)
      return (await bulletinRows(work.store).placementsOf(bulletin)).map(placementOf)
    },

    recordPlacement: async (actor, bulletin, given) =>
      await change(actor, async tx => {
        const { store, now } = tx
        const entry = placementEntry.parse(given)
        const { released } = await storedBulletin(store, bulletin)
        if (released === null) throw bulletinFailure('bulletinUnpublished')
        if (Date.parse(entry.at) > now + AHEAD_MS) throw bulletinFailure('placementAhead')
        if ((await bulletinRows(store).countPlacements(bulletin)) >= PLACEMENTS_MAX)
          throw bulletinFailure('placementsFull', { max: PLACEMENTS_MAX })
        const { version } = released
        return await put(tx, actor, 'record', {
          id: randomUUID(),
          bulletin,
          version,
          entry,
          by: writerOf(actor),
          at: now,
          picture: null,
          withdrawn: null,
        })
      }),

    withdrawPlacement: async (actor, id, { reason }) =>
      await change(actor, async tx => {
        const stored = await placementBy(tx.store, id)
        if (stored.withdrawn !== null) throw bulletinFailure('placementWithdrawn')
        const withdrawn = paragraph.min(1).parse(reason)
        return await put(tx, actor, 'withdraw', { ...stored, withdrawn })
      }),

    putPlacementPicture: async (actor, id, octets) => {
      const found = pictureOf(octets)
      if (found === null) throw bulletinFailure('proofPictureFaulty')
      const picture = createHash('sha256').update(octets).digest('hex')
      return await change(actor, async tx => {
        const { store, now } = tx
        const stored = await placementBy(store, id)
        if (stored.picture === picture) return stored
        if (stored.picture !== null) throw bulletinFailure('proofPictureTaken')
        if (stored.withdrawn !== null) throw bulletinFailure('placementWithdrawn')
        await bulletinRows(store).putFile(picture, { type: found.type, octets, at: now })
        await bulletinRows(store).setUsed({ is: 'placement', id }, [picture])
        return await put(tx, actor, 'picture', { ...stored, picture })
      })
    },
  } satisfies Partial<BulletinUseCases>
}

async function put(
  { store, record }: Transaction,
  actor: Actor,
  deed: 'record' | 'withdraw' | 'picture',
  stored: StoredPlacement,
): Promise<StoredPlacement> {
  const { id, bulletin, entry, picture, withdrawn } = stored
  await bulletinRows(store).putPlacement(stored)
  await record(trailActor(actor), {
    action: `placement.${deed}`,
    subject: { kind: 'placement', id },
    details: {
      bulletin,
      kind: entry.kind,
      name: entry.outlet,
      at: entry.at,
      ...(picture === null ? {} : { picture }),
      ...(withdrawn === null ? {} : { reason: withdrawn }),
    },
  })
  return stored
}

async function placementBy(store: Reading, id: string): Promise<StoredPlacement> {
  const stored = await bulletinRows(store).placement(id)
  if (stored === null) throw notFound('placement')
  return stored
}

function placementOf({ entry, at, ...stored }: StoredPlacement): Placement {
  return { ...entry, ...stored, recordedAt: instantOf(at) }
}

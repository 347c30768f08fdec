/** Campaigns: a title and a note under which rounds stand. */

import { randomUUID } from 'node:crypto'
import { type Actor, line, paragraph } from '../../authority/actor.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { roundsFailure } from './failures.ts'
import type { Campaign, RoundState } from './model.ts'
import { roundApproval } from './round-states.ts'
import type { StoredCampaign } from './store.ts'
import { roundRows } from './store.ts'
import type { RoundsUseCases } from './use-cases.ts'

/** While any of its rounds is in one of these a campaign goes on. */
const GOING_ON: readonly RoundState[] = ['submitted', 'approved', 'scheduled', 'running', 'paused']

export function campaignUseCases(work: UnitOfWork) {
  return {
    createCampaign: async (actor, input) => await work.transaction(async tx => await createCampaign(tx, actor, input)),

    updateCampaign: async (actor, id, input) => {
      const { title, note } = written(actor, input)
      return await work.transaction(async ({ store, record, publish }) => {
        const before = found(await roundRows(store).campaign(id))
        await roundRows(store).updateCampaign(id, { title, note })
        await record(trailActor(actor), {
          action: 'campaign.update',
          subject: { kind: 'campaign', id },
          details: { title, before: before.title },
        })
        publish({ is: 'campaign', campaign: id })
        return shown({ ...before, title, note })
      })
    },

    archiveCampaign: async (actor, id) => await work.transaction(async tx => await putAway(tx, actor, id, tx.now)),
    unarchiveCampaign: async (actor, id) => await work.transaction(async tx => await putAway(tx, actor, id, null)),

    campaigns: async query => {
      const { directedTo = null } = query
      const { items, next } = await roundRows(work.store).campaigns({ ...query, directedTo })
      return { items: items.map(shown), next }
    },

    campaign: async (id, directedTo = null) => shown(found(await roundRows(work.store).campaign(id, directedTo))),
  } satisfies Partial<RoundsUseCases>
}

/** Within a transaction that does more. */
export async function createCampaign(
  { store, now, record, publish }: Transaction,
  actor: Actor,
  input: { title: string; note: string },
): Promise<Campaign> {
  const { title, note } = written(actor, input)
  const campaign = { id: randomUUID(), title, note, createdAt: now, createdBy: actor.name }
  await roundRows(store).insertCampaign(campaign)
  await record(trailActor(actor), {
    action: 'campaign.create',
    subject: { kind: 'campaign', id: campaign.id },
    details: { title },
  })
  publish({ is: 'campaign', campaign: campaign.id })
  return shown({ ...campaign, rounds: 0, archivedAt: null })
}

/** Within a transaction that does more. Null: it is brought back. The same once more is done already. */
export async function putAway(
  { store, record, publish }: Transaction,
  actor: Actor,
  id: string,
  archivedAt: number | null,
): Promise<Campaign> {
  if (!roundApproval.mayAtAll(actor.role, 'archive')) throw authorityFailure('forbidden')
  const before = found(await roundRows(store).campaign(id))
  if ((before.archivedAt === null) === (archivedAt === null)) return shown(before)
  if (archivedAt !== null && (await roundRows(store).hasRoundIn(id, GOING_ON))) throw roundsFailure('campaignGoesOn')
  await roundRows(store).updateCampaign(id, { archivedAt })
  await record(trailActor(actor), {
    action: archivedAt === null ? 'campaign.unarchive' : 'campaign.archive',
    subject: { kind: 'campaign', id },
    details: { title: before.title },
  })
  publish({ is: 'campaign', campaign: id })
  return shown({ ...before, archivedAt })
}

function written(actor: Actor, input: { title: string; note: string }) {
  if (!roundApproval.mayAtAll(actor.role, 'save')) throw authorityFailure('forbidden')
  return { title: line.parse(input.title), note: paragraph.parse(input.note) }
}

function found(campaign: StoredCampaign | null): StoredCampaign {
  if (campaign === null) throw notFound('campaign')
  return campaign
}

function shown(campaign: StoredCampaign): Campaign {
  const { archivedAt, ...rest } = campaign
  return { ...rest, createdAt: new Date(campaign.createdAt).toISOString(), isArchived: archivedAt !== null }
}

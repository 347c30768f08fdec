/** Rounds: written, saved in versions, submitted, approved by another, and shown. What goes out is in directives.ts. */

import { randomUUID } from 'node:crypto'
import { type Actor, paragraph, personOf } from '../../authority/actor.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Changing, House } from '../../authority/unit-of-work.ts'
import { Failure } from '../../base/failure.ts'
import { digestOf } from './digest.ts'
import { estimateOf } from './estimate.ts'
import { type RoundAction, type RoundContent, roundContent } from './model.ts'
import { after, mayAtAll, refusalOf } from './round-states.ts'
import { detail, estimateNow, faultsNow, type Known, know, roundOf, summary } from './round-view.ts'
import type { RoundChange, StoredOperator } from './store.ts'
import { roundRows } from './store.ts'
import type { RoundsUseCases } from './use-cases.ts'

const VERSIONS_SHOWN_MAX = 200

type Theirs =
  | 'createRound'
  | 'rounds'
  | 'round'
  | 'saveRound'
  | 'submitRound'
  | 'withdrawRound'
  | 'approveRound'
  | 'returnRound'
  | 'versions'

export function roundUseCases(house: House): Pick<RoundsUseCases, Theirs> {
  return {
    createRound: async (actor, campaign, content) =>
      await house.change(async changing => await create(changing, actor, campaign, content)),

    rounds: async query => {
      const { items, next } = await roundRows(house.store).rounds({
        ...query,
        operator: query.operator ?? null,
      })
      return { items: items.map(summary), next }
    },

    round: async (actor, id) => await detail(house.store, actor, id, house.now()),

    saveRound: async (actor, id, { version, content }) =>
      await house.change(
        async changing => await save(changing, actor, id, version, roundContent.parse(content)),
      ),

    submitRound: async (actor, id, { version }) =>
      await decide(house, actor, id, { action: 'submit', version }, async (known, changing) => {
        refuseFaults(known.content, known.operators, changing.now)
        return { submittedBy: { id: personOf(actor), name: actor.name } }
      }),

    withdrawRound: async (actor, id, { version }) =>
      await decide(house, actor, id, { action: 'withdraw', version }, async () => ({})),

    approveRound: async (actor, id, { version, digest, subscribers }) =>
      await decide(house, actor, id, { action: 'approve', version }, async (known, changing) => {
        refuseFaults(known.content, known.operators, changing.now)
        const estimate = estimateNow(known)
        if (digest !== known.round.digest) throw new Failure('digestDiffers')
        if (subscribers !== estimate.subscribers) throw new Failure('countDiffers')
        return { approvedVersion: version, submittedBy: null, estimate }
      }),

    returnRound: async (actor, id, { version, reason }) =>
      await decide(
        house,
        actor,
        id,
        { action: 'return', version, reason: paragraph.parse(reason) },
        async () => ({}),
      ),

    versions: async id => {
      await roundOf(house.store, id)
      const approved = new Set(
        (await house.store.trailOf(id, VERSIONS_SHOWN_MAX * 10))
          .filter(({ action }) => action === 'round.approve')
          .map(({ details }) => details.version),
      )
      const versions = await roundRows(house.store).versions(id, VERSIONS_SHOWN_MAX)
      return versions.map(({ version, content, at, by }) => ({
        version,
        content,
        at: new Date(at).toISOString(),
        by: by.name,
        isApproved: approved.has(version),
      }))
    },
  }
}

/** Fails with what `refusalOf` says. */
export function refuse(action: RoundAction, actor: Actor, known: Known): void {
  const refusal = refusalOf(action, { role: actor.role, person: personOf(actor) }, known.facts)
  if (refusal !== null) throw new Failure(refusal, { state: known.round.state })
}

export function refuseFaults(
  content: RoundContent,
  operators: readonly StoredOperator[],
  now: number,
): void {
  const faults = faultsNow(content, operators, now).length
  if (faults > 0) throw new Failure('contentFaulty', { faults })
}

async function create(changing: Changing, actor: Actor, campaign: string, given: RoundContent) {
  const content = roundContent.parse(given)
  const { store, now, record, tell } = changing
  if (!mayAtAll(actor.role, 'save')) throw new Failure('forbidden')
  if ((await roundRows(store).campaign(campaign)) === null)
    throw new Failure('notFound', { what: 'campaign' })
  const id = randomUUID()
  const number = await roundRows(store).nextNumber(campaign)
  await roundRows(store).insertRound({
    id,
    campaign,
    number,
    title: content.title,
    state: 'draft',
    version: 1,
    digest: digestOf(content),
    estimate: estimateOf(content, await roundRows(store).operators()),
    approvedVersion: null,
    submittedBy: null,
    isStopOrdered: false,
    createdAt: now,
    updatedAt: now,
    updatedBy: actor.name,
  })
  await keepVersion(changing, actor, id, 1, content)
  await record(trailActor(actor), {
    action: 'round.create',
    subject: { kind: 'round', id },
    details: { version: 1, campaign, number, title: content.title, digest: digestOf(content) },
  })
  tell({ is: 'campaign', campaign })
  tell({ is: 'round', round: id, state: 'draft', version: 1 })
  return await detail(store, actor, id, now)
}

async function save(
  changing: Changing,
  actor: Actor,
  id: string,
  version: number,
  content: RoundContent,
) {
  const { store, now, record, tell } = changing
  const known = await know(store, id)
  refuse('save', actor, known)
  await refuseOldVersion(changing, id, known.round.version, version)
  const next = version + 1
  const state = after('save', known.round.state) ?? known.round.state
  const digest = digestOf(content)
  await keepVersion(changing, actor, id, next, content)
  await roundRows(store).updateRound(id, {
    title: content.title,
    state,
    version: next,
    digest,
    estimate: estimateOf(content, known.operators),
    updatedAt: now,
    updatedBy: actor.name,
  })
  await record(trailActor(actor), {
    action: 'round.save',
    subject: { kind: 'round', id },
    details: { version: next, title: content.title, digest },
  })
  tell({ is: 'round', round: id, state, version: next })
  return await detail(store, actor, id, now)
}

async function keepVersion(
  { store, now }: Changing,
  actor: Actor,
  round: string,
  version: number,
  content: RoundContent,
): Promise<void> {
  const by = { id: personOf(actor), name: actor.name }
  await roundRows(store).insertVersion({ round, version, content, at: now, by })
  await roundRows(store).setTargets(round, content.operators)
}

async function refuseOldVersion(
  { store }: Changing,
  id: string,
  present: number,
  theirs: number,
): Promise<void> {
  if (present === theirs) return
  const [last] = await roundRows(store).versions(id, 1)
  throw new Failure('versionConflict', { by: last.by.name, version: present })
}

/** One step on the way to an approval. */
async function decide(
  house: House,
  actor: Actor,
  id: string,
  step: { readonly action: RoundAction; readonly version: number; readonly reason?: string },
  act: (known: Known, changing: Changing) => Promise<Partial<RoundChange>>,
) {
  return await house.change(async changing => {
    const { store, now, record, tell } = changing
    const known = await know(store, id)
    if (!mayAtAll(actor.role, step.action)) throw new Failure('forbidden')
    await refuseOldVersion(changing, id, known.round.version, step.version)
    refuse(step.action, actor, known)
    const change = await act(known, changing)
    const state = after(step.action, known.round.state) ?? known.round.state
    await roundRows(store).updateRound(id, {
      ...change,
      state,
      updatedAt: now,
      updatedBy: actor.name,
    })
    const { version, reason } = step
    await record(trailActor(actor), {
      action: `round.${step.action}`,
      subject: { kind: 'round', id },
      details: {
        version,
        digest: known.round.digest,
        ...(reason === undefined ? {} : { reason }),
        ...(change.estimate === undefined ? {} : { subscribers: change.estimate.subscribers }),
      },
    })
    tell({ is: 'round', round: id, state, version })
    return await detail(store, actor, id, now)
  })
}

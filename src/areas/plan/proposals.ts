/**
 * That an area should go to another level: by data, with its evidence as it was that day, or by a person. People decide; of each area one
 * proposal is open at a time, and it is closed by a decision about the area or by who says why it is not followed.
 */
import { randomUUID } from 'node:crypto'
import { type Actor, paragraph, personOf, writerOf } from '../../authority/actor.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { SYSTEM, type TrailActor, trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { setStanding } from '../../authority/waiting.ts'
import { wallDate } from '../../base/wall-time.ts'
import { type AreaId, areaName, isThereOn } from '../../plan/areas.ts'
import type { Proposed } from '../../plan/proposal.ts'
import { Watch } from '../../plan/proposals.ts'
import type { Series } from '../../plan/series.ts'
import { newestPlan } from './drafts.ts'
import { planAreaFailure } from './failures.ts'
import { populationsOn } from './figures.ts'
import type { ProposalView } from './model.ts'
import { liveSituation } from './situations.ts'
import { changeApproval, WRITERS } from './states.ts'
import { planRows, type StoredChange, type StoredProposal } from './store.ts'
import type { PlanUseCases } from './use-cases.ts'

export function proposalUseCases(work: UnitOfWork) {
  return {
    proposals: async query => {
      const { items, next } = await planRows(work.store).proposals(query)
      return { items: items.map(shown), next }
    },
    proposal: async id => shown(await proposalOf(work.store, id)),
    makeProposal: async (actor, plan, { area, level, reason }) =>
      await work.transaction(async tx => {
        if (!changeApproval.mayAtAll(actor.role, 'submit')) throw authorityFailure('forbidden')
        const { store, now } = tx
        const { content } = await newestPlan(store, plan)
        if (!isThereOn(area, wallDate(now, content.timeZone))) throw notFound('area')
        if (level !== null && !content.levels.some(({ id }) => id === level)) throw notFound('level')
        const standing = (await liveSituation(store, content)).levelOf(area, now)
        const own = standing.is === 'decided' ? standing.level : null
        if (level === own || ('level' in standing && level === standing.level))
          throw planAreaFailure('proposalAsItIs', { area: areaName(area, 'vi') })
        const open = await planRows(store).openProposals(plan)
        if (open.some(one => one.area === area)) throw planAreaFailure('proposalOpen', { area: areaName(area, 'vi') })
        const made = { plan, area, level, from: 'person', evidence: null } as const
        const by = writerOf(actor)
        const given = { ...made, reason: paragraph.parse(reason), by }
        const stored = await insert(tx, trailActor(actor), given)
        await lookedFor(tx, stored, actor)
        return shown(stored)
      }),
    dismissProposal: async (actor, id, { reason }) =>
      await work.transaction(async tx => {
        if (!changeApproval.mayAtAll(actor.role, 'submit')) throw authorityFailure('forbidden')
        const { store, now, record, publish } = tx
        const stored = await proposalOf(store, id)
        if (stored.state !== 'open') throw planAreaFailure('proposalClosed')
        const decision = paragraph.parse(reason)
        const closed = { ...stored, decision, decidedAt: now, decidedBy: actor.name, state: 'dismissed' as const }
        await planRows(store).putProposal(closed)
        await lookedForNoMore(tx, closed)
        await record(trailActor(actor), {
          action: 'level-proposal.dismiss',
          subject: subjectOf(id),
          details: { ...toldOf(stored), reason: decision },
        })
        publish({ is: 'plan', plan: stored.plan })
        return shown(closed)
      }),
  } satisfies Partial<PlanUseCases>
}

async function proposalOf(store: Reading, id: string): Promise<StoredProposal> {
  const stored = await planRows(store).proposal(id)
  if (stored === null) throw notFound('proposal')
  return stored
}

/** What data says of each area now, without proposing it. */
export async function watched(
  store: Reading,
  series: Series,
  { plan, now }: { readonly plan: string; readonly now: number },
): Promise<Proposed> {
  const { content } = await newestPlan(store, plan)
  const populations = await populationsOn(store, wallDate(now, content.timeZone))
  const watch = new Watch({ plan: content, series, population: area => populations.get(area) ?? null })
  const open = new Set((await planRows(store).openProposals(plan)).map(({ area }) => area))
  return watch.proposedAt(now, await liveSituation(store, content), open)
}

/**
 * Proposes what data calls for: of areas about which nobody has still to decide. `by`: who brought the data; null: nobody, the day has
 * passed.
 */
export async function proposeByData(
  tx: Transaction,
  series: Series,
  { plan, by }: { readonly plan: string; readonly by: Actor | null },
): Promise<readonly StoredProposal[]> {
  const { store, now } = tx
  const { proposals } = await watched(store, series, { plan, now })
  const made: StoredProposal[] = []
  const decidedOn = await decidedUntil(store, plan)
  for (const proposal of proposals) {
    const { area, level } = proposal
    if ((decidedOn.get(area) ?? '') >= proposal.evidence.dataUntil) continue
    const given = { plan, area, level, evidence: proposal, from: 'data', reason: '' } as const
    const stored = await insert(tx, SYSTEM, { ...given, by: null })
    await lookedFor(tx, stored, by)
    made.push(stored)
  }
  return made
}

/** By area, the last day of the data that people have decided about already: data that is no newer proposes nothing. */
async function decidedUntil(store: Reading, plan: string): Promise<ReadonlyMap<AreaId, string>> {
  const decided = await planRows(store).lastDecided(plan)
  return new Map(
    decided.flatMap(({ area, evidence }) => (evidence === null ? [] : [[area, evidence.evidence.dataUntil]])),
  )
}

async function insert(
  { store, now, record, publish }: Transaction,
  actor: TrailActor,
  given: Pick<StoredProposal, 'plan' | 'area' | 'level' | 'from' | 'reason' | 'evidence' | 'by'>,
): Promise<StoredProposal> {
  const stored: StoredProposal = {
    id: randomUUID(),
    ...given,
    state: 'open',
    createdAt: now,
    change: null,
    decision: null,
    decidedAt: null,
    decidedBy: null,
  }
  await planRows(store).putProposal(stored)
  await record(actor, {
    action: 'level-proposal.make',
    subject: subjectOf(stored.id),
    details: { ...toldOf(stored), from: given.from, reason: given.reason },
  })
  publish({ is: 'plan', plan: given.plan })
  return stored
}

/** People who may make a change of it are told that it is there; not those who know, having made it come. */
async function lookedFor(tx: Transaction, { id, plan, by }: StoredProposal, known: Actor | null): Promise<void> {
  await setStanding(tx, subjectOf(id), {
    is: 'proposed',
    roles: WRITERS,
    people: known === null ? [] : [personOf(known)],
    by: by?.name ?? '',
    page: `/plan/${plan}/proposals/${id}`,
    isUrgent: false,
  })
}

async function lookedForNoMore(tx: Transaction, { id }: StoredProposal): Promise<void> {
  await setStanding(tx, subjectOf(id), null)
}

function subjectOf(id: string) {
  return { kind: 'level-proposal', id }
}

function toldOf({ plan, area, level }: StoredProposal) {
  return { plan, area, level }
}

/** Those of the areas that a change decides about, in its transaction. */
export async function closeProposals(
  tx: Transaction,
  actor: Actor,
  { id: change, plan, content }: StoredChange,
): Promise<void> {
  const { store, now, record } = tx
  const rows = planRows(store)
  const decided = new Map(content.decisions.map(({ area, level }) => [area, level]))
  for (const open of await rows.openProposals(plan)) {
    const level = decided.get(open.area)
    if (level === undefined) continue
    const state = level === open.level ? 'followed' : 'overtaken'
    await rows.putProposal({ ...open, state, change, decidedAt: now, decidedBy: actor.name })
    await lookedForNoMore(tx, open)
    await record(trailActor(actor), {
      action: 'level-proposal.close',
      subject: subjectOf(open.id),
      details: { ...toldOf(open), state, change },
    })
  }
}

function shown({ createdAt, decidedAt, ...proposal }: StoredProposal): ProposalView {
  return {
    ...proposal,
    createdAt: new Date(createdAt).toISOString(),
    decidedAt: decidedAt === null ? null : new Date(decidedAt).toISOString(),
  }
}

/**
 * Changes of level: proposed, shown with what they do, submitted, approved by another person, and carried out. What is signed names areas,
 * levels and the instant; what it does follows from that and is shown by its digest to whoever approves.
 */
import { randomUUID } from 'node:crypto'
import { type Actor, paragraph, writerOf } from '../../authority/actor.ts'
import { type Approvable, byApproval, sameDigest } from '../../authority/approving.ts'
import { type Acts, stepUseCases } from '../../authority/document-steps.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { isoInZone } from '../../base/wall-time.ts'
import { sha256Of } from '../../directive/signing.ts'
import { isArea } from '../../plan/areas.ts'
import type { Plan } from '../../plan/plan.ts'
import { type ChangeContent, changeContent } from '../../plan/situation.ts'
import type { Foresee } from './carrier.ts'
import { changeDetailOf, changeFacts, changeLinesOf, storedChange } from './change-view.ts'
import { levelChanges } from './contract.ts'
import { decide, ended } from './deciding.ts'
import { diffViewOf, keptLinesOf, linesOf } from './diff-view.ts'
import { diffNow } from './diffing.ts'
import { newestPlan } from './drafts.ts'
import { planAreaFailure } from './failures.ts'
import type { Costing } from './figures.ts'
import type { ChangeAction, ChangeDetail, ChangeState } from './model.ts'
import { closeProposals } from './proposals.ts'
import { saidOfChange } from './said.ts'
import { signaturesNow } from './signatures.ts'
import { situationViewOf } from './situation-view.ts'
import { changeApproval } from './states.ts'
import { planRows, type StoredChange } from './store.ts'
import { refuseFaulty, refuseUntimely, refuseWhileCarriedOut } from './timing.ts'
import type { PlanUseCases } from './use-cases.ts'

export function changeUseCases(work: UnitOfWork, costing: Costing, foresee: Foresee) {
  const view = async (store: Reading, actor: Actor, id: string): Promise<ChangeDetail> =>
    await changeDetailOf({ store, now: work.now(), costing, foresee }, actor, id)
  return {
    changes: async query => {
      const { items, next } = await planRows(work.store).changes(query)
      return { items: await changeLinesOf(work.store, items, work.now()), next }
    },
    change: async (actor, id) => await view(work.store, actor, id),
    effects: async (id, action) => {
      const { store } = work
      const { plan, content, state, createdAt } = await storedChange(store, id)
      const { content: by } = await versionOf(store, plan, content)
      const now = work.now()
      const costs = await costing(store, by, now)
      if (state === 'approved') return keptLinesOf(await keptOf(store, id), action, costs)
      const { diff } = await diffNow(store, { plan: by, content, now, proposedAt: createdAt })
      return linesOf(diff, action, costs)
    },

    propose: async (actor, plan, input) =>
      await work.transaction(async tx => {
        const id = await propose(tx, actor, plan, input)
        return await view(tx.store, actor, id)
      }),
    ...stepUseCases(work, levelChanges, {
      approvable,
      acts: actsBy(costing),
      shown: async ({ store }, actor, id) => await view(store, actor, id),
    }),

    endExercise: async (actor, plan) =>
      await work.transaction(async tx => {
        await endExercise(tx, actor, plan)
        return await situationViewOf(tx.store, plan, { purpose: 'exercise', atMs: tx.now })
      }),
  } satisfies Partial<PlanUseCases>
}

interface LoadedLevelChange {
  readonly stored: StoredChange
  readonly facts: { readonly state: ChangeState; readonly authors: readonly string[] }
}

function actsBy(costing: Costing): Acts<typeof levelChanges, LoadedLevelChange, Partial<StoredChange>> {
  return {
    submit: async ({ known: { stored }, body: { sha256 }, actor, tx }) => {
      sameDigest(sha256, stored.sha256)
      await refuseUntimely(tx.store, stored, tx.now)
      refuseFaulty(stored, await diffOf(tx, stored))
      return { submittedBy: writerOf(actor) }
    },
    approve: async ({ known: { stored }, body, actor, tx }) => {
      const { sha256, effectsSha256, purpose } = body
      sameDigest(sha256, stored.sha256)
      if (purpose !== stored.purpose) throw planAreaFailure('changePurposeDiffers')
      return await approve(tx, costing, actor, { stored, effectsSha256 })
    },
    refuse: async ({ body: { reason } }) => ({ refusal: reason }),
    withdraw: async () => ({}),
  }
}

function approvable(id: string): Approvable<ChangeAction, ChangeState, LoadedLevelChange, Partial<StoredChange>> {
  return {
    ...byApproval(changeApproval, ({ facts }: LoadedLevelChange) => facts, planAreaFailure),
    know: async ({ store }) => {
      const stored = await storedChange(store, id)
      // What was altered in the database is nobody's decision.
      if (digestOf(stored.content) !== stored.sha256) throw authorityFailure('contentAltered')
      return { stored, facts: changeFacts(stored) }
    },
    versionOf: () => null,
    lastWriter: async (_, { stored }) => stored.proposedBy.name,
    said: (action, { stored: { content, sha256 } }) =>
      action === 'submit' || action === 'approve' ? saidOfChange(content, sha256, action) : null,
    put: async ({ store, now }, { stored }, change, state) =>
      await planRows(store).putChange({ ...stored, ...change, state, updatedAt: now }),
    entry: (action, { stored }, change) => ({
      action: `level-change.${action}`,
      subject: { kind: 'level-change', id },
      details: {
        ...toldOf(stored),
        digest: stored.sha256,
        ...(change.diff == null ? {} : { totals: change.diff.totals, effects: change.diff.effectsSha256 }),
      },
    }),
    page: ({ stored }) => `/plan/${stored.plan}/changes/${id}`,
    tell: ({ publish }, { stored }) => publish({ is: 'plan', plan: stored.plan }),
  }
}

function toldOf({ plan, version, purpose, content, reason }: StoredChange) {
  const { from, decisions, takesBack } = content
  return { plan, version, purpose, from, decisions, takesBack, proposed: reason }
}

function digestOf(content: ChangeContent): string {
  return sha256Of(canonicalJson(content))
}

async function versionOf(store: Reading, plan: string, { plan: by }: ChangeContent) {
  const version = await planRows(store).version(plan, by.version)
  if (version === null) throw notFound('version')
  return version
}

async function diffOf({ store, now }: Transaction, { plan, content, createdAt }: StoredChange) {
  const { content: by } = await versionOf(store, plan, content)
  return await diffNow(store, { plan: by, content, now, proposedAt: createdAt })
}

/** What it began and ended when it was approved. */
async function keptOf(store: Reading, change: string) {
  const rows = planRows(store)
  const ended = await rows.effectsEndedBy(change)
  const begun = await rows.effectsBegunBy(change)
  return {
    starts: begun.filter(({ endedBy }) => endedBy !== change).map(({ document }) => document),
    stops: ended.map(({ document }) => document),
  }
}

async function propose(
  tx: Transaction,
  actor: Actor,
  plan: string,
  given: Parameters<PlanUseCases['propose']>[2],
): Promise<string> {
  const { store, now, record, publish } = tx
  if (!changeApproval.mayAtAll(actor.role, 'submit')) throw authorityFailure('forbidden')
  const { version, content: by } = await newestPlan(store, plan)
  const id = randomUUID()
  const content = changeContent.parse({
    format: 1,
    change: id,
    purpose: given.purpose,
    plan: { id: plan, version },
    from: given.from ?? isoInZone(now, by.timeZone),
    decisions: given.decisions,
    takesBack: given.takesBackId,
  })
  refuseUnknown(content, by)
  const stored: StoredChange = {
    id,
    plan,
    version,
    purpose: given.purpose,
    state: 'draft',
    content,
    sha256: digestOf(content),
    from: Date.parse(content.from),
    reason: paragraph.parse(given.reason),
    refusal: null,
    proposedBy: writerOf(actor),
    submittedBy: null,
    approvedBy: null,
    approvedAt: null,
    takenBackBy: null,
    diff: null,
    createdAt: now,
    updatedAt: now,
  }
  await refuseUntimely(store, stored, now)
  // Whatever cannot be, such as a level twice from one instant, is told here.
  await diffNow(store, { plan: by, content, now, proposedAt: now })
  await planRows(store).putChange(stored)
  await record(trailActor(actor), {
    action: 'level-change.propose',
    subject: { kind: 'level-change', id },
    details: { ...toldOf(stored), digest: stored.sha256 },
  })
  publish({ is: 'plan', plan })
  return id
}

function refuseUnknown({ decisions }: ChangeContent, { levels }: Plan): void {
  for (const { area, level } of decisions) {
    if (!isArea(area)) throw notFound('area')
    if (level !== null && !levels.some(({ id }) => id === level)) throw notFound('level')
  }
}

async function approve(
  tx: Transaction,
  costing: Costing,
  actor: Actor,
  { stored, effectsSha256 }: { readonly stored: StoredChange; readonly effectsSha256: string },
): Promise<Partial<StoredChange>> {
  const { store, now } = tx
  const rows = planRows(store)
  const { id, plan, purpose, content, sha256, submittedBy } = stored
  await refuseUntimely(store, stored, now)
  await refuseWhileCarriedOut(store, stored, now)
  const { content: by } = await versionOf(store, plan, content)
  const does = await diffNow(store, { plan: by, content, now, proposedAt: stored.createdAt })
  refuseFaulty(stored, does)
  const diff = diffViewOf(does.diff, await costing(store, by, now))
  if (diff.effectsSha256 !== effectsSha256) throw planAreaFailure('effectsDiffer')
  await rows.insertSituation({
    change: id,
    plan,
    purpose,
    content,
    sha256,
    at: now,
    submittedBy: submittedBy?.id ?? stored.proposedBy.id,
    approvedBy: writerOf(actor).id,
    approval: await signaturesNow(tx, saidOfChange(content, sha256, 'approve')),
  })
  const approved = { approvedBy: writerOf(actor), approvedAt: now, diff }
  await decide(tx, stored, does)
  if (content.takesBack !== null) await markTakenBack(tx, content.takesBack, id)
  if (purpose === 'live') await closeProposals(tx, actor, stored)
  return approved
}

async function markTakenBack({ store, now }: Transaction, target: string, takenBackBy: string): Promise<void> {
  const rows = planRows(store)
  const stored = await storedChange(store, target)
  await rows.putChange({ ...stored, takenBackBy, updatedAt: now })
}

/** What it began is ended; what is live was never touched by it. */
async function endExercise(tx: Transaction, actor: Actor, plan: string): Promise<void> {
  const { store, now, record, publish } = tx
  if (!changeApproval.mayAtAll(actor.role, 'submit')) throw authorityFailure('forbidden')
  const rows = planRows(store)
  const draft = await rows.draft(plan)
  if (draft === null) throw notFound('plan')
  const running = await rows.running({ plan, purpose: 'exercise' })
  for (const effect of running)
    await rows.insertDeeds(await ended(tx, effect, { change: effect.change, endedBy: null, at: now }))
  await rows.putDraft({ ...draft, exerciseSince: now + 1 })
  await record(trailActor(actor), {
    action: 'plan.exercise-end',
    subject: { kind: 'plan', id: plan },
    details: { effects: running.length },
  })
  publish({ is: 'plan', plan })
}

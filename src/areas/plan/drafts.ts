/**
 * The next version of a plan: saved, submitted, approved by another person, which signs it. Its place and its number are the authority's:
 * whatever the text says of them is set right when it is saved. A version that is in force stays so where a new one is signed: what was begun
 * by it keeps its number, and the next change of level goes by the new one.
 */
import { type Actor, writerOf } from '../../authority/actor.ts'
import { type Approvable, authorsOf, byApproval, sameDigest, whoIs, withWriter } from '../../authority/approving.ts'
import { type Acts, stepUseCases } from '../../authority/document-steps.ts'
import { authorityFailure, notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { historyOf } from '../../authority/trail-entry.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { sha256Of } from '../../directive/signing.ts'
import { checkPlan, type PlanFault } from '../../plan/check.ts'
import { lostLevels } from '../../plan/in-force.ts'
import { PLAN_OCTETS_MAX, type Plan, planId, planText } from '../../plan/plan.ts'
import { written, writtenIn } from '../../text/written.ts'
import { planDrafts } from './contract.ts'
import { planAreaFailure } from './failures.ts'
import type { PlanAction, PlanContent, PlanDetail, PlanState } from './model.ts'
import { saidOfPlan } from './said.ts'
import { signaturesNow } from './signatures.ts'
import { liveSituation } from './situations.ts'
import { planApproval } from './states.ts'
import { type ListedVersion, planRows, type StoredDraft, type StoredVersion } from './store.ts'
import type { PlanUseCases } from './use-cases.ts'

const HISTORY_MAX = 200
/** More than any country writes. */
export const PLANS_MAX = 100

export function draftUseCases(work: UnitOfWork) {
  return {
    plans: async () => {
      const rows = planRows(work.store)
      return await Promise.all(
        (await rows.drafts()).map(async draft => {
          const [newest] = await rows.versions(draft.id)
          return {
            id: draft.id,
            title: titleOf(draft.content),
            version: newest?.version ?? null,
            state: draft.state,
            updatedAt: new Date(draft.updatedAt).toISOString(),
          }
        }),
      )
    },
    plan: async (actor, plan) => {
      if ((await planRows(work.store).draft(plan)) === null) throw noPlan()
      return await detail({ store: work.store, now: work.now() }, actor, plan)
    },
    version: async (plan, version) => {
      const stored = await planRows(work.store).version(plan, version)
      if (stored === null) throw notFound('version')
      return { ...lineOf(stored), plan: stored.content, approval: stored.approval }
    },

    ...stepUseCases(work, planDrafts, { approvable, acts, shown: detail }),
  } satisfies Partial<PlanUseCases>
}

const UNDECIDED = { submittedBy: null } as const

interface LoadedPlanDraft {
  readonly draft: StoredDraft
  /** The version that the draft becomes once it is approved. */
  readonly version: number
  readonly made: Made
  readonly facts: { readonly state: PlanState; readonly authors: readonly string[] }
}

interface Made {
  readonly plan: Plan | null
  readonly sha256: string | null
  readonly faults: readonly PlanFault[]
}

function madeOf(content: PlanContent): Made {
  const { plan, faults } = checkPlan(content)
  return { plan, faults, sha256: plan === null ? null : sha256Of(planText(plan)) }
}

const acts: Acts<typeof planDrafts, LoadedPlanDraft, Partial<StoredDraft>> = {
  save: async ({ known, body: { revision, content }, key: plan, actor, tx }) => {
    const { draft, version } = known
    const whole = { ...writtenIn(content, written), format: 1, id: planId.parse(plan), version }
    if (Buffer.byteLength(JSON.stringify(whole)) > PLAN_OCTETS_MAX)
      throw planAreaFailure('planTooLarge', { max: PLAN_OCTETS_MAX })
    if (draft.revision === 0 && (await planRows(tx.store).drafts()).length >= PLANS_MAX)
      throw planAreaFailure('plansFull', { max: PLANS_MAX })
    return { revision: revision + 1, content: whole, writers: withWriter(draft.writers, writerOf(actor)), reason: null }
  },
  submit: async ({ known, body: { sha256 }, actor }) => {
    sameDigest(sha256, faultless(known).sha256)
    return { submittedBy: writerOf(actor), reason: null }
  },
  withdraw: async () => UNDECIDED,
  approve: async ({ known, body: { sha256, doubts }, actor, tx }) => {
    const made = faultless(known)
    sameDigest(sha256, made.sha256)
    if (doubts !== known.made.faults.length) throw planAreaFailure('planDoubtsUnseen')
    await sign(tx, actor, known, made)
    return { ...UNDECIDED, writers: [] }
  },
  return: async ({ body: { reason } }) => ({ ...UNDECIDED, reason }),
}

function approvable(plan: string): Approvable<PlanAction, PlanState, LoadedPlanDraft, Partial<StoredDraft>> {
  return {
    ...byApproval(planApproval, ({ facts }: LoadedPlanDraft) => facts, planAreaFailure),
    know: async tx => await know(tx, plan),
    versionOf: ({ draft }) => draft.revision,
    lastWriter: async (_, { draft }) => draft.updatedBy.name,
    said: (action, { version, made }) =>
      action === 'submit' || action === 'approve' ? saidOfPlan({ id: plan, version }, made.sha256 ?? '', action) : null,
    put: async ({ store, now }, { draft }, change, state, actor) =>
      await planRows(store).putDraft({ ...draft, ...change, state, updatedAt: now, updatedBy: writerOf(actor) }),
    entry: (action, { version, made, draft }, change) => ({
      action: `plan.${action}`,
      subject: { kind: 'plan', id: plan },
      details: {
        version,
        revision: change.revision ?? draft.revision,
        ...(action === 'save' ? {} : { digest: made.sha256 ?? '' }),
      },
    }),
    page: () => `/plan/${plan}/levels`,
    tell: ({ publish }) => publish({ is: 'plan', plan }),
  }
}

function faultless({ made: { plan, sha256, faults } }: LoadedPlanDraft) {
  const grave = faults.filter(({ severity }) => severity === 'fault').length
  if (plan === null || sha256 === null || grave > 0)
    throw authorityFailure('contentFaulty', { faults: Math.max(1, grave) })
  return { plan, sha256 }
}

async function sign(
  tx: Transaction,
  actor: Actor,
  { draft, version }: LoadedPlanDraft,
  { plan, sha256 }: { readonly plan: Plan; readonly sha256: string },
): Promise<void> {
  const { store, now } = tx
  const said = saidOfPlan({ id: draft.id, version }, sha256, 'approve')
  await planRows(store).insertVersion({
    plan: draft.id,
    version,
    sha256,
    content: plan,
    at: now,
    submittedBy: draft.submittedBy ?? draft.updatedBy,
    approvedBy: writerOf(actor),
    approval: await signaturesNow(tx, said),
  })
}

async function know(
  { store, now }: { readonly store: Reading; readonly now: number },
  plan: string,
): Promise<LoadedPlanDraft> {
  const rows = planRows(store)
  const draft = (await rows.draft(plan)) ?? emptyDraft(plan)
  const [newest] = await rows.versions(plan)
  const made = madeOf(draft.content)
  const authors = draft.state === 'none' ? [] : authorsOf(draft.writers, draft.submittedBy)
  return {
    draft,
    version: (newest?.version ?? 0) + 1,
    made: newest === undefined ? made : await withLost(store, made, now),
    facts: { state: draft.state, authors: authors.map(({ id }) => id) },
  }
}

/** What no version may lack that comes after another. */
async function withLost(store: Reading, made: Made, now: number): Promise<Made> {
  if (made.plan === null) return made
  const lost = lostLevels(made.plan, await liveSituation(store, made.plan), now)
  return { ...made, faults: [...lost, ...made.faults] }
}

function emptyDraft(plan: string): StoredDraft {
  return {
    id: plan,
    state: 'none',
    revision: 0,
    content: {},
    writers: [],
    submittedBy: null,
    reason: null,
    exerciseSince: 0,
    updatedAt: 0,
    updatedBy: { id: '', name: '' },
  }
}

async function detail(
  at: { readonly store: Reading; readonly now: number },
  actor: Actor,
  plan: string,
): Promise<PlanDetail> {
  const { store } = at
  const { draft, version, made, facts } = await know(at, plan)
  const rows = planRows(store)
  const { state, revision, content, reason, writers, submittedBy } = draft
  return {
    id: plan,
    plan: (await rows.newest(plan))?.content ?? null,
    versions: (await rows.versions(plan)).map(lineOf),
    draft: {
      state,
      revision,
      version,
      content,
      reason,
      sha256: made.sha256,
      faults: [...made.faults],
      authors: state === 'none' ? [] : [...authorsOf(writers, submittedBy)],
      history: historyOf(await store.trailOf(plan, HISTORY_MAX)),
      actions: planApproval.actionsOf(whoIs(actor), facts),
    },
  }
}

function lineOf({ version, sha256, at, submittedBy, approvedBy }: ListedVersion) {
  return { version, sha256, at: new Date(at).toISOString(), submittedBy, approvedBy }
}

function titleOf({ title }: PlanContent): { vi: string; en: string } | null {
  const given = title as { readonly vi?: unknown; readonly en?: unknown } | null | undefined
  const [vi, en] = [given?.vi, given?.en]
  return typeof vi === 'string' && typeof en === 'string' ? { vi, en } : null
}

function noPlan() {
  return notFound('plan')
}

/** By which changes of level go. Fails with notFound and planUnsigned. */
export async function newestPlan(store: Reading, plan: string): Promise<StoredVersion> {
  const newest = await planRows(store).newest(plan)
  if (newest !== null) return newest
  if ((await planRows(store).draft(plan)) === null) throw noPlan()
  throw planAreaFailure('planUnsigned')
}

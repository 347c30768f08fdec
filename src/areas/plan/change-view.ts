/** Changes of level as people see them: what they do, or what was approved that they do, and how far that is. Reads only. */
import type { Actor } from '../../authority/actor.ts'
import type { Facts } from '../../authority/approval.ts'
import { authorsOf, whoIs } from '../../authority/approving.ts'
import { notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { historyOf } from '../../authority/trail-entry.ts'
import { Failure } from '../../base/failure.ts'
import type { Foresee } from './carrier.ts'
import { diffViewOf } from './diff-view.ts'
import { diffNow } from './diffing.ts'
import type { Costing } from './figures.ts'
import { keptFailure } from './kept-failure.ts'
import type { ChangeDetail, ChangeLine, ChangeStanding, ChangeState, DiffView } from './model.ts'
import { changeApproval } from './states.ts'
import { type DeedCounts, planRows, type StoredChange } from './store.ts'

const HISTORY_MAX = 200

export async function storedChange(store: Reading, id: string): Promise<StoredChange> {
  const stored = await planRows(store).change(id)
  if (stored === null) throw notFound('level change')
  return stored
}

export function changeFacts({ state, proposedBy, submittedBy }: StoredChange): Facts<ChangeState> {
  return { state, authors: authorsOf([proposedBy], submittedBy).map(({ id }) => id) }
}

export async function changeLinesOf(
  store: Reading,
  changes: readonly StoredChange[],
  now: number,
): Promise<ChangeLine[]> {
  const counts = await planRows(store).deedCounts(changes.map(({ id }) => id))
  return changes.map(change => lineOf(change, counts.get(change.id), now))
}

function lineOf(change: StoredChange, counts: DeedCounts | undefined, now: number): ChangeLine {
  const { id, plan, version, purpose, state, content, takenBackBy, reason, proposedBy } = change
  return {
    id,
    plan,
    version,
    purpose,
    state,
    takenBackBy,
    reason,
    proposedBy,
    standing: standingOf(change, counts, now),
    from: content.from,
    decisions: content.decisions,
    takesBack: content.takesBack,
    createdAt: instantOf(change.createdAt),
  }
}

function standingOf(
  { state, takenBackBy, from }: StoredChange,
  counts: DeedCounts | undefined,
  now: number,
): ChangeStanding {
  if (state !== 'approved') return 'none'
  if (takenBackBy !== null) return 'taken-back'
  const { failed = 0, planned = 0 } = counts ?? {}
  if (failed > 0) return planned > 0 ? 'partly' : 'failed'
  if (from > now) return 'scheduled'
  return planned > 0 ? 'carrying-out' : 'carried-out'
}

interface Looking {
  readonly store: Reading
  readonly now: number
  readonly costing: Costing
  readonly foresee: Foresee
}

export async function changeDetailOf(looking: Looking, actor: Actor, id: string): Promise<ChangeDetail> {
  const { store, now } = looking
  const rows = planRows(store)
  const change = await storedChange(store, id)
  const counts = (await rows.deedCounts([id])).get(id)
  const { content, sha256, refusal, submittedBy, approvedBy, approvedAt } = change
  const does = await doesOf(looking, change)
  return {
    ...lineOf(change, counts, now),
    content,
    sha256,
    refusal,
    submittedBy,
    approvedBy,
    approvedAt: approvedAt === null ? null : instantOf(approvedAt),
    ...does,
    deeds: totalsOf(counts),
    proposals: (await rows.proposalsOf(id)).map(proposal => proposal.id),
    history: historyOf(await store.trailOf(id, HISTORY_MAX)),
    actions: changeApproval.actionsOf(whoIs(actor), changeFacts(change)),
  }
}

type Does = Pick<ChangeDetail, 'diff' | 'diffFailure'>

async function doesOf(looking: Looking, change: StoredChange): Promise<Does> {
  const { state, diff } = change
  if (state !== 'draft' && state !== 'submitted') return { diff, diffFailure: null }
  try {
    return { diff: await wouldDo(looking, change), diffFailure: null }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { diff: null, diffFailure: keptFailure(error) }
  }
}

async function wouldDo(
  { store, now, costing, foresee }: Looking,
  { plan, content, createdAt }: StoredChange,
): Promise<DiffView> {
  const version = await planRows(store).version(plan, content.plan.version)
  if (version === null) throw notFound('version')
  const { diff } = await diffNow(store, { plan: version.content, content, now, proposedAt: createdAt })
  const begins = [...diff.starts, ...diff.replaced.map(({ after }) => after)]
  const obstacles = (await foresee(store, begins)).map(({ effect, failure }) => {
    const { action, level, kind, title } = effect
    return { action, level, kind, title, failure: keptFailure(failure) }
  })
  const view = diffViewOf(diff, await costing(store, version.content, now))
  return obstacles.length === 0 ? view : { ...view, obstacles }
}

function totalsOf(counts: DeedCounts | undefined): ChangeDetail['deeds'] {
  const { planned = 0, failed = 0, done = 0, asked = 0, dropped = 0 } = counts ?? {}
  return { all: planned + failed + done + asked + dropped, planned, failed, done, asked, dropped }
}

function instantOf(at: number): string {
  return new Date(at).toISOString()
}

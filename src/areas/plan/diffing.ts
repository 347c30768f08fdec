/**
 * What a change of level would do now: src/plan's diff of what was decided and what runs. A change that takes back one that waits for its
 * time ends what that one had begun, and what that one was to end goes on. Reads only.
 */
import type { Reading } from '../../authority/store.ts'
import type { Diff, Stop } from '../../plan/diff.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import { diffOf } from '../../plan/effects.ts'
import type { Plan } from '../../plan/plan.ts'
import { approvedChange, type ChangeContent } from '../../plan/situation.ts'
import { situationStateOf } from './situations.ts'
import { planRows, type StoredEffect } from './store.ts'

/** A diff is of what would be if somebody approved it, who is not known yet. */
const SOMEBODY = ['(proposer)', '(approver)'] as const

export interface DiffNow {
  readonly diff: Diff
  /** What is to be ended, as it is kept. */
  readonly ends: readonly StoredEffect[]
  /** What is live and ends in an exercise alone: nothing of it is kept there. */
  readonly endsOnPaper: readonly EffectDocument[]
  /** Ends that were decided and are not any more. */
  readonly revived: readonly StoredEffect[]
}

export async function diffNow(
  store: Reading,
  {
    plan,
    content,
    now,
    proposedAt,
  }: { readonly plan: Plan; readonly content: ChangeContent; readonly now: number; readonly proposedAt: number },
): Promise<DiffNow> {
  const { purpose, takesBack } = content
  const at = Date.parse(content.from)
  const standing = await situationStateOf(store, { plan, purpose, at })
  const begun = [...standing.effects.values()].filter(({ change }) => change === takesBack)
  const ended = takesBack === null ? [] : await planRows(store).effectsEndedBy(takesBack)
  const running = new Map(standing.running)
  const kept = new Map(standing.effects)
  for (const { document } of begun) running.delete(document.key)
  // What replaced another has its key.
  for (const effect of ended) {
    running.set(effect.document.key, effect.document)
    kept.set(effect.document.key, effect)
  }
  const [submitted, approved] = SOMEBODY
  const after = standing.situation.with(approvedChange({ content, submitted, approved }, purpose))
  const diff = diffOf({ plan, before: standing.situation, after, running, at, now })
  const gone = [...diff.stops.map(({ effect }) => effect), ...diff.replaced.map(o => o.before)]
  const takenBack = begun.map(({ document }): Stop => ({ effect: document, why: 'level' }))
  return {
    diff: {
      ...diff,
      stops: [...diff.stops, ...takenBack],
      remarks: diff.remarks.filter(({ code }) => code !== 'late' || !isFromProposal(at, proposedAt)),
    },
    ends: [...begun, ...gone.flatMap(({ key }) => kept.get(key) ?? [])],
    endsOnPaper: gone.filter(({ key }) => !kept.has(key)),
    revived: ended.filter(({ document }) => diff.stays.some(({ key }) => key === document.key)),
  }
}

/** Where nobody has chosen a time, everything is begun once it is approved, as it says itself: nothing of it is late. */
function isFromProposal(fromMs: number, proposedAt: number): boolean {
  return fromMs === proposedAt - (proposedAt % 1000)
}

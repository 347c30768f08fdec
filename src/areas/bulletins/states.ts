/**
 * What may be done to a bulletin, by whom and in which state. Pure; runs in a browser too.
 *
 *   draft ─submit─► submitted ─approve─► approved ─► released, now or when its window begins
 *     ▲──return──────────┴──────────────────┤ as long as it is not released
 *     └──revise: a new version ─────────────┘         correct, cancel: of what is published, whatever is drafted beside it
 *
 * Two people approved the correction with the bulletin, so that one of them takes it back at once; no program does.
 */
import { Approval, type Facts } from '../../authority/approval.ts'
import type { BulletinAction, BulletinState } from './model.ts'

export const WRITERS = ['editor', 'approver'] as const

export interface BulletinFacts extends Facts<BulletinState> {
  /** This very version. */
  readonly isReleased: boolean
  readonly isArchived: boolean
  /** A person wrote it here, and it was never submitted. */
  readonly isUnsubmitted: boolean
  /** The newest version that went out; null: none did. */
  readonly published: {
    readonly isCorrected: boolean
    readonly isCancelled: boolean
    readonly isOver: boolean
    /** Since a restore nobody has said that it stands. */
    readonly isDoubted: boolean
  } | null
}

type Refusal =
  | 'bulletinState'
  | 'bulletinUnpublished'
  | 'bulletinOver'
  | 'bulletinCorrected'
  | 'bulletinCancelled'
  | 'bulletinUndoubted'
  | 'bulletinArchived'
  | 'bulletinSubmitted'
  | 'bulletinStands'

/** What waits for a second person, or for its release, is not put away. */
const AT_REST = { draft: null, approved: null, discarded: null } as const
const ANY_STATE = { draft: null, submitted: null, approved: null, discarded: null } as const

/** Nobody approves what they have written or submitted. */
export const bulletinApproval = new Approval<BulletinAction, BulletinState, BulletinFacts, Refusal>({
  notNow: 'bulletinState',
  // What is approved goes out now, or when its window begins.
  hands: { draft: { writers: WRITERS }, submitted: 'second', approved: 'itself', discarded: 'nobody' },
  steps: {
    save: { roles: WRITERS, from: { draft: null } },
    submit: { roles: WRITERS, from: { draft: 'submitted' } },
    approve: { roles: ['approver'], from: { submitted: 'approved' }, by: 'another' },
    return: { roles: ['approver'], from: { submitted: 'draft', approved: 'draft' } },
    uphold: { roles: ['approver'], from: ANY_STATE },
    correct: { roles: WRITERS, from: ANY_STATE },
    cancel: { roles: WRITERS, from: ANY_STATE },
    revise: { roles: WRITERS, from: { approved: 'draft', discarded: 'draft' } },
    discard: { roles: WRITERS, from: { draft: 'discarded', submitted: 'discarded', approved: 'discarded' } },
    archive: { roles: WRITERS, from: AT_REST },
    unarchive: { roles: WRITERS, from: AT_REST },
    delete: { roles: WRITERS, from: { draft: null, discarded: null } },
  },
  unless: (action, known) => {
    if (action === 'unarchive') return known.isArchived ? null : 'bulletinState'
    // What is out can be taken back wherever it stands.
    const takesBack = action === 'uphold' || action === 'correct' || action === 'cancel'
    if (known.isArchived && !takesBack) return 'bulletinArchived'
    if (action === 'archive') return atRest(known)
    if (action === 'delete') return known.isUnsubmitted ? null : 'bulletinSubmitted'
    if (action === 'uphold') return upheld(known.published)
    if (action === 'correct' || action === 'cancel') return takenBack(action, known.published)
    const isGone = (action === 'return' || action === 'discard') && known.isReleased
    const isNothing = action === 'revise' && known.state === 'discarded' && known.published === null
    return isGone || isNothing ? 'bulletinState' : null
  },
})

/** What the public still has, or will have, is not put away; nor what was cancelled, as long as it can be corrected. */
function atRest({ state, published, isReleased }: BulletinFacts): Refusal | null {
  if (state === 'approved' && !isReleased) return 'bulletinStands'
  return published !== null && !published.isOver ? 'bulletinStands' : null
}

/** What two people released, and a restore has brought back: one who approves says that it was not taken back meanwhile. */
function upheld(published: BulletinFacts['published']): Refusal | null {
  if (published === null) return 'bulletinUnpublished'
  if (published.isOver) return 'bulletinOver'
  return published.isDoubted ? null : 'bulletinUndoubted'
}

/** Each once. What was cancelled first can still be corrected: that it was wrong has to be said, not only left off. */
function takenBack(action: 'correct' | 'cancel', published: BulletinFacts['published']): Refusal | null {
  if (published === null) return 'bulletinUnpublished'
  if (published.isOver) return 'bulletinOver'
  if (action === 'correct') return published.isCorrected ? 'bulletinCorrected' : null
  return published.isCancelled ? 'bulletinCancelled' : null
}

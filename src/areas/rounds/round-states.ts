/**
 * What may be done to a round, by whom and in which state, and when nodes move it on.
 * Pure; runs in a browser too.
 */
import { Approval, type Facts } from '../../authority/approval.ts'
import type { Hands } from '../../authority/hands.ts'
import type { Purpose } from '../../directive/documents.ts'
import type { DirectiveSummary, RoundAction, RoundState } from './model.ts'

/** What is known of a round where somebody wants to do something with it. */
export interface RoundFacts extends Facts<RoundState> {
  readonly purpose: Purpose
  readonly isStopOrdered: boolean
  readonly exerciseFirst: boolean
  /** Of the version that is approved. */
  readonly exercise: 'none' | 'running' | 'well' | 'failed'
  /** Whether a target operator can hold an exercise. */
  readonly canExercise: boolean
  /** Whether any node that has not returned is still wanted to send. */
  readonly isSending: boolean
  readonly isArchived: boolean
  /** A person wrote it here, and it was never submitted. */
  readonly isUnsubmitted: boolean
}

/** An administrator looks after people, not after rounds. */
export const WRITERS = ['editor', 'approver'] as const
const APPROVERS = ['approver'] as const
/** What is put away waits for nobody, and nothing of it goes out. */
const AT_REST = { draft: null, returned: null, finished: null, stopped: null } as const

type Other = 'stateConflict' | 'exerciseMissing' | 'exerciseNeverLive' | 'roundArchived' | 'roundSubmitted'

export const roundApproval = new Approval<RoundAction, RoundState, RoundFacts, Other>({
  notNow: 'stateConflict',
  hands: {
    draft: { writers: WRITERS },
    submitted: 'second',
    returned: { writers: WRITERS },
    approved: { roles: APPROVERS, does: 'issue' },
    scheduled: 'itself',
    running: 'itself',
    paused: { roles: APPROVERS, does: 'resume' },
    finished: 'nobody',
    stopped: 'nobody',
  },
  steps: {
    save: { roles: WRITERS, from: { draft: null, returned: 'draft', approved: 'draft' } },
    submit: { roles: WRITERS, from: { draft: 'submitted', returned: 'submitted' } },
    withdraw: { roles: WRITERS, from: { submitted: 'draft' } },
    approve: { roles: APPROVERS, from: { submitted: 'approved' }, by: 'another' },
    return: { roles: APPROVERS, from: { submitted: 'returned' } },
    exercise: { roles: WRITERS, from: { approved: null } },
    schedule: { roles: APPROVERS, from: { approved: 'scheduled' } },
    pause: { roles: WRITERS, from: { scheduled: 'paused', running: 'paused', paused: null } },
    resume: { roles: APPROVERS, from: { paused: 'running' } },
    stop: { roles: WRITERS, from: { scheduled: null, running: null, paused: null } },
    archive: { roles: WRITERS, from: AT_REST },
    unarchive: { roles: WRITERS, from: AT_REST },
    delete: { roles: WRITERS, from: { draft: null } },
  },
  unless: (action, round) => {
    if (round.isArchived !== (action === 'unarchive')) return round.isArchived ? 'roundArchived' : 'stateConflict'
    switch (action) {
      case 'exercise':
        return round.canExercise && round.exercise !== 'running' ? null : 'stateConflict'
      case 'schedule':
        if (round.purpose === 'exercise') return 'exerciseNeverLive'
        if (round.exercise === 'running') return 'stateConflict'
        // Two people signed that there is one, so its lack is no matter of who issues it.
        return round.exerciseFirst && round.exercise !== 'well' ? 'exerciseMissing' : null
      case 'pause':
        if (round.isStopOrdered) return 'stateConflict'
        return round.state === 'paused' && !round.isSending ? 'stateConflict' : null
      case 'delete':
        return round.isUnsubmitted ? null : 'roundSubmitted'
      case 'resume':
      case 'stop':
        return round.isStopOrdered ? 'stateConflict' : null
      default:
        return null
    }
  },
})

/** Of the version that is approved. */
type Exercised = Pick<RoundFacts, 'exercise' | 'exerciseFirst'>
const NEVER: Exercised = { exercise: 'none', exerciseFirst: false }

/**
 * What is put away is nobody's, and what is being stopped its nodes'. What is approved waits for its exercise, where one comes first or it is
 * one for good; while that runs it is its nodes'.
 */
export function handsOfRound(
  round: {
    readonly state: RoundState
    readonly purpose: Purpose
    readonly isStopOrdered: boolean
    readonly takenBack: object | null
    readonly archivedAt: number | null
  },
  { exercise, exerciseFirst }: Exercised = NEVER,
): Hands {
  const { state, purpose } = round
  const isGone = round.takenBack !== null && state === 'draft'
  if (round.archivedAt !== null || isGone) return 'nobody'
  if (state === 'paused' && round.isStopOrdered) return 'itself'
  if (state !== 'approved') return roundApproval.handsIn(state)
  if (exercise === 'running') return 'itself'
  const isForGood = purpose === 'exercise'
  if (exercise === 'well') return isForGood ? 'nobody' : roundApproval.handsIn(state)
  return isForGood || exerciseFirst ? { roles: WRITERS, does: 'hold' } : roundApproval.handsIn(state)
}

/** What a round's live directives make of it. */
export function followed(
  state: RoundState,
  directives: readonly (Pick<DirectiveSummary, 'state' | 'note' | 'tally' | 'orderSequence' | 'obeyedSequence'> & {
    readonly isOpen: boolean
  })[],
  isStopOrdered: boolean,
): RoundState {
  if (state !== 'scheduled' && state !== 'running' && state !== 'paused') return state
  if (directives.length > 0 && directives.every(each => !each.isOpen)) return isStopOrdered ? 'stopped' : 'finished'
  // A node that has not yet heard of the latest order speaks of the time before it.
  const current = directives.filter(each => each.isOpen && each.obeyedSequence >= each.orderSequence)
  if (current.some(each => each.state === 'paused' && each.note === 'canary')) return 'paused'
  return state === 'scheduled' && directives.some(hasRun) ? 'running' : state
}

/** It was taken back with what it was made of, and nobody has submitted it since. */
export function isGivenUp({
  takenBack,
  state,
}: {
  readonly takenBack: object | null
  readonly state: RoundState
}): boolean {
  return takenBack !== null && (state === 'draft' || state === 'returned')
}

/** Whether anything may have gone out. */
export function hasRun({ state, tally }: Pick<DirectiveSummary, 'state' | 'tally'>): boolean {
  return HAS_RUN.includes(state) || (tally?.segments.submitted ?? 0) > 0
}

const HAS_RUN: readonly DirectiveSummary['state'][] = [
  'running',
  'waiting-for-receipts',
  'interrupted',
  'finished',
  'stopped',
  'window-over',
  'failed',
]

/**
 * What may be done to a round, by whom and in which state, as two tables, and when nodes move it on.
 * Pure; runs in a browser too.
 */
import type { Role } from '../../authority/actor.ts'
import type { DirectiveSummary, RoundAction, RoundState } from './model.ts'

/** What is known of a round where somebody wants to do something with it. */
export interface RoundFacts {
  readonly state: RoundState
  /** Ids of the people who wrote since the last approval, and of the one who submitted. */
  readonly authors: readonly string[]
  readonly isStopOrdered: boolean
  readonly exerciseFirst: boolean
  /** Of the version that is approved. */
  readonly exercise: 'none' | 'running' | 'well' | 'failed'
  /** Whether a target operator can hold an exercise. */
  readonly canExercise: boolean
  /** Whether any node that has not returned is still wanted to send. */
  readonly isSending: boolean
}

/** Who may at all. An administrator looks after people, not after rounds. */
const ROLES: Readonly<Record<RoundAction, readonly Role[]>> = {
  save: ['editor', 'approver'],
  submit: ['editor', 'approver'],
  withdraw: ['editor', 'approver'],
  approve: ['approver'],
  return: ['approver'],
  exercise: ['editor', 'approver'],
  schedule: ['approver'],
  pause: ['editor', 'approver'],
  resume: ['approver'],
  stop: ['editor', 'approver'],
}

/** In which states, and where that leads; null: the state stays. */
const STATES: Readonly<Record<RoundAction, Partial<Record<RoundState, RoundState | null>>>> = {
  save: { draft: null, returned: 'draft', approved: 'draft' },
  submit: { draft: 'submitted', returned: 'submitted' },
  withdraw: { submitted: 'draft' },
  approve: { submitted: 'approved' },
  return: { submitted: 'returned' },
  exercise: { approved: null },
  schedule: { approved: 'scheduled' },
  pause: { scheduled: 'paused', running: 'paused', paused: null },
  resume: { paused: 'running' },
  stop: { scheduled: null, running: null, paused: null },
}

export const ROUND_ACTIONS = Object.keys(STATES) as readonly RoundAction[]

export function mayAtAll(role: Role, action: RoundAction): boolean {
  return ROLES[action].includes(role)
}

/** Undefined: not in this state. */
export function after(action: RoundAction, state: RoundState): RoundState | undefined {
  const next = STATES[action][state]
  return next === null ? state : next
}

export type Refusal = 'forbidden' | 'stateConflict' | 'ownApproval' | 'exerciseMissing'

/** Null: it may be done now. */
export function refusalOf(
  action: RoundAction,
  who: { readonly role: Role; readonly person: string },
  round: RoundFacts,
): Refusal | null {
  if (!mayAtAll(who.role, action)) return 'forbidden'
  if (after(action, round.state) === undefined) return 'stateConflict'
  switch (action) {
    case 'approve':
      return round.authors.includes(who.person) ? 'ownApproval' : null
    case 'exercise':
      return round.canExercise && round.exercise !== 'running' ? null : 'stateConflict'
    case 'schedule':
      if (round.exercise === 'running') return 'stateConflict'
      return round.exerciseFirst && round.canExercise && round.exercise !== 'well'
        ? 'exerciseMissing'
        : null
    case 'pause':
      if (round.isStopOrdered) return 'stateConflict'
      return round.state === 'paused' && !round.isSending ? 'stateConflict' : null
    case 'resume':
    case 'stop':
      return round.isStopOrdered ? 'stateConflict' : null
    default:
      return null
  }
}

/** What this person may do now. */
export function actionsOf(
  who: { readonly role: Role; readonly person: string },
  round: RoundFacts,
): readonly RoundAction[] {
  return ROUND_ACTIONS.filter(action => refusalOf(action, who, round) === null)
}

/** What a round's live directives make of it. */
export function followed(
  state: RoundState,
  directives: readonly (Pick<
    DirectiveSummary,
    'state' | 'note' | 'tally' | 'orderSequence' | 'obeyedSequence'
  > & { readonly isOpen: boolean })[],
  isStopOrdered: boolean,
): RoundState {
  if (state !== 'scheduled' && state !== 'running' && state !== 'paused') return state
  if (directives.length > 0 && directives.every(each => !each.isOpen))
    return isStopOrdered ? 'stopped' : 'finished'
  // A node that has not yet heard of the latest order speaks of the time before it.
  const current = directives.filter(
    each => each.isOpen && each.obeyedSequence >= each.orderSequence,
  )
  if (current.some(each => each.state === 'paused' && each.note === 'canary')) return 'paused'
  return state === 'scheduled' && directives.some(hasRun) ? 'running' : state
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

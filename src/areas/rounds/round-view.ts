/** A round as a reader sees it, made of what the store has. Changes nothing. */

import type { Actor } from '../../authority/actor.ts'
import { authorsOf, whoIs } from '../../authority/approving.ts'
import { notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { historyOf } from '../../authority/trail-entry.ts'
import { isKeptFrom } from '../operators/node-word.ts'
import type { StoredOperator } from '../operators/store.ts'
import { operatorRows } from '../operators/store.ts'
import { shownState } from '../operators/summaries.ts'
import { digestOf } from './digest.ts'
import { doubtsOf } from './doubts.ts'
import { estimateOf } from './estimate.ts'
import { faultsOf } from './faults.ts'
import type { RoundContent, RoundDetail, RoundSummary } from './model.ts'
import { type RoundFacts, roundApproval } from './round-states.ts'
import type { ListedRound, StoredDirective, StoredRound } from './store.ts'
import { roundRows } from './store.ts'

const HISTORY_MAX = 500

export async function roundOf(store: Reading, id: string): Promise<StoredRound> {
  const round = await roundRows(store).round(id)
  if (round === null) throw notFound('round')
  return round
}

/** A round with all that a decision about it needs. */
export interface LoadedRound {
  readonly round: StoredRound
  readonly content: RoundContent
  readonly operators: readonly StoredOperator[]
  /** The targeted operators at which an exercise can be held. */
  readonly able: readonly StoredOperator[]
  readonly authors: readonly { readonly id: string; readonly name: string }[]
  readonly facts: RoundFacts
  /** Higher than that of any order to its live directives. */
  readonly nextOrder: number
}

export async function know(store: Reading, id: string): Promise<LoadedRound> {
  const round = await roundOf(store, id)
  const content = await roundRows(store).content(id, round.version)
  const operators = await operatorRows(store).operators()
  const authors = authorsOf(await roundRows(store).writersAbove(id, round.approvedVersion ?? 0), round.submittedBy)
  const live = await roundRows(store).directives(id, 'live')
  const exercises = (await roundRows(store).directives(id, 'exercise')).filter(
    ({ version }) => version === round.version,
  )
  const isKept = await isKeptFrom(store)
  const able = operators.filter(
    operator =>
      content.operators.includes(operator.id) && (operator.hello?.exercise ?? null) !== null && !isKept(operator),
  )
  return {
    round,
    content,
    operators,
    able,
    authors,
    nextOrder: nextSequence(live),
    facts: {
      state: round.state,
      purpose: round.purpose,
      authors: authors.map(author => author.id),
      isStopOrdered: round.isStopOrdered,
      exerciseFirst: content.exerciseFirst,
      exercise: exerciseState(able, exercises),
      canExercise: able.length > 0,
      isSending: live.some(({ isOpen, wish }) => isOpen && wish === 'run'),
      isArchived: round.archivedAt !== null,
      isUnsubmitted: round.isUnsubmitted,
    },
  }
}

/** Higher than that of any order to these directives: one for all of them. */
export function nextSequence(directives: readonly Pick<StoredDirective, 'orderSequence'>[]): number {
  return Math.max(0, ...directives.map(({ orderSequence }) => orderSequence)) + 1
}

/** Well: the latest one of every operator that can hold one has ended with everybody reached and nothing flagged. */
function exerciseState(
  able: readonly StoredOperator[],
  directives: readonly StoredDirective[],
): RoundFacts['exercise'] {
  if (directives.length === 0) return 'none'
  if (directives.some(({ isOpen }) => isOpen)) return 'running'
  const latest = able.map(({ id }) => directives.findLast(({ operator }) => operator === id))
  return latest.every(directive => directive !== undefined && endedWell(directive)) ? 'well' : 'failed'
}

export function endedWell({ state, flags, tally }: StoredDirective): boolean {
  if (state !== 'finished' || flags.length > 0 || tally === null) return false
  const { unsent, sending, failed, uncertain } = tally.turns
  return unsent + sending + failed + uncertain === 0
}

export async function detail(store: Reading, actor: Actor, id: string, now: number): Promise<RoundDetail> {
  const known = await know(store, id)
  const { round, content, operators, authors, facts } = known
  const estimate = isOpen(round) ? estimateNow(known) : round.estimate
  const history = await store.trailOf(id, HISTORY_MAX)
  return {
    ...summary({ ...round, subscribers: estimate.subscribers, segments: estimate.segments }),
    content,
    estimate,
    // Of the very content that is shown: people sign it.
    digest: digestOf(content),
    faults: isOpen(round) ? [...faultsNow(content, operators, now)] : [],
    doubts: doubtsOf(content).length,
    approvedVersion: round.approvedVersion,
    nextOrder: known.nextOrder,
    authors: authors.map(({ name }) => name),
    exercise: facts.exercise,
    history: historyOf(history.filter(({ action }) => action.startsWith('round.'))),
    copyOf: round.copyOf,
    actions: [...roundApproval.actionsOf(whoIs(actor), facts)],
  }
}

/** Not yet gone out: what it comes to still follows what the operators say. */
export function isOpen({ state }: Pick<StoredRound, 'state'>): boolean {
  return OPEN_STATES.includes(state)
}
export const OPEN_STATES: readonly RoundSummary['state'][] = ['draft', 'submitted', 'returned', 'approved']

export function estimateNow({ content, operators }: Pick<LoadedRound, 'content' | 'operators'>) {
  return estimateOf(content, operators)
}

export function faultsNow(content: RoundContent, operators: readonly StoredOperator[], now: number) {
  return faultsOf(content, { operators: operators.map(each => ({ ...each, state: shownState(each, now) })), now })
}

export function summary(round: ListedRound): RoundSummary {
  return {
    id: round.id,
    campaign: round.campaign,
    campaignTitle: round.campaignTitle,
    number: round.number,
    title: round.title,
    purpose: round.purpose,
    state: round.state,
    version: round.version,
    subscribers: round.subscribers,
    segments: round.segments,
    updatedAt: new Date(round.updatedAt).toISOString(),
    updatedBy: round.updatedBy,
    isArchived: round.archivedAt !== null,
    takenBack: round.takenBack === null ? null : { ...round.takenBack, at: new Date(round.takenBack.at).toISOString() },
  }
}

/** States of plans, changes, deeds, proposals and tasks, each as a word, a shape and a colour. */

import type { Purpose } from '../../../directive/documents.ts'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { ChangeLine, ChangeStanding, ChangeState, DeedState, PlanState, ProposalState, Task } from '../model.ts'
import { useWords } from './words.ts'

const PLANS: Readonly<Record<PlanState, Look>> = { none: 'idle', draft: 'idle', submitted: 'waiting', returned: 'warn' }

export function PlanBadge({ state }: { state: PlanState }) {
  const { t } = useWords()
  return <StateBadge look={PLANS[state]}>{t(`planState.${state}`)}</StateBadge>
}

const CHANGES: Readonly<Record<ChangeState, Look>> = {
  draft: 'idle',
  submitted: 'waiting',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'off',
}

const STANDINGS: Readonly<Record<ChangeStanding, Look>> = {
  none: 'idle',
  'carrying-out': 'busy',
  partly: 'warn',
  failed: 'bad',
  scheduled: 'waiting',
  'carried-out': 'good',
  'taken-back': 'off',
}

/** Where it stands: decided ones by how far they are. */
export function ChangeBadge({ change }: { change: Pick<ChangeLine, 'state' | 'standing'> }) {
  const { t } = useWords()
  const { state, standing } = change
  if (state === 'approved' && standing !== 'none')
    return <StateBadge look={STANDINGS[standing]}>{t(`standing.${standing}`)}</StateBadge>
  return <StateBadge look={CHANGES[state]}>{t(`changeState.${state}`)}</StateBadge>
}

/** Nothing of what is live. */
export function ExerciseBadge({ purpose }: { purpose: Purpose }) {
  const { t } = useWords()
  return purpose === 'exercise' && <StateBadge look="off">{t('purpose.exercise')}</StateBadge>
}

const DEEDS: Readonly<Record<DeedState, Look>> = {
  planned: 'waiting',
  failed: 'bad',
  done: 'good',
  asked: 'warn',
  dropped: 'off',
}

export function DeedBadge({ state }: { state: DeedState }) {
  const { t } = useWords()
  return <StateBadge look={DEEDS[state]}>{t(`deedState.${state}`)}</StateBadge>
}

const PROPOSALS: Readonly<Record<ProposalState, Look>> = {
  open: 'waiting',
  followed: 'good',
  overtaken: 'idle',
  dismissed: 'off',
}

export function ProposalBadge({ state }: { state: ProposalState }) {
  const { t } = useWords()
  return <StateBadge look={PROPOSALS[state]}>{t(`proposal.${state}`)}</StateBadge>
}

const TASKS: Readonly<Record<Task['state'], Look>> = { open: 'waiting', done: 'good', withdrawn: 'off' }

export function TaskBadge({ state }: Pick<Task, 'state'>) {
  const { t } = useWords()
  return <StateBadge look={TASKS[state]}>{t(`task.${state}`)}</StateBadge>
}

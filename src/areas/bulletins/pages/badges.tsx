/** States of bulletins, each as a word, a shape and a colour. */
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { Bulletin, BulletinDraft, BulletinState, ProofKind, PublicStatus } from '../model.ts'
import { useWords } from './words.ts'

const STATES: Readonly<Record<BulletinState, Look>> = {
  draft: 'idle',
  submitted: 'waiting',
  approved: 'good',
  discarded: 'off',
}

export function StateOfWork({ state }: Pick<Bulletin, 'state'>) {
  const { t } = useWords()
  return <StateBadge look={STATES[state]}>{t(`state.${state}`)}</StateBadge>
}

const STANDINGS: Readonly<Record<PublicStatus, Look>> = {
  none: 'idle',
  scheduled: 'waiting',
  published: 'busy',
  corrected: 'warn',
  cancelled: 'off',
  doubted: 'bad',
  replaced: 'off',
  over: 'off',
}

export function StandingBadge({ standing }: Pick<Bulletin, 'standing'>) {
  const { t } = useWords()
  return <StateBadge look={STANDINGS[standing]}>{t(`standing.${standing}`)}</StateBadge>
}

const PRIORITIES: Readonly<Record<BulletinDraft['priority'], Look>> = {
  normal: 'idle',
  priority: 'warn',
  urgent: 'bad',
}

export function PriorityBadge({ priority }: Pick<BulletinDraft, 'priority'>) {
  const { t } = useWords()
  return <StateBadge look={PRIORITIES[priority]}>{t(`priority.${priority}`)}</StateBadge>
}

/** Nothing of what is live. */
export function ExerciseBadge({ purpose }: Pick<BulletinDraft, 'purpose'>) {
  const { t } = useWords()
  return purpose === 'exercise' && <StateBadge look="off">{t('purpose.exercise')}</StateBadge>
}

const PROOFS: Readonly<Record<ProofKind, Look>> = {
  waiting: 'waiting',
  published: 'good',
  accepted: 'good',
  delivered: 'good',
  onAir: 'good',
  played: 'good',
  heard: 'good',
  placed: 'good',
  missed: 'warn',
  failed: 'bad',
  unknown: 'warn',
}

export function ProofBadge({ kind }: { kind: ProofKind }) {
  const { t } = useWords()
  return <StateBadge look={PROOFS[kind]}>{t(`proof.${kind}`)}</StateBadge>
}

/** States of briefings, sites, lines, links and instructions, each as a word, a shape and a colour. */
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { BriefingState, Instruction, InstructionState, LineClass, Place } from '../model.ts'
import type { Readiness } from './readiness.ts'
import { useWords } from './words.ts'

const BRIEFINGS: Readonly<Record<BriefingState, Look>> = {
  planned: 'waiting',
  open: 'busy',
  ended: 'good',
  cancelled: 'off',
}

export function BriefingBadge({ state }: { state: BriefingState }) {
  const { t } = useWords()
  return <StateBadge look={BRIEFINGS[state]}>{t(`state.${state}`)}</StateBadge>
}

const ATTENDANCE: Readonly<Record<Place['is'], Look>> = {
  awaited: 'idle',
  present: 'good',
  late: 'warn',
  'left-early': 'warn',
  dropped: 'bad',
  removed: 'off',
  'absent-with-reason': 'off',
  absent: 'bad',
}

export function AttendanceBadge({ is }: { is: Place['is'] }) {
  const { t } = useWords()
  return <StateBadge look={ATTENDANCE[is]}>{t(`attendance.${is}`)}</StateBadge>
}

const LINES: Readonly<Record<LineClass, Look>> = { A: 'good', B: 'good', C: 'warn', D: 'bad' }

/** Null: nobody has tried it. */
export function LineBadge({ line }: { line: LineClass | null }) {
  const { t } = useWords()
  if (line === null) return <StateBadge look="idle">{t('line.untested')}</StateBadge>
  return <StateBadge look={LINES[line]}>{t(`line.${line}`)}</StateBadge>
}

const LINKS: Readonly<Record<Place['link'], Look>> = { none: 'idle', sent: 'waiting', used: 'good' }

export function LinkBadge({ link }: { link: Place['link'] }) {
  const { t } = useWords()
  return <StateBadge look={LINKS[link]}>{t(`link.${link}`)}</StateBadge>
}

const READINESS: Readonly<Record<Readiness, Look>> = {
  weak: 'bad',
  untested: 'warn',
  'no-link': 'idle',
  there: 'busy',
  ready: 'good',
}

export function ReadinessBadge({ is }: { is: Readiness }) {
  const { t } = useWords()
  return <StateBadge look={READINESS[is]}>{t(`ready.${is}`)}</StateBadge>
}

const INSTRUCTIONS: Readonly<Record<InstructionState, Look>> = {
  draft: 'idle',
  submitted: 'waiting',
  issued: 'busy',
  acknowledged: 'busy',
  done: 'good',
  withdrawn: 'off',
}

export function InstructionBadge({ of }: { of: Pick<Instruction, 'state' | 'isOverdue'> }) {
  const { t } = useWords()
  const { state, isOverdue } = of
  if (isOverdue && state === 'done') return <StateBadge look="warn">{t('instruction.doneLate')}</StateBadge>
  if (isOverdue && (state === 'issued' || state === 'acknowledged'))
    return <StateBadge look="bad">{t('instruction.overdue')}</StateBadge>
  return <StateBadge look={INSTRUCTIONS[state]}>{t(`instruction.${state}`)}</StateBadge>
}

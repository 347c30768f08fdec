/** Where a report stands, as a word, a shape and a colour. */
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { ReportState } from '../model.ts'
import { useWords } from './words.ts'

const LOOKS: Readonly<Record<ReportState, Look>> = {
  draft: 'idle',
  reviewed: 'waiting',
  signed: 'waiting',
  published: 'good',
}

export function ReportStateBadge({ state }: { state: ReportState }) {
  const { t } = useWords()
  return <StateBadge look={LOOKS[state]}>{t(`state.${state}`)}</StateBadge>
}

/** The state of the draft as a word, a shape and a colour. */
import { useTranslation } from 'react-i18next'
import type { FreeState } from '../../authority/free-model.ts'
import { type Look, StateBadge } from '../parts/state-badge.tsx'

export const DRAFT_LOOKS: Readonly<Record<FreeState, Look>> = {
  none: 'idle',
  draft: 'idle',
  submitted: 'waiting',
  returned: 'warn',
}

export function DraftBadge({ state }: { state: FreeState }) {
  const { t } = useTranslation('free')
  return <StateBadge look={DRAFT_LOOKS[state]}>{t(`state.${state}`)}</StateBadge>
}

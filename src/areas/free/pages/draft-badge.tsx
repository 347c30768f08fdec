/** The state of the draft as a word, a shape and a colour. */
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { FreeState } from '../model.ts'
import { useWords } from './words.ts'

export const DRAFT_LOOKS: Readonly<Record<FreeState, Look>> = {
  none: 'idle',
  draft: 'idle',
  submitted: 'waiting',
  returned: 'warn',
}

export function DraftBadge({ state }: { state: FreeState }) {
  const { t } = useWords()
  return <StateBadge look={DRAFT_LOOKS[state]}>{t(`state.${state}`)}</StateBadge>
}

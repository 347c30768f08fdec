/** How a round stands, as a badge. */
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { RoundState } from '../model.ts'
import { useWords } from './words.ts'

export function RoundStateBadge({ state }: { state: RoundState }) {
  const { terms } = useWords()
  return <StateBadge look={ROUND_LOOKS[state]}>{terms(`round.${state}`)}</StateBadge>
}

const ROUND_LOOKS: Readonly<Record<RoundState, Look>> = {
  draft: 'idle',
  submitted: 'waiting',
  returned: 'warn',
  approved: 'good',
  scheduled: 'waiting',
  running: 'busy',
  paused: 'warn',
  finished: 'good',
  stopped: 'off',
}

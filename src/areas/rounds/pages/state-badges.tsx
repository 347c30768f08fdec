/** How a round and a directive stand, as badges. */
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { DirectiveSummary, RoundState } from '../model.ts'
import { useWords } from './words.ts'

export function RoundStateBadge({ state }: { state: RoundState }) {
  const { terms } = useWords()
  return <StateBadge look={ROUND_LOOKS[state]}>{terms(`round.${state}`)}</StateBadge>
}

export function DirectiveStateBadge({ state }: { state: DirectiveSummary['state'] }) {
  const { terms } = useWords()
  return <StateBadge look={DIRECTIVE_LOOKS[state]}>{terms(`directive.${state}`)}</StateBadge>
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

const DIRECTIVE_LOOKS: Readonly<Record<DirectiveSummary['state'], Look>> = {
  issued: 'waiting',
  refused: 'bad',
  acknowledged: 'waiting',
  returned: 'good',
  'waiting-to-start': 'waiting',
  running: 'busy',
  paused: 'warn',
  'waiting-for-receipts': 'busy',
  interrupted: 'warn',
  finished: 'good',
  stopped: 'off',
  'window-over': 'warn',
  failed: 'bad',
}

/** How a directive stands, as a badge. Apart from rounds', whose list is the console's first page. */
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { DirectiveSummary } from '../model.ts'
import { useWords } from './live/words.ts'

export function DirectiveStateBadge({ state }: { state: DirectiveSummary['state'] }) {
  const { t } = useWords()
  return <StateBadge look={DIRECTIVE_LOOKS[state]}>{t(`directive.${state}`)}</StateBadge>
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

/** How an operator's node stands with us, as a badge. */
import { type Look, StateBadge } from '../../../../web/parts/state-badge.tsx'
import type { OperatorSummary } from '../../../operators/model.ts'
import { useWords } from './words.ts'

export function ConnectionBadge({ operator }: { operator: OperatorSummary }) {
  const { t } = useWords()
  const standing = standingOf(operator)
  return <StateBadge look={LOOKS[standing]}>{t(`operators.${standing}`)}</StateBadge>
}

type NodeConnectionState = 'connected' | 'away' | 'new' | 'enrolling' | 'revoked'

export function standingOf(operator: Pick<OperatorSummary, 'state' | 'isConnected'>): NodeConnectionState {
  if (operator.state !== 'enrolled') return operator.state
  return operator.isConnected ? 'connected' : 'away'
}

const LOOKS: Readonly<Record<NodeConnectionState, Look>> = {
  connected: 'good',
  away: 'bad',
  new: 'idle',
  enrolling: 'waiting',
  revoked: 'off',
}

/** How a cluster is, and what came of a play: each as a word, a shape and a colour. */
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { Cluster, Play, PlayCounts } from '../model.ts'
import { useWords } from './words.ts'

type How = 'new' | 'enrolling' | 'connected' | 'away' | 'off' | 'revoked'

const CLUSTERS: Readonly<Record<How, Look>> = {
  new: 'idle',
  enrolling: 'waiting',
  connected: 'good',
  away: 'bad',
  off: 'warn',
  revoked: 'off',
}

export function ClusterBadge({ cluster }: { cluster: Cluster }) {
  const { t } = useWords()
  const how = howOf(cluster)
  return <StateBadge look={CLUSTERS[how]}>{t(`state.${how}`)}</StateBadge>
}

function howOf({ state, isConnected, isOff }: Cluster): How {
  if (state !== 'enrolled') return state
  if (!isConnected) return 'away'
  return isOff === true ? 'off' : 'connected'
}

const OUTCOMES: Readonly<Record<Play['outcome'], Look>> = {
  played: 'good',
  cut: 'warn',
  refused: 'bad',
  missed: 'bad',
  unknown: 'warn',
  open: 'busy',
}

export function OutcomeBadge({ outcome }: Pick<Play, 'outcome'>) {
  const { t } = useWords()
  return <StateBadge look={OUTCOMES[outcome]}>{t(`outcome.${outcome}`)}</StateBadge>
}

/** What was to be played today, and what of it was; what was not follows where there is any. */
export function PlaysLine({ counts }: { counts: PlayCounts }) {
  const { t } = useWords()
  if (counts.scheduled === 0) return <span className="loa-quiet">–</span>
  const others = (['cut', 'refused', 'missed', 'unknown'] as const).filter(name => counts[name] > 0)
  return (
    <div>
      <div className="loa-figure">{t('sum.line', { played: counts.played, scheduled: counts.scheduled })}</div>
      {others.length > 0 && (
        <div className="loa-quiet loa-figure">
          {others.map(name => `${t(`sum.${name}`)}: ${counts[name]}`).join(' · ')}
        </div>
      )}
    </div>
  )
}

/** Who did what with a round, when and why, newest first. */
import { useTranslation } from 'react-i18next'
import { Records } from '../../../web/parts/records.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { RoundDetail } from '../model.ts'

/** Deeds that have a sentence; others show their name. */
const KNOWN = [
  'create',
  'save',
  'submit',
  'withdraw',
  'approve',
  'return',
  'exercise',
  'schedule',
  'pause',
  'resume',
  'stop',
  'running',
  'paused',
  'finished',
  'stopped',
  'hold',
] as const

export function History({ history }: { history: RoundDetail['history'] }) {
  const { t } = useTranslation('rounds')
  const deed = (action: string) => {
    const bare = action.replace(/^round\./, '')
    const known = KNOWN.find(one => one === bare)
    return known === undefined ? action : t(`history.${known}`)
  }
  return (
    <Records
      caption={t('history.title')}
      rows={history.map((entry, i) => ({ ...entry, key: String(i) })).reverse()}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'at',
          heading: t('history.at'),
          cell: ({ at }) => <Time at={at} shown="minute" />,
        },
        { key: 'by', heading: t('history.by'), cell: ({ by }) => by },
        {
          key: 'what',
          heading: t('history.what'),
          cell: ({ action, version }) => (
            <span>
              {deed(action)}
              {version !== null && (
                <span className="loa-quiet"> · {t('round.version', { version })}</span>
              )}
            </span>
          ),
        },
        { key: 'why', heading: t('history.why'), cell: ({ reason }) => reason ?? '–' },
      ]}
    />
  )
}

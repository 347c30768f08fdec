/** Who holds the newest version: confirmed since when, or not, and what to do about it. */
import { Records } from '../../../web/parts/records.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Age, Time } from '../../../web/parts/time.tsx'
import type { FreeOperator } from '../model.ts'
import { useWords } from './words.ts'

const LOOKS: Readonly<Record<FreeOperator['state'], Look>> = {
  holds: 'good',
  waiting: 'waiting',
  late: 'warn',
  refused: 'bad',
  unable: 'idle',
  differs: 'bad',
}

export function OperatorsTable({ operators }: { operators: readonly FreeOperator[] }) {
  const { t } = useWords()
  if (operators.length === 0) return <p>{t('operators.none')}</p>
  return (
    <Records
      caption={t('operators.title')}
      rows={operators}
      rowKey={({ operator }) => operator}
      columns={[
        [t('operators.operator'), ({ name }) => name, 'title'],
        [
          t('operators.state'),
          ({ state, refusal }) => (
            <div>
              <StateBadge look={LOOKS[state]}>{t(`operators.${state}`)}</StateBadge>
              {state === 'refused' && refusal !== null && <div>{t(`refusal.${refusal}`)}</div>}
              {(state === 'late' || state === 'unable' || state === 'differs') && (
                <div className="loa-quiet">{t(`operators.${state}.what`)}</div>
              )}
            </div>
          ),
        ],
        [t('operators.version'), ({ version }) => (version === 0 ? '–' : t('version', { version }))],
        [t('operators.since'), ({ since }) => (since === null ? '–' : <Time at={since} shown="full" />)],
        [
          t('operators.asked'),
          ({ askedAt, state }) =>
            askedAt === null ? '–' : state === 'holds' ? <Time at={askedAt} shown="full" /> : <Age at={askedAt} />,
        ],
      ]}
    />
  )
}

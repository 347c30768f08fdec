/** At which operators callers hear it before it rings: what each node has answered, and how many calls their systems count. */
import { useQuery } from '@tanstack/react-query'
import { Figure } from '../../../web/parts/figure.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { announcementsQuery } from './queries.ts'
import { timeSaid } from './said.ts'
import { useWords } from './words.ts'

const STATES = {
  issued: 'waiting',
  held: 'good',
  refused: 'bad',
  withdrawn: 'off',
  expired: 'warn',
} as const satisfies Readonly<Record<string, Look>>

export function AnnouncementsPanel({ bulletin }: { bulletin: string }) {
  const { t, spoken } = useWords()
  const query = useQuery(announcementsQuery(bulletin))
  return (
    <Panel title={t('channel.ring')}>
      <Asked query={query} empty={all => all.length === 0 && <Empty title={t('announce.none')} />}>
        {all => (
          <Records
            caption={t('announce.caption')}
            rows={all}
            columns={[
              [t('announce.operator'), ({ operatorName }) => operatorName, 'title'],
              [
                t('proofs.kind'),
                ({ state, refusal }) => (
                  <div>
                    <StateBadge look={STATES[state]}>{t(`announce.${state}`)}</StateBadge>
                    {refusal !== null && <div className="loa-quiet">{t(`announce.why.${refusal}`)}</div>}
                  </div>
                ),
              ],
              [
                t('announce.calls'),
                ({ calls }) => (calls === null ? '–' : <Figure value={calls} unit={t('proofUnit.calls')} />),
                'figure',
              ],
              [
                t('proofs.at'),
                ({ countedAt, answeredAt, issuedAt }) => timeSaid(countedAt ?? answeredAt ?? issuedAt, spoken),
              ],
            ]}
          />
        )}
      </Asked>
    </Panel>
  )
}

/**
 * At which operators it is broadcast: what each node has answered, under which serial number, on how many cells it was on the air, why it is
 * not on others, and since when a node was not heard from.
 */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../../web/api.ts'
import { Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import type { OperatorSummary } from '../../operators/model.ts'
import { operatorsQuery } from '../../operators/pages/queries.ts'
import { AirCells } from './air-cells.tsx'
import { broadcastsQuery } from './queries.ts'
import { timeSaid } from './said.ts'
import { useWords } from './words.ts'

type Broadcast = Answer<'GET /api/v1/bulletins/{id}/broadcasts'>[number]
type Heard = Pick<OperatorSummary, 'isConnected' | 'heardAt'>

const STATES = {
  issued: 'waiting',
  held: 'good',
  replaced: 'good',
  refused: 'bad',
  withdrawn: 'off',
  expired: 'warn',
} as const satisfies Readonly<Record<Broadcast['state'], Look>>

/** `mayCancel`: this reader takes the bulletin back. */
export function BroadcastsPanel(props: { bulletin: string; mayCancel: boolean }) {
  const { bulletin, mayCancel } = props
  const { t, spoken } = useWords()
  const query = useQuery(broadcastsQuery(bulletin))
  const operators = useQuery(operatorsQuery).data ?? []
  const heard = (id: string): Heard | undefined => operators.find(each => each.id === id)
  return (
    <Panel title={t('channel.broadcast')}>
      <Text className="loa-quiet">{t('air.lead')}</Text>
      <Asked query={query} empty={all => all.length === 0 && <Empty title={t('air.none')} />}>
        {all => (
          <>
            {mayCancel && all.some(isOut) && <Notice gravity="info">{t('air.takeOff')}</Notice>}
            <Records
              caption={t('air.caption')}
              rows={all}
              columns={[
                [
                  t('air.operator'),
                  each => <Operator broadcast={each} all={all} heard={heard(each.operator)} />,
                  'title',
                ],
                [t('air.state'), each => <State broadcast={each} />],
                [t('air.serial'), each => <Serials broadcast={each} />],
                [
                  t('air.cells'),
                  each => <AirCells broadcast={each} isAway={heard(each.operator)?.isConnected === false} />,
                ],
                [
                  t('proofs.at'),
                  ({ counts, answeredAt, issuedAt }) => timeSaid(counts.at(-1)?.asOf ?? answeredAt ?? issuedAt, spoken),
                ],
              ]}
            />
          </>
        )}
      </Asked>
    </Panel>
  )
}

/** It may be on the air, and nobody has said that it should not. */
function isOut({ state, isStopped }: Broadcast): boolean {
  return !isStopped && (state === 'issued' || state === 'held' || state === 'replaced')
}

/** Of which version, where there are several; and since when nobody has heard from its node. */
function Operator(props: { broadcast: Broadcast; all: readonly Broadcast[]; heard: Heard | undefined }) {
  const { t, spoken } = useWords()
  const { broadcast, all, heard } = props
  const isOne = all.every(({ version }) => version === broadcast.version)
  return (
    <div>
      {broadcast.operatorName}
      {!isOne && <div className="loa-quiet">{t('air.version', { version: broadcast.version })}</div>}
      {heard?.isConnected === false && (
        <div>
          <StateBadge look="warn">
            {heard.heardAt === null
              ? t('air.neverHeard')
              : t('air.notHeard', { time: timeSaid(heard.heardAt, spoken) })}
          </StateBadge>
        </div>
      )}
    </div>
  )
}

function State({ broadcast }: { broadcast: Broadcast }) {
  const { t, spoken } = useWords()
  const { state, refusal, isStopped, foundAt } = broadcast
  return (
    <div>
      <StateBadge look={STATES[state]}>{t(`air.${state}`)}</StateBadge>
      {refusal !== null && <div className="loa-quiet">{t(`air.why.${refusal}`)}</div>}
      {isStopped && state !== 'withdrawn' && <div className="loa-quiet">{t('air.stopping')}</div>}
      {foundAt !== null && <div className="loa-quiet">{t('air.foundAt', { time: timeSaid(foundAt, spoken) })}</div>}
    </div>
  )
}

export function Serials({ broadcast }: { broadcast: Pick<Broadcast, 'messages'> }) {
  return (
    <div className="loa-figure">
      {broadcast.messages.map(({ language, identifier, serialNumber }) => (
        <div key={language}>
          {identifier}/{serialNumber.toString(16).padStart(4, '0')}
        </div>
      ))}
    </div>
  )
}

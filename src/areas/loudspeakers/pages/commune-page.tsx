/** One commune: its hours, its clusters with their devices, what each has played in the last seven days. */
import { Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { ask } from '../../../web/api.ts'
import { ConfirmButton } from '../../../web/parts/confirm-by-typing.tsx'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { ButtonToDialogue, RowButton } from '../../../web/parts/dialogue.tsx'
import { Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { Secret } from '../../../web/parts/secret.tsx'
import { Asked, Empty, ProblemNotice } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import { shownTime } from '../../../web/times.ts'
import type { Cluster, ClusterCode, Commune, Play } from '../model.ts'
import { hoursOf } from '../model.ts'
import { provinceThen } from './names.ts'
import { communeQuery, forgetCommune, playsQuery } from './queries.ts'
import { ClusterBadge, OutcomeBadge, PlaysLine } from './states.tsx'
import { useWords } from './words.ts'

export function CommunePage() {
  const { t } = useWords()
  const { code } = useParams({ from: '/frame/loudspeakers/$code' })
  const query = useQuery(communeQuery(code))
  return (
    <Page title={query.data?.name ?? t('commune.one')} crumbs={[[t('title'), '/loudspeakers']]}>
      <Asked query={query}>{commune => <Whole commune={commune} />}</Asked>
    </Page>
  )
}

function Whole({ commune }: { commune: Commune }) {
  const { t } = useWords()
  const [chosen, choose] = useState<string | null>(null)
  const shown = commune.clusters.find(({ id }) => id === chosen) ?? commune.clusters[0]
  const hours = hoursShown(hoursOf(commune.windows))
  return (
    <Stack gap="xl">
      <Panel title={t('commune.one')}>
        <Facts
          facts={[
            [t('commune.code'), <span className="loa-mono">{commune.code}</span>],
            [t('commune.places'), <Places places={commune.places} />],
            [
              t('commune.hours'),
              <div>
                {commune.windows === null ? `${hours} (${t('windows.usual')})` : hours}
                <div className="loa-quiet">{t('commune.hoursThere')}</div>
              </div>,
            ],
          ]}
        />
      </Panel>
      <Panel title={t('commune.clusters')}>
        <ClustersTable commune={commune} onChoose={choose} />
      </Panel>
      {shown !== undefined && <Plays commune={commune.code} cluster={shown} />}
    </Stack>
  )
}

function hoursShown({ windows }: Pick<NonNullable<Cluster['hours']>, 'windows'>): string {
  return windows.map(({ from, until }) => `${from}–${until}`).join(', ')
}

/** Whether its device keeps to the commune's hours, and what to do where it does not. */
function HoursThere({ cluster }: { cluster: Cluster }) {
  const { t } = useWords()
  const { hours, hoursThere } = cluster
  if (hoursThere === 'unpinned') return <div className="loa-quiet">{t('cluster.hoursNone')}</div>
  if (hoursThere !== 'other' || hours === null) return null
  const kept = hours.windows.length === 0 ? '–' : `${hoursShown(hours)} (${hours.timeZone})`
  return <div className="loa-quiet">{t('cluster.hoursOther', { hours: kept })}</div>
}

function Places({ places }: Pick<Commune, 'places'>) {
  const { t } = useWords()
  return (
    <>
      {places.map(({ code, from, until }) => (
        <div key={`${code} ${from}`}>
          {until === null
            ? provinceThen(code, from)
            : t('commune.placeUntil', { name: provinceThen(code, from), day: until.split('-').toReversed().join('/') })}
        </div>
      ))}
    </>
  )
}

function ClustersTable(props: { commune: Commune; onChoose: (id: string) => void }) {
  const { t, spoken } = useWords()
  const { role } = useMe()
  const { commune, onChoose } = props
  const isAdministrator = role === 'administrator'
  return (
    <Records
      caption={t('commune.clusters')}
      rows={commune.clusters}
      columns={[
        [
          t('cluster.name'),
          ({ id, name }) => (
            <>
              {name} <div className="loa-mono loa-quiet">{id}</div>
            </>
          ),
          'title',
        ],
        [
          t('cluster.state'),
          cluster => (
            <div>
              <ClusterBadge cluster={cluster} />
              {!cluster.knowsPlaces && <div className="loa-quiet">{t('cluster.moved')}</div>}
              <HoursThere cluster={cluster} />
              {cluster.purpose === 'exercise' && <div className="loa-quiet">{t('state.exercise')}</div>}
            </div>
          ),
        ],
        [
          t('cluster.heard'),
          ({ heardAt }) => (heardAt === null ? '–' : shownTime(heardAt, 'minute', spoken, TIME_ZONE)),
        ],
        [
          t('cluster.agenda'),
          ({ holds, issued, withheld }) => (
            <div>
              <span className="loa-figure">
                {holds} / {issued}
              </span>
              {withheld.length > 0 && (
                <div className="loa-quiet">{t('cluster.withheld', { count: withheld.length })}</div>
              )}
            </div>
          ),
        ],
        [t('col.today'), ({ today }) => <PlaysLine counts={today} />],
        [
          t('cluster.plays'),
          ({ id, name }) => (
            <RowButton of={name} onClick={() => onChoose(id)}>
              {t('cluster.plays')}
            </RowButton>
          ),
          'actions',
        ],
        isAdministrator && [t('cluster.code'), (cluster: Cluster) => <DeviceButton cluster={cluster} />, 'actions'],
      ]}
    />
  )
}

function DeviceButton({ cluster }: { cluster: Cluster }) {
  const { t } = useWords()
  const { id, name, commune, state } = cluster
  if (state === 'enrolled')
    return (
      <ConfirmButton
        of={name}
        label={t('cluster.revoke')}
        title={t('cluster.revoke')}
        ask={id}
        expected={id}
        onConfirm={async once => {
          await ask('POST /api/v1/loudspeakers/clusters/{id}/revoke', { params: { id }, body: {}, once })
          await forgetCommune(commune)
          confirmHere(t('revoke.done'))
        }}
      >
        {t('revoke.what', { name })}
      </ConfirmButton>
    )
  return (
    <ButtonToDialogue label={t('cluster.code')} of={name} title={t('code.title', { name })}>
      {() => <Code cluster={cluster} />}
    </ButtonToDialogue>
  )
}

function Code({ cluster }: { cluster: Cluster }) {
  const { t } = useWords()
  const [made, setMade] = useState<ClusterCode | null>(null)
  const deed = useDeed(async (_: undefined, once) => {
    setMade(await ask('POST /api/v1/loudspeakers/clusters/{id}/code', { params: { id: cluster.id }, body: {}, once }))
    await forgetCommune(cluster.commune)
  })
  return (
    <Stack>
      <p>{t('code.what')}</p>
      <ProblemNotice problem={deed.problem} />
      {made === null ? (
        <Button loading={deed.isBusy} onClick={() => void deed.run(undefined)}>
          {t('code.make')}
        </Button>
      ) : (
        <Secret label={t('cluster.code')} text={made.code} />
      )}
    </Stack>
  )
}

function Plays({ commune, cluster }: { commune: string; cluster: Cluster }) {
  const { t, spoken } = useWords()
  const query = useQuery(playsQuery(commune, cluster.id))
  const time = (at: string) => shownTime(at, 'full', spoken, TIME_ZONE)
  const title = t('plays.title', { name: cluster.name })
  return (
    <Panel title={title}>
      <Asked query={query} empty={all => all.length === 0 && <Empty title={t('plays.none')} />}>
        {all => (
          <Records
            caption={title}
            rows={all}
            rowKey={({ counter }) => String(counter)}
            columns={[
              [t('plays.from'), ({ from }) => time(from), 'title'],
              [t('plays.until'), ({ until }) => (until === null ? '–' : time(until))],
              [
                t('plays.outcome'),
                ({ outcome, isHeard }) => (
                  <div>
                    <OutcomeBadge outcome={outcome} />
                    {isHeard && <div className="loa-quiet">{t('outcome.heard')}</div>}
                  </div>
                ),
              ],
              [t('plays.count'), ({ plays }) => <span className="loa-figure">{plays}</span>, 'figure'],
              [t('plays.why'), play => <Why play={play} />],
              [
                t('plays.item'),
                ({ bulletin }) =>
                  bulletin === null ? '–' : <TextLink to={`/desk/${bulletin}`}>{t('plays.open')}</TextLink>,
              ],
            ]}
          />
        )}
      </Asked>
    </Panel>
  )
}

const REASONS = [
  'urgent',
  'withdrawn',
  'off',
  'power',
  'sink',
  'not-approved',
  'audio-differs',
  'audio-unreadable',
  'clock',
  'disk',
  'audio',
  'window-full',
] as const

function Why({ play }: { play: Play }) {
  const { t } = useWords()
  const known = REASONS.find(each => each === play.why)
  return known === undefined ? (play.why ?? '–') : t(`why.${known}`)
}

/** Who is signed in, since when, with what and from where; which sign-ins were refused, by day and how they were tried. */
import { useQuery } from '@tanstack/react-query'
import { grouped } from '../../../../web/numbers.ts'
import { FigureTable } from '../../../../web/parts/figure-table.tsx'
import { Page, Panel, TextLink } from '../../../../web/parts/page.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { Asked, Notice } from '../../../../web/parts/states.tsx'
import { Time } from '../../../../web/parts/time.tsx'
import { getQuery } from '../../../../web/session.ts'
import { useWords } from '../words.ts'
import { refusedByDay, WAYS } from './by-day.ts'

const sessionsQuery = getQuery(['sessions'], 'GET /api/v1/sessions')
const refusedQuery = getQuery(['sign-ins', 'refused'], 'GET /api/v1/sign-ins/refused')

export function SessionsPage() {
  const { t } = useWords()
  return (
    <Page title={t('sessions.title')} lead={t('sessions.lead')}>
      <Panel title={t('sessions.now')}>
        <Sessions />
      </Panel>
      <Panel title={t('sessions.refused')}>
        <p className="loa-quiet">{t('sessions.refusedLead')}</p>
        <Refused />
      </Panel>
    </Page>
  )
}

function Sessions() {
  const { t, terms } = useWords()
  const query = useQuery(sessionsQuery)
  const unknown = <span className="loa-quiet">{t('sessions.unknown')}</span>
  return (
    <Asked query={query}>
      {({ items, isAll }) => (
        <>
          {!isAll && <Notice gravity="info">{t('sessions.more', { count: items.length })}</Notice>}
          <Records
            caption={t('sessions.now')}
            rows={items}
            columns={[
              [t('person.name'), ({ person }) => person.name, 'title'],
              [t('person.role'), ({ person }) => terms(`role.${person.role}`)],
              [t('sessions.since'), ({ since }) => <Time at={since} shown="full" />],
              [t('sessions.by'), ({ by }) => t(`sessions.by.${by}`)],
              [t('sessions.browser'), ({ browser }) => browser ?? unknown],
              [
                t('sessions.network'),
                ({ network }) => (network === null ? unknown : <span className="loa-mono">{network}</span>),
              ],
              [t('sessions.ends'), ({ endsAt }) => <Time at={endsAt} />],
            ]}
          />
        </>
      )}
    </Asked>
  )
}

function Refused() {
  const { t, spoken } = useWords()
  const query = useQuery(refusedQuery)
  const shown = (times: number) => (times === 0 ? '–' : grouped(times, spoken))
  return (
    <Asked query={query}>
      {({ days, people, isAll }) => (
        <>
          {!isAll && <Notice gravity="info">{t('sessions.refusedMore')}</Notice>}
          {days.length === 0 ? (
            <p>{t('sessions.noneRefused')}</p>
          ) : (
            <FigureTable
              caption={t('sessions.refused')}
              head={[t('sessions.day'), ...WAYS.map(way => t(`sessions.way.${way}`)), t('sessions.all')]}
              rows={refusedByDay(days).map(({ day, times, all }) => ({
                key: day,
                name: (
                  <TextLink to={`/trail?action=session.refuse&from=${day}&to=${day}`}>
                    {day.split('-').toReversed().join('/')}
                  </TextLink>
                ),
                figures: [...WAYS.map(way => shown(times[way])), shown(all)],
              }))}
            />
          )}
          {people.length > 0 && (
            <>
              <h3>{t('sessions.refusedPeople')}</h3>
              <Records
                caption={t('sessions.refusedPeople')}
                rows={people}
                rowKey={({ person }) => person.id}
                columns={[
                  [t('person.name'), ({ person }) => person.name, 'title'],
                  [t('sessions.times'), ({ times }) => grouped(times, spoken), 'figure'],
                  [t('sessions.lastRefused'), ({ last }) => <Time at={last} shown="full" />],
                ]}
              />
            </>
          )}
        </>
      )}
    </Asked>
  )
}

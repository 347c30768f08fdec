/**
 * Where one lands: what waits for me first, what is not well, what runs, what comes, the month so far. Anew with each change that the
 * server tells of.
 */

import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Asks } from '../../../web/frame-route.ts'
import { setUpQuery } from '../../../web/help/set-up-query.ts'
import { useMaySee } from '../../../web/may-see.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { ButtonLink, Page, Panel, TextLink } from '../../../web/parts/page.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { Age, Time } from '../../../web/parts/time.tsx'
import { getQuery, useMe } from '../../../web/session.ts'
import { RosterLine } from '../../../web/signing/roster-line.tsx'
import type { Overview, ShownSetUp } from '../model.ts'
import { Bounded } from './bounded.tsx'
import { shownMonth } from './days.ts'
import { Figures, NamedItem } from './named-item.tsx'
import classes from './overview.module.css'
import { Running } from './running.tsx'
import { SetUpPage, SetUpRest, useSetUp } from './set-up.tsx'
import { Strip } from './strip.tsx'
import { useWords } from './words.ts'

const overviewQuery = getQuery(['overview'], 'GET /api/v1/me/overview')

/** Of each list: what is more is one press away. */
const SHOWN = 6
/** With their operators they fill a screen. */
const RUNS_DRAWN = 2

export function OverviewPage() {
  const { t } = useWords()
  const { role } = useMe()
  const query = useQuery(overviewQuery)
  const setUp = useSetUp(role === 'administrator')
  if (setUp?.isWhole)
    return (
      <SetUpPage setUp={setUp}>
        <Asked query={query}>{overview => <Beside overview={overview} setUp={setUp} />}</Asked>
      </SetUpPage>
    )
  return (
    <Page title={t('title')} actions={<Begin />}>
      <RosterLine />
      <Asked query={query}>{overview => <Whole overview={overview} setUp={setUp ?? null} />}</Asked>
    </Page>
  )
}

OverviewPage.asks = (({ role }) =>
  role === 'administrator' ? [overviewQuery, setUpQuery] : [overviewQuery]) satisfies Asks

/** What cannot wait until all is set up, and none of its lines says. */
function Beside({ overview, setUp }: Of & { readonly setUp: ShownSetUp }) {
  const { waits, unwell } = overview
  const said = new Set(setUp.lines.map(({ page }) => page?.split('#')[0]))
  const isMore = waits.items.some(({ page }) => !said.has(page))
  if (!isMore && unwell.total === 0) return null
  return (
    <div className={classes.page}>
      {isMore && <Waits overview={overview} />}
      {unwell.total > 0 && <Unwell overview={overview} />}
    </div>
  )
}

/** Where whoever writes begins. */
function Begin() {
  const { t } = useWords()
  const { role } = useMe()
  if (role !== 'editor' && role !== 'approver') return null
  return (
    <>
      <ButtonLink to="/templates" variant="default">
        {t('begin.templates')}
      </ButtonLink>
      <ButtonLink to="/rounds/new" variant={role === 'editor' ? 'filled' : 'default'}>
        {t('begin.round')}
      </ButtonLink>
    </>
  )
}

function Whole({ overview, setUp }: Of & { readonly setUp: ShownSetUp | null }) {
  const { role } = useMe()
  const isPlanner = role !== 'duty'
  return (
    <div className={classes.page}>
      <Waits overview={overview} />
      {isPlanner && <Unwell overview={overview} />}
      {isPlanner && <Runs overview={overview} />}
      {isPlanner && <Comes overview={overview} />}
      {overview.figures.length > 0 && <Month overview={overview} />}
      {setUp !== null && <SetUpRest setUp={setUp} />}
    </div>
  )
}

interface Of {
  readonly overview: Overview
}

function Waits({ overview: { waits } }: Of) {
  const { t, spoken } = useWords()
  const { role } = useMe()
  const looksOn = role === 'auditor' || role === 'engineer'
  return (
    <Panel title={t('waits.title')}>
      {waits.total === 0 ? (
        <Text>{t(looksOn ? 'waits.noneOfReader' : 'waits.none')}</Text>
      ) : (
        <Bounded of={waits} shown={SHOWN}>
          {item => (
            <>
              <NamedItem item={item} />
              {item.says !== null && <div>{item.says[spoken]}</div>}
              {(item.by !== null || item.from !== null || item.until !== null) && (
                <div className="loa-quiet">
                  {item.by}
                  {item.by !== null && item.from !== null && ' · '}
                  {item.from !== null && <Age at={item.from} />}
                  {item.until !== null && (
                    <>
                      {item.by !== null || item.from !== null ? ' · ' : ''}
                      {`${t('waits.due')} `}
                      <Time at={item.until} />
                    </>
                  )}
                </div>
              )}
            </>
          )}
        </Bounded>
      )}
    </Panel>
  )
}

function Unwell({ overview: { unwell, isReady } }: Of) {
  const { t, spoken } = useWords()
  return (
    <Panel title={t('unwell.title')}>
      {unwell.total === 0 ? (
        // An engineer is told of their operator alone.
        <Text>{t(isReady ? 'unwell.none' : 'unwell.noneHere')}</Text>
      ) : (
        <Bounded of={unwell} shown={SHOWN}>
          {item => (
            <>
              <NamedItem item={item} />
              {item.says !== null && <div>{item.says[spoken]}</div>}
              {(item.from !== null || item.figures.length > 0) && (
                <div className="loa-quiet">
                  {item.from !== null && <Age at={item.from} />}
                  {item.from !== null && item.figures.length > 0 && ' · '}
                  <Figures of={item.figures} />
                </div>
              )}
            </>
          )}
        </Bounded>
      )}
    </Panel>
  )
}

function Runs({ overview: { runs, at } }: Of) {
  const { t } = useWords()
  return (
    <div className={classes.whole}>
      <Panel title={t('runs.title')}>
        {runs.total === 0 ? (
          <Text>{t('runs.none')}</Text>
        ) : (
          <Bounded of={runs} shown={SHOWN} drawn={RUNS_DRAWN}>
            {item => <Running item={item} at={at} />}
          </Bounded>
        )}
      </Panel>
    </div>
  )
}

function Comes({ overview: { comes, days } }: Of) {
  const { t } = useWords()
  return (
    <div className={classes.whole}>
      <Panel title={t('comes.title')}>
        {comes.total === 0 ? <Text>{t('comes.none')}</Text> : <Strip comes={comes} days={days} />}
        <div>
          <ButtonLink to="/calendar" variant="default">
            {t('comes.calendar')}
          </ButtonLink>
        </div>
      </Panel>
    </div>
  )
}

function Month({ overview: { month, figures, at } }: Of) {
  const { t, spoken } = useWords()
  const maySeeReports = useMaySee('/reports')
  const name = shownMonth(month)
  return (
    <div className={classes.whole}>
      <Panel title={t('month.title', { month: name })}>
        <dl className={classes.figures}>
          {figures.map(({ what, value, unit, page }) => (
            <div key={what.en} className={classes.figure}>
              <dt>
                <TextLink to={page}>{what[spoken]}</TextLink>
              </dt>
              <dd>
                <Figure value={value} unit={unit[spoken]} />
              </dd>
            </div>
          ))}
        </dl>
        <Stack gap="xs">
          <Text className="loa-quiet" maw="44rem">
            {t('month.how')}
          </Text>
          {maySeeReports && (
            <div>
              <ButtonLink to={`/reports/${month}`} variant="default">
                {t('month.report', { month: name })}
              </ButtonLink>
            </div>
          )}
          <Text size="sm" className="loa-quiet">
            {t('asOf', { time: '' })}
            <Time at={at} shown="clock" />
          </Text>
        </Stack>
      </Panel>
    </div>
  )
}

/** The trail: who did what, newest first, in words; a filter; and whether the whole of it is as it was written. */

import { Button, Group } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { reasonInVietnamese } from '../../../base/reasons.ts'
import { ask } from '../../../web/api.ts'
import type { Asks } from '../../../web/frame-route.ts'
import { useMaySee } from '../../../web/may-see.ts'
import { grouped } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Page } from '../../../web/parts/page.tsx'
import { Paged, pagedQuery } from '../../../web/parts/paged.tsx'
import { saveAnswer } from '../../../web/parts/save-answer.ts'
import { Empty, Forbidden, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import { shownTime } from '../../../web/times.ts'
import { askedFor } from './days.ts'
import { Entries } from './entries.tsx'
import { TrailFilter } from './filter.tsx'
import classes from './trail.module.css'
import { type TrailSearch, trailSearch } from './trail-search.ts'
import { useWords } from './words.ts'
import { useWritten } from './written.ts'

export function TrailPage() {
  const { t } = useWords()
  const isOpen = useMaySee('/trail')
  return (
    <Page title={t('trail.title')} lead={t('trail.lead')}>
      {isOpen ? <Trail /> : <Forbidden />}
    </Page>
  )
}

TrailPage.asks = (({ search }) => [trailQuery(trailSearch(search))]) satisfies Asks

/** Of entries. */
const PAGE = 50

const trailQuery = (search: TrailSearch) =>
  pagedQuery(['trail', search], (cursor, signal) =>
    ask('GET /api/v1/trail', { query: { ...askedFor(search), cursor, limit: PAGE }, signal }),
  )

function Trail() {
  useWritten()
  const { t } = useWords()
  const search = useSearch({ from: '/frame/trail' })
  const navigate = useNavigate()
  const look = (wanted: TrailSearch) => void navigate({ to: '/trail', search: wanted })
  const query = useInfiniteQuery(trailQuery(search))
  const isFiltered = Object.keys(search).length > 0
  return (
    <>
      <Verification />
      <TrailFilter key={JSON.stringify(search)} search={search} onLook={look} onRefresh={() => void query.refetch()} />
      <Paged
        query={query}
        more={t('trail.older')}
        empty={
          <Empty
            title={t(isFiltered ? 'trail.nothingFound' : 'trail.none')}
            action={
              isFiltered && (
                <Button variant="default" onClick={() => look({})}>
                  {t('trail.clear')}
                </Button>
              )
            }
          />
        }
      >
        {entries => (
          <>
            <Entries entries={entries} />
            <Export search={search} />
          </>
        )}
      </Paged>
    </>
  )
}

/** What was found, as a file: one that proves itself, or one for a spreadsheet. */
function Export({ search }: { search: TrailSearch }) {
  const { t, spoken } = useWords()
  const { problem, isBusy, run } = useDeed(async (form: 'jsonl' | 'csv') => {
    announce(t('trail.exporting'))
    const query = new URLSearchParams({ ...askedFor(search), form, language: spoken })
    await saveAnswer(`/api/v1/trail/export?${query}`, `trail.${form}`)
    announce(t('trail.exported'))
    await queries.invalidateQueries({ queryKey: ['trail'] })
  })
  const { from: _from, to: _to, ...words } = search
  const isStretch = Object.keys(words).length === 0
  return (
    <section className={classes.export} aria-labelledby="trail-export">
      <h2 id="trail-export">{t('trail.export')}</h2>
      <p>{t(isStretch ? 'trail.exportStretch' : 'trail.exportFiltered')}</p>
      <p>{t('trail.exportRecorded')}</p>
      <ProblemNotice problem={problem} />
      <Group gap="sm">
        <Button variant="default" loading={isBusy} onClick={() => void run('jsonl')}>
          {t('trail.exportProof')}
        </Button>
        <Button variant="default" loading={isBusy} onClick={() => void run('csv')}>
          {t('trail.exportTable')}
        </Button>
      </Group>
      <p className="loa-quiet">
        {t('trail.exportHow')} <code>loa trail verify trail.jsonl</code>
      </p>
    </section>
  )
}

/** Reads the whole trail on demand and says whether every entry is as it was written. */
function Verification() {
  const { t, spoken } = useWords()
  const reading = useMutation({
    mutationFn: async () => {
      const said = await ask('GET /api/v1/trail/verification')
      return { time: shownTime(new Date().toISOString(), 'full', spoken), said }
    },
  })
  const { data, error, isPending } = reading
  const button = (
    <Button variant="default" onClick={() => reading.mutate()} loading={isPending}>
      {t(data === undefined ? 'trail.verify' : 'trail.verifyAgain')}
    </Button>
  )
  if (error !== null)
    return (
      <Notice gravity="bad" role="alert" title={t('trail.verifyFailed')} action={button}>
        {asProblem(error).sentence(spoken)}
      </Notice>
    )
  if (data === undefined)
    return (
      <Notice gravity="info" title={t('trail.verifyTitle')} action={button}>
        {t('trail.verifyLead')}
      </Notice>
    )
  const { said, time } = data
  const isWhole = said.is === 'whole'
  return (
    <Notice
      gravity={isWhole ? 'good' : 'bad'}
      role={isWhole ? 'status' : 'alert'}
      title={
        isWhole
          ? t('trail.whole', { entries: grouped(said.entries, spoken), time })
          : t('trail.broken', { sequence: grouped(said.sequence, spoken), time })
      }
      action={button}
    >
      {isWhole
        ? t('trail.head')
        : t('trail.brokenWhat', { why: spoken === 'vi' ? reasonInVietnamese(said.why) : said.why })}{' '}
      {isWhole && <span className="loa-mono">{said.head}</span>}
    </Notice>
  )
}

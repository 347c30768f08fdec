/** The trail: who did what, newest first, in words; a filter; and whether the whole of it is as it was written. */

import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ask } from '../../../web/api.ts'
import type { Asks } from '../../../web/frame-route.ts'
import { useMaySee } from '../../../web/may-see.ts'
import { Page } from '../../../web/parts/page.tsx'
import { Paged, pagedQuery } from '../../../web/parts/paged.tsx'
import { Empty, Forbidden } from '../../../web/parts/states.tsx'
import { askedFor } from './days.ts'
import { Entries } from './entries.tsx'
import { Export } from './export.tsx'
import { TrailFilter } from './filter.tsx'
import { type TrailSearch, trailSearch } from './trail-search.ts'
import { Verification } from './verification.tsx'
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

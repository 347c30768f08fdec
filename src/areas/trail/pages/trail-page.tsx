/** The trail: who did what, newest first, in words; a filter; and whether the whole of it is as it was written. */
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '../../../web/api.ts'
import { Page } from '../../../web/parts/page.tsx'
import { Asked, Empty, Forbidden } from '../../../web/parts/states.tsx'
import type { TrailSearch } from '../../../web/router.tsx'
import { maySee, useMe } from '../../../web/session.ts'
import { Entries } from './entries.tsx'
import { TrailFilter } from './filter.tsx'
import { Verification } from './verification.tsx'

export function TrailPage() {
  const { t } = useTranslation('shell')
  const me = useMe()
  return (
    <Page title={t('trail.title')} lead={t('trail.lead')}>
      {maySee(me.role, '/trail') ? <Trail /> : <Forbidden />}
    </Page>
  )
}

function Trail() {
  const { t } = useTranslation('shell')
  const search = useSearch({ from: '/frame/trail' })
  const navigate = useNavigate()
  const look = (wanted: TrailSearch) => void navigate({ to: '/trail', search: wanted })
  const query = useInfiniteQuery({
    queryKey: ['trail', search],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /api/v1/trail', { query: { ...search, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  const isFiltered = Object.keys(search).length > 0
  return (
    <>
      <Verification />
      <TrailFilter
        key={JSON.stringify(search)}
        search={search}
        onLook={look}
        onRefresh={() => void query.refetch()}
      />
      <Asked
        query={query}
        empty={({ pages }) =>
          pages[0]?.items.length === 0 && (
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
          )
        }
      >
        {({ pages }) => (
          <>
            <Entries entries={pages.flatMap(page => page.items)} />
            {query.hasNextPage && (
              <Button
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
                style={{ alignSelf: 'flex-start' }}
              >
                {t('trail.older')}
              </Button>
            )}
          </>
        )}
      </Asked>
    </>
  )
}

/** All rounds, the ones that need someone first where a filter asks for them. */

import { Button, Chip, Group, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Asks } from '../../../web/frame-route.ts'
import { ButtonLink, Page } from '../../../web/parts/page.tsx'
import { Empty } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import { RosterLine } from '../../../web/signing/roster-line.tsx'
import { roundsQuery } from './round-queries.ts'
import { FILTERS, type Filter, roundsSearch } from './rounds-search.ts'
import { RoundsTable } from './rounds-table.tsx'
import { useWords } from './words.ts'

export function RoundsPage() {
  const { t } = useWords()
  const { role } = useMe()
  const { show: filter = 'all' } = useSearch({ from: '/frame/rounds' })
  const navigate = useNavigate()
  const setFilter = (to: Filter) =>
    void navigate({ to: '/rounds', search: to === 'all' ? {} : { show: to }, replace: true })
  const query = useInfiniteQuery(filteredQuery(filter))
  const mayWrite = role === 'editor' || role === 'approver'
  return (
    <Page
      title={t('title')}
      actions={
        mayWrite && (
          <>
            <ButtonLink variant="default" to="/templates">
              {t('list.templates')}
            </ButtonLink>
            <ButtonLink to="/rounds/new">{t('new.open')}</ButtonLink>
          </>
        )
      }
    >
      <RosterLine />
      <Chip.Group value={filter} onChange={chosen => setFilter(chosen as Filter)}>
        <Group gap="xs" role="group" aria-label={t('list.filter')}>
          {(Object.keys(FILTERS) as Filter[]).map(name => (
            <Chip key={name} value={name} size="md" variant="outline">
              {t(`filter.${name}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <RoundsTable
        query={query}
        withCampaign
        empty={
          <Empty
            title={t(filter === 'all' ? 'list.none' : 'list.noneOfThese')}
            action={
              filter === 'all' ? (
                mayWrite && <ButtonLink to="/rounds/new">{t('new.open')}</ButtonLink>
              ) : (
                <Button variant="default" onClick={() => setFilter('all')}>
                  {t('list.showAll')}
                </Button>
              )
            }
          >
            <Stack gap="xs">{filter === 'all' && t(mayWrite ? 'list.noneHow' : 'list.noneWait')}</Stack>
          </Empty>
        }
      />
    </Page>
  )
}

RoundsPage.asks = (({ search }) => [filteredQuery(roundsSearch(search).show ?? 'all')]) satisfies Asks

function filteredQuery(filter: Filter) {
  return roundsQuery({ states: FILTERS[filter], ...(filter === 'away' && { archived: 'only' as const }) })
}

/** A list of rounds, page after page. */
import { Anchor, Button, Group, Stack, Table } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoundSummary } from '../../authority/model.ts'
import { useLanguage } from '../i18n.ts'
import { grouped } from '../numbers.ts'
import { RoundStateBadge } from '../parts/state-badge.tsx'
import { ErrorState, Loading } from '../parts/states.tsx'
import { Time } from '../parts/time.tsx'

export interface Paged<Item> {
  readonly pages: readonly { readonly items: readonly Item[] }[]
}

export function RoundsTable(props: {
  readonly query: UseInfiniteQueryResult<Paged<RoundSummary>>
  readonly withCampaign: boolean
  readonly empty: ReactNode
}) {
  const { t } = useTranslation('rounds')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  return (
    <PagedList query={props.query} empty={props.empty}>
      {rounds => (
        <Table.ScrollContainer minWidth="46rem" scrollAreaProps={{ tabIndex: 0 } as object}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('list.round')}</Table.Th>
                <Table.Th scope="col">{t('list.state')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('list.subscribers')}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('list.segments')}
                </Table.Th>
                <Table.Th scope="col">{t('list.updated')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rounds.map(round => (
                <Table.Tr key={round.id}>
                  <Table.Th scope="row" fw={400}>
                    <Anchor
                      component={Link}
                      to="/rounds/$id"
                      params={{ id: round.id } as never}
                      fw={600}
                      underline="always"
                    >
                      {t('round.number', { n: round.number })}: {round.title}
                    </Anchor>
                    {props.withCampaign && <div className="loa-quiet">{round.campaignTitle}</div>}
                  </Table.Th>
                  <Table.Td>
                    <RoundStateBadge state={round.state} />
                  </Table.Td>
                  <Table.Td ta="right" className="loa-figure">
                    {grouped(round.subscribers, spoken)}{' '}
                    <span className="loa-heard">{terms.t('unit.subscribers')}</span>
                  </Table.Td>
                  <Table.Td ta="right" className="loa-figure">
                    {grouped(round.segments, spoken)}{' '}
                    <span className="loa-heard">{terms.t('unit.segments')}</span>
                  </Table.Td>
                  <Table.Td>
                    <Time at={round.updatedAt} shown="minute" />
                    <div className="loa-quiet">{round.updatedBy}</div>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </PagedList>
  )
}

/** Loading, error, empty, rows, and the button for more. */
export function PagedList<Item>(props: {
  readonly query: UseInfiniteQueryResult<Paged<Item>>
  readonly empty: ReactNode
  readonly children: (items: readonly Item[]) => ReactNode
}) {
  const shell = useTranslation('shell')
  const { query } = props
  if (query.data === undefined) {
    if (query.error === null) return <Loading />
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  }
  const items = query.data.pages.flatMap(page => page.items)
  if (items.length === 0) return props.empty
  return (
    <Stack gap="md">
      {query.error !== null && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {props.children(items)}
      {query.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {shell.t('page.more')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** A list of rounds, page after page. */
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Figure } from '../../../web/parts/figure.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { RoundStateBadge } from '../../../web/parts/state-badge.tsx'
import { ErrorState, Loading, Stale } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { RoundSummary } from '../model.ts'

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
  return (
    <PagedList query={props.query} empty={props.empty}>
      {rounds => (
        <Records
          caption={t('title')}
          rows={rounds}
          rowKey={round => round.id}
          columns={[
            {
              key: 'round',
              heading: t('list.round'),
              kind: 'title',
              cell: round => (
                <>
                  <Anchor
                    component={Link}
                    to="/rounds/$id"
                    params={{ id: round.id } as never}
                    fw={600}
                    underline="always"
                  >
                    {t('round.number', { n: round.number })}: {round.title}
                  </Anchor>
                  {props.withCampaign && (
                    <Text component="div" fw={400} className="loa-quiet">
                      {round.campaignTitle}
                    </Text>
                  )}
                </>
              ),
            },
            {
              key: 'state',
              heading: t('list.state'),
              cell: ({ state }) => <RoundStateBadge state={state} />,
            },
            {
              key: 'subscribers',
              heading: t('list.subscribers'),
              kind: 'figure',
              cell: ({ subscribers }) => (
                <Figure value={subscribers} unit={terms.t('unit.subscribers')} isUnitHidden />
              ),
            },
            {
              key: 'segments',
              heading: t('list.segments'),
              kind: 'figure',
              cell: ({ segments }) => (
                <Figure value={segments} unit={terms.t('unit.segments')} isUnitHidden />
              ),
            },
            {
              key: 'updated',
              heading: t('list.updated'),
              cell: ({ updatedAt, updatedBy }) => (
                <div>
                  <Time at={updatedAt} shown="minute" />
                  <div className="loa-quiet">{updatedBy}</div>
                </div>
              ),
            },
          ]}
        />
      )}
    </PagedList>
  )
}

/** Loading, error, stale, empty, rows, and the button for more. */
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
        <Stale
          loadedAtMs={query.dataUpdatedAt}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
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

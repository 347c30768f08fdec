/** Lists that come page after page: how they are asked for, and loading, error, stale, empty, rows, the button for more. */
import { Button, Stack } from '@mantine/core'
import { infiniteQueryOptions, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Asked } from './states.tsx'
import { useWords } from './words.ts'

interface PageOf<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

export function pagedQuery<Item>(
  queryKey: readonly unknown[],
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<PageOf<Item>>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
}

export type PagedResult<Item> = UseInfiniteQueryResult<{ pages: readonly PageOf<Item>[] }>

export function Paged<Item>(props: {
  readonly query: PagedResult<Item>
  readonly empty?: ReactNode
  /** On the button for more. */
  readonly more?: string
  readonly children: (items: readonly Item[]) => ReactNode
}) {
  const { t } = useWords()
  const { query, empty, more = t('page.more') } = props
  return (
    <Asked query={query} empty={({ pages }) => pages[0]?.items.length === 0 && empty}>
      {({ pages }) => (
        <Stack gap="md">
          {props.children(pages.flatMap(page => page.items))}
          <More query={query} label={more} />
        </Stack>
      )}
    </Asked>
  )
}

/** Once all have come it says so in the button's place, so that whoever works by keys or by ear is not thrown back to the page's beginning. */
function More({ query, label }: { readonly query: PagedResult<unknown>; readonly label: string }) {
  const { t } = useWords()
  const [isAsked, setAsked] = useState(false)
  const end = useRef<HTMLParagraphElement>(null)
  const isEnd = isAsked && !query.hasNextPage
  useEffect(() => {
    if (isEnd) end.current?.focus({ preventScroll: true })
  }, [isEnd])
  if (isEnd)
    return (
      <p ref={end} tabIndex={-1} className="loa-quiet" style={{ alignSelf: 'center' }}>
        {t('page.end')}
      </p>
    )
  if (!query.hasNextPage) return null
  return (
    <Button
      variant="default"
      loading={query.isFetchingNextPage}
      onClick={() => {
        setAsked(true)
        void query.fetchNextPage()
      }}
      style={{ alignSelf: 'center' }}
    >
      {label}
    </Button>
  )
}

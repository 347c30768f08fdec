/** The question as it is asked of the server: the first few of each kind, or one kind a page at a time. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import { pagedQuery } from '../../../web/parts/paged.tsx'
import { type Found, type FoundGroups, type FoundKind, foundKind } from '../model.ts'

export function groupsQuery(q: string) {
  return queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => ask('GET /api/v1/search', { query: { q }, signal }),
    enabled: q !== '',
    // Asked again whenever it is opened: what was found a moment ago may read otherwise now.
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
}

export function kindQuery(q: string, kind: FoundKind) {
  return pagedQuery<Found>(['search', q, kind], async (cursor, signal) => {
    const { groups } = await ask('GET /api/v1/search', { query: { q, kind, cursor }, signal })
    return groups[0] ?? { items: [], next: null }
  })
}

/** Of what an address says; null: of everything. */
export function kindOf(name: string | undefined): FoundKind | null {
  return foundKind.safeParse(name).data ?? null
}

export function countOf({ groups }: Pick<FoundGroups, 'groups'>) {
  return {
    count: groups.reduce((sum, { items }) => sum + items.length, 0),
    isMore: groups.some(({ next }) => next !== null),
  }
}

/** What the pages of this folder ask the server, with the keys that shell/changes.ts marks as old. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import type { RoundState } from '../model.ts'

/** Rows of a list at a time. */
const PAGE_SIZE = 50

export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: ['round', id],
    queryFn: ({ signal }) => ask('GET /api/v1/rounds/:id', { params: { id }, signal }),
  })

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['round', id, 'versions'],
    queryFn: ({ signal }) => ask('GET /api/v1/rounds/:id/versions', { params: { id }, signal }),
  })

export const liveQuery = (id: string) =>
  queryOptions({
    queryKey: ['round', id, 'live'],
    queryFn: ({ signal }) => ask('GET /api/v1/rounds/:id/live', { params: { id }, signal }),
  })

export const operatorsQuery = queryOptions({
  queryKey: ['operators'],
  queryFn: ({ signal }) => ask('GET /api/v1/operators', { signal }),
})

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) => ask('GET /api/v1/campaigns/:id', { params: { id }, signal }),
  })

export const campaignsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['campaigns', search],
    queryFn: ({ signal, pageParam }) =>
      ask('GET /api/v1/campaigns', {
        query: { search, cursor: pageParam, limit: PAGE_SIZE },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })

export const roundsQuery = (of: {
  readonly campaign?: string
  readonly states?: readonly RoundState[]
}) =>
  infiniteQueryOptions({
    queryKey: ['rounds', of.campaign ?? '', (of.states ?? []).join(',')],
    queryFn: ({ signal, pageParam }) =>
      ask('GET /api/v1/rounds', {
        query: {
          campaign: of.campaign,
          state: of.states?.join(','),
          cursor: pageParam,
          limit: PAGE_SIZE,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })

/** What the pages of this folder ask the server, with the keys that shell/changes.ts marks as old. */
import { queryOptions } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import { pagedQuery } from '../../../web/parts/paged.tsx'
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

export const operatorQuery = (id: string) =>
  queryOptions({
    queryKey: ['operators', id],
    queryFn: ({ signal }) => ask('GET /api/v1/operators/:id', { params: { id }, signal }),
  })

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) => ask('GET /api/v1/campaigns/:id', { params: { id }, signal }),
  })

export const campaignsQuery = (search: string) =>
  pagedQuery(['campaigns', search], (cursor, signal) =>
    ask('GET /api/v1/campaigns', { query: { search, cursor, limit: PAGE_SIZE }, signal }),
  )

export const roundsQuery = (of: {
  readonly campaign?: string
  readonly states?: readonly RoundState[]
}) =>
  pagedQuery(['rounds', of.campaign ?? '', (of.states ?? []).join(',')], (cursor, signal) => {
    const query = { campaign: of.campaign, state: of.states?.join(','), cursor, limit: PAGE_SIZE }
    return ask('GET /api/v1/rounds', { query, signal })
  })

/** What the server has of health checks; the stream of changes makes it old. */
import { queryOptions } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'

export const settingsQuery = queryOptions({
  queryKey: ['screening', 'settings'],
  queryFn: ({ signal }) => ask('GET /api/v1/screening/settings', { signal }),
})

export const doorsQuery = queryOptions({
  queryKey: ['screening', 'doors'],
  queryFn: ({ signal }) => ask('GET /api/v1/screening/doors', { signal }),
})

export const kiosksQuery = queryOptions({
  queryKey: ['screening', 'kiosks'],
  queryFn: ({ signal }) => ask('GET /api/v1/screening/kiosks', { signal }),
})

export const alertsQuery = queryOptions({
  queryKey: ['screening', 'alerts'],
  queryFn: ({ signal }) => ask('GET /api/v1/screening/alerts', { signal }),
})

export const pushQuery = queryOptions({
  queryKey: ['screening', 'push'],
  queryFn: ({ signal }) => ask('GET /api/v1/screening/push', { signal }),
})

/** `month`: 2026-11. */
export function monthQuery(month: string) {
  return queryOptions({
    queryKey: ['screening', 'counts', month],
    queryFn: ({ signal }) =>
      ask('GET /api/v1/screening/months/:id', { params: { id: month }, signal }),
  })
}

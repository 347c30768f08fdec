/** What the pages of this folder ask the server, with the keys that shell/changes.ts marks as old. */
import { queryOptions } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'

export const overviewQuery = queryOptions({
  queryKey: ['free', 'overview'],
  queryFn: ({ signal }) => ask('GET /api/v1/zero-rating', { signal }),
})

export const draftQuery = queryOptions({
  queryKey: ['free', 'draft'],
  queryFn: ({ signal }) => ask('GET /api/v1/zero-rating/draft', { signal }),
})

export const versionQuery = (version: string) =>
  queryOptions({
    queryKey: ['free', 'version', version],
    queryFn: ({ signal }) =>
      ask('GET /api/v1/zero-rating/lists/:id', { params: { id: version }, signal }),
  })

/** Of a list at once: there are few. */
const AUDITS_SHOWN = 100

export const auditsQuery = queryOptions({
  queryKey: ['free', 'audits'],
  queryFn: ({ signal }) =>
    ask('GET /api/v1/zero-rating/audits', { query: { limit: AUDITS_SHOWN }, signal }),
})

export const auditQuery = (id: string) =>
  queryOptions({
    queryKey: ['free', 'audit', id],
    queryFn: ({ signal }) => ask('GET /api/v1/zero-rating/audits/:id', { params: { id }, signal }),
  })

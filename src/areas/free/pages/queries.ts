/** What the pages of this folder ask the server, with the keys that the area's `touches` marks as old. */
import { getQuery } from '../../../web/session.ts'

export const overviewQuery = getQuery(['free', 'overview'], 'GET /api/v1/zero-rating')

export const draftQuery = getQuery(['free', 'draft'], 'GET /api/v1/zero-rating/draft')

export const versionQuery = (version: string) =>
  getQuery(['free', 'version', version], 'GET /api/v1/zero-rating/lists/{version}', { params: { version } })

/** Of a list at once: there are few. */
const AUDITS_SHOWN = 100

export const auditsQuery = getQuery(['free', 'audits'], 'GET /api/v1/zero-rating/audits', {
  query: { limit: AUDITS_SHOWN },
})

export const auditQuery = (id: string) =>
  getQuery(['free', 'audit', id], 'GET /api/v1/zero-rating/audits/{id}', { params: { id } })

/** What the pages of this folder ask the server, with the keys that shell/changes.ts marks as old. */

import { ask } from '../../../web/api.ts'
import { pagedQuery } from '../../../web/parts/paged.tsx'
import { getQuery } from '../../../web/session.ts'
import type { OperatorSummary, RoundDetail, RoundState } from '../model.ts'

/** What a page of one round shows. */
export interface Shown {
  readonly detail: RoundDetail
  readonly operators: readonly OperatorSummary[]
}

/** Rows of a list at a time. */
const PAGE_SIZE = 50

export const roundQuery = (id: string) =>
  getQuery(['round', id], 'GET /api/v1/rounds/:id', { params: { id } })

export const versionsQuery = (id: string) =>
  getQuery(['round', id, 'versions'], 'GET /api/v1/rounds/:id/versions', { params: { id } })

export const liveQuery = (id: string) =>
  getQuery(['round', id, 'live'], 'GET /api/v1/rounds/:id/live', { params: { id } })

export const operatorsQuery = getQuery(['operators'], 'GET /api/v1/operators')

export const operatorQuery = (id: string) =>
  getQuery(['operators', id], 'GET /api/v1/operators/:id', { params: { id } })

export const campaignQuery = (id: string) =>
  getQuery(['campaign', id], 'GET /api/v1/campaigns/:id', { params: { id } })

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

/** What the pages of this folder ask the server, with the keys that the area's `touches` marks as old. */

import type { WhichArchived } from '../../../authority/paging.ts'
import type { Purpose } from '../../../directive/documents.ts'
import { ask } from '../../../web/api.ts'
import { pagedQuery } from '../../../web/parts/paged.tsx'
import { getQuery } from '../../../web/session.ts'
import type { OperatorSummary } from '../../operators/model.ts'
import type { RoundDetail, RoundState } from '../model.ts'

/** What a page of one round shows. */
export interface Shown {
  readonly detail: RoundDetail
  readonly operators: readonly OperatorSummary[]
}

/** Rows of a list at a time. */
const PAGE_SIZE = 25

export const roundQuery = (id: string) => getQuery(['round', id], 'GET /api/v1/rounds/{id}', { params: { id } })

export const versionsQuery = (id: string) =>
  getQuery(['round', id, 'versions'], 'GET /api/v1/rounds/{id}/versions', { params: { id } })

export const liveQuery = (id: string) =>
  getQuery(['round', id, 'live'], 'GET /api/v1/rounds/{id}/live', { params: { id } })

export const directivesOfQuery = (id: string) =>
  getQuery(['operators', id, 'directives'], 'GET /api/v1/operators/{id}/directives', { params: { id } })

export const lanesQuery = (id: string) =>
  getQuery(['lanes', id], 'GET /api/v1/directives/{id}/lanes', { params: { id } })

export const campaignQuery = (id: string) =>
  getQuery(['campaign', id], 'GET /api/v1/campaigns/{id}', { params: { id } })

/** `archived`: without them, where nothing is said. */
export const campaignsQuery = (search: string, archived?: WhichArchived) =>
  pagedQuery(['campaigns', search, archived ?? ''], (cursor, signal) =>
    ask('GET /api/v1/campaigns', { query: { search, archived, cursor, limit: PAGE_SIZE }, signal }),
  )

/** Sender and settings that one has used last, but for those of one round. */
export const lastRoundQuery = (purpose: Purpose, except?: string) =>
  getQuery(['last-round', purpose, except ?? ''], 'GET /api/v1/me/last-round', { query: { purpose, round: except } })

export const roundsQuery = (of: {
  readonly campaign?: string
  readonly states?: readonly RoundState[]
  readonly archived?: WhichArchived
}) => {
  const { campaign, archived } = of
  const state = (of.states ?? []).join(',')
  return pagedQuery(['rounds', campaign ?? '', state, archived ?? ''], (cursor, signal) => {
    const query = { campaign, state, archived, cursor, limit: PAGE_SIZE }
    return ask('GET /api/v1/rounds', { query, signal })
  })
}

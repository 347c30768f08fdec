/** What the pages of plans ask the server, and what a deed makes old. All of one plan is under its name. */

import type { Purpose } from '../../../directive/documents.ts'
import { ask } from '../../../web/api.ts'
import { pagedQuery } from '../../../web/parts/paged.tsx'
import { getQuery, queries } from '../../../web/session.ts'
import type { ChangeDetail, DeedState, PlanDetail, ProposalState } from '../model.ts'

export const plansQuery = getQuery(['plans'], 'GET /api/v1/plans')

export const planQuery = (plan: string) => getQuery(['plan', plan], 'GET /api/v1/plans/{plan}', { params: { plan } })

/** `at` null: now. */
export const situationQuery = (plan: string, purpose: Purpose, at: string | null) =>
  getQuery(['plan', plan, 'situation', purpose, at], 'GET /api/v1/plans/{plan}/situation', {
    params: { plan },
    query: { purpose, at: at ?? undefined },
  })

export const runningQuery = (plan: string, purpose: Purpose) =>
  getQuery(['plan', plan, 'running', purpose], 'GET /api/v1/plans/{plan}/running', {
    params: { plan },
    query: { purpose },
  })

const PAGE = 20

export const changesQuery = (plan: string, purpose: Purpose) =>
  pagedQuery(['plan', plan, 'changes', purpose], (cursor, signal) =>
    ask('GET /api/v1/plans/{plan}/changes', { params: { plan }, signal, query: { purpose, cursor, limit: PAGE } }),
  )

export const changeQuery = (plan: string, id: string) =>
  getQuery(['plan', plan, 'change', id], 'GET /api/v1/level-changes/{id}', { params: { id } })

/** The effects of one action, each by itself. */
export const effectsQuery = (plan: string, id: string, action: string) =>
  getQuery(['plan', plan, 'change', id, action], 'GET /api/v1/level-changes/{id}/effects', {
    params: { id },
    query: { action },
  })

export const deedsQuery = (id: string, state: DeedState | null) =>
  pagedQuery(['plan-deeds', id, state], (cursor, signal) =>
    ask('GET /api/v1/level-changes/{id}/deeds', {
      params: { id },
      signal,
      query: { state: state ?? undefined, cursor, limit: PAGE },
    }),
  )

/** In one answer: of more, people do the rest afterwards. */
const FOLLOWED_MAX = 200

/** All of them, for what is left to do. */
export const followedQuery = (id: string) =>
  getQuery(['plan-deeds', id, 'followed'], 'GET /api/v1/level-changes/{id}/deeds', {
    params: { id },
    query: { limit: FOLLOWED_MAX },
  })

export const tasksQuery = (plan: string, isOpen: boolean) =>
  pagedQuery(['plan', plan, 'tasks', isOpen], (cursor, signal) =>
    ask('GET /api/v1/plans/{plan}/tasks', {
      params: { plan },
      signal,
      query: { open: String(isOpen), cursor, limit: PAGE },
    }),
  )

export const dataQuery = (plan: string) =>
  getQuery(['plan', plan, 'data'], 'GET /api/v1/plans/{plan}/data', { params: { plan } })

export const areaDataQuery = (plan: string, area: string, days: Days = {}) =>
  getQuery(['plan', plan, 'data', area, days], 'GET /api/v1/plans/{plan}/data/{area}', {
    params: { plan, area },
    query: { ...days },
  })

interface Days {
  readonly from?: string
  readonly until?: string
}

export const populationsQuery = getQuery(['plan-populations'], 'GET /api/v1/plan-populations')

/** More than there are areas. */
const PROPOSALS_MAX = 200

export const proposalsQuery = (plan: string, state?: ProposalState) =>
  getQuery(['plan', plan, 'proposals', state ?? null], 'GET /api/v1/plans/{plan}/proposals', {
    params: { plan },
    query: { state, limit: PROPOSALS_MAX },
  })

export const proposalQuery = (plan: string, id: string) =>
  getQuery(['plan', plan, 'proposal', id], 'GET /api/v1/level-proposals/{id}', { params: { id } })

/** What a deed answered with is how it is now. */
export function keepPlan(detail: PlanDetail): PlanDetail {
  queries.setQueryData(planQuery(detail.id).queryKey, detail)
  void queries.invalidateQueries({ queryKey: plansQuery.queryKey })
  return detail
}

export function keepChange(change: ChangeDetail): ChangeDetail {
  const { queryKey } = changeQuery(change.plan, change.id)
  queries.setQueryData(queryKey, change)
  void queries.invalidateQueries({
    predicate: ({ queryKey: [what, plan, of, id] }) =>
      what === 'plan-deeds' || (what === 'plan' && plan === change.plan && (of !== 'change' || id !== change.id)),
  })
  return change
}

export async function forgetPlan(plan: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['plan', plan] })
}

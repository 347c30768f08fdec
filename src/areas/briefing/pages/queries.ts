/** What the pages of briefings ask the server, and what is made old by a deed. */
import { getQuery, queries } from '../../../web/session.ts'
import type { Briefing } from '../model.ts'

export const briefingsQuery = getQuery(['briefings'], 'GET /api/v1/briefings')

export const sitesQuery = getQuery(['briefing-sites'], 'GET /api/v1/briefing-sites')

export const briefingQuery = (id: string) =>
  getQuery(['briefing', id], 'GET /api/v1/briefings/{id}', { params: { id } })

export const instructionsQuery = (of: 'open' | 'all') =>
  getQuery(['instructions', of], 'GET /api/v1/instructions', { query: { of } })

export const instructionQuery = (id: string) =>
  getQuery(['instruction', id], 'GET /api/v1/instructions/{id}', { params: { id } })

/** What a deed answered with is the briefing as it is now. */
export function keepBriefing(briefing: Briefing): Briefing {
  queries.setQueryData(briefingQuery(briefing.id).queryKey, briefing)
  void queries.invalidateQueries({ queryKey: briefingsQuery.queryKey })
  return briefing
}

/** Something in it was changed whose answer is not the whole. */
export async function forgetBriefing(id: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: briefingQuery(id).queryKey })
}

export async function forgetInstructions(): Promise<void> {
  void queries.invalidateQueries({ queryKey: briefingsQuery.queryKey })
  void queries.invalidateQueries({ queryKey: ['briefing'] })
  await queries.invalidateQueries({ queryKey: ['instructions'] })
}

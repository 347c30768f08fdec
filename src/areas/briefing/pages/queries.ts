/** What the pages of briefings ask the server, and what is made old by a deed. */
import { ask } from '../../../web/api.ts'
import { pagedQuery } from '../../../web/parts/paged.tsx'
import { getQuery, queries } from '../../../web/session.ts'
import type { Briefing } from '../model.ts'

/** Of all lists of briefings. */
const LISTS = ['briefings']
/** Half a year of weekly ones at a time. */
const PAGE = 25
/** As many as a page may have: four years of weekly ones. */
const COMING_MAX = 200

export const briefingsQuery = pagedQuery([...LISTS, 'all'], (cursor, signal) =>
  ask('GET /api/v1/briefings', { query: { cursor, limit: PAGE }, signal }),
)

/** Those that go on or are planned, however far down in the list of all. */
export const comingQuery = getQuery([...LISTS, 'coming'], 'GET /api/v1/briefings', {
  query: { state: 'open,planned', limit: COMING_MAX },
})

/** The newest that were not called off: the one that is written, and the one before it. */
export const newestQuery = getQuery([...LISTS, 'newest'], 'GET /api/v1/briefings', {
  query: { state: 'planned,open,ended', limit: 2 },
})

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
  void queries.invalidateQueries({ queryKey: LISTS })
  return briefing
}

/** Something in it was changed whose answer is not the whole. */
export async function forgetBriefing(id: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: briefingQuery(id).queryKey })
}

export async function forgetInstructions(): Promise<void> {
  void queries.invalidateQueries({ queryKey: LISTS })
  void queries.invalidateQueries({ queryKey: ['briefing'] })
  await queries.invalidateQueries({ queryKey: ['instructions'] })
}

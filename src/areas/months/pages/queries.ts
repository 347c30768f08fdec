/** What the pages of this folder ask the server, with the keys that the area's `touches` marks as old. */
import { getQuery, queries } from '../../../web/session.ts'

export const monthsQuery = getQuery(['months'], 'GET /api/v1/months')

export const reportQuery = (month: string) =>
  getQuery(['month', month, 'report'], 'GET /api/v1/months/{month}/report', { params: { month } })

/** As it counts now, though an edition stands: what a review freezes. */
export const nextQuery = (month: string) =>
  getQuery([...reportQuery(month).queryKey, 'next'], 'GET /api/v1/months/{month}/report', {
    params: { month },
    query: { edition: 'next' },
  })

export const itemsQuery = (month: string) =>
  getQuery(['month', month, 'items'], 'GET /api/v1/months/{month}/items', { params: { month } })

/** After an item was entered, changed or removed. */
export async function forgetItems(month: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: monthsQuery.queryKey })
  await queries.invalidateQueries({ queryKey: ['month', month] })
}

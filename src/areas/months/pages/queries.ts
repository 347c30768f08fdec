/** What the pages of this folder ask the server, with the keys that shell/changes.ts marks as old. */
import { getQuery, queries } from '../../../web/session.ts'

export const monthsQuery = getQuery(['months'], 'GET /api/v1/months')

export const reportQuery = (month: string) =>
  getQuery(['month', month, 'report'], 'GET /api/v1/months/:id/report', { params: { id: month } })

export const itemsQuery = (month: string) =>
  getQuery(['month', month, 'items'], 'GET /api/v1/months/:id/items', { params: { id: month } })

/** After an item was entered, changed or removed. */
export async function forgetItems(month: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: monthsQuery.queryKey })
  await queries.invalidateQueries({ queryKey: ['month', month] })
}

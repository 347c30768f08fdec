/** What the pages of this folder ask the server, with the keys that shell/changes.ts marks as old. */
import { queryOptions } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import { queries } from '../../../web/session.ts'
import type { MonthReport } from '../model.ts'

export const monthsQuery = queryOptions({
  queryKey: ['months'],
  queryFn: ({ signal }) => ask('GET /api/v1/months', { signal }),
})

export const reportQuery = (month: string) =>
  queryOptions({
    queryKey: ['month', month, 'report'],
    queryFn: ({ signal }) =>
      ask('GET /api/v1/months/:id/report', { params: { id: month }, signal }),
  })

export const itemsQuery = (month: string) =>
  queryOptions({
    queryKey: ['month', month, 'items'],
    queryFn: ({ signal }) => ask('GET /api/v1/months/:id/items', { params: { id: month }, signal }),
  })

/** As the server has just told it. */
export function keepReport(report: MonthReport): void {
  queries.setQueryData(reportQuery(report.month).queryKey, report)
  void queries.invalidateQueries({ queryKey: monthsQuery.queryKey })
}

/** After an item was entered, changed or removed. */
export async function forgetItems(month: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: monthsQuery.queryKey })
  await queries.invalidateQueries({ queryKey: ['month', month] })
}

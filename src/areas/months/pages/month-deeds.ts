/** The deeds of a month's report; each answers with the report, which is kept. */
import { ask } from '../../../web/api.ts'
import type { Deeds } from '../../../web/approval/deeds.ts'
import { queries } from '../../../web/session.ts'
import type { ReportHeading } from '../model.ts'
import { monthsQuery, reportQuery } from './queries.ts'

export interface ReportBodies {
  readonly review: { readonly heading: ReportHeading }
  readonly sign: { readonly sha256: string }
  readonly publish: { readonly sha256: string }
  readonly return: { readonly reason: string }
}

export function reportDeeds(month: string): Deeds<ReportBodies> {
  const shown = reportQuery(month).queryKey
  return {
    shown,
    post: async (name, body, once) => {
      // All take a body of their own, which `ReportBodies` has checked, and answer with the report.
      const route =
        `POST /api/v1/months/:id/report/${name}` as 'POST /api/v1/months/:id/report/return'
      const given = { params: { id: month }, body: body as ReportBodies['return'], once }
      queries.setQueryData(shown, await ask(route, given))
      void queries.invalidateQueries({ queryKey: monthsQuery.queryKey })
    },
  }
}

/** The deeds of a month's report; each answers with the report, which is kept. */
import { ask } from '../../../web/api.ts'
import type { BodyOf, Deeds } from '../../../web/approval/deeds.ts'
import { queries } from '../../../web/session.ts'
import { monthsQuery, reportQuery } from './queries.ts'

type Name = 'review' | 'sign' | 'publish' | 'return'
export type ReportBodies = { readonly [Of in Name]: BodyOf<`POST /api/v1/months/:id/report/${Of}`> }

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

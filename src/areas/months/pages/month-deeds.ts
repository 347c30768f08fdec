/**
 * The deeds of a month's report; each answers with the report, which is kept. Reviewing and signing are signed before they
 * are sent, over the very report that is shown.
 */
import { canonicalJson } from '../../../base/canonical.ts'
import { ask } from '../../../web/api.ts'
import type { BodyOf, Deeds } from '../../../web/approval/deeds.ts'
import { queries } from '../../../web/session.ts'
import { digestAsRead } from '../../../web/signing/digest.ts'
import { signed } from '../../../web/signing/signed.ts'
import type { MonthReport } from '../model.ts'
import { saidOfMonth } from '../said.ts'
import { monthsQuery, reportQuery } from './queries.ts'

type Name = 'review' | 'sign' | 'publish' | 'return'
export type ReportBodies = {
  readonly [Of in Name]: BodyOf<`POST /api/v1/months/{month}/report/${Of}`>
}

export function reportDeeds(
  report: Pick<MonthReport, 'month' | 'edition' | 'sha256' | 'report'>,
): Deeds<ReportBodies> {
  const { month } = report
  const shown = reportQuery(month).queryKey
  return {
    shown,
    post: async (name, body, once) => {
      // All take a body of their own, which `ReportBodies` has checked, and answer with the report.
      const route =
        `POST /api/v1/months/{month}/report/${name}` as 'POST /api/v1/months/{month}/report/return'
      const does = DOES[name]
      const read =
        does === null ? null : await digestAsRead(canonicalJson(report.report), report.sha256)
      const signature =
        does === null || read === null
          ? {}
          : await signed(saidOfMonth({ ...report, sha256: read.sha256 }, does), read, once)
      const given = {
        params: { month },
        body: { ...(body as ReportBodies['return']), ...signature },
        once,
      }
      queries.setQueryData(shown, await ask(route, given))
      void queries.invalidateQueries({ queryKey: monthsQuery.queryKey })
    },
  }
}

const DOES = { review: 'submit', sign: 'approve', publish: null, return: null } as const

/** The steps of a month's report: reviewing and signing are signed over the very report that is shown. */
import { canonicalJson } from '../../../base/canonical.ts'
import { type Deeds, type StepBodies, stepDeeds } from '../../../web/approval/deeds.ts'
import { queries } from '../../../web/session.ts'
import type { MonthReport } from '../model.ts'
import { saidOfMonth } from '../said.ts'
import { monthsQuery, reportQuery } from './queries.ts'

const AT = '/api/v1/months/{month}/report'
export type ReportBodies = StepBodies<typeof AT, 'review' | 'sign' | 'publish' | 'return', 'signature'>
const DOES = { review: 'submit', sign: 'approve', publish: null, return: null } as const

export function reportDeeds(report: Pick<MonthReport, 'month' | 'edition' | 'sha256' | 'report'>): Deeds<ReportBodies> {
  const { month } = report
  const shown = reportQuery(month).queryKey
  return stepDeeds({
    at: AT,
    params: { month },
    shown,
    signs: step => {
      const does = DOES[step]
      return does && { text: canonicalJson(report.report), said: saidOfMonth(report, does) }
    },
    keep: (answer: MonthReport) => {
      queries.setQueryData(shown, answer)
      void queries.invalidateQueries({ queryKey: monthsQuery.queryKey })
    },
  })
}

/** The reports of months: each row of the contract to its use case, and the documents written in a thread of their own. */

import { stepHandlers } from '../../authority/document-steps.ts'
import { type Route, routesOf } from '../../http/route.ts'
import type { Report } from '../../report/document.ts'
import { DocumentThread } from '../../report/documents/document-thread.ts'
import { type Form, MEDIA_TYPES } from '../../report/documents/forms.ts'
import { monthReports, monthsContract } from './contract.ts'
import type { EditionSignatures } from './model.ts'
import type { OtherCounts } from './records.ts'
import type { MonthUseCases } from './use-cases.ts'

export function monthsRoutes(needs: {
  readonly months: MonthUseCases
  /** What other areas count of a month. */
  readonly othersOf: (month: string) => Promise<OtherCounts>
}): Route[] {
  const { months, othersOf } = needs
  const writer = new DocumentThread()
  return routesOf(monthsContract, {
    listMonths: async () => await months.months(),
    listWorkItems: async ({ params }) => await months.items(params.month),
    addWorkItem: async ({ actor, params, body }) => await months.addItem(actor, params.month, body),
    saveWorkItem: async ({ actor, params, body }) => await months.saveItem(actor, params.id, body),
    removeWorkItem: async ({ actor, params, query }) => await months.removeItem(actor, params.id, query),
    getMonthReport: async ({ actor, params, query }) =>
      await months.report(actor, params.month, await othersOf(params.month), query.edition),
    downloadMonthReport: async ({ actor, params, query }) => {
      const { edition } = query
      if (edition !== undefined) {
        const { report, signatures } = await months.published(params.month, edition)
        const of = { ...params, ...query, name: `${edition}`, beside: { signatures } }
        return await answerOf(writer, report, of)
      }
      const others = await othersOf(params.month)
      const { report, state, signatures } = await months.report(actor, params.month, others)
      const beside = state === 'published' ? { signatures } : {}
      return await answerOf(writer, report, { ...params, ...query, name: state, beside })
    },
    reviewMonthReport: async ({ actor, params, body }) =>
      await months.reviewReport(actor, params.month, body, await othersOf(params.month)),
    ...stepHandlers(monthReports, months, ({ month }) => month),
  })
}

/** In the JSON of what was published: what two people signed, or null. */
type Beside = { readonly signatures?: EditionSignatures | null }

async function answerOf(
  writer: DocumentThread,
  report: Report,
  of: { month: string; form: Form; language: 'vi' | 'en'; name: string; beside: Beside },
): Promise<Response> {
  const { form, language, beside } = of
  return new Response(await writer.write({ report, form, language, beside }), {
    headers: {
      'content-type': MEDIA_TYPES[form],
      'content-disposition': `attachment; filename="${of.month}-${of.name}.${form}"`,
      'cache-control': 'no-store',
    },
  })
}

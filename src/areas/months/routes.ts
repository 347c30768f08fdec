/**
 * The reports of months: what people enter, the report as it counts now, its way to being published, its documents.
 *
 * For the ministry's own people: an operator's engineer sees no figure of other operators here.
 */
import { z } from 'zod'
import { sha256 } from '../../directive/documents.ts'
import { byId } from '../../http/paging.ts'
import { APPROVERS, REPORT_READERS, REPORT_WRITERS, type Route, route } from '../../http/route.ts'
import type { Services } from '../../http/services.ts'
import { month, type Report } from '../../report/document.ts'
import { FORMS, type Form } from '../../report/documents/write.ts'
import { ApartWriter } from '../../report/documents/write-apart.ts'
import { paragraph } from '../rounds/model.ts'
import { monthItem, monthReport, monthSummary, reportHeading, workItemContent } from './model.ts'
import type { OtherCounts } from './use-cases.ts'

const BASE = '/api/v1/months'
const byMonth = z.strictObject({ month })
const form = z.enum(FORMS)
const ofDigest = z.strictObject({ sha256 }).meta({ id: 'OfReportDigest' })

const MEDIA: Readonly<Record<Form, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
}

const ITEM = {
  section: 'network-security',
  date: '2026-02-14',
  unit: 'Cục An toàn thông tin',
  title: 'Nhóm nghiên cứu tiêu chuẩn an toàn 5G',
  result: 'Đã thành lập',
  nextStep: 'Trình kế hoạch nghiên cứu',
  english: null,
} satisfies z.input<typeof workItemContent>

const HEADING = {
  governing: null,
  issuing: { vi: 'Cơ quan chủ quản', en: 'The authority' },
  symbol: '12/BC-CQCQ',
  place: { vi: 'Hà Nội', en: 'Hanoi' },
  date: '2026-03-02',
  signer: { title: { vi: 'Thủ trưởng cơ quan', en: 'Head of the authority' }, name: null },
  recipients: [],
} satisfies z.input<typeof reportHeading>

export function monthRoutes(services: Services): Route[] {
  return [...itemRoutes(services), ...reportRoutes(services)]
}

function itemRoutes({ authority: { months } }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: BASE,
      name: 'listMonths',
      summary: 'Months with something in them, newest first',
      may: REPORT_READERS,
      answer: z.array(monthSummary),
      handle: async () => await months.months(),
    }),
    route({
      method: 'get',
      path: `${BASE}/{month}/items`,
      name: 'listWorkItems',
      summary: 'What people entered for the month',
      may: REPORT_READERS,
      params: byMonth,
      answer: z.array(monthItem),
      handle: async ({ params }) => await months.items(params.month),
    }),
    route({
      method: 'post',
      path: `${BASE}/{month}/items`,
      name: 'addWorkItem',
      summary: 'Enters a work item',
      may: REPORT_WRITERS,
      params: byMonth,
      body: workItemContent.meta({ id: 'WorkItemInput', examples: [ITEM] }),
      status: 201,
      answer: monthItem,
      starts: true,
      handle: async ({ actor, params, body }) => await months.addItem(actor, params.month, body),
    }),
    route({
      method: 'put',
      path: '/api/v1/work-items/{id}',
      name: 'saveWorkItem',
      summary: 'Saves a work item over the version that was opened',
      may: REPORT_WRITERS,
      params: byId,
      body: z
        .strictObject({ version: z.int().min(1), content: workItemContent })
        .meta({ id: 'WorkItemChange', examples: [{ version: 1, content: ITEM }] }),
      answer: monthItem,
      handle: async ({ actor, params, body }) => await months.saveItem(actor, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/api/v1/work-items/{id}',
      name: 'removeWorkItem',
      summary: 'Removes a work item at the version that was opened',
      may: REPORT_WRITERS,
      params: byId,
      query: z.strictObject({ version: z.coerce.number<string>().int().min(1) }),
      status: 204,
      handle: async ({ actor, params, query }) => await months.removeItem(actor, params.id, query),
    }),
  ]
}

function reportRoutes({ authority: { months }, screening }: Services): Route[] {
  const othersOf = async (month: string): Promise<OtherCounts> => {
    const { days, doors, sum, isSoFar } = await screening.monthCounts(month)
    if (days === 0) return { screenings: null }
    return { screenings: { days, doors, readings: sum.checked, above: sum.high, isSoFar } }
  }
  const writer = new ApartWriter()
  return [
    route({
      method: 'get',
      path: `${BASE}/{month}/report`,
      name: 'getMonthReport',
      summary:
        'The newest edition of the report, or the draft as it counts now, with all derivations',
      may: REPORT_READERS,
      params: byMonth,
      answer: monthReport,
      handle: async ({ actor, params }) =>
        await months.report(actor, params.month, await othersOf(params.month)),
    }),
    route({
      method: 'get',
      path: `${BASE}/{month}/report/{form}`,
      name: 'downloadMonthReport',
      summary: 'The same as DOCX, PDF, HTML or JSON; of a published edition where one is named',
      may: REPORT_READERS,
      params: byMonth.extend({ form }),
      query: z.strictObject({
        edition: z.coerce.number<string>().int().min(1).optional(),
        language: z.enum(['vi', 'en']).default('vi'),
      }),
      media: 'application/octet-stream',
      handle: async ({ actor, params, query }) => {
        const { edition } = query
        if (edition !== undefined) {
          const report = await months.published(params.month, edition)
          return await answerOf(writer, report, { ...params, ...query, name: `${edition}` })
        }
        const { report, state } = await months.report(
          actor,
          params.month,
          await othersOf(params.month),
        )
        return await answerOf(writer, report, { ...params, ...query, name: state })
      },
    }),
    route({
      method: 'post',
      path: `${BASE}/{month}/report/review`,
      name: 'reviewMonthReport',
      summary: 'Freezes the report as it counts now, for a second person to sign',
      may: REPORT_WRITERS,
      params: byMonth,
      body: z
        .strictObject({ heading: reportHeading })
        .meta({ id: 'ReportReview', examples: [{ heading: HEADING }] }),
      answer: monthReport,
      starts: true,
      handle: async ({ actor, params, body }) =>
        await months.reviewReport(actor, params.month, body, await othersOf(params.month)),
    }),
    route({
      method: 'post',
      path: `${BASE}/{month}/report/sign`,
      name: 'signMonthReport',
      summary: 'Signs off this very report; never what one has reviewed oneself',
      may: APPROVERS,
      params: byMonth,
      body: ofDigest,
      answer: monthReport,
      starts: true,
      handle: async ({ actor, params, body }) => await months.signReport(actor, params.month, body),
    }),
    route({
      method: 'post',
      path: `${BASE}/{month}/report/publish`,
      name: 'publishMonthReport',
      summary: 'Publishes what was signed; from then on it never changes',
      may: REPORT_WRITERS,
      params: byMonth,
      body: ofDigest,
      answer: monthReport,
      starts: true,
      handle: async ({ actor, params, body }) =>
        await months.publishReport(actor, params.month, body),
    }),
    route({
      method: 'post',
      path: `${BASE}/{month}/report/return`,
      name: 'returnMonthReport',
      summary: 'Sends it back with a reason; it is a draft again',
      may: APPROVERS,
      params: byMonth,
      body: z
        .strictObject({ reason: paragraph.pipe(z.string().min(1)) })
        .meta({ id: 'ReportSendingBack' }),
      answer: monthReport,
      starts: true,
      handle: async ({ actor, params, body }) =>
        await months.returnReport(actor, params.month, body),
    }),
  ]
}

async function answerOf(
  writer: ApartWriter,
  report: Report,
  of: { month: string; form: Form; language: 'vi' | 'en'; name: string },
): Promise<Response> {
  const { form, language } = of
  return new Response(await writer.write({ report, form, language }), {
    headers: {
      'content-type': MEDIA[form],
      'content-disposition': `attachment; filename="${of.month}-${of.name}.${form}"`,
      'cache-control': 'no-store',
    },
  })
}

/**
 * What can be asked about the reports of months: what people enter, the report as it counts now, its way to being
 * published, its documents. For the ministry's own people: an operator's engineer sees no figure of other operators here.
 */
import { z } from 'zod'
import { APPROVERS, type PeopleAccess, row } from '../../authority/contract.ts'
import { documentKind, reason, signature } from '../../authority/document-kind.ts'
import { byId } from '../../authority/paging.ts'
import { instant, sha256 } from '../../directive/documents.ts'
import { month } from '../../report/document.ts'
import { FORMS } from '../../report/documents/forms.ts'
import { monthItem, monthReport, monthSummary, reportHeading, workItemContent } from './model.ts'

/** They count all operators. */
const REPORT_READERS: PeopleAccess = {
  is: 'people',
  roles: ['editor', 'approver', 'auditor', 'administrator'],
  scope: 'read',
}
const REPORT_WRITERS: PeopleAccess = { is: 'people', roles: ['editor', 'approver'], scope: null }

const BASE = '/api/v1/months'
const byMonth = z.strictObject({ month })
const form = z.enum(FORMS)
/** `doubts`: how many points were looked at, of those that the console shows. */
const doubts = z.int().min(0).default(0)
const ofDigest = z.strictObject({ sha256, doubts }).meta({ id: 'OfReportDigest' })

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

/** What two people do to the newest edition, once one of them has reviewed it. */
export const monthReports = documentKind({
  of: 'MonthReport',
  at: `${BASE}/{month}/report`,
  params: byMonth,
  answer: monthReport,
  writers: REPORT_WRITERS,
  steps: {
    sign: {
      summary: 'Signs off this very report; never what one has reviewed oneself',
      may: APPROVERS,
      fresh: 'unless-passkey',
      body: ofDigest.extend({ signature }).meta({ id: 'ReportSigning' }),
    },
    publish: { summary: 'Publishes what was signed; from then on it never changes', body: ofDigest },
    return: {
      summary: 'Sends it back with a reason; it is a draft again',
      body: z.strictObject({ reason }).meta({ id: 'ReportSendingBack' }),
    },
  },
})

export const monthsContract = {
  listMonths: row({
    method: 'get',
    path: BASE,
    summary: 'Months with something in them, newest first',
    may: REPORT_READERS,
    answer: z.array(monthSummary),
  }),
  listWorkItems: row({
    method: 'get',
    path: `${BASE}/{month}/items`,
    summary: 'What people entered for the month',
    may: REPORT_READERS,
    params: byMonth,
    answer: z.array(monthItem),
  }),
  addWorkItem: row({
    method: 'post',
    path: `${BASE}/{month}/items`,
    summary: 'Enters a work item',
    may: REPORT_WRITERS,
    params: byMonth,
    body: workItemContent.meta({ id: 'WorkItemInput', examples: [ITEM] }),
    status: 201,
    answer: monthItem,
    starts: true,
  }),
  saveWorkItem: row({
    method: 'put',
    path: '/api/v1/work-items/{id}',
    summary: 'Saves a work item over the version that was opened',
    may: REPORT_WRITERS,
    params: byId,
    body: z
      .strictObject({ version: z.int().min(1), content: workItemContent })
      .meta({ id: 'WorkItemChange', examples: [{ version: 1, content: ITEM }] }),
    answer: monthItem,
  }),
  removeWorkItem: row({
    method: 'delete',
    path: '/api/v1/work-items/{id}',
    summary: 'Removes a work item at the version that was opened',
    may: REPORT_WRITERS,
    params: byId,
    query: z.strictObject({ version: z.coerce.number<string>().int().min(1) }),
    status: 204,
  }),
  getMonthReport: row({
    method: 'get',
    path: `${BASE}/{month}/report`,
    summary: 'The newest edition of the report, or the draft as it counts now, with all derivations',
    may: REPORT_READERS,
    params: byMonth,
    /** `next`: as it counts now, though an edition stands. */
    query: z.strictObject({ edition: z.literal('next').optional() }),
    answer: monthReport,
  }),
  downloadMonthReport: row({
    method: 'get',
    path: `${BASE}/{month}/report/{form}`,
    summary:
      'The same as DOCX, PDF, HTML or JSON; of a published edition where one is named, whose JSON has what two people signed',
    may: REPORT_READERS,
    params: byMonth.extend({ form }),
    query: z.strictObject({
      edition: z.coerce.number<string>().int().min(1).optional(),
      language: z.enum(['vi', 'en']).default('vi'),
    }),
    media: 'application/octet-stream',
  }),
  reviewMonthReport: row({
    method: 'post',
    path: `${BASE}/{month}/report/review`,
    summary: 'Freezes the report as it was read, or as it counts now, for a second person to sign',
    may: REPORT_WRITERS,
    params: byMonth,
    body: z
      .strictObject({
        heading: reportHeading,
        /** Of the draft that was read, at most an hour ago: it is frozen as it was, or refused where it cannot be had any more. */
        asOf: instant.optional(),
        /** Of that draft with this heading. */
        sha256: sha256.optional(),
        doubts,
        signature,
      })
      .meta({ id: 'ReportReview', examples: [{ heading: HEADING }] }),
    answer: monthReport,
    starts: true,
  }),
  ...monthReports.rows,
}

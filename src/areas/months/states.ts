/** What may be done to a month's report, by whom and in which state. Pure; runs in a browser too. */
import { Approval, type Facts } from '../../authority/approval.ts'
import type { ReportAction, ReportState } from './model.ts'

const WRITERS = ['editor', 'approver'] as const

/** A published report is reviewed again as its next edition. Its author is who reviewed it. */
export const reportApproval = new Approval<ReportAction, ReportState, Facts<ReportState>, 'reportState'>({
  notNow: 'reportState',
  hands: {
    draft: { writers: WRITERS },
    reviewed: 'second',
    signed: { roles: WRITERS, does: 'publish' },
    published: 'nobody',
  },
  steps: {
    review: { roles: WRITERS, from: { draft: 'reviewed', published: 'reviewed' } },
    sign: { roles: ['approver'], from: { reviewed: 'signed' }, by: 'another' },
    publish: { roles: WRITERS, from: { signed: 'published' } },
    return: { roles: ['approver'], from: { reviewed: 'draft', signed: 'draft' } },
  },
})

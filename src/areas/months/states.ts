/** What may be done to a month's report, by whom and in which state. Pure; runs in a browser too. */
import { Approval, type Facts } from '../../authority/approval.ts'
import type { ReportAction, ReportState } from './model.ts'

/** A published report is reviewed again as its next edition. Its author is who reviewed it. */
export const reportApproval = new Approval<
  ReportAction,
  ReportState,
  Facts<ReportState>,
  'reportState'
>({
  notNow: 'reportState',
  steps: {
    review: { roles: ['editor', 'approver'], from: { draft: 'reviewed', published: 'reviewed' } },
    sign: { roles: ['approver'], from: { reviewed: 'signed' }, by: 'another' },
    publish: { roles: ['editor', 'approver'], from: { signed: 'published' } },
    return: { roles: ['approver'], from: { reviewed: 'draft', signed: 'draft' } },
  },
})

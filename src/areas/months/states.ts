/** What may be done to a month's report, by whom and in which state, as two tables. Pure; runs in a browser too. */
import type { Role } from '../../authority/actor.ts'
import { type ReportAction, type ReportState, reportAction } from './model.ts'

/** Who may at all. */
const ROLES: Readonly<Record<ReportAction, readonly Role[]>> = {
  review: ['editor', 'approver'],
  sign: ['approver'],
  publish: ['editor', 'approver'],
  return: ['approver'],
}

/** In which states, and where that leads. A published report is reviewed again as its next edition. */
const STATES: Readonly<Record<ReportAction, Partial<Record<ReportState, ReportState>>>> = {
  review: { draft: 'reviewed', published: 'reviewed' },
  sign: { reviewed: 'signed' },
  publish: { signed: 'published' },
  return: { reviewed: 'draft', signed: 'draft' },
}

export interface ReportFacts {
  readonly state: ReportState
  /** The id of the person who reviewed it. */
  readonly reviewer: string | null
}

/** Null: it may be done now. */
export function refusalOfReport(
  action: ReportAction,
  who: { readonly role: Role; readonly person: string },
  { state, reviewer }: ReportFacts,
): 'forbidden' | 'reportState' | 'ownApproval' | null {
  if (!ROLES[action].includes(who.role)) return 'forbidden'
  if (STATES[action][state] === undefined) return 'reportState'
  return action === 'sign' && reviewer === who.person ? 'ownApproval' : null
}

export function reportActionsOf(
  who: { readonly role: Role; readonly person: string },
  facts: ReportFacts,
): ReportAction[] {
  return reportAction.options.filter(action => refusalOfReport(action, who, facts) === null)
}

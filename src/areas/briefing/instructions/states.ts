/**
 * What may be done to an instruction, by whom and in which state. Pure; runs in a browser too.
 *
 *   draft ─submit─► submitted ─approve─► issued ─► acknowledged ─► done        the last two by its site
 *     ▲───────return──────┘                 └────────── withdraw ──► withdrawn
 */
import { Approval, type Facts } from '../../../authority/approval.ts'
import type { InstructionAction, InstructionState } from '../model.ts'

export const WRITERS = ['editor', 'approver'] as const

/** Nobody approves what they have written or submitted. */
export const instructionApproval = new Approval<
  InstructionAction,
  InstructionState,
  Facts<InstructionState>,
  'instructionState'
>({
  notNow: 'instructionState',
  // What was issued is its site's, until its day is over.
  hands: {
    draft: { writers: WRITERS },
    submitted: 'second',
    issued: 'itself',
    acknowledged: 'itself',
    done: 'nobody',
    withdrawn: 'nobody',
  },
  steps: {
    save: { roles: WRITERS, from: { draft: null } },
    submit: { roles: WRITERS, from: { draft: 'submitted' } },
    approve: { roles: ['approver'], from: { submitted: 'issued' }, by: 'another' },
    return: { roles: ['approver'], from: { submitted: 'draft' } },
    withdraw: {
      roles: ['approver'],
      from: { draft: 'withdrawn', submitted: 'withdrawn', issued: 'withdrawn', acknowledged: 'withdrawn' },
    },
  },
})

/** What its site may answer, and in which states. What it has answered already is answered alike. */
export const SITE_STEPS = {
  acknowledge: { from: ['issued'], to: 'acknowledged' },
  done: { from: ['issued', 'acknowledged'], to: 'done' },
} as const satisfies Record<string, { readonly from: readonly InstructionState[]; readonly to: InstructionState }>
export type SiteStep = keyof typeof SITE_STEPS

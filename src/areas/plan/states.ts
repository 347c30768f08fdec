/**
 * What may be done to the draft of a plan and to a change of level, by whom and in which state. Pure; runs in a browser too.
 *
 *   plan      none ──save──► draft ──submit──► submitted ──approve──► none, and the next version is signed
 *                             ▲  ◄──withdraw──────┤ └─return─► returned ──save──► draft
 *   change    draft ──submit──► submitted ──approve──► approved: what it does begins
 *                └──withdraw────────┴──► withdrawn       └─ refuse, with a reason ─► refused
 *
 * A change is never altered: whoever wants another proposes another.
 */
import { Approval, type Facts } from '../../authority/approval.ts'
import type { HandsOf } from '../../authority/hands.ts'
import type {
  ChangeAction,
  ChangeState,
  DeedState,
  PlanAction,
  PlanState,
  ProposalState,
  Task,
  ThingKind,
} from './model.ts'

/** An administrator looks after people, not after what is said to a country. */
export const WRITERS = ['editor', 'approver'] as const

export const planApproval = new Approval<PlanAction, PlanState, Facts<PlanState>, 'planState'>({
  notNow: 'planState',
  hands: { none: 'nobody', draft: { writers: WRITERS }, submitted: 'second', returned: { writers: WRITERS } },
  steps: {
    save: { roles: WRITERS, from: { none: 'draft', draft: null, returned: 'draft' } },
    submit: { roles: WRITERS, from: { draft: 'submitted', returned: 'submitted' } },
    withdraw: { roles: WRITERS, from: { submitted: 'draft' } },
    approve: { roles: ['approver'], from: { submitted: 'none' }, by: 'another' },
    return: { roles: ['approver'], from: { submitted: 'returned' } },
  },
})

export const changeApproval = new Approval<ChangeAction, ChangeState, Facts<ChangeState>, 'changeState'>({
  notNow: 'changeState',
  // What comes of one that is approved is its effects': see deedHands.
  hands: {
    draft: { writers: WRITERS },
    submitted: 'second',
    approved: 'itself',
    refused: 'nobody',
    withdrawn: 'nobody',
  },
  steps: {
    submit: { roles: WRITERS, from: { draft: 'submitted' } },
    approve: { roles: ['approver'], from: { submitted: 'approved' }, by: 'another' },
    refuse: { roles: ['approver'], from: { submitted: 'refused' } },
    withdraw: { roles: WRITERS, from: { draft: 'withdrawn', submitted: 'withdrawn' } },
  },
})

/** Data or a person calls for a level: whoever may make a change of it looks at it. */
export const proposalHands: HandsOf<ProposalState> = {
  open: { roles: WRITERS, does: 'do' },
  followed: 'nobody',
  overtaken: 'nobody',
  dismissed: 'nobody',
}

/** Something that is to be carried out of a change. What it became has hands of its own. */
export const deedHands: HandsOf<DeedState> = {
  planned: 'itself',
  failed: { roles: WRITERS, does: 'retry' },
  done: 'nobody',
  asked: { roles: WRITERS, does: 'stop' },
  dropped: 'nobody',
}

/** What is out takes the word of an approver to be stopped; the rest whoever writes. */
export const STOPPERS: Readonly<Record<ThingKind, readonly ('editor' | 'approver')[]>> = {
  bulletin: ['approver'],
  round: ['approver'],
  'free-list': WRITERS,
  briefing: WRITERS,
  task: WRITERS,
}

export const taskHands: HandsOf<Task['state']> = {
  open: { roles: WRITERS, does: 'do' },
  done: 'nobody',
  withdrawn: 'nobody',
}

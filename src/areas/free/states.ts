/** What may be done to the draft of the list of what is free, by whom and in which state. Pure; runs in a browser too. */
import { Approval, type Facts } from '../../authority/approval.ts'
import type { FreeAction, FreeState } from './model.ts'

/** An administrator looks after people, not after what is free. */
const WRITERS = ['editor', 'approver'] as const

export const freeApproval = new Approval<FreeAction, FreeState, Facts<FreeState>, 'listState'>({
  notNow: 'listState',
  hands: { none: 'nobody', draft: { writers: WRITERS }, submitted: 'second', returned: { writers: WRITERS } },
  steps: {
    save: { roles: WRITERS, from: { none: 'draft', draft: null, returned: 'draft' } },
    submit: { roles: WRITERS, from: { draft: 'submitted', returned: 'submitted' } },
    withdraw: { roles: WRITERS, from: { submitted: 'draft' } },
    approve: { roles: ['approver'], from: { submitted: 'none' }, by: 'another' },
    return: { roles: ['approver'], from: { submitted: 'returned' } },
  },
})

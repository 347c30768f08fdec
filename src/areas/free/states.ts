/**
 * What may be done to the draft of the list of what is free, by whom and in which state, as two tables.
 * Pure; runs in a browser too.
 */

import type { Role } from '../../authority/actor.ts'
import { type FreeAction, type FreeState, freeAction } from './model.ts'

export interface FreeFacts {
  readonly state: FreeState
  /** Ids of the people who wrote since the last version, and of the one who submitted. */
  readonly authors: readonly string[]
}

/** Who may at all. An administrator looks after people, not after what is free. */
const ROLES: Readonly<Record<FreeAction, readonly Role[]>> = {
  save: ['editor', 'approver'],
  submit: ['editor', 'approver'],
  withdraw: ['editor', 'approver'],
  approve: ['approver'],
  return: ['approver'],
}

/** In which states, and where that leads. */
const STATES: Readonly<Record<FreeAction, Partial<Record<FreeState, FreeState>>>> = {
  save: { none: 'draft', draft: 'draft', returned: 'draft' },
  submit: { draft: 'submitted', returned: 'submitted' },
  withdraw: { submitted: 'draft' },
  approve: { submitted: 'none' },
  return: { submitted: 'returned' },
}

export function mayAtAllFree(role: Role, action: FreeAction): boolean {
  return ROLES[action].includes(role)
}

/** Undefined: not in this state. */
export function afterFree(action: FreeAction, state: FreeState): FreeState | undefined {
  return STATES[action][state]
}

/** Null: it may be done now. */
export function refusalOfFree(
  action: FreeAction,
  who: { readonly role: Role; readonly person: string },
  { state, authors }: FreeFacts,
): 'forbidden' | 'listState' | 'ownApproval' | null {
  if (!mayAtAllFree(who.role, action)) return 'forbidden'
  if (afterFree(action, state) === undefined) return 'listState'
  return action === 'approve' && authors.includes(who.person) ? 'ownApproval' : null
}

/** What this person may do now. */
export function freeActionsOf(
  who: { readonly role: Role; readonly person: string },
  facts: FreeFacts,
): readonly FreeAction[] {
  return freeAction.options.filter(action => refusalOfFree(action, who, facts) === null)
}

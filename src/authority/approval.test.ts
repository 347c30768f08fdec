import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instructionApproval } from '../areas/briefing/instructions/states.ts'
import { instructionState } from '../areas/briefing/model.ts'
import { bulletinState } from '../areas/bulletins/model.ts'
import { bulletinApproval } from '../areas/bulletins/states.ts'
import { freeState } from '../areas/free/model.ts'
import { freeApproval } from '../areas/free/states.ts'
import { reportState } from '../areas/months/model.ts'
import { reportApproval } from '../areas/months/states.ts'
import { changeState, planState } from '../areas/plan/model.ts'
import { changeApproval, planApproval } from '../areas/plan/states.ts'
import { roundState } from '../areas/rounds/model.ts'
import { roundApproval } from '../areas/rounds/round-states.ts'
import { role } from './actor.ts'
import { Approval, type Facts, type Who } from './approval.ts'

type Action = 'save' | 'submit' | 'approve' | 'return'
type State = 'draft' | 'submitted' | 'approved'

const approval = new Approval<Action, State, Facts<State> & { isHeld?: true }, 'notNow' | 'held'>({
  notNow: 'notNow',
  hands: { draft: { writers: ['editor', 'approver'] }, submitted: 'second', approved: 'nobody' },
  steps: {
    save: { roles: ['editor', 'approver'], from: { draft: null, approved: 'draft' } },
    submit: { roles: ['editor', 'approver'], from: { draft: 'submitted' } },
    approve: { roles: ['approver'], from: { submitted: 'approved' }, by: 'another' },
    return: { roles: ['approver'], from: { submitted: 'draft' } },
  },
  unless: (action, { isHeld }) => (action === 'approve' && isHeld ? 'held' : null),
})

const editor: Who = { role: 'editor', person: 'an' }
const approver: Who = { role: 'approver', person: 'binh' }

test('a refusal names the first thing that keeps a step from being done: the role, the state, the author, the rest', () => {
  const check = (
    [action, who, state, authors, isHeld]: [Action, Who, State, string[], boolean],
    expected: ReturnType<typeof approval.refusalOf>,
  ) =>
    assert.equal(
      approval.refusalOf(action, who, { state, authors, ...(isHeld && { isHeld: true as const }) }),
      expected,
      `${action} by ${who.person} in ${state}`,
    )
  check(['save', editor, 'draft', [], false], null)
  check(['approve', editor, 'draft', ['an'], true], 'forbidden')
  check(['approve', approver, 'draft', ['binh'], true], 'notNow')
  check(['approve', approver, 'submitted', ['an', 'binh'], true], 'ownApproval')
  check(['approve', approver, 'submitted', ['binh', 'an'], false], 'ownApproval')
  check(['approve', approver, 'submitted', ['an'], true], 'held')
  check(['approve', approver, 'submitted', ['an'], false], null)
  check(['return', approver, 'submitted', ['binh'], true], null)
})

test('a step leads where its table says; one that is not in this state leads nowhere', () => {
  assert.equal(approval.after('save', 'draft'), 'draft')
  assert.equal(approval.after('save', 'approved'), 'draft')
  assert.equal(approval.after('approve', 'submitted'), 'approved')
  assert.equal(approval.after('approve', 'draft'), undefined)
})

test('what a person may do now is every step that is not refused, in the order of the table', () => {
  const facts = { state: 'submitted', authors: ['an'] } as const
  assert.deepEqual(approval.actionsOf(approver, facts), ['approve', 'return'])
  assert.deepEqual(approval.actionsOf(editor, facts), [])
})

/** What an author may never do, in whatever is approved by two. */
const SECONDS = [
  [roundApproval, 'approve', 'submitted'],
  [freeApproval, 'approve', 'submitted'],
  [reportApproval, 'sign', 'reviewed'],
] as const

test('in every area it waits for a second person from submitting to approving, and at no other time', () => {
  const waiting = (of: object, states: readonly string[]) =>
    states.filter(state => (of as typeof roundApproval).secondsIn(state as 'submitted').length > 0)
  const check = (of: object, states: readonly string[], expected: readonly string[]) =>
    assert.deepEqual(waiting(of, states), expected)
  check(roundApproval, roundState.options, ['submitted'])
  check(freeApproval, freeState.options, ['submitted'])
  check(reportApproval, reportState.options, ['reviewed'])
  check(bulletinApproval, bulletinState.options, ['submitted'])
  check(instructionApproval, instructionState.options, ['submitted'])
  check(planApproval, planState.options, ['submitted'])
  check(changeApproval, changeState.options, ['submitted'])
  assert.deepEqual(roundApproval.secondsIn('submitted'), ['approver'])
})

test('in every area the second of the two is an approver, and nobody who wrote or submitted it', () => {
  for (const [of, action, state] of SECONDS) {
    const facts = { ...NOTHING_ELSE, state, authors: ['binh'] }
    const refusal = (who: Who) =>
      (of as unknown as typeof roundApproval).refusalOf(action as 'approve', who, facts as never)
    for (const each of role.options)
      assert.equal(
        refusal({ role: each, person: 'chi' }),
        each === 'approver' ? null : 'forbidden',
        `${action} by ${each}`,
      )
    assert.equal(refusal(approver), 'ownApproval', action)
  }
})

const NOTHING_ELSE = {
  isArchived: false,
  isStopOrdered: false,
  exerciseFirst: false,
  exercise: 'none',
  canExercise: false,
  isSending: false,
}

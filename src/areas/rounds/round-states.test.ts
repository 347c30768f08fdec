import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { role } from '../../authority/actor.ts'
import type { Who } from '../../authority/approval.ts'
import { type RoundState, roundState } from './model.ts'
import { followed, type RoundFacts, roundApproval } from './round-states.ts'

const FACTS: RoundFacts = {
  state: 'draft',
  authors: ['writer'],
  purpose: 'live',
  isStopOrdered: false,
  exerciseFirst: false,
  exercise: 'none',
  canExercise: true,
  isSending: true,
  isArchived: false,
  isUnsubmitted: true,
}
const approver = { role: 'approver' as const, person: 'reader' }
const editor = { role: 'editor' as const, person: 'writer' }
const may = (who: Who, change: Partial<RoundFacts>) => roundApproval.actionsOf(who, { ...FACTS, ...change }).join(' ')

test('what an approver may do in each state', () => {
  const expected: Record<RoundState, string> = {
    draft: 'save submit archive delete',
    submitted: 'withdraw approve return',
    returned: 'save submit archive',
    approved: 'save exercise schedule',
    scheduled: 'pause stop',
    running: 'pause stop',
    paused: 'pause resume stop',
    finished: 'archive',
    stopped: 'archive',
  }
  for (const state of roundState.options) assert.equal(may(approver, { state }), expected[state], state)
})

test('what an editor may do in each state', () => {
  const expected: Record<RoundState, string> = {
    draft: 'save submit archive delete',
    submitted: 'withdraw',
    returned: 'save submit archive',
    approved: 'save exercise',
    scheduled: 'pause stop',
    running: 'pause stop',
    paused: 'pause stop',
    finished: 'archive',
    stopped: 'archive',
  }
  for (const state of roundState.options) assert.equal(may(editor, { state }), expected[state], state)
})

test('what is put away is brought back first, and nothing that was submitted is deleted', () => {
  for (const state of roundState.options) {
    const isAtRest = ['draft', 'returned', 'finished', 'stopped'].includes(state)
    const away = may(approver, { state, isArchived: true })
    assert.equal(away, isAtRest ? 'unarchive' : '', state)
    const seen = may(approver, { state, isUnsubmitted: false })
    assert.ok(!seen.includes('delete'), state)
  }
  for (const each of role.exclude(['editor', 'approver']).options)
    for (const state of roundState.options)
      assert.equal(may({ role: each, person: 'reader' }, { state }), '', `${each}, ${state}`)
})

test('an exercise is held once it is approved, and never sent for real', () => {
  const exercise = { purpose: 'exercise', state: 'approved' } as const
  assert.equal(may(approver, exercise), 'save exercise')
  assert.equal(
    roundApproval.refusalOf('schedule', approver, { ...FACTS, ...exercise, exercise: 'well' }),
    'exerciseNeverLive',
  )
})

test('whatever anybody does to an exercise, in any order, it never goes out for real', () => {
  const who = fc.constantFrom(approver, editor, { ...approver, person: 'writer' })
  const exercise = fc.constantFrom(...(['none', 'running', 'well', 'failed'] as const))
  const step = fc.record({ who, action: fc.constantFrom(...roundApproval.actions), exercise })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      let state: RoundState = 'draft'
      for (const { who, action, exercise } of steps) {
        const facts = { ...FACTS, state, exercise, purpose: 'exercise' } as const
        if (roundApproval.refusalOf(action, who, facts) !== null) continue
        state = roundApproval.after(action, state) ?? state
        assert.ok(['draft', 'submitted', 'returned', 'approved'].includes(state), state)
      }
    }),
  )
})

test('nobody else may do anything with a round', () => {
  for (const each of role.options)
    if (each !== 'approver' && each !== 'editor')
      for (const state of roundState.options)
        assert.equal(may({ role: each, person: 'x' }, { state }), '', `${each} ${state}`)
})

test('an approver who wrote or submitted it does not approve it', () => {
  const who = { role: 'approver' as const, person: 'writer' }
  assert.equal(roundApproval.refusalOf('approve', who, { ...FACTS, state: 'submitted' }), 'ownApproval')
  assert.equal(may(who, { state: 'submitted' }), 'withdraw return')
})

test('a live round waits for its exercise where that comes first, also where no operator can hold one any more', () => {
  const refusal = (change: Partial<RoundFacts>) =>
    roundApproval.refusalOf('schedule', approver, { ...FACTS, state: 'approved', exerciseFirst: true, ...change })
  assert.equal(refusal({ exercise: 'none' }), 'exerciseMissing')
  assert.equal(refusal({ exercise: 'failed' }), 'exerciseMissing')
  assert.equal(refusal({ exercise: 'running' }), 'stateConflict')
  assert.equal(refusal({ exercise: 'well' }), null)
  assert.equal(refusal({ exercise: 'none', canExercise: false }), 'exerciseMissing')
})

test('after a stop nothing more is asked of a round', () => {
  for (const state of ['scheduled', 'running', 'paused'] as const)
    assert.equal(may(approver, { state, isStopOrdered: true }), '')
})

test('a round that paused by itself can be paused where somebody still sends', () => {
  assert.equal(may(approver, { state: 'paused', isSending: false }), 'resume stop')
})

test('no action leads into a state that only nodes bring about', () => {
  for (const action of roundApproval.actions)
    for (const state of roundState.options) {
      const after = roundApproval.after(action, state) ?? ''
      // What is put away stays what it was.
      if (after !== state) assert.ok(!['finished', 'stopped'].includes(after), `${action} ${state}`)
    }
})

const node = (change: Partial<Parameters<typeof followed>[1][number]> = {}) => ({
  state: 'running' as const,
  note: null,
  tally: null,
  orderSequence: 1,
  obeyedSequence: 1,
  isOpen: true,
  ...change,
})
const canary = { state: 'paused', note: 'canary' } as const

test('a round follows its nodes', () => {
  const table: readonly [RoundState, ReturnType<typeof node>[], boolean, RoundState][] = [
    ['scheduled', [node({ state: 'issued' as never })], false, 'scheduled'],
    ['scheduled', [node({ state: 'waiting-to-start' as never }), node()], false, 'running'],
    ['running', [node(), node(canary as never)], false, 'paused'],
    ['scheduled', [node(canary as never)], false, 'paused'],
    // It has not yet heard that it may go on.
    ['running', [node({ ...(canary as object), orderSequence: 2, obeyedSequence: 1 })], false, 'running'],
    ['paused', [node()], false, 'paused'],
    ['running', [node({ isOpen: false }), node()], false, 'running'],
    ['running', [node({ isOpen: false }), node({ isOpen: false })], false, 'finished'],
    ['paused', [node({ isOpen: false })], false, 'finished'],
    ['scheduled', [node({ isOpen: false, state: 'refused' as never })], false, 'finished'],
    ['running', [node({ isOpen: false }), node()], true, 'running'],
    ['running', [node({ isOpen: false })], true, 'stopped'],
    ['approved', [node({ isOpen: false })], false, 'approved'],
    ['finished', [node()], false, 'finished'],
  ]
  for (const [state, nodes, isStopOrdered, expected] of table)
    assert.equal(followed(state, nodes, isStopOrdered), expected, `${state} -> ${expected}`)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Role } from '../../authority/actor.ts'
import type { BulletinAction, BulletinState } from './model.ts'
import { type BulletinFacts, bulletinApproval } from './states.ts'

const NOTHING: Omit<BulletinFacts, 'state'> = {
  authors: ['an'],
  isReleased: false,
  isArchived: false,
  isUnsubmitted: false,
  published: null,
}
const PUBLISHED = { isCorrected: false, isCancelled: false, isOver: false, isDoubted: false }

function actions(
  role: Role,
  state: BulletinState,
  known: Partial<BulletinFacts> = {},
  person = 'binh',
): readonly BulletinAction[] {
  return bulletinApproval.actionsOf({ role, person }, { ...NOTHING, ...known, state }).toSorted()
}

test('who wrote a bulletin or submitted it never approves it, whatever their role', () => {
  assert.deepEqual(actions('approver', 'submitted'), ['approve', 'discard', 'return'])
  assert.deepEqual(actions('approver', 'submitted', {}, 'an'), ['discard', 'return'])
  assert.deepEqual(actions('editor', 'submitted'), ['discard'])
  assert.deepEqual(actions('editor', 'draft'), ['archive', 'discard', 'save', 'submit'])
})

test('an auditor, an administrator, an engineer and who is on duty change nothing of a bulletin', () => {
  for (const role of ['auditor', 'administrator', 'engineer', 'duty'] as const)
    for (const state of ['draft', 'submitted', 'approved', 'discarded'] as const)
      assert.deepEqual(actions(role, state, { published: PUBLISHED }), [], `${role} ${state}`)
})

test('what waits for its release is sent back or given up; what was released is neither', () => {
  assert.deepEqual(actions('approver', 'approved'), ['discard', 'return', 'revise'])
  const released = { isReleased: true, published: PUBLISHED }
  assert.deepEqual(actions('approver', 'approved', released), ['cancel', 'correct', 'revise'])
  assert.deepEqual(actions('editor', 'approved', released), ['cancel', 'correct', 'revise'])
})

test('what is published is corrected and cancelled once each, in either order: who stopped it must still be able to say that it was wrong (Hawaii 2018)', () => {
  const check = (published: Partial<typeof PUBLISHED>, expected: readonly BulletinAction[]) => {
    const known = { isReleased: true, published: { ...PUBLISHED, ...published } }
    assert.deepEqual(actions('editor', 'approved', known), expected)
  }
  check({}, ['cancel', 'correct', 'revise'])
  check({ isCorrected: true }, ['cancel', 'revise'])
  check({ isCancelled: true }, ['correct', 'revise'])
  check({ isCorrected: true, isCancelled: true }, ['revise'])
  check({ isOver: true }, ['archive', 'revise'])
})

test('after a restore one who approves says that it stands, and it can be taken back all the same', () => {
  const known = { isReleased: true, published: { ...PUBLISHED, isDoubted: true } }
  assert.deepEqual(actions('approver', 'approved', known), ['cancel', 'correct', 'revise', 'uphold'])
  assert.deepEqual(actions('editor', 'approved', known), ['cancel', 'correct', 'revise'])
  const over = { ...known, published: { ...known.published, isOver: true } }
  assert.deepEqual(actions('approver', 'approved', over), ['archive', 'revise'])
})

test('what is published can be taken back whatever is drafted beside it', () => {
  for (const state of ['draft', 'submitted', 'approved', 'discarded'] as const) {
    const may = actions('editor', state, { published: PUBLISHED })
    assert.ok(may.includes('cancel') && may.includes('correct'), state)
  }
})

test('what is put away is brought back first, but what is out can be taken back wherever it stands', () => {
  const states = ['draft', 'approved', 'discarded'] as const
  for (const state of states) assert.deepEqual(actions('editor', state, { isArchived: true }), ['unarchive'], state)
  const out = { isArchived: true, isReleased: true, published: PUBLISHED }
  assert.deepEqual(actions('editor', 'approved', out), ['cancel', 'correct', 'unarchive'])
  const unsubmitted = { isUnsubmitted: true }
  assert.ok(actions('editor', 'draft', unsubmitted).includes('delete'))
  assert.ok(actions('editor', 'discarded', unsubmitted).includes('delete'))
  assert.ok(!actions('auditor', 'draft', unsubmitted).includes('delete'))
})

test('a bulletin that was given up and never published stays that', () => {
  assert.deepEqual(actions('approver', 'discarded'), ['archive'])
  assert.ok(actions('editor', 'discarded', { published: PUBLISHED }).includes('revise'))
})

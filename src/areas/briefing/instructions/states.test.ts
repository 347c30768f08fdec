import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instructionOf } from '../fixtures.test.ts'
import type { InstructionState } from '../model.ts'
import { saidOfInstruction, toldOf, toldText } from './said.ts'
import { instructionApproval } from './states.ts'

const mine = { role: 'approver', person: 'an' } as const
const other = { role: 'approver', person: 'binh' } as const

test('who may do what to an instruction follows from its state, and nobody approves their own', () => {
  const table: [InstructionState, readonly string[], readonly string[]][] = [
    ['draft', ['save', 'submit', 'withdraw'], ['save', 'submit', 'withdraw']],
    ['submitted', ['return', 'withdraw'], ['approve', 'return', 'withdraw']],
    ['issued', ['withdraw'], ['withdraw']],
    ['acknowledged', ['withdraw'], ['withdraw']],
    ['done', [], []],
    ['withdrawn', [], []],
  ]
  for (const [state, author, another] of table) {
    const known = { state, authors: ['an'] }
    assert.deepEqual(instructionApproval.actionsOf(mine, known).toSorted(), author, state)
    assert.deepEqual(instructionApproval.actionsOf(other, known).toSorted(), another, state)
  }
})

test('an editor writes and submits, and neither approves, sends back nor withdraws; others do nothing', () => {
  const editor = { role: 'editor', person: 'chi' } as const
  for (const state of ['draft', 'submitted', 'issued'] as const) {
    const known = { state, authors: ['an'] }
    const expected = state === 'draft' ? ['save', 'submit'] : []
    assert.deepEqual(instructionApproval.actionsOf(editor, known), expected)
    for (const role of ['auditor', 'administrator', 'engineer', 'duty'] as const)
      assert.deepEqual(instructionApproval.actionsOf({ role, person: 'dung' }, known), [])
  }
})

test('what is signed names everything that a site is told, and nothing else of the instruction', () => {
  const shown = instructionOf(1)
  const text = toldText(shown)
  assert.equal(toldText(toldOf(shown)), text)
  for (const [name, value] of Object.entries({
    briefing: '0190a1b2-0000-7000-8000-000000000099',
    briefingTitle: 'Khác',
    site: '0190a1b2-0000-7000-8000-000000000098',
    siteName: 'Khác',
    text: 'Khác',
    due: '2026-02-11',
    basis: null,
  }))
    assert.notEqual(toldText({ ...shown, [name]: value }), text, name)
  for (const change of [{ state: 'done' }, { version: 9 }, { reason: 'x' }] as const)
    assert.equal(toldText({ ...shown, ...change }), text)
  assert.deepEqual(saidOfInstruction(shown, 'submit'), {
    does: 'submit',
    of: 'instruction',
    subject: shown.id,
    version: 1,
    sha256: shown.sha256,
    sequence: null,
  })
})

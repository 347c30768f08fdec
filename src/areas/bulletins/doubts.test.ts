import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doubtsOf, isSeen } from './doubts.ts'
import { broadcasting, fullDraft } from './fixtures.test.ts'
import { saidOf } from './said.ts'

const UNTIL = '2026-02-05T07:00:00+07:00'
/** Urgent, with CAP and a broadcast that agree. */
const AGREEING = broadcasting(fullDraft(UNTIL), UNTIL)
const ROUTINE = { ...AGREEING, priority: 'normal' } as const

test('a bulletin whose level, CAP and broadcast agree raises no doubt, nor does one without either', () => {
  assert.deepEqual(doubtsOf(AGREEING), [])
  assert.deepEqual(doubtsOf(fullDraft(UNTIL)), [])
})

test('a routine bulletin that would ring every phone is a doubt, and its alert another; an exercise rings nobody', () => {
  assert.deepEqual(doubtsOf(ROUTINE), ['broadcast-louder-than-level', 'cap-above-level'])
  assert.deepEqual(doubtsOf({ ...ROUTINE, purpose: 'exercise' }), [])
})

test('each doubt has to be ticked, in whatever order, and nothing that is none', () => {
  const doubts = doubtsOf(ROUTINE)
  assert.equal(isSeen(doubts, doubts.toReversed()), true)
  for (const seen of [[], doubts.slice(1), [...doubts, 'broadcast-other-than-cap'], ['x', 'y']])
    assert.equal(isSeen(doubts, seen), false, seen.join())
  assert.equal(isSeen([], []), true)
})

test('what is signed names the doubts, and where there are none it is spelt as it was before there were any', () => {
  const of = { id: 'b', version: 1, sha256: 'a'.repeat(64) }
  assert.deepEqual(saidOf({ ...of, doubts: doubtsOf(ROUTINE) }, 'approve').doubts, doubtsOf(ROUTINE))
  assert.deepEqual(Object.keys(saidOf({ ...of, doubts: [] }, 'submit')), [
    ...['does', 'of', 'subject', 'version', 'sha256', 'sequence'],
  ])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smallPlan } from '../fixtures.test.ts'
import { readPlanFile } from './plan-file.ts'

test('a plan with faults is read as well: they are told of the draft', () => {
  const read = readPlanFile(JSON.stringify({ ...smallPlan(), levels: 'none' }), null)
  assert.deepEqual([read.is, 'content' in read && read.content.levels], ['content', 'none'])
})

test('what is no plan, names none, or is of another plan is told before anything is sent', () => {
  const check = (text: string, expected: object) => assert.deepEqual(readPlanFile(text, 'dich'), expected)
  check('{', { is: 'notJson' })
  check('[]', { is: 'notJson' })
  check('null', { is: 'notJson' })
  check('{"title":"x"}', { is: 'noId' })
  check('{"id":"Có dấu"}', { is: 'noId' })
  check('{"id":"lu"}', { is: 'other', id: 'lu' })
})

/** Questions by the log's servers: whoever runs them can neither ask nor ask again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SealedQuestions, sealQuestion } from './leg-questions.ts'

const KEY = Buffer.alloc(32, 7)
const NOW = 1_800_000_000_000

test('a question of a machine of the leg is heard, and once only', () => {
  const questions = new SealedQuestions(KEY, () => NOW)
  const asked = sealQuestion('{"ask":"run"}', KEY, NOW - 2000)
  assert.equal(questions.open(asked), '{"ask":"run"}')
  assert.equal(questions.open(asked), null, 'whoever heard it asks it again')
})

for (const [name, text] of [
  ['under another key', sealQuestion('{"ask":"run"}', Buffer.alloc(32, 8), NOW)],
  ['without a key', sealQuestion('{"ask":"run"}', Buffer.alloc(0), NOW)],
  ['that was changed', sealQuestion('{"ask":"stop"}', KEY, NOW).replace('stop', 'runs')],
  ['of an hour ago', sealQuestion('{"ask":"run"}', KEY, NOW - 3_600_000)],
  ['of an hour to come', sealQuestion('{"ask":"run"}', KEY, NOW + 3_600_000)],
  ['that is none', 'zz'],
  ['of nothing', ''],
] as const)
  test(`a question ${name} is not heard`, () => {
    assert.equal(new SealedQuestions(KEY, () => NOW).open(text), null)
  })

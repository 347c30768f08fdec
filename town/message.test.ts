import assert from 'node:assert/strict'
import { test } from 'node:test'
import { split } from '../src/text/split.ts'
import { DEMO_MESSAGE, DEMO_SEGMENTS } from './message.ts'

for (const reference of [8, 16] as const)
  test(`the message of the demo is eleven ordinary SMS with a reference of ${reference} bits`, () => {
    const { encoding, segments, text, notes } = split(DEMO_MESSAGE, { reference })
    assert.deepEqual({ encoding, segments, notes }, { encoding: 'ucs2', segments: 11, notes: [] })
    assert.equal(segments, DEMO_SEGMENTS)
    assert.equal(text, DEMO_MESSAGE, 'it is in NFC already')
  })

test('the message names both hotlines and the official page', () => {
  for (const fact of ['19003228', '19009095', 'ncov.moh.gov.vn']) assert.ok(DEMO_MESSAGE.includes(fact), fact)
})

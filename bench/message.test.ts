import assert from 'node:assert/strict'
import { test } from 'node:test'
import { split } from '../src/text/split.ts'
import { messageOf, ONE_SEGMENT } from './message.ts'

for (const segments of [1, 2, 6, 11, 12, 100, 255])
  test(`a message of ${segments} segments has as many`, () => {
    assert.equal(split(messageOf(segments)).segments, segments)
  })

test('one segment is 140 letters of GSM-7', () => {
  const { encoding, units } = split(ONE_SEGMENT)
  assert.deepEqual({ encoding, units }, { encoding: 'gsm7', units: 140 })
})

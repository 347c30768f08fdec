import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeAt, stepOf } from './totp.ts'

/** RFC 4226, appendix D. */
const SECRET = '12345678901234567890'
const CODES = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583']

test('codes are those of RFC 4226', () => {
  assert.deepEqual(
    CODES.map((_, step) => codeAt(SECRET, step)),
    CODES,
  )
})

test('a code is of the step before, this one or the next, and of no other', () => {
  const nowMs = 3 * 30_000 + 29_999
  assert.deepEqual(
    CODES.map(code => stepOf({ secret: SECRET, code, nowMs })),
    [null, null, 2, 3, 4, null, null, null],
  )
})

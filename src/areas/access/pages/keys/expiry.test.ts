import assert from 'node:assert/strict'
import test from 'node:test'
import { expiryAt, LIVES_DAYS } from './expiry.ts'

test('a key ends so many days after it was made, two years at most', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  assert.equal(expiryAt(30, now), '2026-01-31T00:00:00.000Z')
  assert.ok(Math.max(...LIVES_DAYS) <= 731)
})

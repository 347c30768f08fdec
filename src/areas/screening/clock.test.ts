import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wallDate } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { settle } from './clock.ts'

const MINUTE = 60_000
const NOW = Date.parse('2026-11-25T03:00:00Z')

test('a device’s clock that is wrong is noticed and put right, and one that is nearly right is believed', () => {
  for (const [what, at, sentAt, expected, isWrong] of [
    ['nobody says when', null, null, 0, false],
    ['just now', 0, 0, 0, false],
    ['an hour offline', -60, 0, -60, false],
    ['a minute fast: believed, but nothing is measured ahead', 1, 1, 0, false],
    ['a minute slow: believed', -61, -1, -61, false],
    ['an hour fast', 60, 60, 0, true],
    ['an hour fast, measured ten minutes before it was sent', 50, 60, -10, true],
    ['a year slow', -525_600, -525_600, 0, true],
    ['put right while it was offline', 300, 0, 0, true],
    ['a camera whose clock is ahead and which does not say so', 60, null, 0, true],
  ] as const) {
    const settled = settle({
      atMs: at === null ? null : NOW + at * MINUTE,
      sentAtMs: sentAt === null ? null : NOW + sentAt * MINUTE,
      receivedAtMs: NOW,
    })
    assert.equal((settled.atMs - NOW) / MINUTE, expected, what)
    assert.equal(settled.isClockWrong, isWrong, what)
    assert.equal(settled.skewMs, sentAt === null ? null : sentAt * MINUTE, what)
  }
})

test('a day begins at midnight in Vietnam, wherever the server stands', () => {
  assert.equal(wallDate(Date.parse('2026-11-24T16:59:59Z'), TIME_ZONE), '2026-11-24')
  assert.equal(wallDate(Date.parse('2026-11-24T17:00:00Z'), TIME_ZONE), '2026-11-25')
})

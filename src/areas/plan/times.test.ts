import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY_MS, fromOf, untilOf } from './times.ts'

const ONCE = {
  kind: 'bulletin',
  when: 'entering',
  everyDays: null,
  deadline: null,
  settings: { priority: null, perWindow: null, services: [], roster: [], thresholdTenths: null },
} as const

test('what an effect says ends at a whole minute, however the change was approved at 07:31:42', () => {
  const effect = { ...ONCE, first: '2026-02-03T07:31:42.123Z' }
  assert.equal(new Date(untilOf(effect, 0)).toISOString(), '2026-02-10T07:31:00.000Z')
  const again = { ...effect, when: 'while', everyDays: 2 } as const
  for (const occurrence of [0, 1, 2]) {
    assert.equal(untilOf(again, occurrence) % 60_000, 0)
    assert.equal(fromOf(again, occurrence) - fromOf(again, 0), occurrence * 2 * DAY_MS)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstOfEach, intervalMs } from './intervals.ts'

const HOUR = 3600_000

test('an interval is as short as the span allows', () => {
  for (const [spanMs, most, expected] of [
    [0, 150, 5_000],
    [150 * 5_000, 150, 5_000],
    [150 * 5_000 + 1, 150, 10_000],
    [HOUR, 150, 30_000],
    [24 * HOUR, 150, 600_000],
    [30 * 24 * HOUR, 150, 6 * HOUR],
  ] as const)
    assert.equal(intervalMs(spanMs, most), expected)
})

test('points that were thinned for a short interval have the same firsts of a longer one', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 400 })
  const spans = fc.integer({ min: 0, max: 100 * HOUR })
  fc.assert(
    fc.property(times, spans, spans, (seconds, a, b) => {
      const points = seconds.toSorted((x, y) => x - y).map(second => second * 1000)
      const [short, long] = [intervalMs(Math.min(a, b), 150), intervalMs(Math.max(a, b), 150)]
      const of = (lengthMs: number) => ({ lengthMs, atMs: (at: number) => at })
      assert.deepEqual(firstOfEach(firstOfEach(points, of(short)), of(long)), firstOfEach(points, of(long)))
    }),
  )
})

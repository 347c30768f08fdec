import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { RECENT_MS, RecentCount } from './recent-count.ts'

test('what was is counted for 300 ms, and then not', () => {
  const recent = new RecentCount()
  assert.equal(recent.count(0 as Millis), 0)
  recent.add(1000 as Millis)
  recent.add(1100 as Millis)
  assert.equal(recent.count(1100 as Millis), 2)
  assert.equal(recent.count(1279 as Millis), 2)
  assert.equal(recent.count(1301 as Millis), 1)
  assert.equal(recent.count(1401 as Millis), 0)
  assert.equal(recent.count(1_000_000 as Millis), 0)
})

test('whenever it is asked, it is what came in the last 300 ms, to 20 ms', () => {
  const gaps = fc.array(fc.tuple(fc.nat(150), fc.boolean()), { maxLength: 100 })
  fc.assert(
    fc.property(gaps, steps => {
      const recent = new RecentCount()
      const added: number[] = []
      let now = 0
      for (const [gap, adds] of steps) {
        now += gap
        if (adds) {
          recent.add(now as Millis)
          added.push(now)
        }
        const within = (ms: number) => added.filter(at => at > now - ms).length
        const count = recent.count(now as Millis)
        assert.ok(count >= within(RECENT_MS - 20) && count <= within(RECENT_MS))
      }
    }),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock, systemClock } from './clock.ts'

test("the system's clock never goes back", () => {
  let before = systemClock.monotonic()
  for (let i = 0; i < 100_000; i++) {
    const now = systemClock.monotonic()
    assert.ok(now >= before)
    before = now
  }
})

test('a manual clock moves when it is told to, and by so much', () => {
  const clock = manualClock(5)
  assert.equal(clock.monotonic(), 5)
  assert.equal(clock.monotonic(), 5)
  clock.advance(2.5)
  assert.equal(clock.monotonic(), 7.5)
  assert.equal(manualClock().monotonic(), 0)
})

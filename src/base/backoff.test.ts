import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BACKOFF_MAX_MS, backoffMs } from './backoff.ts'
import { seeded } from './random.ts'

test('waits between tries double, differ, and have a limit', () => {
  const random = seeded(5)
  for (let tries = 1; tries < 100; tries++) {
    const whole = Math.min(BACKOFF_MAX_MS, 200 * 2 ** (tries - 1))
    const waits = Array.from({ length: 50 }, () => backoffMs(tries, random))
    for (const wait of waits) assert.ok(wait >= whole / 2 && wait <= whole, `${wait} of ${whole}`)
    assert.ok(new Set(waits).size > 10)
  }
})

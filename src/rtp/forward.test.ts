import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bench } from '../../bench/briefing/forward.bench.ts'

test('the bench of forwarding tells four figures', () => {
  const results = bench(50, 1)
  assert.equal(results.length, 4)
  for (const { packetsPerSecond, microseconds } of results) assert.ok(packetsPerSecond > 0 && microseconds > 0)
})

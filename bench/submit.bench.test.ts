import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measure, ratio } from './submit.bench.ts'

test('the benchmark runs, on a tiny input, for both clients and both kinds of message', async () => {
  const measured = await measure(2000, 1)
  assert.deepEqual(
    measured.map(m => m.what),
    ['loa, text', 'npm smpp, text', 'loa, raw', 'npm smpp, raw'],
  )
  for (const { segmentsPerSecond } of measured) assert.ok(segmentsPerSecond > 0)
  assert.ok(ratio(measured, 'text') > 0)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stopDrill, timesOf } from './stop-drill.ts'

const STOPS = 4

test('a stop at the authority stops every lane of every operator, and for good', async t => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const { stops, findings } = await stopDrill({ stops: STOPS, seed, operators: 2, subscribers: 40_000 })
  const { medianMs, worstMs } = timesOf(stops, null)
  t.diagnostic(`last submit_sm after the stop: worst ${worstMs} ms, median ${medianMs} ms`)
  assert.equal(stops.length, STOPS)
  for (const stop of stops) {
    assert.deepEqual(stop.findings, [], `SEED=${seed}`)
  }
  assert.deepEqual(findings, [], `SEED=${seed}`)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Meter, type Second } from './meter.ts'

const second = (change: Partial<Second>): Second => ({
  ms: 1000,
  octets: 0,
  expected: 0,
  lost: 0,
  jitterMs: null,
  ...change,
})

test('a way of which nothing is known has no loss and no jitter, which is not the same as none lost', () => {
  const meter = new Meter()
  assert.deepEqual(meter.way, { kbits: 0, loss: null, jitterMs: null })
  meter.add(second({}))
  assert.deepEqual(meter.way, { kbits: 0, loss: null, jitterMs: null })
})

test('a way is told by its last five seconds, and by none before', () => {
  const meter = new Meter()
  meter.add(second({ octets: 1e6, expected: 1000, lost: 1000, jitterMs: 500 }))
  for (let i = 0; i < 4; i++) meter.add(second({ octets: 12_500, expected: 100, jitterMs: 5 }))
  assert.deepEqual(meter.way.loss, 1000 / 1400)
  meter.add(second({ ms: 2000, octets: 25_000, expected: 100, lost: 25, jitterMs: 8 }))
  assert.deepEqual(meter.way, { kbits: 100, loss: 0.05, jitterMs: 8 })
})

test('what was lost in one second and came again in the next is one loss', () => {
  const meter = new Meter()
  meter.add(second({ expected: 10, lost: 3 }))
  meter.add(second({ expected: 10, lost: -1 }))
  assert.equal(meter.way.loss, 0.1)
  meter.add(second({ expected: 0, lost: -30 }))
  assert.equal(meter.way.loss, 0)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../../src/base/clock.ts'
import { BrowserNack } from './browser-nack.ts'

const at = (ms: number) => ms as Millis

test('a gap is asked for at once, again every round trip, ten times, and then given up', () => {
  const nack = new BrowserNack()
  nack.wentThereAndBack(50)
  nack.arrived(1, at(0))
  nack.arrived(4, at(10))
  const asked: number[] = []
  let gaveUp = 0
  for (let ms = 10; ms < 1000; ms += 5) {
    const due = nack.due(at(ms))
    if (due.ask.length > 0) asked.push(ms)
    assert.ok(due.ask.length === 0 || due.ask.join() === '2,3')
    gaveUp += due.gaveUp
  }
  assert.deepEqual(asked, [10, 60, 110, 160, 210, 260, 310, 360, 410, 460])
  assert.equal(gaveUp, 2)
})

test('what came, late or repaired, and what is before a key frame is not asked for', () => {
  const nack = new BrowserNack()
  nack.arrived(1, at(0))
  nack.arrived(5, at(0))
  nack.arrived(3, at(1))
  assert.deepEqual(nack.due(at(1)).ask, [2, 4])
  nack.forgetBefore(4)
  assert.deepEqual(nack.due(at(200)).ask, [4])
})

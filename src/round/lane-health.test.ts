import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { BindTries, KeepAlive, LaneStop } from './lane-health.ts'

test('a bind that fails is tried again after half a second, then after twice as long, to half a minute', () => {
  const tries = new BindTries()
  const random = seeded(1)
  for (const wait of [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
    const ms = tries.wait(random)
    assert.ok(ms >= wait * 0.75 && ms <= Math.min(30_000, wait * 1.25), `${ms} of ${wait}`)
  }
  tries.lost()
  assert.ok(tries.wait(random) <= 625, 'a bind that was lost is sought at once')
})

test('the first bind is no rebind', () => {
  const tries = new BindTries()
  assert.equal(tries.bound(), false)
  assert.equal(tries.hasBound, true)
  assert.equal(tries.bound(), true)
})

test('a lane that was stopped is on trial after a minute, and is stopped twice as long by the next such answer', () => {
  const stop = new LaneStop()
  assert.ok(!stop.isStopped(0) && !stop.isOnTrial)
  assert.equal(stop.stop(1000), true)
  assert.equal(stop.stop(2000), false, 'it is stopped already')
  assert.ok(stop.isStopped(60_999) && !stop.isStopped(61_000))
  assert.ok(stop.isOnTrial)
  assert.equal(stop.stop(61_000), true)
  assert.ok(stop.isStopped(180_999) && !stop.isStopped(181_000))
  stop.isWell()
  assert.ok(!stop.isOnTrial)
  stop.stop(200_000)
  assert.ok(!stop.isStopped(260_000), 'once it was well, a minute is enough again')
})

test('a lane is stopped for an hour at most', () => {
  const stop = new LaneStop()
  let now = 0
  for (let i = 0; i < 10; i++) {
    stop.stop(now)
    while (stop.isStopped(now)) now += 60_000
  }
  const before = now
  stop.stop(now)
  while (stop.isStopped(now)) now += 60_000
  assert.equal(now - before, 3_600_000)
})

test('a silent centre is asked once, and given up when it does not answer in time', () => {
  const alive = new KeepAlive({ enquireLinkMs: 30_000, responseTimeoutMs: 10_000 })
  alive.heard(1000)
  const said = [30_999, 31_000, 40_999, 41_000].map(now => alive.tick(now))
  assert.deepEqual(said, ['well', 'ask', 'well', 'silent'])
  alive.heard(41_000)
  assert.equal(alive.tick(70_999), 'well', 'any octets are an answer')
})

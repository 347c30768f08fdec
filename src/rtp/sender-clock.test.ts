import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import { roundTripMs, SenderClock } from './sender-clock.ts'
import { ntpOf, VIDEO_RATE } from './times.ts'

const at = (ms: number) => ms as Millis
const WALL = Date.UTC(2020, 0, 31, 17)

test('before a report nothing is known of a sender’s clock', () => {
  const clock = new SenderClock(VIDEO_RATE)
  assert.equal(clock.wallMsOf(5), null)
  assert.equal(clock.timestampOf(WALL), null)
  assert.deepEqual(clock.lastReport(at(7)), { lastSr: 0, delaySinceLastSr: 0 })
})

test('timestamps before, after and beyond the wrap of a report’s own are instants of the sender’s clock, and back', () => {
  const clock = new SenderClock(VIDEO_RATE)
  clock.reported({ ntp: ntpOf(WALL), rtp: 2 ** 32 - 90 }, at(0))
  const check = (timestamp: number, ms: number) => {
    assert.equal(clock.wallMsOf(timestamp), WALL + ms)
    assert.equal(clock.timestampOf(WALL + ms), timestamp)
  }
  check(2 ** 32 - 90, 0)
  check(2 ** 32 - 180, -1)
  check(0, 1)
  check(90_000 - 90, 1000)
})

test('a receiver tells which report came last and how long ago', () => {
  const clock = new SenderClock(VIDEO_RATE)
  clock.reported({ ntp: { seconds: 0xb44db705, fraction: 0x20000000 }, rtp: 0 }, at(1000))
  assert.deepEqual(clock.lastReport(at(6250)), { lastSr: 0xb7052000, delaySinceLastSr: 0x54000 })
})

test('the way there and back is 6.125 s in the example of RFC 3550, section 6.4.1', () => {
  const block = { lastSr: 0xb7052000, delaySinceLastSr: 0x00054000 }
  assert.equal(roundTripMs(block, { seconds: 0xb44db710, fraction: 0x80000000 }), 6125)
})

const TRIPS: readonly [string, number, number, number, number | null][] = [
  ['of a side that saw no report', 0, 0, 0x10000, null],
  ['over the wrap of short times', 0xffff8000, 0x4000, 0x4000, 500],
  ['that is shorter than rounding', 0x10000, 0x4001, 0x14000, 0],
  ['of a side that kept it for a day', 0x10000, 0xffffffff, 0x10000, 1000 / 65536],
]

for (const [what, lastSr, delaySinceLastSr, now, ms] of TRIPS)
  test(`a way ${what} is ${ms === null ? 'not known' : `${ms} ms`}`, () => {
    const arrived = { seconds: now >>> 16, fraction: ((now & 0xffff) * 0x10000) >>> 0 }
    assert.equal(roundTripMs({ lastSr, delaySinceLastSr }, arrived), ms)
  })

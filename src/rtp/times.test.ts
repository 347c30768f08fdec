import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  AUDIO_RATE,
  msToNtpShort,
  msToTicks,
  ntpOf,
  ntpShortOf,
  ntpShortToMs,
  ticksToMs,
  VIDEO_RATE,
  wallMsOf,
} from './times.ts'

/** Seconds counted from 1900, as RFC 4330 and `date` have them. */
const INSTANTS: readonly [string, number, number][] = [
  ['1970-01-01T00:00:00Z', 2_208_988_800, 0],
  ['2020-01-31T17:00:00.500Z', 3_789_478_800, 0x80000000],
  ['2036-02-07T06:28:15Z', 4_294_967_295, 0],
  ['2036-02-07T06:28:16Z', 0, 0],
  ['2036-02-07T06:28:17.250Z', 1, 0x40000000],
]

for (const [instant, seconds, fraction] of INSTANTS)
  test(`${instant} is ${seconds} s and ${fraction} of NTP, and back`, () => {
    const wallMs = Date.parse(instant)
    assert.deepEqual(ntpOf(wallMs), { seconds, fraction })
    assert.equal(wallMsOf({ seconds, fraction }), wallMs)
  })

test('any instant of this century survives NTP to a microsecond, its seconds and fractions within 32 bits', () => {
  const from = Date.UTC(2000, 0)
  fc.assert(
    fc.property(fc.double({ min: from, max: Date.UTC(2100, 0), noNaN: true }), wallMs => {
      const ntp = ntpOf(wallMs)
      assert.ok(Number.isInteger(ntp.fraction) && ntp.fraction >= 0 && ntp.fraction < 2 ** 32)
      assert.ok(ntp.seconds >= 0 && ntp.seconds < 2 ** 32)
      assert.ok(Math.abs(wallMsOf(ntp) - wallMs) < 0.001)
    }),
  )
})

test('the middle of an NTP time is its short form', () => {
  // The example of RFC 3550, section 6.4.1, figure 2: 0xb44db705:20000000 is 0xb705:2000.
  assert.equal(ntpShortOf({ seconds: 0xb44db705, fraction: 0x20000000 }), 0xb7052000)
  assert.equal(ntpShortToMs(0x00054000), 5250)
  assert.equal(msToNtpShort(5250), 0x00054000)
  assert.equal(msToNtpShort(-5), 0)
  assert.equal(msToNtpShort(1e12), 0xffffffff)
})

test('a second is 90,000 ticks of video and 48,000 of audio', () => {
  assert.equal(msToTicks(1000, VIDEO_RATE), 90_000)
  assert.equal(msToTicks(20, AUDIO_RATE), 960)
  assert.equal(ticksToMs(4500, VIDEO_RATE), 50)
  assert.equal(ticksToMs(-960, AUDIO_RATE), -20)
})

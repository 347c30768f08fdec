import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { type Random, seeded } from '../base/random.ts'
import { loudnessOf, truePeakOf } from './loudness.ts'
import { LOUDNESS_LUFS, MASTER_RATE, mastered, TRUE_PEAK_DBTP_MAX } from './mastering.ts'
import { resampled } from './resampling.ts'
import type { Sound } from './wav.ts'

const sine = (hz: number, db: number, seconds: number, rate: number): Sound => ({
  rate,
  samples: Float32Array.from(
    { length: seconds * rate },
    (_, at) => 10 ** (db / 20) * Math.sin((2 * Math.PI * hz * at) / rate),
  ),
})
const rmsDb = (samples: Float32Array) =>
  10 * Math.log10(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)

/** A voice that speaks and pauses, with clicks far above it. */
function voice(random: Random, { loud, clicks, rate }: { loud: number; clicks: number; rate: number }) {
  const samples = new Float32Array(8 * rate)
  let phase = 0
  for (let at = 0; at < samples.length; at++) {
    const time = at / rate
    phase += (140 + 40 * Math.sin(time * 2)) / rate
    const open = Math.max(0, Math.sin(time * 8)) * (Math.sin(time) > -0.3 ? 1 : 0)
    for (const over of [1, 2, 4, 8, 16]) samples[at] += (open / over) * Math.sin(2 * Math.PI * phase * over)
    samples[at] = loud * samples[at] * 0.4 + (random.below(2001) - 1000) / 1e6
  }
  for (let click = 0; click < clicks; click++) samples[random.below(samples.length)] = 0.99
  return { rate, samples }
}

test('loudness and true peak are those of EBU Tech 3341: a sine of 1000 Hz in one channel', () => {
  // A stereo sine of -23 dBFS is -23 LUFS; in one channel alone it is 3 LU less.
  assert.ok(Math.abs(loudnessOf(sine(1000, -23, 20, 48_000)) - -26.0) < 0.1)
  assert.ok(Math.abs(truePeakOf(sine(12_000, -6, 1, 48_000)) - -6) < 0.4)
  assert.equal(loudnessOf({ rate: 48_000, samples: new Float32Array(96_000) }), Number.NEGATIVE_INFINITY)
})

test('whatever is brought is as loud as everything else and never above the true peak that horns bear', () => {
  const random = seeded(11)
  for (const { loud, clicks, rate } of [
    { loud: 1, clicks: 0, rate: 48_000 },
    { loud: 0.05, clicks: 0, rate: 44_100 },
    { loud: 0.2, clicks: 40, rate: 16_000 },
    { loud: 0.9, clicks: 100, rate: 24_000 },
  ]) {
    const made = mastered(voice(random, { loud, clicks, rate }))
    const what = `${loud} ${clicks} ${rate}`
    assert.equal(made.rate, MASTER_RATE)
    assert.ok(Math.abs(made.samples.length - 8 * MASTER_RATE) <= 1, 'as long as it was')
    assert.ok(truePeakOf(made) <= TRUE_PEAK_DBTP_MAX + 0.01, `${what}: ${truePeakOf(made)} dBTP`)
    assert.ok(Math.abs(loudnessOf(made) - LOUDNESS_LUFS) < 0.5, `${what}: ${loudnessOf(made)} LUFS`)
  }
})

test('what horns cannot give is taken out, and what they can stays', () => {
  const both = sine(1000, -20, 4, 48_000)
  const hum = sine(50, -14, 4, 48_000)
  const made = mastered({ rate: 48_000, samples: both.samples.map((value, at) => value + hum.samples[at]) })
  const alone = mastered(both)
  const differs = made.samples.map((value, at) => value - alone.samples[at]).subarray(MASTER_RATE)
  assert.ok(rmsDb(differs) < rmsDb(alone.samples) - 30, 'hum of the mains is gone')
})

test('silence, and what is hardly more, is refused rather than made loud', () => {
  for (const samples of [new Float32Array(48_000), sine(1000, -75, 4, 48_000).samples])
    assert.throws(
      () => mastered({ rate: 48_000, samples }),
      (error: Failure) => error instanceof Failure && error.code === 'soundSilent',
    )
})

test('a sound that is too short to be measured is told as that, however loud, and not as silent', () => {
  const loud = (seconds: number) => sine(1000, -20, seconds, 48_000)
  for (const { rate, samples } of [loud(0.399), loud(0)])
    assert.throws(() => mastered({ rate, samples }), { code: 'soundTooShort' })
  assert.ok(mastered(loud(0.4)).lufs > -20)
})

test('a sound at another rate is the same sound, without what that rate cannot hold', () => {
  const low = resampled(sine(1000, -6, 1, 48_000), 8000)
  const wanted = sine(1000, -6, 1, 8000)
  assert.equal(low.samples.length, 8000)
  for (let at = 100; at < 7900; at++) assert.ok(Math.abs(low.samples[at] - wanted.samples[at]) < 0.002)
  const folded = resampled(sine(7000, -6, 1, 48_000), 8000).samples.subarray(200, 7800)
  assert.ok(rmsDb(folded) < -70, `7000 Hz would be heard as 1000 Hz: ${rmsDb(folded)} dB`)
  const up = resampled(sine(1000, -6, 1, 44_100), 24_000)
  const there = sine(1000, -6, 1, 24_000)
  for (let at = 100; at < 23_900; at++) assert.ok(Math.abs(up.samples[at] - there.samples[at]) < 0.002)
})

/**
 * A sound made ready for horns: what is too low for them is taken out, it is as loud as every other, and no peak is clipped.
 *
 *   24 kHz ──► high-pass ──► gain to -16 LUFS ──► limiter at -1.5 dBTP ──► the same again until it is as loud as it should be
 *
 * A horn of a pole does not give what is below 200 Hz, and breaks of it. Loudness is EBU R 128's. Pure.
 */
import { speakerFailure } from './failures.ts'
import { loudnessOf, truePeakOf } from './loudness.ts'
import { resampled } from './resampling.ts'
import type { Sound } from './wav.ts'

export const MASTER_RATE = 24_000
export const LOUDNESS_LUFS = -16
export const TRUE_PEAK_DBTP_MAX = -1.5
const HIGH_PASS_HZ = 200
/** Two of the second order make a Butterworth of the fourth. */
const HIGH_PASS_Q = [0.541_196_1, 1.306_562_96]
/** Loudness is measured over so long (EBU R 128): of less nothing can be said. */
const GATE_SECONDS = 0.4
/** Gain of what is nearly silent would be gain of its noise. */
const GAIN_DB_MAX = 40
/** Of what more gain makes louder the limiter takes a part back: how much is seen from round to round. */
const ROUNDS_MAX = 4
const SLOPE_MIN = 0.4
const NEAR_LU = 0.1
/** The limiter is measured between samples more roughly than true peak is. */
const HEADROOM_DB = 0.2

export interface Mastered extends Sound {
  readonly lufs: number
  readonly truePeakDb: number
}

/** Fails with soundTooShort and soundSilent. A sound with few peaks far above all else stays less loud. */
export function mastered(sound: Sound): Mastered {
  if (sound.samples.length < sound.rate * GATE_SECONDS) throw speakerFailure('soundTooShort')
  const { rate, samples } = resampled(sound, MASTER_RATE)
  const passed = { rate, samples: highPassed(samples, rate) }
  const lufs = loudnessOf(passed)
  if (!(LOUDNESS_LUFS - lufs <= GAIN_DB_MAX)) throw speakerFailure('soundSilent')
  let gain = LOUDNESS_LUFS - lufs
  let made = limited(passed, gain)
  let slope = 1
  for (let round = 1; round < ROUNDS_MAX; round++) {
    const off = LOUDNESS_LUFS - made.lufs
    const more = off / slope
    if (Math.abs(off) <= NEAR_LU || gain + more > GAIN_DB_MAX) break
    const next = limited(passed, gain + more)
    // Further into the limiter it is no louder: what is left would only be distorted.
    if (off > 0 && next.lufs <= made.lufs) break
    slope = Math.min(1, Math.max(SLOPE_MIN, (next.lufs - made.lufs) / more))
    gain += more
    made = next
  }
  return belowPeak(made)
}

/** With so much gain, and the limiter's own peaks. */
function limited({ rate, samples }: Sound, gainDb: number): Sound & { readonly lufs: number } {
  const gain = 10 ** (gainDb / 20)
  const ceiling = 10 ** ((TRUE_PEAK_DBTP_MAX - HEADROOM_DB) / 20)
  const loud = samples.map(value => value * gain)
  const made = { rate, samples: limit(loud, rate, ceiling) }
  return { ...made, lufs: loudnessOf(made) }
}

function belowPeak({ rate, samples, lufs }: Sound & { readonly lufs: number }): Mastered {
  const truePeakDb = truePeakOf({ rate, samples })
  const over = Math.max(0, truePeakDb - TRUE_PEAK_DBTP_MAX)
  if (over === 0) return { rate, samples, lufs, truePeakDb }
  const less = 10 ** (-over / 20)
  for (let at = 0; at < samples.length; at++) samples[at] *= less
  return { rate, samples, lufs: lufs - over, truePeakDb: TRUE_PEAK_DBTP_MAX }
}

/** RBJ's Audio EQ Cookbook, high-pass. */
function highPassed(samples: Float32Array, rate: number): Float32Array {
  let out = samples
  for (const q of HIGH_PASS_Q) {
    const turn = (2 * Math.PI * HIGH_PASS_HZ) / rate
    const alpha = Math.sin(turn) / (2 * q)
    const cos = Math.cos(turn)
    const a0 = 1 + alpha
    const [b0, b1] = [(1 + cos) / 2 / a0, -(1 + cos) / a0]
    const [a1, a2] = [(-2 * cos) / a0, (1 - alpha) / a0]
    let [x1, x2, y1, y2] = [0, 0, 0, 0]
    const filtered = new Float32Array(out.length)
    for (let at = 0; at < out.length; at++) {
      const x = out[at]
      const y = b0 * x + b1 * x1 + b0 * x2 - a1 * y1 - a2 * y2
      x2 = x1
      x1 = x
      y2 = y1
      y1 = y
      filtered[at] = y
    }
    out = filtered
  }
  return out
}

const AHEAD_MS = 5
const RELEASE_MS = 80

/**
 * Turns down before a peak comes, smoothly, and up again slowly:
 *
 *   what each sample bears ──► least of the next 5 ms ──► released over 80 ms ──► mean of the last 5 ms
 *
 * Whatever is in that mean is the least of a span that holds this sample, so that no sample is louder than it bears.
 */
function limit(samples: Float32Array, rate: number, ceiling: number): Float32Array {
  const ahead = Math.round((rate * AHEAD_MS) / 1000)
  const least = leastOfNext(bearable(samples, ceiling), ahead)
  const release = 1 - Math.exp(-1000 / (RELEASE_MS * rate))
  let gain = 1
  for (let at = 0; at < least.length; at++) {
    gain = Math.min(least[at], gain + (1 - gain) * release)
    least[at] = gain
  }
  const out = new Float32Array(samples.length)
  let sum = least[0] * (ahead + 1)
  for (let at = 0; at < samples.length; at++) {
    sum += least[at] - least[Math.max(0, at - ahead - 1)]
    out[at] = samples[at] * (sum / (ahead + 1))
  }
  return out
}

/** The gain at which neither a sample nor what is between it and its neighbours is above the ceiling. */
function bearable(samples: Float32Array, ceiling: number): Float32Array {
  const gains = new Float32Array(samples.length).fill(1)
  for (let at = 0; at < samples.length; at++) {
    const next = at + 1 < samples.length ? samples[at + 1] : 0
    let peak = Math.max(Math.abs(samples[at]), Math.abs(next))
    // What is between two samples of less than half the ceiling does not reach it.
    if (peak < ceiling / 2) continue
    for (const filter of BETWEEN) peak = Math.max(peak, Math.abs(between(samples, at, filter)))
    if (peak <= ceiling) continue
    const gain = ceiling / peak
    gains[at] = Math.min(gains[at], gain)
    if (at + 1 < gains.length) gains[at + 1] = gain
  }
  return gains
}

function between(samples: Float32Array, at: number, filter: Float32Array): number {
  const first = at - TAPS / 2 + 1
  const from = Math.max(0, -first)
  const until = Math.min(TAPS, samples.length - first)
  let sum = 0
  for (let tap = from; tap < until; tap++) sum += samples[first + tap] * filter[tap]
  return sum
}

/** Four times as many places as samples: ITU-R BS.1770-4, annex 2. */
const TAPS = 12
const BETWEEN = [0.25, 0.5, 0.75].map(part =>
  Float32Array.from({ length: TAPS }, (_, tap) => {
    const away = tap - TAPS / 2 + 1 - part
    return (Math.sin(Math.PI * away) / (Math.PI * away)) * Math.cos((Math.PI * away) / (TAPS + 2)) ** 2
  }),
)

/** Each with its `ahead` successors: a queue of those that may still be the least. */
function leastOfNext(values: Float32Array, ahead: number): Float32Array {
  const out = new Float32Array(values.length)
  const queue = new Int32Array(values.length)
  let [first, end, next] = [0, 0, 0]
  for (let at = 0; at < values.length; at++) {
    for (; next < values.length && next <= at + ahead; next++) {
      while (end > first && values[queue[end - 1]] >= values[next]) end--
      queue[end++] = next
    }
    while (queue[first] < at) first++
    out[at] = values[queue[first]]
  }
  return out
}

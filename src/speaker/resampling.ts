/** A sound at another rate, by a windowed sinc (Kaiser): what the new rate cannot hold is taken out. Pure. */
import type { Sound } from './wav.ts'

/** Zero crossings of the sinc to each side. */
const WIDTH = 16
const KAISER_BETA = 8
/** Of the lower rate's half: the rest is for the filter's slope. */
const PASSED = 0.94
const PHASES_MAX = 4096

export function resampled({ rate, samples }: Sound, to: number): Sound {
  if (rate === to) return { rate, samples }
  const cutoff = PASSED * Math.min(1, to / rate)
  const reach = Math.ceil(WIDTH / cutoff)
  const phases = Math.min(PHASES_MAX, to / greatestCommonDivisor(rate, to))
  const filters = Array.from({ length: phases }, (_, phase) => filterAt(phase / phases, cutoff, reach))
  const out = new Float32Array(Math.round((samples.length * to) / rate))
  for (let at = 0; at < out.length; at++) {
    const place = (at * rate) / to
    const left = Math.floor(place)
    const filter = filters[Math.round((place - left) * phases) % phases]
    const first = left - reach + 1
    const from = Math.max(0, -first)
    const until = Math.min(filter.length, samples.length - first)
    let sum = 0
    for (let tap = from; tap < until; tap++) sum += samples[first + tap] * filter[tap]
    out[at] = sum
  }
  return { rate: to, samples: out }
}

/** Taps from `reach - 1` samples before to `reach` after; their sum is 1. */
function filterAt(part: number, cutoff: number, reach: number): Float32Array {
  const taps = new Float32Array(2 * reach)
  let sum = 0
  for (let tap = 0; tap < taps.length; tap++) {
    const away = tap - reach + 1 - part
    const x = Math.PI * away * cutoff
    const sinc = x === 0 ? 1 : Math.sin(x) / x
    taps[tap] = sinc * kaiser(away / reach)
    sum += taps[tap]
  }
  return taps.map(value => value / sum)
}

function kaiser(at: number): number {
  return Math.abs(at) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - at * at)) / bessel(KAISER_BETA)
}

/** Modified, first kind, order 0. */
function bessel(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-9; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

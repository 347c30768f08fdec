/**
 * Half a second of frequency-shift keying: 1200 baud, mark 1200 Hz and space 2200 Hz as Bell 202 had them, octets with a start and a
 * stop bit, least significant bit first. Which is what Debian's `minimodem 1200` hears.
 *
 *   mark …│ start │ b0 │ b1 │ … │ b7 │ stop │ start │ …       one bit: 1/1200 s
 *           space                      mark
 *
 * Heard in recordings of any rate from 8000 Hz on, with noise and other sound about it: the two tones are compared over each bit's
 * length, at eight places within it. Pure; knows tags by their beginning alone and asks their CRC.
 */
import { type HeardTag, readTagLine, TAG_OCTETS_MAX, TAG_PREFIX, tagLine } from './heard-tag.ts'
import type { Sound } from './wav.ts'

const BAUD = 1200
const MARK_HZ = 1200
const SPACE_HZ = 2200
const LEADER_MS = 40
export const TAG_MS = 500
/** Below what is spoken. */
const LEVEL = 0.25
const RAMP_MS = 4
const BITS_OF_OCTET = 10

/** Its samples: TAG_MS of them. */
export function tagSamples(tag: HeardTag, rate: number): Float32Array {
  const bits = bitsOf(tagLine(tag))
  const samples = new Float32Array(Math.round((rate * TAG_MS) / 1000))
  const ramp = Math.round((rate * RAMP_MS) / 1000)
  let phase = 0
  for (let at = 0; at < samples.length; at++) {
    const bit = Math.floor(((at / rate) * 1000 - LEADER_MS) * (BAUD / 1000))
    const isMark = bit < 0 || bit >= bits.length || bits[bit]
    phase += (2 * Math.PI * (isMark ? MARK_HZ : SPACE_HZ)) / rate
    const edge = Math.min(1, (at + 1) / ramp, (samples.length - at) / ramp)
    samples[at] = LEVEL * edge * Math.sin(phase)
  }
  return samples
}

function bitsOf(text: string): boolean[] {
  return [...Buffer.from(text, 'latin1')].flatMap(octet => [
    false,
    ...Array.from({ length: 8 }, (_, bit) => ((octet >> bit) & 1) === 1),
    true,
  ])
}

export interface Heard extends HeardTag {
  /** Seconds from the beginning of the recording to that of the tag. */
  readonly at: number
}

export const HEARD_RATE_MIN = 8000
/** Places within a bit. */
const PLACES = 8
const FIRST_BITS = bitsOf(TAG_PREFIX[0])
const OCTET = BITS_OF_OCTET * PLACES

/** All tags of a sound, in their order. */
export function tagsIn({ samples, rate }: Sound): Heard[] {
  const lean = leanings(samples, rate)
  const found: Heard[] = []
  for (let at = 0; at + OCTET <= lean.length; at++) {
    if (!beginsAt(lean, at)) continue
    const tag = readTagLine(lineAt(lean, at))
    if (tag === null) continue
    found.push({ ...tag, at: Math.max(0, at / (BAUD * PLACES) - LEADER_MS / 1000) })
    at += TAG_PREFIX.length * OCTET
  }
  return found
}

/** For each place: above 0 where the bit that begins there is rather mark than space. */
function leanings(samples: Float32Array, rate: number): Float32Array {
  const places = Math.floor((samples.length * BAUD * PLACES) / rate)
  const mark = amplitudes(samples, rate, { hz: MARK_HZ, places })
  const space = amplitudes(samples, rate, { hz: SPACE_HZ, places })
  for (let at = 0; at < mark.length; at++) mark[at] -= space[at]
  return mark
}

/** Of one frequency over a bit's length from each place on. */
function amplitudes(
  samples: Float32Array,
  rate: number,
  { hz, places }: { readonly hz: number; readonly places: number },
): Float32Array {
  const real = new Float64Array(places)
  const imaginary = new Float64Array(places)
  const turn = (2 * Math.PI * hz) / rate
  const [turnCos, turnSin] = [Math.cos(turn), Math.sin(turn)]
  for (let place = 0, at = 0; place < places; place++) {
    const end = Math.floor(((place + 1) * rate) / (BAUD * PLACES))
    let [cos, sin] = [Math.cos(turn * at), Math.sin(turn * at)]
    for (; at < end; at++) {
      real[place] += samples[at] * cos
      imaginary[place] += samples[at] * sin
      const next = cos * turnCos - sin * turnSin
      sin = sin * turnCos + cos * turnSin
      cos = next
    }
  }
  const sums = new Float32Array(Math.max(0, places - PLACES + 1))
  for (let at = 0; at < sums.length; at++) {
    let [re, im] = [0, 0]
    for (let place = at; place < at + PLACES; place++) {
      re += real[place]
      im += imaginary[place]
    }
    sums[at] = Math.hypot(re, im)
  }
  return sums
}

function beginsAt(lean: Float32Array, at: number): boolean {
  return FIRST_BITS.every((isMark, bit) => lean[at + bit * PLACES] > 0 === isMark)
}

/** Octets until a line ends, or it is none of a tag. Each finds its own beginning anew: other clocks run otherwise. */
function lineAt(lean: Float32Array, from: number): string {
  let line = ''
  let at = from
  while (line.length < TAG_OCTETS_MAX && at >= 0 && at + OCTET <= lean.length) {
    const shift = shiftOf(lean, at)
    at += shift
    let octet = 0
    for (let bit = 0; bit < 8; bit++) if (lean[at + (bit + 1) * PLACES] > 0) octet |= 1 << bit
    line += String.fromCharCode(octet)
    const isOther = line.length <= TAG_PREFIX.length && !TAG_PREFIX.startsWith(line)
    if (octet === 10 || isOther) return line
    at += OCTET
  }
  return line
}

/** To where this octet's bits are the clearest: a recording may run a little faster or slower. */
function shiftOf(lean: Float32Array, at: number): number {
  let best = 0
  let most = Number.NEGATIVE_INFINITY
  for (const shift of [0, -1, 1, -2, 2]) {
    if (at + shift < 0 || at + shift + OCTET > lean.length) continue
    let clear = lean[at + shift + 9 * PLACES] - lean[at + shift]
    for (let bit = 1; bit <= 8; bit++) clear += Math.abs(lean[at + shift + bit * PLACES])
    if (clear > most) [best, most] = [shift, clear]
  }
  return best
}

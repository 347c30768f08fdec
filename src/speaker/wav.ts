/**
 * WAV (RIFF, Multimedia Programming Interface 1.0; WAVE_FORMAT_EXTENSIBLE): what is in it, its samples as one channel, and files of
 * our own: 16-bit PCM, and A-law (ITU-T G.711) for telephony.
 *
 *   "RIFF" size "WAVE" ( name size octets )*      fmt before data; others are passed over
 *
 * A writer that does not know the length beforehand, as programs do on standard output, leaves a size that is too large: what is there
 * counts. Pure. Samples are from -1 to 1.
 */
import { speakerFailure } from './failures.ts'

/** One channel. */
export interface Sound {
  readonly rate: number
  readonly samples: Float32Array
}

export interface WavForm {
  readonly rate: number
  readonly channels: number
  readonly encoding: 'pcm' | 'float' | 'alaw' | 'ulaw'
  readonly bits: number
  /** Where the samples begin in the file, and how many octets of them there are. */
  readonly from: number
  readonly octets: number
  /** Of one moment in all channels, in octets. */
  readonly frame: number
}

/** Wherever they are, the format and the beginning of the data are within the first so many octets. */
export const WAV_HEAD_OCTETS = 65_536
const CHANNELS_MAX = 8
const RATE_MIN = 4000
const RATE_MAX = 384_000
const EXTENSIBLE = 0xfffe
const ENCODINGS: Readonly<Record<number, WavForm['encoding']>> = { 1: 'pcm', 3: 'float', 6: 'alaw', 7: 'ulaw' }
const BITS: Readonly<Record<WavForm['encoding'], readonly number[]>> = {
  pcm: [8, 16, 24, 32],
  float: [32, 64],
  alaw: [8],
  ulaw: [8],
}

/** `size`: of the whole file, of which `head` is the beginning. Fails with soundUnreadable. */
export function readWavForm(head: Buffer, size: number = head.length): WavForm {
  const unreadable = (why: string) => speakerFailure('soundUnreadable', { why })
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') throw unreadable('not WAV')
  let format: Omit<WavForm, 'from' | 'octets'> | null = null
  for (let at = 12; at + 8 <= head.length; ) {
    const name = head.toString('latin1', at, at + 4)
    const octets = head.readUInt32LE(at + 4)
    const from = at + 8
    if (name === 'fmt ') {
      if (octets < 16 || from + octets > head.length) throw unreadable('fmt')
      format = formatOf(head.subarray(from, from + octets))
      if (format === null) throw unreadable('fmt')
    }
    if (name === 'data') {
      if (format === null) throw unreadable('data before fmt')
      const there = Math.min(octets, size - from)
      return { ...format, from, octets: there - (there % format.frame) }
    }
    at = from + octets + (octets % 2)
  }
  throw unreadable('no data')
}

function formatOf(octets: Buffer): Omit<WavForm, 'from' | 'octets'> | null {
  const tag = octets.readUInt16LE(0)
  const isExtensible = tag === EXTENSIBLE && octets.length >= 40
  const encoding = ENCODINGS[isExtensible ? octets.readUInt16LE(24) : tag]
  const channels = octets.readUInt16LE(2)
  const rate = octets.readUInt32LE(4)
  const bits = octets.readUInt16LE(14)
  if (encoding === undefined || !BITS[encoding].includes(bits)) return null
  if (channels < 1 || channels > CHANNELS_MAX || rate < RATE_MIN || rate > RATE_MAX) return null
  return { rate, channels, encoding, bits, frame: (channels * bits) / 8 }
}

/** All channels as one: their mean. */
export function samplesOf(octets: Buffer, form: WavForm): Float32Array {
  const { channels, frame } = form
  const read = readerOf(octets, form)
  const width = frame / channels
  const samples = new Float32Array(Math.floor(octets.length / frame))
  for (let at = 0; at < samples.length; at++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) sum += read(at * frame + channel * width)
    const mean = sum / channels
    samples[at] = Number.isFinite(mean) ? Math.max(-1, Math.min(1, mean)) : 0
  }
  return samples
}

/** A whole file. Fails with soundUnreadable. */
export function readWav(file: Buffer): Sound {
  const form = readWavForm(file)
  return { rate: form.rate, samples: samplesOf(file.subarray(form.from, form.from + form.octets), form) }
}

function readerOf(octets: Buffer, { encoding, bits }: WavForm): (at: number) => number {
  if (encoding === 'alaw') return at => fromAlaw(octets[at]) / 32_768
  if (encoding === 'ulaw') return at => fromUlaw(octets[at]) / 32_768
  if (encoding === 'float') return bits === 32 ? at => octets.readFloatLE(at) : at => octets.readDoubleLE(at)
  if (bits === 8) return at => (octets[at] - 128) / 128
  const full = 2 ** (bits - 1)
  return at => octets.readIntLE(at, bits / 8) / full
}

/** 16-bit PCM, one channel. */
export function writeWav({ rate, samples }: Sound): Buffer {
  const octets = Buffer.alloc(samples.length * 2)
  for (let at = 0; at < samples.length; at++) octets.writeInt16LE(sampleOf(samples[at]), at * 2)
  return Buffer.concat([headOf({ tag: 1, rate, bits: 16, octets: octets.length }), octets])
}

/** A-law, one channel. */
export function writeAlawWav({ rate, samples }: Sound): Buffer {
  const octets = Buffer.alloc(samples.length)
  for (let at = 0; at < samples.length; at++) octets[at] = toAlaw(sampleOf(samples[at]))
  return Buffer.concat([headOf({ tag: 6, rate, bits: 8, octets: octets.length }), octets])
}

function headOf(of: { tag: number; rate: number; bits: number; octets: number }): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + of.octets, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(of.tag, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(of.rate, 24)
  head.writeUInt32LE((of.rate * of.bits) / 8, 28)
  head.writeUInt16LE(of.bits / 8, 32)
  head.writeUInt16LE(of.bits, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(of.octets, 40)
  return head
}

function sampleOf(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768)))
}

/** ITU-T G.711, table 1: sign, segment, step; every other bit inverted. */
function toAlaw(sample: number): number {
  const isPositive = sample >= 0
  const size = Math.min(0xfff, (isPositive ? sample : -sample - 1) >> 3)
  const segment = size < 32 ? 0 : Math.floor(Math.log2(size)) - 4
  const step = segment < 2 ? (size >> 1) & 0x0f : (size >> segment) & 0x0f
  return ((isPositive ? 0x80 : 0) | (segment << 4) | step) ^ 0x55
}

function fromAlaw(octet: number): number {
  const code = octet ^ 0x55
  const segment = (code >> 4) & 7
  const step = (code & 0x0f) * 2 + 1
  const size = segment === 0 ? step : (step + 32) << (segment - 1)
  return (code & 0x80 ? size : -size) * 8
}

function fromUlaw(octet: number): number {
  const code = ~octet & 0xff
  const size = ((((code & 0x0f) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84
  return code & 0x80 ? -size : size
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { seeded } from '../base/random.ts'
import { readWav, readWavForm, type Sound, writeAlawWav, writeWav } from './wav.ts'

const tone: Sound = { rate: 16_000, samples: Float32Array.from({ length: 1600 }, (_, at) => 0.8 * Math.sin(at / 5)) }

/** By hand: chunks as given, their sizes as given. */
function riff(...chunks: readonly { name: string; octets: Buffer; size?: number }[]): Buffer {
  const all = chunks.flatMap(({ name, octets, size = octets.length }) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32LE(size, 4)
    return [head, octets, Buffer.alloc(octets.length % 2)]
  })
  const body = Buffer.concat(all)
  const head = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  return Buffer.concat([head, body])
}

function fmt(tag: number, channels: number, rate: number, bits: number, more = ''): Buffer {
  const octets = Buffer.alloc(16)
  octets.writeUInt16LE(tag, 0)
  octets.writeUInt16LE(channels, 2)
  octets.writeUInt32LE(rate, 4)
  octets.writeUInt16LE(bits, 14)
  return Buffer.concat([octets, Buffer.from(more, 'hex')])
}

const close = (got: Float32Array, wanted: readonly number[], within: number) => {
  assert.equal(got.length, wanted.length)
  for (const [at, value] of wanted.entries())
    assert.ok(Math.abs(got[at] - value) <= within, `${at}: ${got[at]}, not ${value}`)
}

test('a file of 16-bit PCM that was written is read again, and an A-law one within its steps', () => {
  const again = readWav(writeWav(tone))
  assert.equal(again.rate, tone.rate)
  close(again.samples, [...tone.samples], 1 / 32_768)
  const alaw = readWav(writeAlawWav(tone))
  assert.ok(alaw.samples.every((value, at) => Math.abs(value - tone.samples[at]) < 0.03))
})

test('A-law octets are those of ITU-T G.711: the ends of each segment', () => {
  const octets = (samples: readonly number[]) =>
    writeAlawWav({ rate: 8000, samples: Float32Array.from(samples, value => value / 32_768) })
      .subarray(44)
      .toString('hex')
  assert.equal(octets([0, 8, 32_767, -1, -32_768]), 'd5d5aa552a')
  assert.equal(octets([256, 512, 1024, 2048, 4096, 8192, 16_384]), 'c5f5e59585b5a5')
})

test('samples of every width are what they are, channels are one mean, and other chunks are passed over', () => {
  const words = (...values: readonly number[]) => Buffer.from(Int16Array.from(values).buffer)
  const list = { name: 'LIST', octets: Buffer.from('odd') }
  const cases: readonly [Buffer, readonly number[]][] = [
    [
      riff({ name: 'fmt ', octets: fmt(1, 1, 8000, 8) }, { name: 'data', octets: Buffer.from([128, 255, 0]) }),
      [0, 0.992, -1],
    ],
    [
      riff(list, { name: 'fmt ', octets: fmt(1, 2, 8000, 16) }, list, {
        name: 'data',
        octets: words(16_384, 0, -32_768, -32_768),
      }),
      [0.25, -1],
    ],
    [
      riff({ name: 'fmt ', octets: fmt(1, 1, 8000, 24) }, { name: 'data', octets: Buffer.from('000040000080', 'hex') }),
      [0.5, -1],
    ],
    [
      riff(
        { name: 'fmt ', octets: fmt(3, 1, 8000, 32) },
        { name: 'data', octets: Buffer.from(Float32Array.of(0.5, -2, Number.NaN).buffer) },
      ),
      [0.5, -1, 0],
    ],
    [
      riff(
        { name: 'fmt ', octets: fmt(0xfffe, 1, 8000, 16, '1600100004000000010000000000100080000000aa00389b71') },
        { name: 'data', octets: words(16_384) },
      ),
      [0.5],
    ],
    [
      riff({ name: 'fmt ', octets: fmt(7, 1, 8000, 8) }, { name: 'data', octets: Buffer.from([0xff, 0x80, 0x00]) }),
      [0, 0.98, -0.98],
    ],
  ]
  for (const [file, wanted] of cases) close(readWav(file).samples, wanted, 0.01)
})

test('a size that a program did not know beforehand counts as what is there, to the last whole sample', () => {
  const data = { name: 'data', octets: Buffer.from([0, 64, 0, 64, 0]), size: 0xffffffff }
  const file = riff({ name: 'fmt ', octets: fmt(1, 1, 8000, 16) }, data)
  close(readWav(file.subarray(0, -1)).samples, [0.5, 0.5], 0.001)
})

test('what is no WAV, or of another kind, is refused and never read beyond its end', () => {
  const format = { name: 'fmt ', octets: fmt(1, 1, 8000, 16) }
  const data = { name: 'data', octets: Buffer.alloc(4) }
  const bad: readonly Buffer[] = [
    Buffer.alloc(0),
    Buffer.from('ID3 of an MP3 file, more than that'),
    riff(data, format),
    riff(format),
    riff({ ...format, size: 60_000 }, data),
    riff({ name: 'fmt ', octets: fmt(85, 1, 8000, 16) }, data),
    riff({ name: 'fmt ', octets: fmt(1, 0, 8000, 16) }, data),
    riff({ name: 'fmt ', octets: fmt(1, 1, 3, 16) }, data),
    riff({ name: 'fmt ', octets: fmt(1, 1, 8000, 12) }, data),
  ]
  for (const file of bad)
    assert.throws(
      () => readWavForm(file),
      (error: Failure) => error instanceof Failure && error.code === 'soundUnreadable',
    )
  const good = riff(format, data)
  const random = seeded(3)
  for (let times = 0; times < 2000; times++) {
    const file = Buffer.from(good)
    file[random.below(file.length)] = random.below(256)
    const cut = file.subarray(0, random.below(file.length + 1))
    try {
      readWav(cut)
    } catch (error) {
      assert.ok(error instanceof Failure, `${cut.toString('hex')}: ${error}`)
    }
  }
})

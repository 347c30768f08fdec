import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decode } from './coding.ts'
import { loudnessOf } from './loudness.ts'
import { madeApart } from './make-apart.ts'
import { made } from './making.ts'
import { LOUDNESS_LUFS } from './mastering.ts'
import { type Sound, writeWav } from './wav.ts'

const tone = (seconds: number, rate = 8000): Sound => ({
  rate,
  samples: Float32Array.from({ length: seconds * rate }, (_, at) => 0.1 * Math.sin(at / 3)),
})
const file = (sound: Sound) => ({ of: 'file', octets: new Uint8Array(writeWav(sound)) }) as const
const formsOf = ({ files }: { files: readonly { form: string }[] }) => files.map(({ form }) => form)

/** As on a machine without a program of others. */
async function without<Result>(act: () => Promise<Result>): Promise<Result> {
  const { PATH } = process.env
  process.env.PATH = '/nowhere'
  try {
    return await act()
  } finally {
    process.env.PATH = PATH
  }
}

describe('a sound that is handed on', () => {
  test('is made apart in every form, as loud as every other, from what a person brought', async () => {
    const { milliseconds, files } = await madeApart(file(tone(3)))
    assert.deepEqual([milliseconds, formsOf({ files })], [3000, ['wav', 'alaw', 'mp3', 'opus']])
    for (const { form, octets } of files) {
      const sound = await decode(Buffer.from(octets))
      assert.ok(Math.abs(loudnessOf(sound) - LOUDNESS_LUFS) < 1, `${form} is as loud as the others`)
    }
  })

  test('of more than a minute has no form for callers, who would not wait for it', async () => {
    assert.ok(!formsOf(await made(file(tone(61)))).includes('alaw'))
  })

  test('is spoken by a machine in Vietnamese and English, and in no language that it has no voice for', async () => {
    for (const [spoken, language] of [
      ['Bà con chú ý.', 'vi'],
      ['Attention, please.', 'en'],
    ] as const) {
      const { milliseconds } = await madeApart({ of: 'text', spoken, language })
      assert.ok(milliseconds > 400, `${language}: ${milliseconds} ms`)
    }
    for (const language of ['km', 'constructor'])
      await assert.rejects(madeApart({ of: 'text', spoken: 'x', language }), {
        code: 'voiceUnknown',
      })
  })

  test('without ffmpeg and espeak-ng is made of WAV alone, and everything else says so', async () => {
    await without(async () => {
      assert.deepEqual(formsOf(await made(file(tone(1)))), ['wav', 'alaw'])
      const octets = new Uint8Array(Buffer.from('OggS and so on'))
      await assert.rejects(made({ of: 'file', octets }), { code: 'ffmpegMissing' })
      await assert.rejects(made({ of: 'text', spoken: 'Bà con.', language: 'vi' }), {
        code: 'voiceMissing',
      })
    })
  })

  test('that is silent, or no sound, is refused with its sentence although a thread has said so', async () => {
    const still = { rate: 8000, samples: new Float32Array(8000) }
    await assert.rejects(madeApart(file(still)), { code: 'soundSilent', name: 'Failure' })
    const octets = new Uint8Array(Buffer.from('%PDF-1.7'))
    await assert.rejects(madeApart({ of: 'file', octets }), { code: 'soundUnreadable' })
  })

  test('that takes too long is given up', async () => {
    await assert.rejects(madeApart(file(tone(60)), { withinMs: 20 }), { code: 'soundCostly' })
  })
})

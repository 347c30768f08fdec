import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { decode } from './coding.ts'
import { loudnessOf, truePeakOf } from './loudness.ts'
import { madeInThread } from './make-in-thread.ts'
import { type MakeTask, made } from './making.ts'
import { LOUDNESS_LUFS, TRUE_PEAK_DBTP_MAX } from './mastering.ts'
import { type Sound, writeWav } from './wav.ts'

const tone = (seconds: number, rate = 8000): Sound => ({
  rate,
  samples: Float32Array.from({ length: seconds * rate }, (_, at) => 0.1 * Math.sin(at / 3)),
})
const file = (sound: Sound) => ({ of: 'file', octets: new Uint8Array(writeWav(sound)) }) as const
const formsOf = ({ files }: { files: readonly { form: string }[] }) => files.map(({ form }) => form)

/** Programs of others are looked for there. */
async function withPath<Result>(path: string, act: () => Promise<Result>): Promise<Result> {
  const { PATH } = process.env
  process.env.PATH = path
  try {
    return await act()
  } finally {
    process.env.PATH = PATH
  }
}

describe('a sound that is handed on', () => {
  test('is made apart in every form, as loud as every other, from what a person brought', async () => {
    const { milliseconds, files } = await madeInThread(file(tone(3)))
    assert.deepEqual([milliseconds, formsOf({ files })], [3000, ['wav', 'alaw', 'mp3', 'opus']])
    for (const { form, octets } of files) {
      const sound = await decode(Buffer.from(octets))
      assert.ok(Math.abs(loudnessOf(sound) - LOUDNESS_LUFS) < 1, `${form} is as loud as the others`)
    }
  })

  test('of more than a minute has no form for callers, who would not wait for it', async () => {
    assert.ok(!formsOf(await made(file(tone(61)))).includes('alaw'))
  })

  test('is spoken by a machine in Vietnamese and English, no peak above the limit in any form, and in no language that it has no voice for', async () => {
    for (const [spoken, language] of [
      ['Bà con chú ý.', 'vi'],
      ['Attention, please.', 'en'],
    ] as const) {
      const { milliseconds, files } = await madeInThread({ of: 'text', spoken, language })
      assert.ok(milliseconds > 400, `${language}: ${milliseconds} ms`)
      for (const { form, octets } of files) {
        const peak = truePeakOf(await decode(Buffer.from(octets)))
        assert.ok(peak <= TRUE_PEAK_DBTP_MAX + 0.01, `${language}, ${form}: ${peak} dBTP`)
      }
    }
    for (const language of ['km', 'constructor'])
      await assert.rejects(madeInThread({ of: 'text', spoken: 'x', language }), { code: 'voiceUnknown' })
  })

  test('without ffmpeg and espeak-ng is made of WAV alone, and everything else says so', async () => {
    await withPath('/nowhere', async () => {
      assert.deepEqual(formsOf(await made(file(tone(1)))), ['wav', 'alaw'])
      const octets = new Uint8Array(Buffer.from('OggS and so on'))
      await assert.rejects(made({ of: 'file', octets }), { code: 'ffmpegMissing' })
      await assert.rejects(made({ of: 'text', spoken: 'Bà con.', language: 'vi' }), { code: 'voiceMissing' })
    })
  })

  test('starts its voice and two runs of ffmpeg, and a file two of them; what ffmpeg can is asked once, and again where it is another file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loa-making-'))
    const told = join(folder, 'told')
    for (const name of ['ffmpeg', 'espeak-ng']) {
      const real = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
      const script = `#!/bin/sh\necho "${name} $*" >> '${told}'\nexec '${real}' "$@"\n`
      writeFileSync(join(folder, name), script, { mode: 0o755 })
    }
    const startedBy = async (task: MakeTask) => {
      writeFileSync(told, '')
      await made(task)
      const lines = readFileSync(told, 'utf8').trim().split('\n')
      return lines.map(line => (line.endsWith('-version') ? 'version' : line.split(' ')[0]))
    }
    const text = { of: 'text', spoken: 'Bà con chú ý, nước sông lên.', language: 'vi' } as const
    const speech = ['espeak-ng', 'ffmpeg', 'ffmpeg']
    try {
      await withPath(`${folder}:${process.env.PATH}`, async () => {
        assert.deepEqual((await startedBy(text)).toSorted(), [...speech, 'version'])
        assert.deepEqual(await startedBy(text), speech)
        assert.deepEqual(await startedBy(file(tone(1))), ['ffmpeg', 'ffmpeg'])
        utimesSync(join(folder, 'ffmpeg'), 1, 1)
        assert.deepEqual((await startedBy(text)).toSorted(), [...speech, 'version'])
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('that is full of clicks has no peak above the limit in any form either, as whoever plays it decodes it', async () => {
    const clicks = { rate: 24_000, samples: new Float32Array(48_000) }
    for (let at = 0; at < clicks.samples.length; at++)
      clicks.samples[at] = at % 997 < 3 ? 0.99 : 0.05 * Math.sin(at / 2)
    for (const { form, octets } of (await made(file(clicks))).files) {
      const peak = truePeakOf(await decode(Buffer.from(octets)))
      assert.ok(peak <= TRUE_PEAK_DBTP_MAX + 0.01, `${form}: ${peak} dBTP`)
    }
  })

  test('that is silent, or no sound, is refused with its sentence although a thread has said so', async () => {
    const still = { rate: 8000, samples: new Float32Array(8000) }
    await assert.rejects(madeInThread(file(still)), { code: 'soundSilent', name: 'Failure' })
    const octets = new Uint8Array(Buffer.from('%PDF-1.7'))
    await assert.rejects(madeInThread({ of: 'file', octets }), { code: 'soundUnreadable' })
  })

  test('that takes too long is given up', async () => {
    await assert.rejects(madeInThread(file(tone(60)), { withinMs: 20 }), { code: 'soundCostly' })
  })
})

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { tagSamples } from './fsk.ts'
import { heardIn } from './recording.ts'
import { writeWav } from './wav.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-recording-'))
after(() => rmSync(folder, { recursive: true }))

test('a long recording is heard in pieces, and a tag that lies across two of them is heard once', () => {
  const rate = 8000
  const samples = new Float32Array(95 * rate)
  // Across the edges at 30 s and 60 s, on the one at 90 s, and at the very beginning and end.
  const places = [0, 29.8, 59.51, 90, 94.5]
  for (const [counter, second] of places.entries())
    samples.set(tagSamples({ cluster: '00001-3', item: '00000000', counter }, rate), second * rate)
  const file = join(folder, 'long.wav')
  writeFileSync(file, writeWav({ rate, samples }))
  const heard = heardIn(file)
  assert.deepEqual(
    heard.map(({ counter, at }) => [counter, Math.round(at * 10) / 10]),
    places.map((second, counter) => [counter, Math.round(second * 10) / 10]),
  )
})

test('a file that is not there, no WAV, or of a telephone of old is refused with what it is', () => {
  const low = join(folder, 'low.wav')
  writeFileSync(low, writeWav({ rate: 4000, samples: new Float32Array(4000) }))
  assert.throws(() => heardIn(low), /4000 Hz/)
  assert.throws(() => heardIn(join(folder, 'none.wav')), /no such file/)
  assert.throws(() => heardIn(folder), /directory/)
})

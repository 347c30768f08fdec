/** Loudspeakers beside programs of others: ffmpeg measures and decodes, minimodem hears, espeak-ng speaks, ALSA takes what is played. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { systemClock } from '../../src/base/clock.ts'
import { decode, encode, millisecondsOf } from '../../src/speaker/coding.ts'
import { tagSamples, tagsIn } from '../../src/speaker/fsk.ts'
import { shortItem } from '../../src/speaker/heard-tag.ts'
import { loudnessOf } from '../../src/speaker/loudness.ts'
import { speak } from '../../src/speaker/making.ts'
import { LOUDNESS_LUFS, mastered, TRUE_PEAK_DBTP_MAX } from '../../src/speaker/mastering.ts'
import { opusTurned } from '../../src/speaker/opus-gain.ts'
import { sinkOf } from '../../src/speaker/sinks.ts'
import { readWav, type Sound, writeWav } from '../../src/speaker/wav.ts'
import { missing } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-loudspeaker-'))
after(() => rmSync(folder, { recursive: true }))

const TEXT =
  'Bộ Y tế khuyến cáo người dân rửa tay thường xuyên bằng xà phòng, đeo khẩu trang nơi công cộng và khai báo y tế khi có triệu chứng.'

function kept(name: string, octets: Buffer): string {
  const file = join(folder, name)
  writeFileSync(file, octets)
  return file
}

/** As ffmpeg's filter tells it: loudness in LUFS and true peak in dBTP. */
function measuredByFfmpeg(file: string) {
  const filter = ['-af', 'ebur128=peak=true', '-f', 'null', '-']
  const { stderr } = spawnSync('ffmpeg', ['-hide_banner', '-nostats', '-i', file, ...filter], { encoding: 'utf8' })
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  const figure = (name: string) => Number(new RegExp(`${name}:\\s+(-?[\\d.]+)`).exec(summary)?.[1])
  return { lufs: figure('I'), peak: figure('Peak') }
}

function ffmpeg(input: string, output: string, ...how: readonly string[]): Buffer {
  const file = join(folder, output)
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', '-i', input, ...how, file])
  assert.equal(status, 0, String(stderr))
  return readFileSync(file)
}

test('what a machine has spoken in Vietnamese is made as loud as all else, and ffmpeg measures the same', {
  skip: missing('ffmpeg', 'espeak-ng'),
}, async () => {
  const spoken = await speak(TEXT)
  assert.ok(millisecondsOf(spoken) > 5000)
  const made = mastered(spoken)
  const file = kept('mastered.wav', writeWav(made))
  const theirs = measuredByFfmpeg(file)
  assert.ok(Math.abs(theirs.lufs - LOUDNESS_LUFS) <= 0.5, `${theirs.lufs} LUFS`)
  assert.ok(Math.abs(theirs.lufs - made.lufs) <= 0.5)
  assert.ok(theirs.peak <= TRUE_PEAK_DBTP_MAX + 0.1, `${theirs.peak} dBTP`)
  const before = kept('spoken.wav', writeWav(spoken))
  assert.ok(Math.abs(measuredByFfmpeg(before).lufs - loudnessOf(spoken)) <= 0.5)

  for (const form of ['mp3', 'opus', 'alaw'] as const) {
    const octets = await encode(made, form)
    assert.deepEqual(await encode(made, form), octets, `the same ${form} each time`)
    const theirs = measuredByFfmpeg(kept(`coded.${form === 'alaw' ? 'wav' : form}`, octets))
    assert.ok(Math.abs(theirs.lufs - made.lufs) <= 1, `${form}: ${theirs.lufs} LUFS`)
    const again = await decode(octets)
    assert.ok(Math.abs(millisecondsOf(again) - millisecondsOf(made)) < 150, `${form} is as long`)
  }
})

test('Opus that its head turns down is as much less loud to ffmpeg and all else of it is as ffmpeg wrote it', {
  skip: missing('ffmpeg'),
}, async () => {
  const samples = Float32Array.from({ length: 48_000 }, (_, at) => 0.4 * Math.sin(at / 9))
  const octets = await encode({ rate: 24_000, samples }, 'opus')
  assert.deepEqual(opusTurned(octets, 0), octets, 'its checksum is the one that ffmpeg wrote')
  const before = measuredByFfmpeg(kept('before.opus', octets))
  const after = measuredByFfmpeg(kept('turned.opus', opusTurned(octets, -3)))
  assert.ok(Math.abs(before.lufs - after.lufs - 3) < 0.11, `${before.lufs}, ${after.lufs} LUFS`)
  assert.ok(Math.abs(before.peak - after.peak - 3) < 0.11, `${before.peak}, ${after.peak} dBTP`)
})

test('whatever a telephone or a browser has recorded is decoded from its octets alone, also where its index comes last', {
  skip: missing('ffmpeg'),
}, async () => {
  const tone: Sound = {
    rate: 48_000,
    samples: Float32Array.from({ length: 96_000 }, (_, at) => 0.4 * Math.sin(at / 9)),
  }
  const source = kept('tone.wav', writeWav(tone))
  const brought: readonly [name: string, ...how: string[]][] = [
    ['voice.m4a', '-c:a', 'aac'],
    ['recorder.webm', '-c:a', 'libopus'],
    ['file.mp3'],
    ['file.ogg', '-c:a', 'libvorbis'],
    ['file.flac'],
  ]
  for (const [name, ...how] of brought) {
    const sound = await decode(ffmpeg(source, name, ...how))
    assert.ok(Math.abs(millisecondsOf(sound) - 2000) < 120, `${name}: ${millisecondsOf(sound)} ms`)
  }
})

test('minimodem reads our tags, also from a recording at another rate with noise in it', {
  skip: missing('minimodem', 'ffmpeg'),
}, () => {
  const rate = 24_000
  const samples = new Float32Array(rate * 3)
  const tags = [41, 42].map(counter => ({ cluster: '00001-3', item: shortItem('b1'), counter }))
  for (const [index, tag] of tags.entries()) samples.set(tagSamples(tag, rate), (index + 0.4) * rate)
  const source = kept('tags.wav', writeWav({ rate, samples }))
  const noisy = ['-filter_complex', 'anoisesrc=r=24000:d=3:a=0.02[n];[0][n]amix=inputs=2']
  ffmpeg(source, 'tags-44100.wav', ...noisy, '-ar', '44100', '-ac', '1')
  for (const name of ['tags.wav', 'tags-44100.wav']) {
    const file = join(folder, name)
    const { stdout } = spawnSync('minimodem', ['--rx', '1200', '-q', '-f', file], { encoding: 'latin1' })
    const lines = stdout.match(/LOA1,[^\n]*/g)?.map(line => line.replace(/,[0-9A-F]{4}$/, ''))
    const wanted = tags.map(({ cluster, item, counter }) => `LOA1,${cluster},${item},${counter}`)
    assert.deepEqual(lines, wanted, name)
    const ours = tagsIn(readWav(readFileSync(file))).map(({ counter }) => counter)
    assert.deepEqual(ours, [41, 42], name)
  }
})

test('we hear what minimodem says in our words', { skip: missing('minimodem') }, () => {
  const file = join(folder, 'theirs.wav')
  const line = 'LOA1,00001-3,00abcdef,42,234F\n'
  const { status } = spawnSync('minimodem', ['--tx', '1200', '-R', '16000', '-f', file], { input: line })
  assert.equal(status, 0)
  assert.deepEqual(
    tagsIn(readWav(readFileSync(file))).map(({ item, counter }) => [item, counter]),
    [['00abcdef', 42]],
  )
})

test('ALSA takes what is played to its end, is cut when it is stopped, and a card that is not there is told', {
  skip: missing('aplay'),
}, async () => {
  const sound = { rate: 8000, samples: new Float32Array(4000) }
  const what = { counter: 1, item: 'b1' }
  const never = new AbortController().signal
  assert.equal(await sinkOf('alsa:null', systemClock).play(sound, what, never), 'played')
  assert.equal(await sinkOf('alsa:no-such-card', systemClock).play(sound, what, never), 'failed')
  const stop = new AbortController()
  const long = { rate: 8000, samples: new Float32Array(8_000_000) }
  const played = sinkOf('alsa:null', systemClock).play(long, what, stop.signal)
  stop.abort()
  assert.equal(await played, 'stopped')
})

/**
 * Sounds as files: WAV by ourselves; MP3, Opus and whatever people bring by ffmpeg, where it is.
 *
 *   a file ──octets, kind, length──► decode ──► samples ──► encode ──► WAV, A-law, MP3 64 kbit/s, Opus 24 kbit/s
 *
 * What is too large is refused before anything is run, what is too long after its first ten minutes, what is no sound when ffmpeg
 * says so. The same samples give the same file on the same machine.
 */
import { SOUND_MS_MAX, SOUND_OCTETS_MAX, type SoundForm } from '../directive/bulletin.ts'
import { type ProgramEnd, runProgram } from './child-program.ts'
import { speakerFailure } from './failures.ts'
import { resampled } from './resampling.ts'
import { readWavForm, type Sound, samplesOf, writeAlawWav, writeWav } from './wav.ts'

const DECODED_RATE = 48_000
const DECODE_MS = 60_000
const ENCODE_MS = 120_000
const PROBE_MS = 10_000
const TELEPHONE_RATE = 8000
/** A little more than may be, so that what is too long is seen. */
const SECONDS_READ = SOUND_MS_MAX / 1000 + 1

/** Nothing but what comes in, whatever a file says of other files. */
const QUIET = ['-nostdin', '-hide_banner', '-v', 'error', '-threads', '1'] as const
const INPUT = ['-protocol_whitelist', 'pipe,cache', '-i', 'cache:pipe:0'] as const
const EXACT = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'] as const
const ENCODERS = {
  mp3: [
    '-c:a',
    'libmp3lame',
    '-b:a',
    '64k',
    '-write_xing',
    '0',
    '-id3v2_version',
    '0',
    '-f',
    'mp3',
  ],
  opus: ['-c:a', 'libopus', '-b:a', '24k', '-application', 'voip', '-f', 'ogg'],
} as const

/** Forms that this machine makes and reads. */
export async function formsHere(): Promise<readonly SoundForm[]> {
  const end = await runProgram({
    command: ['ffmpeg', '-hide_banner', '-version'],
    ...{ input: '', outputMax: 100_000, withinMs: PROBE_MS },
  })
  return end.is === 'done' ? ['wav', 'alaw', 'mp3', 'opus'] : ['wav', 'alaw']
}

/** One channel. Fails with soundTooLarge, soundTooLong, soundUnreadable or ffmpegMissing. */
export async function decode(file: Buffer): Promise<Sound> {
  if (file.length > SOUND_OCTETS_MAX)
    throw speakerFailure('soundTooLarge', { megabytes: SOUND_OCTETS_MAX / 1_000_000 })
  return isWav(file) ? decodeWav(file) : await decodeByOthers(file)
}

function isWav(file: Buffer): boolean {
  return file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WAVE'
}

function decodeWav(file: Buffer): Sound {
  const form = readWavForm(file)
  if ((form.octets / form.frame / form.rate) * 1000 > SOUND_MS_MAX) throw tooLong()
  const octets = file.subarray(form.from, form.from + form.octets)
  return { rate: form.rate, samples: samplesOf(octets, form) }
}

async function decodeByOthers(file: Buffer): Promise<Sound> {
  const output = ['-vn', '-sn', '-dn', '-t', String(SECONDS_READ), '-ac', '1']
  const raw = ['-ar', String(DECODED_RATE), '-f', 's16le', 'pipe:1']
  const end = await runProgram({
    command: ['ffmpeg', ...QUIET, ...INPUT, ...output, ...raw],
    input: file,
    outputMax: SECONDS_READ * DECODED_RATE * 2,
    withinMs: DECODE_MS,
  })
  const octets = outputOf(end)
  if (octets.length === 0) throw speakerFailure('soundUnreadable', { why: 'no sound in it' })
  if ((octets.length / 2 / DECODED_RATE) * 1000 > SOUND_MS_MAX) throw tooLong()
  const samples = new Float32Array(octets.length >> 1)
  for (let at = 0; at < samples.length; at++) samples[at] = octets.readInt16LE(at * 2) / 32_768
  return { rate: DECODED_RATE, samples }
}

/** Fails with ffmpegMissing. */
export async function encode(sound: Sound, form: SoundForm): Promise<Buffer> {
  if (form === 'wav') return writeWav(sound)
  if (form === 'alaw') return writeAlawWav(resampled(sound, TELEPHONE_RATE))
  const end = await runProgram({
    command: ['ffmpeg', ...QUIET, ...INPUT, ...EXACT, ...ENCODERS[form], 'pipe:1'],
    input: writeWav(sound),
    outputMax: SOUND_OCTETS_MAX,
    withinMs: ENCODE_MS,
  })
  return outputOf(end)
}

function outputOf(end: ProgramEnd): Buffer {
  if (end.is === 'done') return end.output
  if (end.is === 'missing') throw speakerFailure('ffmpegMissing')
  if (end.is === 'too-long') throw tooLong()
  // ffmpeg names what it does not know; nothing of it is a path.
  const why = end.is === 'failed' ? end.said || 'ffmpeg' : 'ffmpeg takes too long'
  throw speakerFailure('soundUnreadable', { why })
}

function tooLong() {
  return speakerFailure('soundTooLong', { minutes: SOUND_MS_MAX / 60_000 })
}

/** Rounded up: nothing of it is cut off. */
export function millisecondsOf({ rate, samples }: Sound): number {
  return Math.max(1, Math.ceil((samples.length / rate) * 1000))
}

/**
 * Sounds as files: WAV by ourselves; MP3, Opus and whatever people bring by ffmpeg, where it is.
 *
 *   a file ──octets, kind, length──► decode ──► samples ──► encode ──► WAV, A-law, MP3 64 kbit/s, Opus 24 kbit/s
 *
 * What is too large is refused before anything is run, what is too long after its first ten minutes, what is no sound when ffmpeg
 * says so. The same samples give the same file on the same machine. A start of ffmpeg costs more than what it does to a few seconds of
 * sound: one run makes all forms, and one run reads them again.
 */
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
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
const SOUND_ONLY = ['-vn', '-sn', '-dn', '-t', String(SECONDS_READ), '-ac', '1'] as const
const DECODED = ['-ar', String(DECODED_RATE), '-f', 's16le'] as const
/** What our own files are decoded at, so that peaks above full scale are seen (6 dB of them). */
const HEADROOM = 0.5
/** Of our own files, which need not be searched for their index. */
const OWN_INPUT = ['-protocol_whitelist', 'pipe', '-i'] as const
/** The first descriptor of runProgram's further ones. */
const FURTHER = 3
const EXACT = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'] as const
const ENCODERS = {
  mp3: ['-c:a', 'libmp3lame', '-b:a', '64k', '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3'],
  opus: ['-c:a', 'libopus', '-b:a', '24k', '-application', 'voip', '-f', 'ogg'],
} as const

/** Forms that this machine makes and reads. A program is asked once for as long as it is the same file. */
export async function formsHere(): Promise<readonly SoundForm[]> {
  const program = programOf('ffmpeg')
  if (program === null) return OWN_FORMS
  if (program !== known) {
    const end = await runProgram({
      command: ['ffmpeg', '-hide_banner', '-version'],
      input: '',
      outputMax: 100_000,
      withinMs: PROBE_MS,
    })
    if (end.is !== 'done') return OWN_FORMS
    known = program
  }
  return [...OWN_FORMS, 'mp3', 'opus']
}

const OWN_FORMS = ['wav', 'alaw'] as const
/** The program that has answered, as `programOf` tells it. */
let known: string | null = null

/** What tells the file that is run by that name from any other, or from itself before an upgrade. */
function programOf(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
    } catch {
      continue
    }
    const { dev, ino, size, mtimeMs } = statSync(path)
    return [path, dev, ino, size, mtimeMs].join(' ')
  }
  return null
}

/** One channel. Fails with soundTooLarge, soundTooLong, soundUnreadable or ffmpegMissing. */
export async function decode(file: Buffer): Promise<Sound> {
  if (file.length > SOUND_OCTETS_MAX) throw speakerFailure('soundTooLarge', { megabytes: SOUND_OCTETS_MAX / 1_000_000 })
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
  const end = await runProgram({
    command: ['ffmpeg', ...QUIET, ...INPUT, ...SOUND_ONLY, ...DECODED, 'pipe:1'],
    input: file,
    outputMax: SECONDS_READ * DECODED_RATE * 2,
    withinMs: DECODE_MS,
  })
  const [octets] = outputsOf(end)
  if (octets.length === 0) throw speakerFailure('soundUnreadable', { why: 'no sound in it' })
  if ((octets.length / 2 / DECODED_RATE) * 1000 > SOUND_MS_MAX) throw tooLong()
  return decodedOf(octets, 1)
}

function decodedOf(octets: Buffer, scale: number): Sound {
  const samples = new Float32Array(octets.length >> 1)
  const full = 32_768 * scale
  for (let at = 0; at < samples.length; at++) samples[at] = octets.readInt16LE(at * 2) / full
  return { rate: DECODED_RATE, samples }
}

/** A file of each form, in their order. Fails with ffmpegMissing. */
export async function encodeAll(sound: Sound, forms: readonly SoundForm[]): Promise<readonly Buffer[]> {
  const byOthers = forms.filter(form => form === 'mp3' || form === 'opus')
  const others = byOthers.length === 0 ? [] : await encodeByOthers(sound, byOthers)
  return forms.map(form => {
    if (form === 'wav') return writeWav(sound)
    if (form === 'alaw') return writeAlawWav(resampled(sound, TELEPHONE_RATE))
    return others[byOthers.indexOf(form)]
  })
}

/** Fails with ffmpegMissing. */
export async function encode(sound: Sound, form: SoundForm): Promise<Buffer> {
  const [octets] = await encodeAll(sound, [form])
  return octets
}

async function encodeByOthers(sound: Sound, forms: readonly (keyof typeof ENCODERS)[]): Promise<readonly Buffer[]> {
  const outputs = forms.flatMap((form, at) => [...EXACT, ...ENCODERS[form], pipe(at, 1, FURTHER)])
  const end = await runProgram({
    command: ['ffmpeg', ...QUIET, ...OWN_INPUT, 'pipe:0', ...outputs],
    input: writeWav(sound),
    furtherOutputs: forms.length - 1,
    outputMax: SOUND_OCTETS_MAX * forms.length,
    withinMs: ENCODE_MS,
  })
  return outputsOf(end)
}

/**
 * What is heard in each of our own files, peaks above full scale too; one after the other, for ten minutes are a hundred megabytes. Fails
 * as decode does.
 */
export async function heardIn<Heard>(
  files: readonly Buffer[],
  hear: (sound: Sound) => Heard,
): Promise<readonly Heard[]> {
  const byOthers = files.filter(file => !isWav(file))
  const others = byOthers.length === 0 ? [] : await decodeByOneRun(byOthers)
  return files.map(file => hear(isWav(file) ? decodeWav(file) : decodedOf(others[byOthers.indexOf(file)], HEADROOM)))
}

async function decodeByOneRun(files: readonly Buffer[]): Promise<readonly Buffer[]> {
  const [input, ...furtherInputs] = files
  const inputs = files.flatMap((_, at) => [...OWN_INPUT, pipe(at, 0, FURTHER)])
  const outputs = files.flatMap((_, at) => [
    ...['-map', `${at}:a`, ...SOUND_ONLY, '-af', `volume=${HEADROOM}`, ...DECODED],
    pipe(at, 1, FURTHER + furtherInputs.length),
  ])
  const end = await runProgram({
    command: ['ffmpeg', ...QUIET, ...inputs, ...outputs],
    input,
    furtherInputs,
    furtherOutputs: furtherInputs.length,
    outputMax: SECONDS_READ * DECODED_RATE * 2 * files.length,
    withinMs: DECODE_MS,
  })
  return outputsOf(end)
}

/** As runProgram numbers them: the first is a standard one. */
function pipe(at: number, standard: number, further: number): string {
  return `pipe:${at === 0 ? standard : further + at - 1}`
}

function outputsOf(end: ProgramEnd): readonly Buffer[] {
  if (end.is === 'done') return [end.output, ...end.further]
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

/**
 * A sound ready to be handed on, made of a file that people bring or of a text that a machine speaks:
 *
 *   a file ──decode──┐
 *   a text ──voice───┴─► mastered ──► WAV; MP3 and Opus where ffmpeg is; A-law where it is short enough for a call
 *
 * A form that loses something is heard as it is read again: no peak of it is above the limit either. Opus is turned down by what its head
 * says, which needs no other try.
 *
 * Knows no bulletin and no thread.
 */

import type { Details, FailureKind } from '../base/failure.ts'
import { ANNOUNCEMENT_MS_MAX } from '../directive/announcement.ts'
import { type SoundForm, TEXT_MAX } from '../directive/bulletin.ts'
import { runProgram } from './child-program.ts'
import { decode, encode, encodeAll, formsHere, heardIn, millisecondsOf } from './coding.ts'
import { speakerFailure } from './failures.ts'
import { truePeakOf } from './loudness.ts'
import { mastered, TRUE_PEAK_DBTP_MAX } from './mastering.ts'
import { opusTurned } from './opus-gain.ts'
import type { Sound } from './wav.ts'

/*
 * A machine that speaks (máy đọc): espeak-ng where nothing better was brought, or the deployer's own.
 *
 *   a voice is a command line: the text, UTF-8, on its standard input; WAV on its standard output; 0 when it is done
 */

type Voice = readonly [string, ...string[]]

/** Languages that espeak-ng speaks, by what it calls them there. */
const ESPEAK_VOICES: Readonly<Record<string, string>> = {
  vi: 'vi',
  en: 'en-us',
  fr: 'fr-fr',
  ja: 'ja',
  ko: 'ko',
  ru: 'ru',
  th: 'th',
  zh: 'cmn',
}
const espeak = (voice: string): Voice => ['espeak-ng', ...['-v', voice, '-s', '150', '--stdin', '--stdout']]
const ESPEAK = espeak('vi')
const SPEAK_MS = 120_000
/** Ten minutes at 48 kHz in 16 bits are more than a file may have. */
const OUTPUT_MAX = 120_000_000

/** Of a language tag, `zh-TW` as `zh`. Fails with voiceUnknown. */
function voiceFor(language: string): Voice {
  const [spoken = ''] = language.toLowerCase().split('-')
  if (!Object.hasOwn(ESPEAK_VOICES, spoken)) throw speakerFailure('voiceUnknown', { language })
  return espeak(ESPEAK_VOICES[spoken])
}

/** Fails with voiceMissing, voiceFailed, soundTooLong, or as decode does. */
export async function speak(text: string, voice: Voice = ESPEAK): Promise<Sound> {
  const said = text.slice(0, TEXT_MAX)
  const end = await runProgram({ command: voice, input: `${said}\n`, outputMax: OUTPUT_MAX, withinMs: SPEAK_MS })
  const program = voice[0]
  if (end.is === 'missing') throw speakerFailure('voiceMissing', { program })
  if (end.is !== 'done') throw speakerFailure('voiceFailed', { program, why: end.is === 'failed' ? end.said : end.is })
  return await decode(end.output)
}

export type MakeTask =
  | { readonly of: 'file'; readonly octets: Uint8Array }
  | { readonly of: 'text'; readonly spoken: string; readonly language: string }

export interface Made {
  readonly milliseconds: number
  /** The first is the master. */
  readonly files: readonly { readonly form: SoundForm; readonly octets: Uint8Array }[]
}

/** What a thread tells of it: a failure does not keep its class on the way. */
export type MakeAnswer =
  | { readonly made: Made }
  | { readonly failed: { readonly code: string; readonly kind: FailureKind; readonly details: Details } }

/** Fails as decode, speak and mastered do. */
export async function made(task: MakeTask): Promise<Made> {
  const sound = mastered(await soundOf(task))
  const milliseconds = millisecondsOf(sound)
  const forms = (await formsHere()).filter(form => form !== 'alaw' || milliseconds <= ANNOUNCEMENT_MS_MAX)
  const files = await belowPeak(sound, forms)
  return { milliseconds, files: forms.map((form, at) => ({ form, octets: files[at] })) }
}

const TRIES_MAX = 5
/** Of a sound that is turned down by so much what a form makes of it is turned down by nearly as much. */
const MARGIN_DB = 0.1

/** What a form loses lets peaks grow: it is turned down until they are where they may be. */
async function belowPeak(sound: Sound, forms: readonly SoundForm[]): Promise<readonly Buffer[]> {
  const files = [...(await encodeAll(sound, forms))]
  const lossy = forms.flatMap((form, at) => (form === 'wav' ? [] : [{ form, at }]))
  const overs = await heardIn(
    lossy.map(({ at }) => files[at]),
    overOf,
  )
  for (const [index, { form, at }] of lossy.entries()) {
    const over = overs[index]
    if (over <= 0) continue
    files[at] = form === 'opus' ? opusTurned(files[at], -over) : await encodedBelowPeak(sound, form, over)
  }
  return files
}

/** `over`: in dB, what its peaks are above the limit by when nothing is turned down. */
async function encodedBelowPeak(sound: Sound, form: SoundForm, over: number): Promise<Buffer> {
  let gainDb = -over - MARGIN_DB
  let octets = await encode(turned(sound, gainDb), form)
  for (let tries = 2; tries < TRIES_MAX; tries++) {
    const [still] = await heardIn([octets], overOf)
    if (still <= 0) break
    gainDb -= still + MARGIN_DB * tries
    octets = await encode(turned(sound, gainDb), form)
  }
  return octets
}

function overOf(heard: Sound): number {
  return truePeakOf(heard) - TRUE_PEAK_DBTP_MAX
}

function turned({ rate, samples }: Sound, gainDb: number): Sound {
  const gain = 10 ** (gainDb / 20)
  return { rate, samples: samples.map(value => value * gain) }
}

async function soundOf(task: MakeTask): Promise<Sound> {
  if (task.of === 'text') return await speak(task.spoken, voiceFor(task.language))
  const { buffer, byteOffset, byteLength } = task.octets
  return await decode(Buffer.from(buffer, byteOffset, byteLength))
}

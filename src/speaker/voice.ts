/**
 * A machine that speaks (máy đọc): espeak-ng where nothing better was brought, or the deployer's own.
 *
 *   a voice is a command line: the text, UTF-8, on its standard input; WAV on its standard output; 0 when it is done
 */
import { TEXT_MAX } from '../directive/bulletin.ts'
import { runProgram } from './child-program.ts'
import { decode } from './coding.ts'
import { speakerFailure } from './failures.ts'
import type { Sound } from './wav.ts'

export type Voice = readonly [string, ...string[]]

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
export const ESPEAK = espeak('vi')
const SPEAK_MS = 120_000
/** Ten minutes at 48 kHz in 16 bits are more than a file may have. */
const OUTPUT_MAX = 120_000_000

/** Of a language tag, `zh-TW` as `zh`. Fails with voiceUnknown. */
export function voiceFor(language: string): Voice {
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

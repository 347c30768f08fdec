/**
 * A sound ready to be handed on, made of a file that people bring or of a text that a machine speaks:
 *
 *   a file ──decode──┐
 *   a text ──voice───┴─► mastered ──► WAV; MP3 and Opus where ffmpeg is; A-law where it is short enough for a call
 *
 * Knows no bulletin and no thread.
 */

import type { Details, FailureKind } from '../base/failure.ts'
import { ANNOUNCEMENT_MS_MAX } from '../directive/announcement.ts'
import type { SoundForm } from '../directive/bulletin.ts'
import { decode, encode, formsHere, millisecondsOf } from './coding.ts'
import { mastered } from './mastering.ts'
import { speak, voiceFor } from './voice.ts'
import type { Sound } from './wav.ts'

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
  | {
      readonly failed: {
        readonly code: string
        readonly kind: FailureKind
        readonly details: Details
      }
    }

/** Fails as decode, speak and mastered do. */
export async function made(task: MakeTask): Promise<Made> {
  const sound = mastered(await soundOf(task))
  const milliseconds = millisecondsOf(sound)
  const forms = (await formsHere()).filter(
    form => form !== 'alaw' || milliseconds <= ANNOUNCEMENT_MS_MAX,
  )
  const files = []
  for (const form of forms) files.push({ form, octets: await encode(sound, form) })
  return { milliseconds, files }
}

async function soundOf(task: MakeTask): Promise<Sound> {
  if (task.of === 'text') return await speak(task.spoken, voiceFor(task.language))
  const { buffer, byteOffset, byteLength } = task.octets
  return await decode(Buffer.from(buffer, byteOffset, byteLength))
}

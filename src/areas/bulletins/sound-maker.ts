/** What makes of a sound that people bring, or of a text, the forms in which it is handed on. Declared here, implemented where the technology is. */
import type { SoundForm } from '../../directive/bulletin.ts'

export interface MadeSound {
  readonly milliseconds: number
  /** The first is the master. */
  readonly files: readonly { readonly form: SoundForm; readonly octets: Uint8Array }[]
}

export interface SoundMaker {
  /** Fails with a sentence where it is no sound, says nothing or lasts too long. */
  master(given: { readonly type: string; readonly octets: Uint8Array }): Promise<MadeSound>
  /** Fails with a sentence where there is no voice for the language, or it lasts too long. */
  speak(given: { readonly spoken: string; readonly language: string }): Promise<MadeSound>
}

/** As which a form is given out. */
export const FORM_TYPES: Readonly<Record<SoundForm, string>> = {
  wav: 'audio/wav',
  opus: 'audio/ogg',
  mp3: 'audio/mpeg',
  alaw: 'audio/wav',
}

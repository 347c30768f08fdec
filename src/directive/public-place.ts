/** Where what the public reads stands: by what it is, and in which language; which file of a sound it is given. Pure. */
import type { Sound, SoundForm } from './bulletin.ts'
import type { Purpose } from './documents.ts'
import type { PageLanguage } from './public-words.ts'

export interface Site {
  /** The authority's. */
  readonly name: string
  /** `https://host`, where the pages are. */
  readonly origin: string
}

export const SOUND_TYPES: Readonly<Record<SoundForm, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  alaw: 'audio/wav',
}

/** What most phones play. */
export function fileOf({ files }: Sound): Sound['files'][number] | null {
  return (
    files.find(({ form }) => form === 'mp3') ??
    files.find(({ form }) => form === 'opus') ??
    files.find(({ form }) => form === 'wav') ??
    null
  )
}

/** What is an exercise has addresses of its own, in one language's prefix after another. */
export function pagePath(purpose: Purpose, language: PageLanguage, bulletin?: string): string {
  const first = language === 'vi' ? '' : `/${language}`
  const apart = purpose === 'exercise' ? '/exercise' : ''
  return `${first}${apart}/bulletins${bulletin === undefined ? '' : `/${bulletin}`}`
}

export function picturePath(bulletin: string): string {
  return `/bulletins/${bulletin}.png`
}

export function feedPath(kind: 'atom' | 'json', language: PageLanguage): string {
  return `${pagePath('live', language)}.${kind}`
}

export function soundPath(sha256: string): string {
  return `/bulletins/sound/${sha256}`
}

export const capFeedPath = (purpose: Purpose) => (purpose === 'exercise' ? '/exercise/cap.atom' : '/cap.atom')

export const alertPath = (purpose: Purpose, identifier: string) =>
  `${purpose === 'exercise' ? '/exercise' : ''}/cap/${identifier}.xml`

/** With which alerts are signed. */
export const CERTIFICATE_PATH = '/cap/certificate.pem'

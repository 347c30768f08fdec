/** What is wrong at a text, whichever channel it is on: each fault with its place. Pure. */
import { isMarked } from '../../directive/exercise-mark.ts'
import { oddInLine, oddLetter, oddSentence } from '../../text/written.ts'
import type { BulletinDraft, BulletinFault } from './model.ts'

export interface TextEntry {
  readonly language: string
  readonly title?: string
  readonly text?: string
  readonly subject?: string
  readonly spoken?: string
}

export function ofLanguage(
  entries: readonly TextEntry[],
  i: number,
  path: string,
  pages: readonly string[] | null,
): BulletinFault[] {
  const { language } = entries[i]
  if (entries.findIndex(each => each.language === language) < i) return [fault(path, 'language-twice')]
  return pages === null || pages.includes(language) ? [] : [fault(path, 'language-missing')]
}

export function ofField(path: string, text: string, purpose: BulletinDraft['purpose']): BulletinFault[] {
  if (text.trim() === '') return [fault(path, 'missing')]
  return purpose === 'live' && isMarked(text) ? [fault(path, 'live-marked')] : []
}

/** Of what people write, the texts, and how each is looked at. */
const TEXTS: Readonly<Record<string, typeof oddLetter>> = {
  title: oddInLine,
  subject: oddInLine,
  text: oddLetter,
  spoken: oddLetter,
}

/** Letters that cannot go out, of each text in what is given, whichever channel it is on. */
export function ofLetters(given: unknown, path: string): BulletinFault[] {
  if (typeof given === 'string') {
    const odd = TEXTS[path.slice(path.lastIndexOf('.') + 1)]?.(given) ?? null
    if (odd === null) return []
    const sentence = { vi: oddSentence(odd, 'vi'), en: oddSentence(odd, 'en') }
    return [{ ...fault(path, 'letter'), sentence }]
  }
  if (typeof given !== 'object' || given === null) return []
  return Object.entries(given).flatMap(([name, each]) => ofLetters(each, `${path}.${name}`))
}

export function languagesOf(entries: readonly { readonly language: string }[]): readonly string[] {
  return entries.map(({ language }) => language)
}

export function fault(at: string, code: BulletinFault['code']): BulletinFault {
  return { at, code }
}

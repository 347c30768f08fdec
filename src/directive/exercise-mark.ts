/**
 * What says of an exercise that it is one. It is added by rule to whatever is said first on a channel, so that nobody has to think of it,
 * and a live bulletin that begins with it is faulty: an exercise and the real thing never look alike. Pure; runs in a browser too.
 */
import type { Purpose } from './documents.ts'

const WRITTEN = { vi: 'DIỄN TẬP: ', other: 'EXERCISE: ' } as const
const SPOKEN = { vi: 'Đây là bản tin diễn tập. ', other: 'This is an exercise. ' } as const

interface Said {
  readonly language: string
  readonly purpose: Purpose
}

/** A title, or a text that has none: with the mark where it is an exercise. What is empty stays empty. */
export function markedText(text: string, said: Said): string {
  return marked(text, WRITTEN, said)
}

/** How what is written in this language begins where it is an exercise. */
export function markOf(language: string): string {
  return (language === 'vi' ? WRITTEN.vi : WRITTEN.other).trimEnd()
}

/** The same of what is spoken. */
export function markedSpoken(spoken: string, said: Said): string {
  return marked(spoken, SPOKEN, said)
}

/** Whether it begins as an exercise does, in any language. */
export function isMarked(text: string): boolean {
  const composed = text.normalize('NFC')
  return [WRITTEN, SPOKEN].some(({ vi, other }) => begins(composed, vi) || begins(composed, other))
}

/** Without its mark, for a line that says in another way what it is. */
export function unmarked(text: string): string {
  const composed = text.normalize('NFC')
  const mark = [WRITTEN.vi, WRITTEN.other].find(each => begins(composed, each))
  return mark === undefined ? text : composed.slice(mark.trimEnd().length).trimStart()
}

function marked(text: string, marks: typeof WRITTEN | typeof SPOKEN, said: Said): string {
  const mark = said.language === 'vi' ? marks.vi : marks.other
  if (said.purpose === 'live' || text === '' || begins(text.normalize('NFC'), mark)) return text
  return mark + text
}

function begins(text: string, mark: string): boolean {
  return text.startsWith(mark.trimEnd())
}

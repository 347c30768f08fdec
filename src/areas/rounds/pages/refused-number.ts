/**
 * A subscriber's number in a text, which the authority refused to keep: where it is marked, also while the text goes on being
 * written. Pure.
 *
 * The authority tells a place in what was sent. What stood there is looked for in the text as it is now, so that the mark goes with
 * its number, and goes away with it.
 */
import type { Problem } from '../../../web/problem.ts'
import type { Mark } from '../marks.ts'
import type { RoundContent } from '../model.ts'

export interface RefusedNumber {
  readonly message: number
  readonly variant: number
  /** As it was written. */
  readonly written: string
}

const TEXT = /^content\.messages\.(\d+)\.variants\.(\d+)\.text$/

/** Null: the problem is another one. `sent` is the content that was refused. */
export function refusedNumber({ code, details }: Problem, sent: RoundContent): RefusedNumber | null {
  const { path, from, to } = details
  if (code !== 'subscriberNumber' || typeof path !== 'string') return null
  const [, message, variant] = TEXT.exec(path)?.map(Number) ?? []
  const text = sent.messages[message]?.variants[variant]?.text
  if (text === undefined || typeof from !== 'number' || typeof to !== 'number') return null
  const written = text.slice(from, to)
  return written === '' ? null : { message, variant, written }
}

/** In the text as it is now; with the other marks, in its order. */
export function withNumber(marks: readonly Mark[], text: string, written: string | null): readonly Mark[] {
  if (written === null) return marks
  const found: Mark[] = []
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length)) {
    const place = { from: at, to: at + written.length }
    found.push({ kind: 'number', ...place, letter: written, name: written, replacement: null })
  }
  const others = marks.filter(mark => found.every(({ from, to }) => mark.to <= from || mark.from >= to))
  return [...others, ...found].toSorted((a, b) => a.from - b.from)
}

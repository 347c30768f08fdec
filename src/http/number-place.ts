/**
 * Where in what was sent the number of a subscriber stands that it was refused for, so that a page can mark it in the text of the
 * person who wrote it. Tells places only, never digits; null where the number cannot be parted from what is around it.
 *
 * Knows strings and JSON. What a number is, is in numbers.ts.
 */
import type { Numbering } from '../audience/numbering.ts'
import { holdsNumber } from './numbers.ts'

export interface NumberPlace {
  /** UTF-16 units of the string, as it was sent; `to` is behind the last. */
  readonly from: number
  readonly to: number
}

/** A number never has a letter between its digits: what is between two letters is looked at by itself. */
const BETWEEN_LETTERS = /[^\p{Ll}\p{Lu}\p{Lt}]+/gu
const ENDS = /^[^\p{N}+]+|[^\p{N}]+$/gu

export function placeOfNumber(numbering: Numbering, text: string): NumberPlace | null {
  for (const { 0: part, index } of text.matchAll(BETWEEN_LETTERS)) {
    if (!holdsNumber(numbering, part)) continue
    const bare = part.replace(ENDS, '')
    const from = index + part.indexOf(bare)
    return narrowed(numbering, text, { from, to: from + bare.length })
  }
  return null
}

/** Without the groups of digits that it does not need: a price before it, a second number behind it. */
function narrowed(numbering: Numbering, text: string, place: NumberPlace): NumberPlace {
  let { from, to } = place
  const groups = [...text.slice(from, to).matchAll(/\+?\p{N}+/gu)].map(({ 0: group, index }) => ({
    from: place.from + index,
    to: place.from + index + group.length,
  }))
  for (const group of groups)
    if (holdsNumber(numbering, text.slice(from, group.to))) {
      to = group.to
      break
    }
  for (const group of groups.toReversed())
    if (group.from < to && holdsNumber(numbering, text.slice(group.from, to))) {
      from = group.from
      break
    }
  return { from, to }
}

/** The string at a path such as `content.messages.0.text`; null: there is none. */
export function stringAt(value: unknown, path: string): string | null {
  let at = value
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return null
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  return typeof at === 'string' ? at : null
}

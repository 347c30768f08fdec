/**
 * A content as an outline: each of its fields with its name in plain words, what people read first; each text whole. Letters that are not seen, or that turn others
 * round, are written out. Plain DOM; nothing of a content becomes markup.
 */
import type { Language } from '../words/both.ts'
import { absentWord, fieldWord, valueWord } from './field-words.ts'
import { page } from './words.ts'

export interface Outlined {
  readonly language: Language
  /** Texts by the digest of their octets. */
  readonly words: ReadonlyMap<string, string>
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u
/** What people read first. All else follows in the order of the text. */
const FIRST = [
  ...['title', 'name', 'heading', 'subject', 'language', 'text', 'octets', 'spoken'],
  ...['messages', 'renditions', 'correction'],
]
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
/** In a text that people have written. */
const LINE_ENDS = /\n/

export function outline(content: unknown, of: Outlined): Node {
  return part(content, of, null)
}

function part(value: unknown, of: Outlined, name: string | null): Node {
  if (Array.isArray(value)) return list(value, of, name)
  if (value !== null && typeof value === 'object') return fields(value, of)
  if (typeof value !== 'string') return plain(value, of, name)
  const words = name === 'octets' ? of.words.get(value) : undefined
  const made = textOf(words ?? value)
  const said = inWords(value, name, of.language)
  if (said !== null) made.append(` (${said})`)
  return made
}

/** A name out of few, and an instant by the clock of this device. */
function inWords(value: string, name: string | null, language: Language): string | null {
  const word = valueWord(name ?? '', value, language)
  if (word !== null || !INSTANT.test(value)) return word
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return null
  return at.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { dateStyle: 'short', timeStyle: 'long' })
}

function byReading([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  const rank = (name: string) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1)
  return rank(a) - rank(b)
}

function fields(value: object, of: Outlined): Node {
  const made = document.createElement('dl')
  for (const [name, field] of Object.entries(value).toSorted(byReading)) {
    const term = document.createElement('dt')
    const isWords = name === 'octets' && of.words.has(String(field))
    term.textContent = fieldWord(isWords ? 'message' : name, of.language)
    const said = document.createElement('dd')
    said.append(part(field, of, name))
    made.append(term, said)
  }
  return made.childElementCount === 0 ? plain(null, of, null) : made
}

function list(values: readonly unknown[], of: Outlined, name: string | null): Node {
  if (values.length === 0) return plain(null, of, name)
  const made = document.createElement('ol')
  for (const value of values) {
    const item = document.createElement('li')
    item.append(part(value, of, name))
    made.append(item)
  }
  return made
}

function plain(value: unknown, { language }: Outlined, name: string | null): Node {
  const made = document.createElement('span')
  const means = value === null || value === 0 ? absentWord(name ?? '', language) : null
  if (value === null) made.textContent = means ?? page['value.none'][language]
  else if (means !== null) made.textContent = `${value} (${means})`
  else if (typeof value === 'boolean') made.textContent = page[value ? 'value.yes' : 'value.no'][language]
  else made.textContent = String(value)
  return made
}

/** Whole, as it stands, in a direction of its own. */
export function textOf(text: string): HTMLElement {
  const made = document.createElement('bdi')
  made.className = 'text'
  let seen = ''
  const flush = () => {
    if (seen !== '') made.append(seen)
    seen = ''
  }
  for (const letter of text) {
    if (!UNSEEN.test(letter) || LINE_ENDS.test(letter)) {
      seen += letter
      continue
    }
    flush()
    const odd = document.createElement('mark')
    odd.textContent = `U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
    made.append(odd)
  }
  flush()
  if (text === '') made.append('“”')
  return made
}

/**
 * What a text of people's is, whoever wrote it and whichever channel says it: the one rule, asked where a text comes in.
 *
 *   typed, pasted ──► written: what word processors and messengers put in unasked is put right, or taken out
 *                └──► oddLetter: the first letter that cannot go out, and where it is; the text is refused
 *
 * What is left is said alike by a page, a feed, an alert, a letter, a push, a short message and a cell broadcast. Knows no
 * channel. Pure; runs in a browser too.
 *
 * Invariants: `written` of what is written changes nothing; no letter that it changes or takes out is odd.
 */
import type { Language } from '../base/failure.ts'
import { letterCode } from './remarks.ts'

export interface OddLetter {
  readonly is: keyof typeof ODD
  /** `U+FFFE` */
  readonly name: string
  /** In the text as it was given, both from 1; a letter is a code point. */
  readonly line: number
  readonly position: number
}

/** Soft line breaks, ends of paragraphs and of pages. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g
/** Soft hyphens, joiners of words, byte order marks, and the signs of direction that turn nothing in a text from left to right. */
const UNASKED = /[\u00ad\u061c\u200e\u200f\u202a\u202c\u2060\u2066\u2068\u2069\ufeff]/g
/** What `written` changes of single letters. */
const UNWRITTEN = new RegExp(`[\\t\\r]|${LINE_ENDS.source}|${UNASKED.source}`)

/** As it is kept: NFC, an end of a line is a line feed, a tab (of a cell, behind a bullet) a space. */
export function written(text: string): string {
  return text.replace(LINE_ENDS, '\n').replaceAll('\t', ' ').replace(UNASKED, '').normalize('NFC')
}

/** The same of a text that is one line: soft ends of lines are spaces. */
export function writtenLine(text: string): string {
  return written(text).replace(/\s*\n\s*/g, ' ')
}

/** Of a document: `as` of each text in it. */
export function writtenIn<Value>(value: Value, as: (text: string) => string): Value
export function writtenIn(value: unknown, as: (text: string) => string): unknown {
  if (typeof value === 'string') return as(value)
  if (Array.isArray(value)) return value.map(each => writtenIn(each, as))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).map(([name, each]) => [name, writtenIn(each, as)])
  return Object.fromEntries(fields)
}

/** The first letter that `written` would change, for where nothing may be changed any more; null: there is none. */
export function unwrittenLetter(text: string): string | null {
  return UNWRITTEN.exec(text)?.[0] ?? null
}

/** The same of a text that is one line: an end of a line that a program has put there would begin another one elsewhere. */
export function oddInLine(text: string): OddLetter | null {
  const odd = oddLetter(text)
  const [end] = /[\r\n]/.exec(text) ?? []
  if (end === undefined || (odd !== null && odd.line === 1)) return odd
  const before = [...text.slice(0, text.indexOf(end))]
  return { is: 'lineEnd', name: letterCode(end), line: 1, position: before.length + 1 }
}

/** Null: all of it can go out. */
export function oddLetter(text: string): OddLetter | null {
  if (!PERHAPS_ODD.test(text)) return null
  let [line, position] = [1, 0]
  const before = { base: '', marks: 0 }
  for (const letter of text.replace(/\r\n?/g, '\n')) {
    position += 1
    // What will be gone parts no mark from its letter.
    if (isUnasked(letter)) continue
    if (/[\p{M}\u{e0020}-\u{e007f}]/u.test(letter)) before.marks += 1
    else Object.assign(before, { base: letter, marks: 0 })
    const is = oddAs(letter, before)
    if (is !== null) return { is, name: letterCode(letter), line, position }
    if (letter === '\n') [line, position] = [line + 1, 0]
  }
  return null
}

const isUnasked = (letter: string) => letter.replace(UNASKED, '') === ''

/** Of more letters than are odd; whole texts have none of them. */
const PERHAPS_ODD = /[^\P{C}\n\u200b-\u200d]|[\ufffc\ufffd]|\p{M}{11}/u
/** On one letter: a tower of them would stand on the lines above. */
const MARKS_MAX = 10
/** Signs of numbers and verses, in scripts that are written from right to left: they are seen. */
const PREPENDED = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u
/** Without them words of Khmer run together, and a family or a flag comes apart. */
const JOINERS = /[\u200b-\u200d]/
/** Flags of parts of a country are spelt in tags: at most six, and the one that ends them. */
const FLAG = '\u{1f3f4}'
const TAGS_MAX = 7

function oddAs(
  letter: string,
  { base, marks }: { readonly base: string; readonly marks: number },
): OddLetter['is'] | null {
  if (/[\u{e0020}-\u{e007f}]/u.test(letter)) return base === FLAG && marks <= TAGS_MAX ? null : 'unseen'
  if (marks > MARKS_MAX) return 'tower'
  if (letter === '\n' || UNWRITTEN.test(letter)) return null
  if (letter === '\ufffc') return 'object'
  if (letter === '\ufffd') return 'lost'
  if (/[\u202b\u202d\u202e\u2067]/.test(letter)) return 'turning'
  if (JOINERS.test(letter) || PREPENDED.test(letter)) return null
  const category = CATEGORIES.find(([pattern]) => pattern.test(letter))
  return category === undefined ? null : category[1]
}

const CATEGORIES = [
  [/\p{Cs}/u, 'half'],
  [/\p{Cc}/u, 'control'],
  [/\p{Co}/u, 'private'],
  [/\p{Cn}/u, 'unknown'],
  [/\p{Cf}/u, 'unseen'],
] as const

/** Without a word of the text itself, so that it may stand in any answer. */
export function oddSentence({ is, name, line, position }: OddLetter, language: Language): string {
  const where = language === 'vi' ? `Dòng ${line}, chữ thứ ${position}` : `Line ${line}, letter ${position}`
  return `${where}: ${name} ${ODD[is][language]}`
}

const ODD = {
  lineEnd: {
    vi: 'là chỗ xuống dòng, mà ở đây chỉ có một dòng. Hãy thay bằng dấu cách.',
    en: 'ends the line, and this is one line. Put a space in its place.',
  },
  half: {
    vi: 'là nửa ký tự, văn bản đã hỏng. Hãy gõ lại chữ đó.',
    en: 'is half a character: the text is damaged. Type that letter again.',
  },
  control: {
    vi: 'là ký tự điều khiển, không phải chữ. Hãy xóa nó, hoặc gõ lại chỗ đó.',
    en: 'is a control character, no letter. Delete it, or type that place again.',
  },
  private: {
    vi: 'chỉ có trong một phông chữ riêng, nơi khác thấy một ô trống; thường là dấu đầu dòng. Hãy thay bằng “-” hoặc “•”.',
    en: 'belongs to one font, and others show a box; most often it is a bullet. Put “-” or “•” in its place.',
  },
  unknown: {
    vi: 'không phải là chữ nào đã được quy định, hoặc là chữ quá mới. Hãy xóa hoặc thay nó.',
    en: 'is no letter of Unicode, or one that is too new. Delete or replace it.',
  },
  unseen: {
    vi: 'là ký tự không nhìn thấy, không phải nơi nào cũng giữ. Hãy xóa nó, hoặc gõ lại chỗ đó.',
    en: 'cannot be seen, and not every channel keeps it. Delete it, or type that place again.',
  },
  turning: {
    vi: 'đảo chiều chữ đứng sau nó. Hãy xóa nó, hoặc gõ lại chỗ đó.',
    en: 'turns the direction of what follows. Delete it, or type that place again.',
  },
  object: {
    vi: 'đứng thay cho một hình đã được dán kèm. Hãy xóa nó, và viết ra điều hình đó nói.',
    en: 'stands for a picture that was pasted with the text. Delete it, and write what the picture says.',
  },
  lost: {
    vi: 'đứng thay cho một chữ đã mất khi chuyển mã. Hãy gõ lại chữ đó.',
    en: 'stands for a letter that was lost in a conversion. Type that letter again.',
  },
  tower: {
    vi: 'là dấu thứ mười một trở lên trên cùng một chữ. Hãy bỏ bớt dấu.',
    en: 'is more than the tenth mark on one letter. Take some away.',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>

/** Marks that turn the order of what follows (UAX 9), and what XML has no place for. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|(?![\n\t])\p{Cc}/gu

/** For a place without a direction of its own: a title bar, a feed, an alert, a picture. */
export function straight(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(TURNING, '').replace(LONE, '\ufffd')
}

/** Half of a pair of code units. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

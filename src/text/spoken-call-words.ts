/** Around a number that may be called: the words before it that say so, and what after it counts or measures instead. */
import { afterBlank, isSign, wordsBefore } from './spoken-reading.ts'
import { CALL_AFTER, COUNTED, NOT_CALL_AFTER, SIGN_UNITS, UNITS } from './spoken-tables.ts'
import type { Token } from './spoken-tokens.ts'

export const SHORT = { least: 3, most: 6 } as const

const AFTER_WORDS_MAX = 3

/** gọi cho 115, hotline là 1022 */
const FILLERS: ReadonlySet<string> = new Set(['cho', 'qua', 'theo', 'là'])

/** The last words before it are one of these. */
export function isAfter(tokens: readonly Token[], at: number, set: ReadonlySet<string>): boolean {
  return endsIn(wordsBefore(tokens, at, AFTER_WORDS_MAX), set)
}

export function endsIn(words: readonly string[], set: ReadonlySet<string>): boolean {
  return words.some((_, i) => set.has(words.slice(i).join(' ')))
}

export function isAfterCall(tokens: readonly Token[], at: number): boolean {
  const words = wordsBefore(tokens, at, AFTER_WORDS_MAX + 1)
  const plain = FILLERS.has(words.at(-1) ?? '') ? words.slice(0, -1) : words
  const last = plain.slice(-AFTER_WORDS_MAX)
  return endsIn(last, CALL_AFTER) && !endsIn(last, NOT_CALL_AFTER)
}

/** 115 người, 500 đến 700 lượt, 19009095 USD */
export function isCounted(tokens: readonly Token[], next: number): boolean {
  const [blank, word] = [tokens[next], tokens[next + 1]]
  if (blank?.is !== 'blank' || word === undefined) return false
  if (isMeasured(tokens, next)) return true
  if (word.is !== 'word') return false
  if (COUNTED.has(word.text.toLowerCase())) return true
  const other = afterBlank(tokens, next + 2)
  return SPAN_WORDS.has(word.text) && tokens[other]?.is === 'digits' && isFigureCounted(tokens, other)
}

function isFigureCounted(tokens: readonly Token[], at: number): boolean {
  const [blank, word] = [tokens[at + 1], tokens[at + 2]]
  return blank?.is === 'blank' && word?.is === 'word' && COUNTED.has(word.text.toLowerCase())
}

/** A unit or a currency follows. */
export function isMeasured(tokens: readonly Token[], next: number): boolean {
  const { is, text } = tokens[afterBlank(tokens, next)] ?? {}
  if (text === undefined) return false
  return is === 'word' ? UNITS.has(text) || CURRENCIES.has(text.toLowerCase()) : SIGN_UNITS.has(text) || text === '°'
}

const CURRENCIES: ReadonlySet<string> = new Set(['đồng', 'đô', 'triệu', 'tỷ', 'tỉ', 'nghìn', 'ngàn'])

const SPAN_WORDS: ReadonlySet<string> = new Set(['đến', 'tới'])

/** What follows claims the last digits: 12:30, 12h, 30%. */
export function isClaimed(tokens: readonly Token[], next: number): boolean {
  const after = tokens[next]
  if (after === undefined) return false
  if (after.is === 'word' || after.is === 'digits' || after.is === 'raised') return true
  if (after.text === '%' || after.text === '°') return true
  const beyond = tokens[next + 1]
  if (beyond?.is === 'digits') return after.text === ':'
  return after.text === '/' && beyond?.is === 'word'
}

/** Another group of the same number follows. */
export function goesOn(tokens: readonly Token[], next: number): boolean {
  return (tokens[next]?.is === 'blank' || isSign(tokens[next], '.', '-')) && tokens[next + 1]?.is === 'digits'
}

/**
 * Words: abbreviations, initials, numerals of Roman letters, lone letters; and the words that stay as they are or are asked for.
 */
import { numberWords, romanValue } from './spoken-numbers.ts'
import { afterBlank, DASHES, isDigits, isSign, nextSeen, type Read, type Reading, said } from './spoken-reading.ts'
import { isLatinCapitals, isReadable, isVowel, letterName, SHORT_I, spelledWords } from './spoken-syllables.ts'
import { ABBREVIATIONS, ROMAN_AFTER } from './spoken-tables.ts'
import type { Token } from './spoken-tokens.ts'

const KEY_TOKENS_MAX = 7

/** The longest row of the table that begins here: PGS.TS before PGS. */
export function abbreviationAt(at: number, reading: Reading): Read | null {
  const { tokens } = reading
  for (let count = keyTokens(tokens, at); count > 0; count--) {
    const key = tokens
      .slice(at, at + count)
      .map(({ text }) => text)
      .join('')
    const found = ABBREVIATIONS.get(key)
    if (found === undefined) continue
    const next = at + count
    if (/^v\.?v$/i.test(key)) return andSoOn(tokens, found.says, next)
    const hasName = isSign(tokens[next], '.') && isName(key, nextSeen(tokens, next + 1), reading)
    if (found.needs !== undefined && !hasName) continue
    return said(found.says, found.stop !== undefined && hasName ? next + 1 : next)
  }
  return null
}

/** How many tokens a key may take: up to the next blank. */
function keyTokens(tokens: readonly Token[], at: number): number {
  let count = 1
  while (count < KEY_TOKENS_MAX && isKeyPart(tokens[at + count])) count++
  return count
}

function isKeyPart(token: Token | undefined): boolean {
  return token?.is === 'word' || isSign(token, '.', '&', '-', '/')
}

/** A name begins with a capital and is longer than a letter; a district may be a number. In a heading all looks like a name. */
function isName(key: string, at: number, { tokens, isHeading }: Reading): boolean {
  const token = tokens[at]
  if (token === undefined || token.is === 'line') return false
  if (isHeading) return token.is !== 'sign'
  if (token.is === 'digits') return key.length === 1 || ABBREVIATIONS.get(key)?.needs === undefined
  return token.is === 'word' && /^\p{Lu}\p{M}*\p{L}/u.test(token.text)
}

/** Its last full stop ends the sentence as well, where the sentence ends. */
function andSoOn(tokens: readonly Token[], words: string, at: number): Read {
  if (!isSign(tokens[at], '.')) return said(words, at)
  const seen = tokens[nextSeen(tokens, at + 1)]
  const ends = seen === undefined || seen.is === 'line' || /^\p{Lu}/u.test(seen.text)
  return { is: 'said', pieces: ends ? [words, '.'] : [words], next: at + 1 }
}

/** N.H.N: capitals one by one. */
export function initialsAt(at: number, { tokens }: Reading): Read | null {
  const letters: string[] = []
  let next = at
  for (; isCapital(tokens[next]); next += 2) {
    letters.push(tokens[next].text)
    if (!isSign(tokens[next + 1], '.') || !isCapital(tokens[next + 2])) break
  }
  const words = letters.length > 1 ? spelledWords(letters) : null
  return words === null ? null : said(words, next + 1)
}

function isCapital(token: Token | undefined): boolean {
  return token?.is === 'word' && /^\p{Lu}$/u.test(token.text) && letterName(token.text) !== null
}

/** After thế kỷ, quý …; joined to another by a dash or by và; and the number of a line's heading. */
export function romanAt(at: number, { tokens, voice, romanEnd }: Reading): Read | null {
  const { text } = tokens[at]
  const value = /^[IVXLC]+$/.test(text) && !/^[LC]$/.test(text) ? romanValue(text) : null
  if (value === null || isShortI(tokens, at)) return null
  const isNumbered = voice.lineIsEmpty && /^[IVX]+$/.test(text) && isSign(tokens[at + 1], '.', ')')
  const isListed = romanEnd > 0 && at - romanEnd <= LIST_TOKENS_MAX && tokens.slice(romanEnd, at).every(isListing)
  if (!isNumbered && !isListed && !isAfterContext(voice)) return null
  return { is: 'said', pieces: [numberWords(`${value}`)], next: at + 1, roman: true }
}

/** The letter, as `spelledWords` tells it. */
function isShortI(tokens: readonly Token[], at: number): boolean {
  return isSign(tokens[at + 1], '-') && tokens[at + 2]?.text.toLowerCase() === SHORT_I
}

const LIST_TOKENS_MAX = 3

function isListing({ is, text }: Token): boolean {
  return is === 'blank' || [',', '-', '–', 'và', 'đến', 'tới'].includes(text)
}

function isAfterContext(voice: Reading['voice']): boolean {
  return voice.isSeparate && (ROMAN_AFTER.has(voice.trail(1)) || ROMAN_AFTER.has(voice.trail(2)))
}

/** quý I-II: đến. */
export function betweenRomans(at: number, { tokens, romanEnd }: Reading): Read | null {
  const next = tokens[afterBlank(tokens, at + 1)]
  const isBetween = romanEnd === at || afterBlank(tokens, romanEnd) === at
  const isRoman = next?.is === 'word' && /^[IVXLC]+$/.test(next.text) && romanValue(next.text) !== null
  return isBetween && isRoman && isSign(tokens[at], ...DASHES) ? said('đến', at + 1) : null
}

/** Ⅳ */
export function romanSignAt(at: number, { tokens }: Reading): Read {
  const values = [romanValue(tokens[at].text)]
  if (values[0] === null) values.splice(0, 1, ...[...tokens[at].text].map(romanValue))
  const words = values.flatMap(value => (value === null ? [] : [numberWords(`${value}`)]))
  return { is: 'said', pieces: [words.join(' ')], next: at + 1, roman: true }
}

/** 3 x 4 */
export function timesAt(at: number, { tokens, figureEnd }: Reading): Read | null {
  if (!/^x$/i.test(tokens[at].text)) return null
  const isBetween =
    (figureEnd === at || afterBlank(tokens, figureEnd) === at) && isDigits(tokens[afterBlank(tokens, at + 1)])
  return isBetween ? said('nhân', at + 1) : null
}

const SCALES: ReadonlySet<string> = new Set(['trăm', 'nghìn', 'ngàn', 'triệu', 'tỷ', 'tỉ'])

/** A consonant by itself is called by its name: điểm B. A vowel is a word. 5 triệu đ is money. */
export function letterAt(at: number, { tokens, voice }: Reading): Read | null {
  const { text } = tokens[at]
  if (text === 'đ' && SCALES.has(voice.trail(1))) return said('đồng', at + 1)
  if (isVowel(text)) return null
  const name = letterName(text)
  return name === null ? null : said(name, at + 1)
}

export function wordAt(at: number, { tokens, isHeading }: Reading): Read {
  const word = tokens[at]
  const asks = !isReadable(word.text) && !(isHeading && isLatinCapitals(word.text))
  return { is: 'kept', word, asks, next: at + 1 }
}

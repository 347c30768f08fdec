/**
 * Numbers that are called or texted, found before all else is read: they are said digit by digit. Knows no words for digits.
 *
 *   Gọi 113, 114, 115 hoặc 1900 9095     three short codes (the first after gọi, all in one list) and a hotline
 *   có 115 ca                            a number
 *
 * A telephone (0…, +84…, 1800…, 1900…) is known by its shape; a short code by the word before it or by the list it is in.
 */
import { type Call, wordsBefore } from './spoken-reading.ts'
import { CALL_AFTER, COUNTED, NOT_CALL_AFTER } from './spoken-tables.ts'
import type { Token } from './spoken-tokens.ts'

/** A number that stands by itself: surely to call, or one only if its list has another. */
interface Item {
  readonly from: number
  readonly call: Call
  readonly sure: boolean
}

export function callsOf(tokens: readonly Token[]): ReadonlyMap<number, Call> {
  const calls = new Map<number, Call>()
  let list: Item[] = []
  const close = () => {
    if (list.some(({ sure }) => sure)) for (const { from, call } of list) calls.set(from, call)
    list = []
  }
  for (let at = 0; at < tokens.length; ) {
    const item = itemAt(tokens, at)
    if (item === null) {
      at++
      continue
    }
    const last = list.at(-1)
    if (last !== undefined && !isConnected(tokens, last.call.next, at)) close()
    list.push(item)
    at = item.call.next
  }
  close()
  return calls
}

const CONNECTOR_TOKENS_MAX = 16
const CONNECTORS: ReadonlySet<string> = new Set([
  'và',
  'hoặc',
  'hay',
  'số',
  ',',
  ';',
  '/',
  '-',
  '–',
  '|',
])

/** By commas, và and the like; what stands in brackets after a number (113 (công an), 115) is passed over. */
function isConnected(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > CONNECTOR_TOKENS_MAX || to === from) return false
  let between = tokens.slice(from, to).filter(({ is }) => is !== 'blank')
  const closes = between.findIndex(({ text }) => text === ')')
  if (between[0]?.text === '(' && closes > 0) between = between.slice(closes + 1)
  return between.length > 0 && between.every(({ text }) => CONNECTORS.has(text))
}

function itemAt(tokens: readonly Token[], at: number): Item | null {
  const phone = telephoneAt(tokens, at)
  if (phone !== null) return { from: at, call: phone, sure: true }
  return shortCodeAt(tokens, at)
}

const SHORT = { least: 3, most: 6 } as const
/** Account and identity numbers after such a word. */
const LONG_MOST = 20

function shortCodeAt(tokens: readonly Token[], at: number): Item | null {
  const token = tokens[at]
  if (token.is !== 'digits' || !standsAlone(tokens, at, at + 1)) return null
  const { length } = token.text
  if (length < SHORT.least || length > LONG_MOST || isCounted(tokens, at + 1)) return null
  const sure = isAfterCall(tokens, at)
  if (!sure && (length > SHORT.most || isAfterYear(tokens, at))) return null
  return { from: at, call: { plus: false, groups: grouped(token.text), next: at + 1 }, sure }
}

function isAfterCall(tokens: readonly Token[], at: number): boolean {
  const words = wordsBefore(tokens, at, 3)
  const ends = (set: ReadonlySet<string>) =>
    [1, 2, 3].some(count => words.length >= count && set.has(words.slice(-count).join(' ')))
  return ends(CALL_AFTER) && !ends(NOT_CALL_AFTER)
}

function isAfterYear(tokens: readonly Token[], at: number): boolean {
  return YEARS.has(wordsBefore(tokens, at, 1)[0] ?? '')
}

function isCounted(tokens: readonly Token[], next: number): boolean {
  const [blank, word] = [tokens[next], tokens[next + 1]]
  if (blank?.is !== 'blank' || word === undefined) return false
  return word.is === 'word' ? COUNTED.has(word.text.toLowerCase()) : word.text === '%'
}

const YEARS: ReadonlySet<string> = new Set(['năm', 'tháng', 'ngày', 'đoạn', 'kỳ'])

/** Nothing makes it a part of a greater figure: 1.115, 115/7, 11:15, 115m, A115. */
function standsAlone(tokens: readonly Token[], from: number, next: number): boolean {
  const [before, after] = [tokens[from - 1], tokens[next]]
  if (
    before?.is === 'word' ||
    before?.is === 'digits' ||
    after?.is === 'word' ||
    after?.is === 'digits'
  )
    return false
  if (after?.is === 'raised' || after?.is === 'whole' || after?.text === '%' || after?.text === '°')
    return false
  const joins = (sign: Token | undefined, beyond: Token | undefined, least: number) =>
    sign?.is === 'sign' &&
    '.,:/*#$-–'.includes(sign.text) &&
    (beyond?.is === 'word'
      ? sign.text === '/'
      : beyond?.is === 'digits' && !isList(sign, beyond, least))
  return (
    !joins(before, tokens[from - 2], SHORT.least) &&
    !joins(after, tokens[next + 1], SHORT.least) &&
    before?.text !== '*' &&
    before?.text !== '$'
  )
}

/** 113,114 and 113/114: codes without a blank between; their length tells them from decimals and dates. */
function isList(sign: Token, beyond: Token, least: number): boolean {
  return ',/-'.includes(sign.text) && beyond.text.length >= least
}

const DIGITS_MAX = 15
const TOKENS_MAX = 16
/** After these 1900-1945 is a span of years. */
const SPANS: ReadonlySet<string> = new Set(['năm', 'đoạn', 'kỳ', 'từ'])

/** Groups of digits parted by one blank, point or hyphen, as many as make a telephone. */
function telephoneAt(tokens: readonly Token[], at: number): Call | null {
  let i = at
  const hasBracket = tokens[i]?.text === '('
  if (hasBracket) i++
  const plus = tokens[i]?.text === '+'
  if (plus) i++
  if (tokens[i]?.is !== 'digits' || (!hasBracket && !plus && !mayBegin(tokens, at))) return null
  const ofYears = SPANS.has(wordsBefore(tokens, at, 1)[0] ?? '')
  let isOpen = hasBracket
  let best: Call | null = null
  const groups: string[] = []
  let count = 0
  while (i < Math.min(tokens.length, at + TOKENS_MAX) && tokens[i].is === 'digits') {
    groups.push(tokens[i].text)
    count += tokens[i].text.length
    if (count > DIGITS_MAX) break
    i++
    if (
      !isOpen &&
      endsWell(tokens, i) &&
      isTelephone(groups, plus) &&
      !(groups.length > 1 && ofYears)
    )
      best = { plus, groups: groups.length > 1 ? [...groups] : grouped(groups[0], plus), next: i }
    if (isOpen && tokens[i]?.text === ')') {
      isOpen = false
      i++
    }
    if (isSeparator(tokens[i]) && tokens[i + 1]?.is === 'digits') i++
  }
  return best
}

function isSeparator(token: Token | undefined): boolean {
  if (token?.is === 'blank') return token.text.length === 1
  return token?.is === 'sign' && (token.text === '.' || token.text === '-')
}

function mayBegin(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  if (before === undefined) return true
  if (before.is === 'word' || before.is === 'digits') return false
  return !(
    before.is === 'sign' &&
    '.,:/-+*$#'.includes(before.text) &&
    tokens[at - 2]?.is === 'digits' &&
    !(
      before.text === ',' ||
      (',/-'.includes(before.text) && tokens[at - 2].text.length >= SHORT.least)
    )
  )
}

/** What follows does not claim the last digits: 24/7, 12:30, 12h, 30%. */
function endsWell(tokens: readonly Token[], next: number): boolean {
  const after = tokens[next]
  if (after === undefined) return true
  if (
    after.is === 'word' ||
    after.is === 'digits' ||
    after.is === 'raised' ||
    after.text === '%' ||
    after.text === '°'
  )
    return false
  if (after.is === 'blank' && isCounted(tokens, next)) return false
  const beyond = tokens[next + 1]
  if (beyond?.is !== 'digits') return !(after.text === '/' && beyond?.is === 'word')
  return !(after.text === ':' || (after.text === '/' && beyond.text.length < SHORT.least))
}

function isTelephone(groups: readonly string[], plus: boolean): boolean {
  const digits = groups.join('')
  const [first, ...others] = groups
  const last = groups[groups.length - 1]
  if (groups.length > 1 && last.length < 2) return false
  if (plus) return digits.length >= 9
  if (/^1[89]00/.test(digits)) return isHotline(digits, first, others)
  if (/^0084[2-9]\d{8,9}$/.test(digits) || /^84[35789]\d{8}$/.test(first + others.join('')))
    return first.length >= 4 || others.length > 0
  return /^0([35789]\d{8}|1\d{9}|2\d{8,9})$/.test(digits)
}

/** 1900xxxx or 1900xxxxxx, whole or after its first four digits in groups; 1900-1945 is a span of years. */
function isHotline(digits: string, first: string, others: readonly string[]): boolean {
  if (digits.length !== 8 && digits.length !== 10) return false
  if (others.length === 0) return true
  return first.length === 4 || first.length === 6
}

/** As they are commonly said: 1900 9095, 0912 345 678, 024 3846 2364, 115. */
function grouped(digits: string, plus = false): string[] {
  const sizes = sizesOf(digits, plus)
  const groups: string[] = []
  let at = 0
  for (const size of sizes) {
    groups.push(digits.slice(at, at + size))
    at += size
  }
  for (; at < digits.length; at += 3) groups.push(digits.slice(at, at + 3))
  return groups
}

function sizesOf(digits: string, plus: boolean): readonly number[] {
  if (plus || /^84\d{9}$/.test(digits)) return [2]
  if (/^1[89]00/.test(digits) && digits.length >= 8) return digits.length === 8 ? [4, 4] : [4]
  if (/^0084/.test(digits)) return [4]
  if (/^02[48]/.test(digits)) return [3, 4, 4]
  if (/^0\d{9,10}$/.test(digits)) return [4]
  return digits.length <= 5 ? [digits.length] : []
}

/**
 * Numbers that are called, texted or dialled, found before all else is read: they are said digit by digit. Knows no words for digits.
 *
 *   Gọi 113, 114, 115 hoặc 1900 9095     three short codes (the first after gọi, all in one list) and a hotline
 *   có 115 ca                            a number
 *   từ 0912 345 678 đến 0912 345 680     two telephones
 *   từ 1900-1945 · từ 1900-2500 ca       spans: of years, of amounts
 *
 * **A telephone is known by the numbering plan, whatever stands before it**: a leading 0 with ten or eleven digits, +84, 0084, 84, and
 * 1800 or 1900 with eight or ten digits; in groups that are parted as people part them: one blank of any kind, a point, a hyphen,
 * a slash after the first group, brackets round what is dialled first. The (0) of +84 (0)28 is not dialled and not said.
 *
 *   - A unit or a currency after it makes an amount of what has no leading 0 or plus: 19009095 đồng.
 *   - 1900 and another year with a hyphen between, without a word of calling before, are years; and after từ, năm, giai đoạn a span.
 *   - Other numbers in groups are telephones after a word for one (ĐT: 3846 2364), accounts after a word for one (STK 123 456 789).
 *
 * **A short code is known by the word before it** (gọi, tổng đài), by the list it is in, or by the name of the service that its clause
 * ends with (Tổng đài bảo vệ trẻ em 111). A house is no code (số 115 đường Láng); an extension is said by its digits (máy lẻ 102).
 * **The number of a vehicle** is said by its digits after its letters (30A-123.45).
 *
 * Between two numbers a slash and a hyphen without blanks are pauses, after từ a dash is *đến*; last digits alone (…678/679) are the
 * other number's end: *hoặc*, after a dash *đến*.
 */
import { afterBlank, type Call, isSign, type Joint, wordsBefore } from './spoken-reading.ts'
import {
  ACCOUNT_AFTER,
  CALL_AFTER,
  COUNTED,
  EXTENSION_AFTER,
  HOUSES,
  NOT_CALL_AFTER,
  NOT_NAMED_AFTER,
  SERVICES,
  SIGN_UNITS,
  STREETS,
  TELEPHONE_AFTER,
  UNITS,
} from './spoken-tables.ts'
import type { Token } from './spoken-tokens.ts'

/** A number that stands by itself: surely to call, or one only if its list has another. */
interface Item {
  readonly from: number
  readonly call: Call
  readonly sure: boolean
  /** Last digits that stand for a whole number: what joins them to it. */
  readonly tail?: 'hoặc' | 'đến'
}

export interface Calls {
  /** By the token that they begin with. */
  readonly numbers: ReadonlyMap<number, Call>
  /** What is said or kept silent between two of them, by the token of the sign. */
  readonly joints: ReadonlyMap<number, Joint>
}

export function callsOf(tokens: readonly Token[]): Calls {
  const numbers = new Map<number, Call>()
  const joints = new Map<number, Joint>()
  let list: Item[] = []
  let lineHasCall = false
  const close = () => {
    if (list.some(({ sure }) => sure)) {
      for (const [i, { from, call }] of list.entries())
        numbers.set(
          from,
          i > 0 && afterBlank(tokens, list[i - 1].call.next) === from ? paused(call) : call,
        )
      for (const [sign, joint] of jointsOf(tokens, list)) joints.set(sign, joint)
      lineHasCall = true
    }
    list = []
  }
  for (let at = 0; at < tokens.length; ) {
    const plate = plateAt(tokens, at)
    if (plate !== null) {
      close()
      numbers.set(plate.from, plate.call)
      if (plate.sign !== null) joints.set(plate.sign, { is: 'mark', mark: ',' })
      at = plate.call.next
      continue
    }
    if (tokens[at].is === 'line') {
      close()
      lineHasCall = false
    }
    const last = list.at(-1)
    const item = itemAt(tokens, at, last, lineHasCall || last?.sure === true)
    if (item === null) {
      at++
      continue
    }
    if (last !== undefined && item.tail === undefined && !isConnected(tokens, last, item)) close()
    list.push(item)
    at = item.call.next
  }
  close()
  return { numbers, joints }
}

function paused(call: Call): Call {
  return { ...call, afterPause: true }
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
function isConnected(tokens: readonly Token[], last: Item, item: Item): boolean {
  const [from, to] = [last.call.next, item.from]
  if (to - from > CONNECTOR_TOKENS_MAX || to === from) return false
  let between = tokens.slice(from, to).filter(({ is }) => is !== 'blank')
  if (between.length === 0) return isEmergency(tokens, last.from) && isEmergency(tokens, to)
  const closes = between.findIndex(({ text }) => text === ')')
  if (between[0]?.text === '(' && closes > 0) between = between.slice(closes + 1)
  return between.length > 0 && between.every(({ text }) => CONNECTORS.has(text))
}

/** 113 114 115 */
function isEmergency(tokens: readonly Token[], at: number): boolean {
  return /^11\d$/.test(tokens[at].text)
}

/** The one sign between two numbers of a list; a dash with blanks around it is a pause already. */
function* jointsOf(tokens: readonly Token[], list: readonly Item[]): Iterable<[number, Joint]> {
  for (const [i, item] of list.entries()) {
    const before = list[i - 1]
    if (before === undefined) continue
    const sign = afterBlank(tokens, before.call.next)
    if (afterBlank(tokens, sign + 1) !== item.from) continue
    const isDash = isSign(tokens[sign], '-', '–')
    if (item.tail !== undefined) yield [sign, { is: 'words', words: item.tail }]
    else if (isDash && wordsBefore(tokens, list[0].from, 2).includes('từ'))
      yield [sign, { is: 'words', words: 'đến' }]
    else if (
      isSign(tokens[sign], ',', '/') ||
      (isDash && sign === before.call.next && item.from === sign + 1)
    )
      yield [sign, { is: 'mark', mark: before.call.groups.length > 1 ? ';' : ',' }]
  }
}

const TAIL = { least: 2, most: 4 } as const

/** 0912 345 678/679, 028 3930 9912-13: the last digits of another number. */
function tailAt(tokens: readonly Token[], at: number, last: Item): Item | null {
  const { next, groups } = last.call
  if (at !== next + 1 || !isSign(tokens[next], '/', '-', '–') || !last.sure) return null
  const token = tokens[at]
  if (token?.is !== 'digits' || (groups.length === 1 && last.tail === undefined)) return null
  const { length } = token.text
  if (length < TAIL.least || length > TAIL.most || isClaimed(tokens, at + 1)) return null
  if (isCounted(tokens, at + 1) || goesOn(tokens, at + 1) || isEveryDay(tokens, at)) return null
  const call: Call = { plus: false, groups: [token.text], next: at + 1 }
  return { from: at, call, sure: true, tail: isSign(tokens[next], '/') ? 'hoặc' : 'đến' }
}

/** 24/7, 24/24 */
function isEveryDay(tokens: readonly Token[], at: number): boolean {
  return tokens[at].text === '24' && isSign(tokens[at + 1], '/')
}

function itemAt(
  tokens: readonly Token[],
  at: number,
  last: Item | undefined,
  isAfterNumber: boolean,
): Item | null {
  const phone = telephoneAt(tokens, at)
  if (phone !== null) return { from: at, call: phone, sure: true }
  const tail = last === undefined ? null : tailAt(tokens, at, last)
  return tail ?? shortCodeAt(tokens, at, isAfterNumber)
}

const SHORT = { least: 3, most: 6 } as const
/** Account and identity numbers after such a word. */
const LONG_MOST = 20

function shortCodeAt(tokens: readonly Token[], at: number, isAfterNumber: boolean): Item | null {
  const token = tokens[at]
  if (token.is !== 'digits' || !standsAlone(tokens, at, at + 1)) return null
  const { length } = token.text
  const call = { plus: false, groups: grouped(token.text), next: at + 1 }
  if (length <= SHORT.most && isExtension(tokens, at, isAfterNumber))
    return { from: at, call, sure: true }
  if (length < SHORT.least || length > LONG_MOST || isCounted(tokens, at + 1)) return null
  const sure = (isAfterCall(tokens, at) && !isHouse(tokens, at)) || isNamed(tokens, at)
  if (!sure && (length > SHORT.most || isAfterYear(tokens, at))) return null
  return { from: at, call, sure }
}

/** máy lẻ 102, phím 10; nhánh 12 only after a number. */
function isExtension(tokens: readonly Token[], at: number, isAfterNumber: boolean): boolean {
  return isAfter(tokens, at, EXTENSION_AFTER) || (isAfterNumber && isAfter(tokens, at, BRANCH))
}

const BRANCH: ReadonlySet<string> = new Set(['nhánh'])
const AFTER_WORDS_MAX = 3
/** gọi cho 115, hotline là 1022 */
const FILLERS: ReadonlySet<string> = new Set(['cho', 'qua', 'theo', 'là'])

/** The last words before it are one of these. */
function isAfter(tokens: readonly Token[], at: number, set: ReadonlySet<string>): boolean {
  return endsIn(wordsBefore(tokens, at, AFTER_WORDS_MAX), set)
}

function endsIn(words: readonly string[], set: ReadonlySet<string>): boolean {
  return words.some((_, i) => set.has(words.slice(i).join(' ')))
}

function isAfterCall(tokens: readonly Token[], at: number): boolean {
  const words = wordsBefore(tokens, at, AFTER_WORDS_MAX + 1)
  const plain = FILLERS.has(words.at(-1) ?? '') ? words.slice(0, -1) : words
  const last = plain.slice(-AFTER_WORDS_MAX)
  return endsIn(last, CALL_AFTER) && !endsIn(last, NOT_CALL_AFTER)
}

const HOUSE_WORDS_MAX = 5

/** số 115 đường Láng, nhà số 115, số 115 Trần Hưng Đạo; but gọi số 113. */
function isHouse(tokens: readonly Token[], at: number): boolean {
  const words = wordsBefore(tokens, at, HOUSE_WORDS_MAX)
  if (words.pop() !== 'số') return false
  if (HOUSES.has(words.at(-1) ?? '')) return true
  if (words.some((_, i) => endsIn(words.slice(0, i + 1), CALL_AFTER))) return false
  const word = tokens[afterBlank(tokens, at + 1)]
  if (word?.is !== 'word') return false
  return STREETS.has(word.text.toLowerCase()) || /^\p{Lu}\p{M}*\p{Ll}/u.test(word.text)
}

const CLAUSE_TOKENS_MAX = 40

/** The clause names a service and ends with its code: Tổng đài Quốc gia bảo vệ trẻ em 111. */
function isNamed(tokens: readonly Token[], at: number): boolean {
  if (!/^1\d{2,4}$/.test(tokens[at].text)) return false
  const [last = ''] = wordsBefore(tokens, at, 1)
  const isTold = isSign(tokens[tokens[at - 1]?.is === 'blank' ? at - 2 : at - 1], ':')
  const after = tokens[afterBlank(tokens, at + 1)]
  const isEnd = after === undefined || (after.is !== 'word' && after.is !== 'digits')
  if (!isTold && (!isEnd || NOT_NAMED_AFTER.has(last))) return false
  const words: string[] = []
  for (let i = at - 1; i >= Math.max(0, at - CLAUSE_TOKENS_MAX); i--) {
    const { is, text } = tokens[i]
    if (is === 'word') words.unshift(text.toLowerCase())
    else if (is !== 'blank' && text !== ':' && text !== '(') break
  }
  return words.some((word, i) => SERVICES.has(word) || SERVICES.has(`${word} ${words[i + 1]}`))
}

function isAfterYear(tokens: readonly Token[], at: number): boolean {
  return YEARS.has(wordsBefore(tokens, at, 1)[0] ?? '')
}

/** 115 người, 500 đến 700 lượt, 19009095 USD */
function isCounted(tokens: readonly Token[], next: number): boolean {
  const [blank, word] = [tokens[next], tokens[next + 1]]
  if (blank?.is !== 'blank' || word === undefined) return false
  if (isMeasured(tokens, next)) return true
  if (word.is !== 'word') return false
  if (COUNTED.has(word.text.toLowerCase())) return true
  const other = afterBlank(tokens, next + 2)
  return (
    SPAN_WORDS.has(word.text) && tokens[other]?.is === 'digits' && isFigureCounted(tokens, other)
  )
}

function isFigureCounted(tokens: readonly Token[], at: number): boolean {
  const [blank, word] = [tokens[at + 1], tokens[at + 2]]
  return blank?.is === 'blank' && word?.is === 'word' && COUNTED.has(word.text.toLowerCase())
}

/** A unit or a currency follows. */
function isMeasured(tokens: readonly Token[], next: number): boolean {
  const { is, text } = tokens[afterBlank(tokens, next)] ?? {}
  if (text === undefined) return false
  return is === 'word'
    ? UNITS.has(text) || CURRENCIES.has(text.toLowerCase())
    : SIGN_UNITS.has(text) || text === '°'
}

const CURRENCIES: ReadonlySet<string> = new Set([
  'đồng',
  'đô',
  'triệu',
  'tỷ',
  'tỉ',
  'nghìn',
  'ngàn',
])
const SPAN_WORDS: ReadonlySet<string> = new Set(['đến', 'tới'])
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

const DIGITS_MAX = 20
const TOKENS_MAX = 24
/** After these 1900-1945 is a span of years, 1900-2500 one of amounts. */
const SPANS: ReadonlySet<string> = new Set(['năm', 'đoạn', 'kỳ', 'từ'])

/** What was read of a number in groups. */
interface Groups {
  readonly digits: readonly string[]
  /** What parts each from the one before. */
  readonly separators: readonly string[]
  readonly plus: boolean
  readonly hasBracket: boolean
  readonly next: number
}

/** Groups of digits, as many as make a telephone. */
function telephoneAt(tokens: readonly Token[], at: number): Call | null {
  let i = at
  const hasBracket = isSign(tokens[i], '(')
  if (hasBracket) i++
  const plus = isSign(tokens[i], '+')
  if (plus) i++
  if (tokens[i]?.is !== 'digits' || (!hasBracket && !plus && !mayBegin(tokens, at))) return null
  let isOpen = hasBracket
  let best: Groups | null = null
  let length = 0
  const digits: string[] = []
  const separators: string[] = []
  while (i < Math.min(tokens.length, at + TOKENS_MAX) && tokens[i].is === 'digits') {
    digits.push(tokens[i].text)
    length += tokens[i].text.length
    if (length > DIGITS_MAX) break
    i++
    const groups = { digits, separators, plus, hasBracket, next: i }
    if (!isOpen && isComplete(tokens, at, groups, best !== null))
      best = { ...groups, digits: [...digits], separators: [...separators] }
    if (isOpen && isSign(tokens[i], ')')) {
      isOpen = false
      i++
    }
    const separator = separatorAt(tokens, i, digits[0], best !== null)
    separators.push(separator.text)
    i = separator.next
    if (plus && !isOpen && digits.length === 1 && isSign(tokens[i], '(')) {
      isOpen = !isSign(tokens[i + 2], ')') || tokens[i + 1].text !== '0'
      i = isOpen ? i + 1 : afterBlank(tokens, i + 3)
    }
  }
  return best === null ? null : callOf(best)
}

function callOf({ digits, plus, next }: Groups): Call {
  const groups = digits.length > 1 ? digits.flatMap(parted) : grouped(digits[0], plus)
  return { plus, groups, next }
}

/** 0912.345678: nobody says six digits in one breath. */
function parted(group: string): string[] {
  if (group.length <= 5) return [group]
  const each = group.length === 8 ? 4 : 3
  const head = group.length === 7 ? 3 : group.length
  const parts = group.slice(0, head).match(new RegExp(`.{1,${each}}`, 'g')) ?? []
  return head < group.length ? [...parts, group.slice(head)] : parts
}

const NO_SEPARATOR = (next: number) => ({ text: '', next })

/** One blank, a point, a hyphen; until a number is whole also a slash, and a dash with blanks around it, after what is dialled first. */
function separatorAt(tokens: readonly Token[], at: number, first: string, isWhole: boolean) {
  const token = tokens[at]
  if (token === undefined) return NO_SEPARATOR(at)
  const sign = token.is === 'blank' && token.text.length === 1 ? at + 1 : at
  const next = afterBlank(tokens, sign + 1)
  const isSpaced = sign > at && next > sign + 1
  if (isSpaced && !isWhole && isSign(tokens[sign], '-', '–') && DIALLED_FIRST.test(first))
    return tokens[next]?.is === 'digits' ? { text: '-', next } : NO_SEPARATOR(at)
  if (token.is === 'blank')
    return token.text.length === 1 &&
      (tokens[at + 1]?.is === 'digits' || isSign(tokens[at + 1], '('))
      ? { text: ' ', next: at + 1 }
      : NO_SEPARATOR(at)
  const mayPart =
    isSign(token, '.', '-') || (!isWhole && isSign(token, '/') && /^0\d\d/.test(first))
  return mayPart && tokens[at + 1]?.is === 'digits'
    ? { text: token.text, next: at + 1 }
    : NO_SEPARATOR(at)
}

const DIALLED_FIRST = /^(0\d{2,}|1[89]00)$/

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

/** A telephone, or what is one after the word before it; `isMore`: one was whole already without its last group. */
function isComplete(
  tokens: readonly Token[],
  at: number,
  groups: Groups,
  isMore: boolean,
): boolean {
  const { digits, plus, next } = groups
  if (isClaimed(tokens, next)) return false
  if (isMore && (isCounted(tokens, next) || isHalfOfSlash(tokens, next))) return false
  if (digits.length > 1 && digits[digits.length - 1].length < 2) return false
  const all = digits.join('')
  if (plus) return all.length >= 9 && all.length <= 15
  if (/^0([35789]\d{8}|1\d{9}|2\d{8,9}|084[2-9]\d{8,9})$/.test(all)) return true
  if (isMeasured(tokens, next)) return false
  if (/^84([35789]\d{8}|2\d{9})$/.test(all)) return !isCounted(tokens, next)
  if (/^1[89]00(\d{4}|\d{6})$/.test(all)) return isHotline(tokens, at, groups)
  return isAfterWordFor(tokens, at, groups)
}

/** What follows claims the last digits: 12:30, 12h, 30%. */
function isClaimed(tokens: readonly Token[], next: number): boolean {
  const after = tokens[next]
  if (after === undefined) return false
  if (after.is === 'word' || after.is === 'digits' || after.is === 'raised') return true
  if (after.text === '%' || after.text === '°') return true
  const beyond = tokens[next + 1]
  if (beyond?.is === 'digits') return after.text === ':'
  return after.text === '/' && beyond?.is === 'word'
}

/** 24/7 */
function isHalfOfSlash(tokens: readonly Token[], next: number): boolean {
  const beyond = tokens[next + 1]
  return isSign(tokens[next], '/') && beyond?.is === 'digits' && beyond.text.length < SHORT.least
}

/** 1900xxxx or 1900xxxxxx, whole or after its first four digits in groups; 1900-1945 is a span of years. */
function isHotline(tokens: readonly Token[], at: number, groups: Groups): boolean {
  const { digits, separators, next } = groups
  const isCalled = isAfterCall(tokens, at)
  if (digits.length === 1) return isCalled || !isCounted(tokens, next)
  if (digits[0].length !== 4 && digits[0].length !== 6) return false
  if (digits.length > 2 || separators[0] !== '-' || isCalled) return true
  const isSpan = SPANS.has(wordsBefore(tokens, at, 1)[0] ?? '')
  return !isSpan && !isCounted(tokens, next) && !/^(1\d|2[01])\d\d$/.test(digits[1])
}

/** Of another plan (04 3846 2364); after a word for a telephone (ĐT: 3846 2364) or for an account (STK 123 456 789). */
function isAfterWordFor(tokens: readonly Token[], at: number, groups: Groups): boolean {
  const { digits, separators, hasBracket, next } = groups
  const { length } = digits.join('')
  if (digits.length === 1 || isCounted(tokens, next) || goesOn(tokens, next)) return false
  if (digits[0].startsWith('0')) {
    if (hasBracket || isAfterCall(tokens, at)) return length >= 9 && length <= 12
    return length >= 10 && length <= 11 && digits[digits.length - 1].length >= 3
  }
  const isThousands = digits.every(
    (group, i) => group.length === 3 || (i === 0 && group.length < 3),
  )
  if (isAfter(tokens, at, ACCOUNT_AFTER))
    return length >= 6 && !(isThousands && separators[0] === '.')
  return length >= 7 && length <= 11 && !isThousands && isAfter(tokens, at, TELEPHONE_AFTER)
}

/** Another group of the same number follows. */
function goesOn(tokens: readonly Token[], next: number): boolean {
  return (
    (tokens[next]?.is === 'blank' || isSign(tokens[next], '.', '-')) &&
    tokens[next + 1]?.is === 'digits'
  )
}

const PLATE_AFTER: ReadonlySet<string> = new Set(['số', 'soát', 'xe', 'biển', 'bks', 'tô', 'máy'])

/** 30A-123.45, 29B1-123.45, 51F-12345 after biển số: the digits after the letters, and the hyphen before them. */
function plateAt(tokens: readonly Token[], at: number) {
  const [province, letters] = [tokens[at], tokens[at + 1]]
  if (province.is !== 'digits' || province.text.length !== 2 || letters?.is !== 'word') return null
  if (!/^[A-ZĐ]{1,2}$/.test(letters.text)) return null
  const parts =
    tokens[at + 2]?.is === 'digits' && tokens[at + 2].text.length === 1 ? at + 3 : at + 2
  if (tokens[parts]?.is !== 'blank' && !isSign(tokens[parts], '-')) return null
  const [first, point, second] = tokens.slice(parts + 1, parts + 4)
  if (first?.is !== 'digits') return null
  const sign = isSign(tokens[parts], '-') ? parts : null
  const from = parts + 1
  if (isSign(point, '.') && first.text.length === 3 && second?.is === 'digits')
    return second.text.length === 2
      ? { from, sign, call: { plus: false, groups: [first.text, second.text], next: from + 3 } }
      : null
  const isTold = PLATE_AFTER.has(wordsBefore(tokens, at, 1)[0] ?? '')
  return isTold && /^\d{4,5}$/.test(first.text) && !isClaimed(tokens, from + 1)
    ? { from, sign, call: { plus: false, groups: [first.text], next: from + 1 } }
    : null
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

/**
 * Numbers that are called, texted or dialled, found before all else is read: they are said digit by digit. Knows no words for digits.
 *
 *   Gọi 113, 114, 115 hoặc 1900 9095     three short codes (the first after gọi, all in one list) and a hotline
 *   có 115 ca                            a number
 *   từ 0912 345 678 đến 0912 345 680     two telephones
 *   từ 1900-1945 · từ 1900-2500 ca       spans: of years, of amounts
 *
 * A telephone is known by its shape (`spoken-telephones.ts`).
 *
 * **A short code is known by the word before it** (gọi, tổng đài), by the list it is in, or by the name of the service that its clause
 * ends with (Tổng đài bảo vệ trẻ em 111). A house is no code (số 115 đường Láng); an extension is said by its digits (máy lẻ 102).
 * **The number of a vehicle** is said by its digits after its letters (30A-123.45).
 *
 * Between two numbers a slash and a hyphen without blanks are pauses, after từ a dash is *đến*; last digits alone (…678/679) are the
 * other number's end: *hoặc*, after a dash *đến*.
 */
import { endsIn, goesOn, isAfter, isAfterCall, isClaimed, isCounted, SHORT } from './spoken-call-words.ts'
import { afterBlank, type Call, isSign, type Joint, wordsBefore } from './spoken-reading.ts'
import { CALL_AFTER, EXTENSION_AFTER, HOUSES, NOT_NAMED_AFTER, SERVICES, STREETS } from './spoken-tables.ts'
import { grouped, localAt, telephoneAt } from './spoken-telephones.ts'
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
        numbers.set(from, i > 0 && afterBlank(tokens, list[i - 1].call.next) === from ? paused(call) : call)
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
    if (last !== undefined && item.tail === undefined && !isConnected(tokens, last, item.from)) close()
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

const CONNECTORS: ReadonlySet<string> = new Set(['và', 'hoặc', 'hay', 'số', ',', ';', '/', '-', '–', '|'])

/** By commas, và and the like; what stands in brackets after a number (113 (công an), 115) is passed over. */
function isConnected(tokens: readonly Token[], last: Item, to: number): boolean {
  const from = last.call.next
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
    else if (isDash && wordsBefore(tokens, list[0].from, 2).includes('từ')) yield [sign, { is: 'words', words: 'đến' }]
    else if (isSign(tokens[sign], ',', '/', '|') || (isDash && sign === before.call.next && item.from === sign + 1))
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

function itemAt(tokens: readonly Token[], at: number, last: Item | undefined, isAfterNumber: boolean): Item | null {
  const phone = telephoneAt(tokens, at)
  if (phone !== null) return { from: at, call: phone, sure: true }
  if (last === undefined) return shortCodeAt(tokens, at, isAfterNumber)
  const local = isOfTelephones(tokens, last, at) ? localAt(tokens, at) : null
  if (local !== null) return { from: at, call: local, sure: true }
  return tailAt(tokens, at, last) ?? shortCodeAt(tokens, at, isAfterNumber)
}

/** (024) 3846 2364 - 3846 2365: the second without what is dialled first. */
function isOfTelephones(tokens: readonly Token[], last: Item, at: number): boolean {
  return last.sure && last.call.groups.length > 1 && isConnected(tokens, last, at)
}

/** Account and identity numbers after such a word. */
const LONG_MOST = 20

function shortCodeAt(tokens: readonly Token[], at: number, isAfterNumber: boolean): Item | null {
  const token = tokens[at]
  if (token.is !== 'digits' || !standsAlone(tokens, at, at + 1)) return null
  const { length } = token.text
  const call = { plus: false, groups: grouped(token.text), next: at + 1 }
  if (length <= SHORT.most && isExtension(tokens, at, isAfterNumber)) return { from: at, call, sure: true }
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

const YEARS: ReadonlySet<string> = new Set(['năm', 'tháng', 'ngày', 'đoạn', 'kỳ'])

/** Nothing makes it a part of a greater figure: 1.115, 115/7, 11:15, 115m, A115. */
function standsAlone(tokens: readonly Token[], from: number, next: number): boolean {
  const [before, after] = [tokens[from - 1], tokens[next]]
  if (before?.is === 'word' || before?.is === 'digits' || after?.is === 'word' || after?.is === 'digits') return false
  if (after?.is === 'raised' || after?.is === 'whole' || after?.text === '%' || after?.text === '°') return false
  const joins = (sign: Token | undefined, beyond: Token | undefined, least: number) =>
    sign?.is === 'sign' &&
    '.,:/*#$-–'.includes(sign.text) &&
    (beyond?.is === 'word' ? sign.text === '/' : beyond?.is === 'digits' && !isList(sign, beyond, least))
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

const PLATE_AFTER: ReadonlySet<string> = new Set(['số', 'soát', 'xe', 'biển', 'bks', 'tô', 'máy'])

/** 30A-123.45, 29B1-123.45, 51F-12345 after biển số: the digits after the letters, and the hyphen before them. */
function plateAt(tokens: readonly Token[], at: number) {
  const [province, letters] = [tokens[at], tokens[at + 1]]
  if (province.is !== 'digits' || province.text.length !== 2 || letters?.is !== 'word') return null
  if (!/^[A-ZĐ]{1,2}$/.test(letters.text)) return null
  const parts = tokens[at + 2]?.is === 'digits' && tokens[at + 2].text.length === 1 ? at + 3 : at + 2
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

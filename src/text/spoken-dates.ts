/**
 * Dates and times of the day: ngày 3/2 · 03/02/2020 · tháng 2/2020 · 5/2 đến 10/2 · 12h30 · 8g15 · 07:00.
 *
 * a/b is a date after ngày and in what is listed there (ngày 3, 4 và 5/2), after a time of the day or a weekday, and where a span
 * of days is meant, which its being no part of a whole tells (từ 5/2); everywhere else it is a fraction. d/m/yyyy is a date.
 */
import { monthWords, numberWords } from './spoken-numbers.ts'
import { figure, isDigits, isSign, type Read, type Reading, wordsBefore } from './spoken-reading.ts'
import type { Token } from './spoken-tokens.ts'

export function dateAt(at: number, { tokens }: Reading): Read | null {
  return wholeDateAt(tokens, at) ?? monthOfYearAt(tokens, at) ?? dayOfMonthAt(tokens, at) ?? monthAt(tokens, at)
}

const SEPARATORS = ['/', '-', '.', '–'] as const

/** d/m/yyyy, d-m-yyyy, d.m.yyyy, yyyy-mm-dd; d/m/yy after ngày. */
function wholeDateAt(tokens: readonly Token[], at: number): Read | null {
  const parts = partsAt(tokens, at, 3)
  if (parts === null) return null
  const [first, second, third] = parts
  const place = placeOf(tokens, at)
  if (first.length === 4 && isDay(third, second) && isSign(tokens[at + 1], '-'))
    return dateWords({ day: third, month: second, year: first }, place, at + 5)
  const isYear = third.length === 4 || (third.length === 2 && place === 'day' && isSign(tokens[at + 1], '/'))
  if (!isYear || !isDay(first, second)) return null
  return dateWords({ day: first, month: second, year: third }, place, at + 5)
}

/** m/yyyy; after quý, đợt, kỳ and the like the first is their number. */
function monthOfYearAt(tokens: readonly Token[], at: number): Read | null {
  const parts = partsAt(tokens, at, 2)
  if (parts === null || !isSign(tokens[at + 1], '/') || !YEAR.test(parts[1])) return null
  const [first, year] = parts
  const [one = ''] = wordsBefore(tokens, at, 1)
  if (NUMBERED.has(one)) return figure(`${numberWords(first)} năm ${numberWords(year)}`, at + 3)
  if (!isMonth(first)) return null
  const prefix = placeOf(tokens, at) === 'month' ? '' : 'tháng '
  return figure(`${prefix}${monthWords(first)} năm ${numberWords(year)}`, at + 3)
}

const NUMBERED: ReadonlySet<string> = new Set([
  'quý',
  'quí',
  'đợt',
  'kỳ',
  'kì',
  'số',
  'khóa',
  'khoá',
  'lần',
  'tuần',
  'vòng',
])
const YEAR = /^(19|20|21)\d\d$/

function dayOfMonthAt(tokens: readonly Token[], at: number): Read | null {
  const parts = partsAt(tokens, at, 2)
  if (parts === null || !isDay(parts[0], parts[1])) return null
  const [day, month] = parts
  const place = placeOf(tokens, at)
  // A hyphen is a span of days, but ngày 24-12 goes down.
  const isDate = isSign(tokens[at + 1], '/')
    ? place === 'day' || place === 'time' || isSpan(tokens, at)
    : isSign(tokens[at + 1], '-') && place === 'day' && Number(day) > Number(month)
  return isDate ? dateWords({ day, month }, place, at + 3) : null
}

/** tháng 4 is tháng tư, also in tháng 3-4. */
function monthAt(tokens: readonly Token[], at: number): Read | null {
  if (!isMonth(tokens[at].text) || isSign(tokens[at + 1], '.', ',', '/')) return isMonthBeforeStop(tokens, at)
  const [one] = wordsBefore(tokens, isSpanEnd(tokens, at) ? at - 2 : at, 1)
  return one === 'tháng' ? figure(monthWords(tokens[at].text), at + 1) : null
}

function isSpanEnd(tokens: readonly Token[], at: number): boolean {
  return isSign(tokens[at - 1], '-', '–') && isDigits(tokens[at - 2])
}

/** tháng 4. and tháng 4, where no decimal follows. */
function isMonthBeforeStop(tokens: readonly Token[], at: number): Read | null {
  const [one] = wordsBefore(tokens, at, 1)
  const stops = isSign(tokens[at + 1], '.', ',') && !isDigits(tokens[at + 2])
  return one === 'tháng' && stops && isMonth(tokens[at].text) ? figure(monthWords(tokens[at].text), at + 1) : null
}

/** So many figures with the same sign between them, and no more. */
function partsAt(tokens: readonly Token[], at: number, count: number): string[] | null {
  const sign = tokens[at + 1]?.text ?? ''
  if (!isSign(tokens[at + 1], ...SEPARATORS)) return null
  const parts: string[] = []
  for (let i = 0; i < count; i++) {
    const token = tokens[at + 2 * i]
    if (!isDigits(token) || (i > 0 && tokens[at + 2 * i - 1].text !== sign)) return null
    parts.push(token.text)
  }
  const [before, after] = [tokens[at - 1], tokens[at + 2 * count - 1]]
  const goesOn = isSign(after, sign) && isDigits(tokens[at + 2 * count])
  const began = isSign(before, '/') && isDigits(tokens[at - 2])
  return goesOn || began ? null : parts
}

interface Day {
  readonly day: string
  readonly month: string
  readonly year?: string
}

function dateWords({ day, month, year }: Day, place: Place, next: number): Read {
  const ofYear = year === undefined ? '' : ` năm ${numberWords(year)}`
  return figure(`${place === 'day' ? '' : 'ngày '}${numberWords(day)} tháng ${monthWords(month)}${ofYear}`, next)
}

const DAYS = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isDay(day: string, month: string): boolean {
  return isMonth(month) && day.length <= 2 && Number(day) >= 1 && Number(day) <= DAYS[Number(month)]
}

function isMonth(month: string): boolean {
  return month.length <= 2 && Number(month) >= 1 && Number(month) <= 12
}

/** What a figure is listed after. */
type Place = 'day' | 'month' | 'time' | 'none'

const LOOK_BACK_TOKENS = 24
const DAY_WORDS: ReadonlySet<string> = new Set(['ngày', 'mùng', 'mồng'])
const TIME_WORDS: ReadonlySet<string> = new Set([
  'sáng',
  'trưa',
  'chiều',
  'tối',
  'đêm',
  'hôm',
  'nay',
  'qua',
  'mai',
  'dịp',
  'lễ',
  'nhật',
  'thứ',
])
const LIST_WORDS: ReadonlySet<string> = new Set(['và', 'đến', 'tới', 'hoặc', 'hay', 'từ', 'hết', 'cả'])
const WEEKDAYS: ReadonlySet<string> = new Set(['hai', 'ba', 'tư', 'năm', 'sáu', 'bảy'])

/** Looks back over figures and what joins them, not further than a list goes. */
function placeOf(tokens: readonly Token[], at: number): Place {
  for (let i = at - 1; i >= Math.max(0, at - LOOK_BACK_TOKENS); i--) {
    const { is, text } = tokens[i]
    if (is === 'digits' || is === 'blank') continue
    if (is === 'sign' && ',/-–.:('.includes(text)) continue
    if (is !== 'word') return 'none'
    const word = text.toLowerCase()
    if (DAY_WORDS.has(word)) return 'day'
    if (word === 'tháng') return 'month'
    if (TIME_WORDS.has(word)) return 'time'
    if (WEEKDAYS.has(word) && tokens[i - 2]?.text.toLowerCase() === 'thứ') return 'time'
    if (!LIST_WORDS.has(word)) return 'none'
  }
  return 'none'
}

const SPAN_WORDS: ReadonlySet<string> = new Set(['từ', 'đến', 'tới', 'hết', 'trước', 'sau', 'vào'])

/** A day at an end of a span: it, or the other end, is more than a whole. */
function isSpan(tokens: readonly Token[], at: number): boolean {
  const [one = ''] = wordsBefore(tokens, at, 1)
  const follows = isSign(tokens[at - 1], '-', '–') && isDigits(tokens[at - 2])
  if (!SPAN_WORDS.has(one) && !follows) return false
  return isImproper(tokens, at) || isImproper(tokens, at - 4) || [4, 6, 7, 8].some(far => isOtherEnd(tokens, at, far))
}

function isOtherEnd(tokens: readonly Token[], at: number, far: number): boolean {
  const joined = (from: number, to: number) =>
    tokens
      .slice(Math.max(0, from), to)
      .every(({ is, text }) => is === 'blank' || SPAN_WORDS.has(text) || '-–'.includes(text))
  return (
    (isImproper(tokens, at + far) && joined(at + 3, at + far)) ||
    (isImproper(tokens, at - far) && joined(at - far + 3, at))
  )
}

function isImproper(tokens: readonly Token[], at: number): boolean {
  if (!isDigits(tokens[at]) || !isSign(tokens[at + 1], '/') || !isDigits(tokens[at + 2])) return false
  const [a, b] = [tokens[at].text, tokens[at + 2].text]
  return isDay(a, b) && Number(a) >= Number(b)
}

const HOURS: ReadonlySet<string> = new Set(['h', 'H', 'g', 'G'])
const MINUTES_AFTER: ReadonlySet<string> = new Set(['p', 'ph', "'"])

/** 12h30, 8g15, 7h, 07:00, 12:30:45. */
export function timeAt(at: number, { tokens }: Reading): Read | null {
  return colonTimeAt(tokens, at) ?? hourAt(tokens, at)
}

function colonTimeAt(tokens: readonly Token[], at: number): Read | null {
  if (!isHour(tokens[at].text) || !isSign(tokens[at + 1], ':') || !isSixtieth(tokens[at + 2])) return null
  if (isSign(tokens[at - 1], ':', '.', ',') && isDigits(tokens[at - 2])) return null
  const hour = hourWords(tokens[at].text, tokens[at + 2].text)
  if (!isSign(tokens[at + 3], ':') || !isDigits(tokens[at + 4])) return figure(hour, at + 3)
  if (!isSixtieth(tokens[at + 4]) || isSign(tokens[at + 5], ':')) return null
  const seconds = ` ${numberWords(tokens[at + 4].text)} giây`
  return figure(`${hourWords(tokens[at].text, tokens[at + 2].text, 'all')}${seconds}`, at + 5)
}

/** 8g alone is a weight, unless a time is expected there. */
const TIME_BEFORE: ReadonlySet<string> = new Set(['lúc', 'từ', 'đến', 'trước', 'sau', 'hồi', 'khoảng', 'vào'])

function hourAt(tokens: readonly Token[], at: number): Read | null {
  const letter = tokens[at + 1]
  if (letter?.is !== 'word' || !HOURS.has(letter.text) || !isHour(tokens[at].text)) return null
  if (isSign(tokens[at - 1], ',', '.') && isDigits(tokens[at - 2])) return null
  const minutes = tokens[at + 2]
  if (isSixtieth(minutes)) {
    const after = tokens[at + 3]
    const next = after !== undefined && MINUTES_AFTER.has(after.text) ? at + 4 : at + 3
    return figure(hourWords(tokens[at].text, minutes.text), next)
  }
  const [one = ''] = wordsBefore(tokens, at, 1)
  if (letter.text.toLowerCase() === 'g' && !TIME_BEFORE.has(one)) return null
  return isDigits(minutes) ? null : figure(hourWords(tokens[at].text, '00'), at + 2)
}

function hourWords(hour: string, minutes: string, say: 'all' | 'needed' = 'needed'): string {
  const hours = `${numberWords(hour)} giờ`
  return Number(minutes) === 0 && say === 'needed' ? hours : `${hours} ${numberWords(minutes)} phút`
}

function isHour(digits: string): boolean {
  return digits.length <= 2 && Number(digits) <= 24
}

function isSixtieth(token: Token | undefined): token is Token {
  return token?.is === 'digits' && token.text.length === 2 && Number(token.text) < 60
}

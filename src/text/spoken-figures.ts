/**
 * Figures in words with what they measure: 1.234.567 · 37,5°C · 5-10% · 2 m² · 10 km/h · $100 · 3/4 · 12/3/5.
 *
 *   1.234.567   1 234 567 (thin)      a point or a thin blank before each three digits parts thousands
 *   1 500 000   1 250 ca              a wide blank too, where they end in 000 or something is counted
 *   37,5        37.5°C   1.5 triệu    a comma is read phẩy; a point too, where a measure follows
 *   3.1         1.1.1.1               else a point is read chấm
 *   5,000 đồng  1,234,567             English thousands, where they are money or stand twice
 */
import { decimalWords, digitWords, fractionWords, numberWords, ordinalWords } from './spoken-numbers.ts'
import {
  afterBlank,
  figure,
  isDigits,
  isSign,
  nextSeen,
  type Read,
  type Reading,
  said,
  wordsBefore,
} from './spoken-reading.ts'
import { COUNTED, DEGREES, LENGTHS, MEASURES, MONEY, POLES, POWERS, SIGN_UNITS, UNITS } from './spoken-tables.ts'
import type { Token } from './spoken-tokens.ts'

interface Words {
  readonly words: string
  readonly next: number
}

/** 21°01'42"B: a place on the earth. */
export function coordinateAt(at: number, { tokens }: Reading): Read | null {
  if (!isSign(tokens[at + 1], '°')) return null
  const words = [`${numberWords(tokens[at].text)} độ`]
  let next = at + 2
  for (const [sign, unit] of ARCS) {
    const part = afterBlank(tokens, next)
    if (!isDigits(tokens[part]) || !isSign(tokens[part + 1], ...sign)) break
    words.push(`${numberWords(tokens[part].text)} ${unit}`)
    next = part + 2
  }
  if (words.length === 1) return null
  const side = afterBlank(tokens, next)
  const pole = tokens[side]?.is === 'word' ? POLES.get(tokens[side].text) : undefined
  return pole === undefined ? figure(words.join(' '), next) : figure(`${words.join(' ')} ${pole}`, side + 1)
}

const ARCS = [
  [["'", '’'], 'phút'],
  [['"', '”'], 'giây'],
] as const

/** Any figure that no other rule has read. */
export function figureAt(at: number, { tokens, voice }: Reading): Read {
  const [one] = wordsBefore(tokens, at, 1)
  if (one === 'thứ' && voice.trail(1) === 'thứ') return figure(ordinalWords(tokens[at].text), at + 1)
  const number = numberAt(tokens, at)
  const power = tokens[number.next]?.is === 'raised' ? powerAt(tokens, number.next) : null
  const { words, next } = power === null ? number : { words: `${number.words} ${power.words}`, next: power.next }
  const unit = unitAt(tokens, next)
  return unit === null ? figure(words, next) : figure(`${words} ${unit.words}`, unit.next)
}

/** $100: said after its figure. */
export function moneyAt(at: number, { tokens }: Reading): Read | null {
  const unit = SIGN_UNITS.get(tokens[at].text)
  if (unit === undefined || isDigits(tokens[at - 1]) || !isDigits(tokens[at + 1])) return null
  const { words, next } = numberAt(tokens, at + 1)
  return figure(`${words} ${unit}`, next)
}

/** a/b and a/b/c: a fraction; parts of an address after số, ngõ. */
export function slashedAt(at: number, { tokens }: Reading): Read | null {
  const parts = [tokens[at].text]
  let next = at + 1
  while (isSign(tokens[next], '/') && isDigits(tokens[next + 1]) && parts.length < PARTS_MAX) {
    parts.push(tokens[next + 1].text)
    next += 2
  }
  if (parts.length < 2 || isDecimalAt(tokens, next)) return null
  const [one = ''] = wordsBefore(tokens, at, 1)
  const isFraction = parts.length === 2 && !ADDRESSES.has(one)
  const words = isFraction ? fractionWords(parts[0], parts[1]) : parts.map(numberWords).join(' trên ')
  const unit = unitAt(tokens, next)
  return unit === null ? figure(words, next) : figure(`${words} ${unit.words}`, unit.next)
}

const PARTS_MAX = 8
const ADDRESSES: ReadonlySet<string> = new Set(['số', 'ngõ', 'ngách', 'hẻm', 'kiệt', 'nhà'])

/** 24/24h is one figure, 1/2,5 is two of them. */
function isDecimalAt(tokens: readonly Token[], at: number): boolean {
  return isSign(tokens[at], ',') && isDigits(tokens[at + 1]) && tokens[at + 1].text.length < 3
}

const GROUP_DIGITS = 3
const THIN = /^[\u00a0\u2007\u2009\u202f]$/

function numberAt(tokens: readonly Token[], at: number): Words {
  return thousandsAt(tokens, at) ?? plainAt(tokens, at)
}

function thousandsAt(tokens: readonly Token[], at: number): Words | null {
  const { text: first } = tokens[at]
  if (first.length > GROUP_DIGITS || first.startsWith('0')) return null
  const separator = tokens[at + 1]
  if (separator === undefined) return null
  const isBlank = separator.is === 'blank'
  if (!isBlank && !isSign(separator, '.', ',')) return null
  const groups = [first]
  let next = at + 1
  while (tokens[next]?.text === separator.text && isGroup(tokens[next + 1])) {
    groups.push(tokens[next + 1].text)
    next += 2
  }
  if (groups.length === 1 || isGoingOn(tokens, next, separator.text)) return null
  if (isBlank && !THIN.test(separator.text) && !mayBeWide(tokens, at, next)) return null
  if (separator.text === ',' && groups.length === 2 && !isEnglish(tokens, groups[1], next)) return null
  const decimal = separator.text === ',' ? '.' : ','
  return withDecimals(tokens, groups.join(''), next, decimal)
}

/** 1 500 000, 1 250 ca; but phòng 101 102 and, of the third, tháng 3 250 ca. */
function mayBeWide(tokens: readonly Token[], at: number, next: number): boolean {
  const isShort = next === at + 3
  if (isShort && NUMBERED_BY.has(wordsBefore(tokens, at, 1)[0] ?? '')) return false
  if (tokens[next - 1].text === '000') return true
  const spans = afterBlank(tokens, next)
  const other = afterBlank(tokens, spans + 1)
  const isSpan = SPAN_SIGNS.has(tokens[spans]?.text ?? '') && isDigits(tokens[other])
  let end = isSpan ? other + 1 : next
  while (isSpan && tokens[end]?.is === 'blank' && isGroup(tokens[end + 1])) end += 2
  const word = tokens[afterBlank(tokens, end)]
  return unitAt(tokens, end) !== null || (word?.is === 'word' && COUNTED.has(word.text.toLowerCase()))
}

const SPAN_SIGNS: ReadonlySet<string> = new Set(['đến', 'tới', '-', '–'])
const NUMBERED_BY: ReadonlySet<string> = new Set(
  'ngày|tháng|năm|thứ|quý|tuần|quận|phường|tổ|khu|lớp|lần|đợt|phòng|số|mục|điều|mũi|liều|bàn'.split('|'),
)

function isGroup(token: Token | undefined): boolean {
  return token?.is === 'digits' && token.text.length === GROUP_DIGITS
}

function isGoingOn(tokens: readonly Token[], next: number, separator: string): boolean {
  return tokens[next]?.text === separator && separator.trim() !== '' && isDigits(tokens[next + 1])
}

/** 5,000 and 5,250 đ and 5,250.75; but 5,250 alone is a decimal. */
function isEnglish(tokens: readonly Token[], group: string, next: number): boolean {
  if (isSign(tokens[next], '.') && isDigits(tokens[next + 1])) return true
  return group === '000' || MONEY.has(tokens[afterBlank(tokens, next)]?.text ?? '')
}

function withDecimals(tokens: readonly Token[], whole: string, at: number, sign: ',' | '.'): Words {
  const words = wholeWords(whole)
  const decimals = tokens[at + 1]
  if (!isSign(tokens[at], sign) || !isDigits(decimals) || isGoingOn(tokens, at + 2, sign)) return { words, next: at }
  return { words: `${words} phẩy ${decimalWords(decimals.text)}`, next: at + 2 }
}

function plainAt(tokens: readonly Token[], at: number): Words {
  const whole = tokens[at].text
  if (!isSign(tokens[at + 1], '.') || !isDigits(tokens[at + 2])) return withDecimals(tokens, whole, at + 1, ',')
  const parts = [whole]
  let next = at + 1
  for (; isSign(tokens[next], '.') && isDigits(tokens[next + 1]); next += 2) parts.push(tokens[next + 1].text)
  if (parts.length === 2 && isMeasured(tokens, next)) return withDecimals(tokens, whole, at + 1, '.')
  const [first, ...others] = parts
  return { words: [wholeWords(first), ...others.map(decimalWords)].join(' chấm '), next }
}

function isMeasured(tokens: readonly Token[], next: number): boolean {
  const seen = tokens[afterBlank(tokens, next)]
  return seen !== undefined && (unitAt(tokens, next) !== null || MEASURES.has(seen.text.toLowerCase()))
}

/** 007 is read by its digits, 08 is eight. */
function wholeWords(digits: string): string {
  return digits.length >= GROUP_DIGITS && digits.startsWith('0') ? digitWords(digits) : numberWords(digits)
}

/** Units that may stand after a blank though they are one letter. */
const LONE_UNITS: ReadonlySet<string> = new Set(['m', 'g', 'l', 'h', 'V', 'W', 'đ', 'Đ'])
/** Units that are known without a figure before them. */
const KNOWN_UNITS: ReadonlySet<string> = new Set([
  'km',
  'hm',
  'dm',
  'cm',
  'mm',
  'kg',
  'mg',
  'ml',
  'mL',
  'kWh',
  'mmHg',
  'Mbps',
  'MHz',
])

/** The unit after a figure, with its power and what it is per: km/h, m², °C, %, đ/phút. */
function unitAt(tokens: readonly Token[], next: number): Words | null {
  const at = afterBlank(tokens, next)
  const token = tokens[at]
  if (token === undefined) return null
  if (token.is === 'sign') return signUnitAt(tokens, at)
  if (token.is === 'whole') return wholeUnitAt(tokens, at)
  if (token.is !== 'word') return null
  if (at > next && token.text.length === 1 && !LONE_UNITS.has(token.text)) return null
  return wordUnitAt(tokens, at)
}

function wordUnitAt(tokens: readonly Token[], at: number): Words | null {
  const { text } = tokens[at]
  const unit = UNITS.get(text)
  if (unit === undefined) return null
  const power = LENGTHS.has(text) ? POWERS.get(tokens[at + 1]?.text ?? '') : undefined
  const powers = power !== undefined && (tokens[at + 1].is === 'raised' || endsAt(tokens, at + 2))
  const measured = powers ? { words: `${unit} ${power}`, next: at + 2 } : { words: unit, next: at + 1 }
  return perAt(tokens, measured)
}

/** m2 is an area where nothing follows: 2m25 is a length. */
function endsAt(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.is !== 'word' && tokens[at]?.is !== 'digits'
}

function perAt(tokens: readonly Token[], { words, next }: Words): Words {
  const per = tokens[next + 1]
  if (!isSign(tokens[next], '/') || per?.is !== 'word') return { words, next }
  const unit = wordUnitAt(tokens, next + 1)
  return unit === null
    ? { words: `${words} trên`, next: next + 1 }
    : { words: `${words} trên ${unit.words}`, next: unit.next }
}

function signUnitAt(tokens: readonly Token[], at: number): Words | null {
  const { text } = tokens[at]
  if (text === '°') return degreesAt(tokens, at)
  const unit = SIGN_UNITS.get(text)
  return unit === undefined || isDigits(tokens[at + 1]) ? null : perAt(tokens, { words: unit, next: at + 1 })
}

function degreesAt(tokens: readonly Token[], at: number): Words {
  const scale = afterBlank(tokens, at + 1)
  const degrees = tokens[scale]?.is === 'word' ? DEGREES.get(tokens[scale].text.toUpperCase()) : undefined
  return degrees === undefined ? { words: 'độ', next: at + 1 } : { words: degrees, next: scale + 1 }
}

function wholeUnitAt(tokens: readonly Token[], at: number): Words | null {
  const words = wholeUnitWords(tokens[at].text)
  return words === null ? null : { words, next: at + 1 }
}

/** ㎡ ℃ № ½ ① by themselves. */
export function wholeAt(at: number, { tokens }: Reading): Read {
  const { text } = tokens[at]
  const unit = wholeUnitWords(text)
  if (unit !== null) return said(unit, at + 1)
  const [above, below] = text.split('/')
  if (below !== undefined) return figure(fractionWords(above, below), at + 1)
  return /\d/.test(text) ? figure(numberWords(text), at + 1) : said(text, at + 1)
}

function wholeUnitWords(text: string): string | null {
  if (text.startsWith('°')) return DEGREES.get(text.slice(1)) ?? null
  const [, letters = '', raised = ''] = /^([a-z]+)([²³]?)$/.exec(text) ?? []
  const unit = UNITS.get(letters)
  if (unit === undefined) return null
  return raised === '' ? unit : `${unit} ${POWERS.get(raised.normalize('NFKC'))}`
}

/** A unit of measure with no figure before it: km/h, giá mỗi m². */
export function unitAloneAt(at: number, { tokens }: Reading): Read | null {
  const { text } = tokens[at]
  const isSquare = LENGTHS.has(text) && POWERS.has(tokens[at + 1]?.text ?? '') && endsAt(tokens, at + 2)
  if (!KNOWN_UNITS.has(text) && !isSquare) return null
  const unit = wordUnitAt(tokens, at)
  return unit === null ? null : said(unit.words, unit.next)
}

/** °C with no figure before it. */
export function degreesAloneAt(at: number, { tokens }: Reading): Read | null {
  if (tokens[at].text !== '°') return null
  const { words, next } = degreesAt(tokens, at)
  return said(words, next)
}

/** 10², x²: mũ; also after what else stands there. */
export function raisedAt(at: number, { tokens }: Reading): Read {
  const { words, next } = powerAt(tokens, at)
  return said(words, next)
}

function powerAt(tokens: readonly Token[], at: number): Words {
  return { words: `mũ ${numberWords(tokens[at].text)}`, next: at + 1 }
}

/** CO₂ */
export function loweredAt(at: number, { tokens }: Reading): Read {
  return said(numberWords(tokens[at].text), at + 1)
}

/** A dash or a colon between two figures; null where there are not two. */
export function betweenFigures(at: number, reading: Reading): Read | null {
  const { tokens, figureEnd } = reading
  if (figureEnd !== at && afterBlank(tokens, figureEnd) !== at) return null
  const next = afterBlank(tokens, at + 1)
  if (!isDigits(tokens[next]) && tokens[next]?.is !== 'whole') return null
  const words = JOINERS.get(tokens[at].text)
  if (words === undefined || (words === 'trên' && next !== at + 1)) return null
  return said(words, next)
}

const JOINERS: ReadonlyMap<string, string> = new Map([
  ...(['-', '−', '–', '—', '~'] as const).map(dash => [dash, 'đến'] as const),
  [':', 'trên'],
  ['/', 'trên'],
  ['*', 'nhân'],
])

/** Before a figure: ~5, #1. */
export function beforeFigure(at: number, { tokens }: Reading): Read | null {
  const words = { '~': 'khoảng', '#': 'số' }[tokens[at].text]
  if (words === undefined || !isDigits(tokens[nextSeen(tokens, at + 1)])) return null
  return isDigits(tokens[afterBlank(tokens, at + 1)]) ? said(words, at + 1) : null
}

/**
 * Finds what reads as a subscriber's number in what comes in, so that it can be refused before anything is kept.
 *
 * A number is what the country's numbering plan reads as one, however it is spelled: with or without calling code and
 * trunk prefix, with any punctuation, symbols, spaces and marks between its digits, with full-width, Khmer, circled or Chinese
 * digits, with invisible marks, between other words or glued to letters. Names of fields are looked at as values are. Never
 * numbers are: UUIDs and digests in hexadecimal where a field is for one, for people may hide a number in what looks like one;
 * instants; signatures and keys; signed documents, whose payload is looked at instead; and an IP prefix where a list of what is free has one, for
 * 123.30.0.16/28 would read as a number of before 2018.
 *
 * Not found: a number in words or with letters between its digits, with more than GAP_SIZE_MAX signs between two digits, or
 * spread over two fields.
 *
 * Knows strings and JSON. Knows no routes. Never says which number it found.
 */
import type { Numbering } from '../audience/numbering.ts'
import { prefixOf } from '../zerorating/addresses.ts'

const DIGITS_MIN = 9
const DIGITS_MAX = 18
/** Marks that may follow one another, as in Unicode's stream-safe text (UAX 15): to put more in order takes the square of them. */
const MARKS_MAX = 30
/** Separators between two groups of digits of one number. */
const GAP_SIZE_MAX = 12

const INVISIBLE =
  /\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff]|[\ufe00-\ufe0f]/g
const MARK = '[\\p{M}\\uff9e\\uff9f]'
const MARKS_TOO_MANY = new RegExp(`(${MARK}{${MARKS_MAX}})${MARK}+`, 'gu')
/** Digits of other scripts, and what is one digit without being a decimal: ❶, ⓪, 〇, 壹. NFKC has made 0 to 9 of all others. */
const FOREIGN_DIGIT =
  /(?![0-9])\p{Nd}|[\u2776-\u277e\u2780-\u2788\u278a-\u2792\u24f5-\u24fd\u24ff\u{1f10b}\u{1f10c}〡-〩〇零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖幺]/gu
const UUID = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi
const DIGEST = /(?<![0-9a-z])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-z])/gi
const JWS = /^[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]{86}$/
const GAP = /^[\p{P}\p{S}\p{Z}\p{M}\p{C}]*$/u
const RAISED = /\p{No}/u
const RAISED_ALL = /\p{No}/gu
/** ISO 8601 with its offset: 07:00:00+07:00 would read as a number. */
const INSTANT =
  /(?<![0-9])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):(?:00|15|30|45))(?![0-9])/g

/** The path of the first string of `value` that holds a number, as `content.messages.0.text`; null if none does. */
export function pathOfNumber(numbering: Numbering, value: unknown, path = ''): string | null {
  if (typeof value === 'string') {
    if (isPrefix(path, value) || isOfKey(path, value)) return null
    const look = isIdField(path) ? holdsNumber : holdsNumberInText
    return look(numbering, value) ? path : null
  }
  if (typeof value !== 'object' || value === null) return null
  for (const [name, inner] of Object.entries(value)) {
    const place = path === '' ? name : `${path}.${name}`
    if (holdsNumber(numbering, name)) return path
    const found = pathOfNumber(numbering, inner, place)
    if (found !== null) return found
  }
  return null
}

/**
 * The same of whole numbers, for what people write and not for counts: a subscriber's number is no price either. Null: none.
 */
export function pathOfWholeNumber(numbering: Numbering, value: unknown, path = ''): string | null {
  if (typeof value === 'number') return holdsNumber(numbering, String(value)) ? path : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, inner] of Object.entries(value)) {
    const found = pathOfWholeNumber(numbering, inner, path === '' ? name : `${path}.${name}`)
    if (found !== null) return found
  }
  return null
}

/** Of `services.2.prefixes.0.prefix`. */
function isPrefix(path: string, text: string): boolean {
  return /(?:^|\.)services\.\d+\.prefixes\.\d+\.prefix$/.test(path) && prefixOf(text) !== null
}

/** Keys and what they sign: random octets, of which some read as a number. What signs nothing is refused by whoever verifies it. */
const OF_KEYS: ReadonlySet<string> = new Set([
  ...['signature', 'authenticatorData', 'attestationObject', 'clientDataJson', 'key', 'x', 'y'],
])
const KEY_MATERIAL = /^[A-Za-z0-9_-]{22,}$/

function isOfKey(path: string, text: string): boolean {
  return OF_KEYS.has(path.split('.').at(-1) ?? '') && KEY_MATERIAL.test(text) && /[A-Z]/.test(text)
}

/** Whether the field of a path is for an id or a digest, by its name. The id of a free service is what people write. */
export function isIdField(path: string): boolean {
  if (/(?:^|\.)services\.\d+\.id$/.test(path)) return false
  // Elsewhere a document is what was signed.
  if (/(?:^|\.)slide\.document$/.test(path)) return true
  // The subject of a letter is what people write, that of what a person signed is what they signed.
  if (/(?:^|\.)statement\.subject$/.test(path)) return true
  const name =
    path
      .replace(/(?:\.\d+)+$/, '')
      .split('.')
      .at(-1) ?? ''
  return /(?:^id|Id|^digest|^sha256|Sha256|^hash|^head|^previous)$/.test(name) || REFERENCES.has(name)
}

/** Fields that name something by its id. */
const REFERENCES: ReadonlySet<string> = new Set([
  ...['campaign', 'round', 'directive', 'door', 'follows', 'event', 'token'],
  ...['site', 'sites', 'item', 'itemIds', 'decision', 'bulletin', 'person'],
])

/** Of a text with ids and digests in it: an address, a query, a log's line. */
export function holdsNumber(numbering: Numbering, text: string): boolean {
  return holds(numbering, text, plain => plain.replace(UUID, '#').replace(DIGEST, '#'))
}

/** Of what people write: nothing in it is an id, whatever it looks like. */
function holdsNumberInText(numbering: Numbering, text: string): boolean {
  return holds(numbering, text, plain => plain)
}

function holds(numbering: Numbering, text: string, without: (plain: string) => string): boolean {
  if (text.length < DIGITS_MIN) return false
  const payload = JWS.exec(text)?.[1]
  if (payload !== undefined) return holdsNumberInPayload(numbering, payload)
  const plainOf = (some: string) =>
    without(
      some
        .replace(MARKS_TOO_MANY, '$1')
        .normalize('NFKC')
        .replace(INVISIBLE, '')
        .replace(FOREIGN_DIGIT, asciiDigit)
        .replace(INSTANT, '#'),
    )
  if (holdsPlain(numbering, plainOf(text))) return true
  // A raised or circled figure may be a digit of the number, or the mark of a note before it.
  return RAISED.test(text) && holdsPlain(numbering, plainOf(text.replaceAll(RAISED_ALL, ' ')))
}

/** What was signed is looked at as JSON; what is no JSON is refused by whoever verifies it. */
function holdsNumberInPayload(numbering: Numbering, payload: string): boolean {
  const text = Buffer.from(payload, 'base64url').toString('utf8')
  try {
    return pathOfNumber(numbering, JSON.parse(text)) !== null
  } catch {
    return holdsPlain(numbering, text)
  }
}

/** One after the other, each with no more groups before it than one number has digits. */
function holdsPlain(numbering: Numbering, text: string): boolean {
  let joined: Group[] = []
  let end = 0
  for (const { 0: digits, index } of text.matchAll(/[0-9]+/g)) {
    if (!isGap(text, end, index)) joined = []
    end = index + digits.length
    joined.push({ digits: digits.length, value: Number(digits), plus: isAfterPlus(text, index) })
    if (joined.length > DIGITS_MAX) joined.shift()
    if (endsWithNumber(numbering, joined)) return true
  }
  return false
}

/** Digits that nothing parts. */
interface Group {
  readonly digits: number
  readonly value: number
  readonly plus: boolean
}

const POWERS = Array.from({ length: DIGITS_MAX + 1 }, (_, digits) => 10 ** digits)

/** From the last group back: what may be one number ends with it. */
function endsWithNumber(numbering: Numbering, joined: readonly Group[]): boolean {
  let digits = 0
  let value = 0
  for (let at = joined.length - 1; at >= 0; at--) {
    const group = joined[at]
    value += group.value * POWERS[digits]
    digits += group.digits
    if (digits > DIGITS_MAX) return false
    if (digits < DIGITS_MIN) continue
    if (numbering.find(digits, value, false) >= 0) return true
    if (group.plus && numbering.find(digits, value, true) >= 0) return true
  }
  return false
}

function isAfterPlus(text: string, index: number): boolean {
  return /\+[\p{Zs}(]*$/u.test(text.slice(Math.max(0, index - 4), index))
}

function isGap(text: string, from: number, to: number): boolean {
  return to - from <= GAP_SIZE_MAX && GAP.test(text.slice(from, to))
}

/** As many as Unicode has: each is found once. */
const FOUND_DIGITS = new Map<string, string>()

/** Blocks of decimal digits begin with their zero. */
function asciiDigit(digit: string): string {
  const found = SINGLE_DIGITS.get(digit) ?? FOUND_DIGITS.get(digit)
  if (found !== undefined) return found
  const code = digit.codePointAt(0)!
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  const ascii = String(code - zero)
  FOUND_DIGITS.set(digit, ascii)
  return ascii
}

const SINGLE_DIGITS: ReadonlyMap<string, string> = new Map(
  (
    [
      [1, '❶❷❸❹❺❻❼❽❾'],
      [1, '➀➁➂➃➄➅➆➇➈'],
      [1, '➊➋➌➍➎➏➐➑➒'],
      [1, '⓵⓶⓷⓸⓹⓺⓻⓼⓽'],
      [1, '〡〢〣〤〥〦〧〨〩'],
      [0, '〇一二三四五六七八九'],
      [0, '零壹贰叁肆伍陆柒捌玖'],
      [0, '⓿幺貳參'],
      [0, '🄋'],
      [0, '🄌'],
      [6, '陸'],
    ] as const
  ).flatMap(([first, digits]) => [...digits].map((digit, at) => [digit, String(first + at)] as const)),
)

/**
 * Reads one cell of a list: octets to a number, or the reason why it is none.
 *
 * What people and programs write is understood, and nothing that two people could read differently:
 *
 *   0912345678   84912345678   +84 912 345 678   (091) 234-5678   0084.912.345.678   +84 (0)912345678
 *   "0912345678" quoted   '0912345678 and ="0912345678" as spreadsheets keep zeros   tel:+84912345678
 *   912345678.0 from a column of decimals   full-width digits, no-break spaces, en dashes, invisible marks
 *
 * Spaces, dots, dashes and parentheses may stand anywhere after the first digit or the `+`. Everything else is no
 * number: letters, extensions, two numbers in a cell, and 8.4912E+10, whose last digits the spreadsheet has lost.
 *
 * The reader walks plain ASCII without making a string; only what it cannot read goes through Unicode.
 *
 * Knows one cell. Knows no rows, columns or files.
 */
import { CLOSE, CR, DASH, DOT, OPEN, PLUS, SPACE, TAB, ZERO } from './ascii.ts'
import { DIGITS_MAX, NO_NUMBER, type Numbering } from './numbering.ts'

/** Why a row is rejected: the words of the rejects file. A program may rely on them. */
export const REASONS = {
  empty: 'empty',
  notNumber: 'not a number',
  rounded: 'rounded by a spreadsheet',
  length: 'wrong length',
  prefix: 'no mobile prefix',
  country: 'another country',
  ambiguous: 'ambiguous',
  column: 'column missing',
  quote: 'quote not closed',
  line: 'line too long',
} as const

export type Reason = keyof typeof REASONS

/** A longer cell holds no number, whatever it holds. */
const CELL_SIZE_MAX = 256

/** Digits before a dot that make it a decimal point, as in 912345678.0, not a separator. */
export const BEFORE_DECIMAL_POINT = 7

const NOT_READ = Symbol('not plain ASCII digits and separators')

/** The number in octets [from, to), or why there is none. */
export function readCell(numbering: Numbering, octets: Uint8Array, from: number, to: number): number | Reason {
  let start = from
  let end = to
  while (start < end && isBlank(octets[start])) start++
  while (end > start && isBlank(octets[end - 1])) end--
  if (start === end) return 'empty'
  if (end - start > CELL_SIZE_MAX) return 'notNumber'
  const plain = readPlain(numbering, octets, start, end)
  if (plain !== NOT_READ) return plain
  return readWritten(numbering, Buffer.from(octets.subarray(start, end)).toString('utf8'))
}

function isBlank(octet: number): boolean {
  return octet === SPACE || octet === TAB || octet === CR
}

function readPlain(
  numbering: Numbering,
  octets: Uint8Array,
  start: number,
  end: number,
): number | Reason | typeof NOT_READ {
  let digits = 0
  let value = 0
  let plus = false
  for (let at = start; at < end; at++) {
    const octet = octets[at]
    const digit = octet - ZERO
    if (digit >= 0 && digit <= 9) {
      digits++
      value = value * 10 + digit
    } else if (octet === PLUS) {
      if (digits > 0 || plus) return NOT_READ
      plus = true
    } else if (octet === DOT || octet === DASH) {
      const decimal = octet === DOT && digits >= BEFORE_DECIMAL_POINT
      if ((digits === 0 && !plus) || decimal) return NOT_READ
    } else if (octet !== SPACE && octet !== OPEN && octet !== CLOSE) return NOT_READ
  }
  if (digits === 0) return 'notNumber'
  return readDigits(numbering, digits, value, plus)
}

export function readDigits(numbering: Numbering, digits: number, value: number, plus: boolean): number | Reason {
  if (digits > DIGITS_MAX) return 'length'
  const number = numbering.read(digits, value, plus)
  if (number >= 0) return number
  if (number === NO_NUMBER.length) return 'length'
  if (number === NO_NUMBER.prefix) return 'prefix'
  return number === NO_NUMBER.country ? 'country' : 'ambiguous'
}

/** Marks that nobody sees: zero-width, direction, joiners, soft hyphen, byte order mark. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g
const DASHES = /[\u2010-\u2015\u2212]/g
/** A spreadsheet's 8.4912E+10, in either decimal mark. */
const ROUNDED = /^\+?\d(?:[.,]\d*)?E\+?\d+$/i
const DECIMAL = /^(\+?\d{7,})\.0+$/
const WRITTEN = /^\(?\+?[ ()]*\d[\d .()-]*$/

function readWritten(numbering: Numbering, written: string): number | Reason {
  const text = unwrap(written.normalize('NFKC').replace(INVISIBLE, '').replace(DASHES, '-').trim())
  if (text === '') return 'empty'
  if (ROUNDED.test(text)) return 'rounded'
  const whole = DECIMAL.exec(text)?.[1] ?? text
  if (!WRITTEN.test(whole)) return 'notNumber'
  const digits = whole.replace(/\D/g, '')
  return readDigits(numbering, digits.length, Number(digits), whole.includes('+'))
}

/** Without the quotes, the apostrophe, `="..."` or `tel:` around a number. */
function unwrap(text: string): string {
  const bare = /^=?"+([^"]*)"+$/.exec(text)?.[1] ?? /^'([^']*)'?$/.exec(text)?.[1] ?? text
  return bare.replace(/^\s*tel:/i, '').trim()
}

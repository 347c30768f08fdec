/**
 * Telephones, found by the groups of digits that people write them in.
 *
 * **A telephone is known by the numbering plan, whatever stands before it**: a leading 0 with ten or eleven digits, +84, 0084, 84, and
 * 1800 or 1900 with eight or ten digits; in groups that are parted as people part them: one blank of any kind, a point, a hyphen,
 * a slash after the first group, brackets round what is dialled first. The (0) of +84 (0)28 is not dialled and not said.
 *
 *   - A unit or a currency after it makes an amount of what has no leading 0 or plus: 19009095 đồng.
 *   - 1900 and another year with a hyphen between, without a word of calling before, are years; and after từ, năm, giai đoạn a span.
 *   - Other numbers in groups are telephones after a word for one (ĐT: 3846 2364), accounts after a word for one (STK 123 456 789).
 */
import { goesOn, isAfter, isAfterCall, isClaimed, isCounted, isMeasured, SHORT } from './spoken-call-words.ts'
import { afterBlank, type Call, isSign, wordsBefore } from './spoken-reading.ts'
import { ACCOUNT_AFTER, TELEPHONE_AFTER } from './spoken-tables.ts'
import type { Token } from './spoken-tokens.ts'

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
export function telephoneAt(tokens: readonly Token[], at: number): Call | null {
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

/** A telephone without what is dialled first: 3846 2365. Of eight digits, or seven, that nothing counts. */
export function localAt(tokens: readonly Token[], at: number): Call | null {
  const [first, separator, second] = tokens.slice(at, at + 3)
  if (first?.is !== 'digits' || !/^[2-9]/.test(first.text)) return null
  const isParted = separator?.is === 'blank' || isSign(separator, '.', '-')
  const digits = isParted && second?.is === 'digits' ? [first.text, second.text] : [first.text]
  const next = at + 2 * digits.length - 1
  const { length } = digits.join('')
  if (length < 7 || length > 8 || digits[0].length < 3) return null
  const isFigure = isClaimed(tokens, next) || isCounted(tokens, next) || goesOn(tokens, next)
  return isFigure ? null : { plus: false, groups: digits.flatMap(parted), next }
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
    return token.text.length === 1 && (tokens[at + 1]?.is === 'digits' || isSign(tokens[at + 1], '('))
      ? { text: ' ', next: at + 1 }
      : NO_SEPARATOR(at)
  const mayPart = isSign(token, '.', '-') || (!isWhole && isSign(token, '/') && /^0\d\d/.test(first))
  return mayPart && tokens[at + 1]?.is === 'digits' ? { text: token.text, next: at + 1 } : NO_SEPARATOR(at)
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
    !(before.text === ',' || (',/-'.includes(before.text) && tokens[at - 2].text.length >= SHORT.least))
  )
}

/** A telephone, or what is one after the word before it; `isMore`: one was whole already without its last group. */
function isComplete(tokens: readonly Token[], at: number, groups: Groups, isMore: boolean): boolean {
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
  const isThousands = digits.every((group, i) => group.length === 3 || (i === 0 && group.length < 3))
  if (isAfter(tokens, at, ACCOUNT_AFTER)) return length >= 6 && !(isThousands && separators[0] === '.')
  return length >= 7 && length <= 11 && !isThousands && isAfter(tokens, at, TELEPHONE_AFTER)
}

/** As they are commonly said: 1900 9095, 0912 345 678, 024 3846 2364, 115. */
export function grouped(digits: string, plus = false): string[] {
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

/**
 * A country's numbering plan: which digits are a mobile number, and which number they are.
 *
 * A plan is data (plans/vn.json). `compile` makes a table of *forms* from it, by how many digits were written:
 *
 *   digits  form                    lead  rest
 *   9       912345678               -     9, current
 *   10      0 912345678             0     9, current
 *   10      1234567890              -     10, renumbered in 2018: 123 is 83 now
 *   11      84 912345678            84    9, current
 *   11      0 1234567890            0     10, renumbered
 *   12      84 1234567890, 84 0 912345678, and so on up to 00 84 0 1234567890
 *
 * Digits are read by every form of their count. All that fit must agree on the number; where two differ, nobody can
 * know which was meant, and the row is rejected. In Vietnam no two ever do: 841234567 has nine digits and is
 * VinaPhone's 084 123 4567, never +84 1234567.
 *
 * Knows digits as a value and a count. Knows no octets, no separators (spelling.ts), no files of numbers.
 *
 * Invariant: what `read` returns is a current number of the plan, never a renumbered spelling.
 */

import { readFile } from 'node:fs/promises'
import { reason } from '../base/failure.ts'
import { audienceFailure } from './failures.ts'

/** E.164 has 15 digits with the calling code; no country's national part is longer than this. */
export const NATIONAL_DIGITS_MAX = 12

/** Longer runs of digits are no number in any form: `0084` and a trunk prefix before 12 digits is 18. */
export const DIGITS_MAX = 18

/** As many digits as a double holds exactly. Leading zeros do not count. E.164 has no more. */
const SIGNIFICANT_DIGITS_MAX = 15

/** A prefix is looked up in a table of 10^n entries. */
const PREFIX_DIGITS_MAX = 5

/** A plan is a page; a larger file is something else. */
const PLAN_SIZE_MAX = 1024 * 1024

/** Why digits are no mobile number of the country. Negative, so that one number says either. */
export const NO_NUMBER = { length: -1, prefix: -2, country: -3, ambiguous: -4 } as const
export const NOT_FOUND = -9

export interface MobileRange {
  readonly operator: string
  readonly name: string
  /** Digits of the national significant number, prefix included. */
  readonly length: number
  readonly prefixes: readonly string[]
}

export interface Renumbering {
  /** ISO 8601 date from which only the new numbers exist. */
  readonly on: string
  /** Digits of the old national significant number. */
  readonly length: number
  /** Old prefix to new prefix; the digits after it stay. */
  readonly prefixes: Readonly<Record<string, string>>
}

/** All prefixes are without trunk prefix and calling code. */
export interface Plan {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly callingCode: string
  /** What is dialled before a national number inside the country; empty where nothing is. */
  readonly trunkPrefix: string
  /** What is dialled instead of `+`. */
  readonly internationalPrefixes: readonly string[]
  readonly mobile: readonly MobileRange[]
  readonly renumbered: readonly Renumbering[]
}

/** One way to write a number with a given count of digits. */
interface Form {
  /** The digits before the rest, as a value. */
  readonly lead: number
  /** 10 to the digits of the rest. */
  readonly unit: number
  /** 10 to the digits of the rest after the looked-up prefix. */
  readonly prefixUnit: number
  /** By looked-up prefix: what to add to the rest to get the number; NaN where it is no mobile number. */
  readonly shift: Float64Array
}

export class Numbering {
  readonly country: string
  readonly callingCode: string
  /** The least and the greatest number of the plan. */
  readonly min: number
  readonly max: number
  /** By count of digits. */
  readonly #plain: readonly (readonly Form[])[]
  readonly #plus: readonly (readonly Form[])[]
  /** What may stand before a national number, after a `+` and without one. */
  readonly #leads: { readonly plus: readonly string[]; readonly plain: readonly string[] }
  readonly #abroad: readonly string[]
  readonly #prefixes: readonly string[]
  /** Of national numbers, current or renumbered. */
  readonly #lengths: ReadonlySet<number>
  readonly #shortest: number

  constructor(plan: Plan) {
    this.country = plan.country
    this.callingCode = plan.callingCode
    const tables = tablesOf(plan)
    const international = ['', plan.trunkPrefix].map(trunk => plan.callingCode + trunk)
    const abroad = plan.internationalPrefixes.flatMap(prefix => international.map(s => prefix + s))
    this.#leads = { plus: international, plain: ['', plan.trunkPrefix, ...international, ...abroad] }
    this.#plus = formsOf(this.#leads.plus, tables)
    this.#plain = formsOf(this.#leads.plain, tables)
    this.#abroad = plan.internationalPrefixes
    this.#prefixes = [
      ...plan.mobile.flatMap(range => range.prefixes),
      ...plan.renumbered.flatMap(old => Object.keys(old.prefixes)),
    ]
    this.#lengths = new Set(tables.map(table => table.length))
    this.#shortest = Math.min(...this.#lengths)
    const bounds = plan.mobile.flatMap(({ length, prefixes }) =>
      prefixes.map(prefix => {
        const unit = 10 ** (length - prefix.length)
        return { min: Number(prefix) * unit, max: (Number(prefix) + 1) * unit - 1 }
      }),
    )
    this.min = Math.min(...bounds.map(bound => bound.min))
    this.max = Math.max(...bounds.map(bound => bound.max))
  }

  /**
   * The number written with `digits` digits (leading zeros count) of this value, or one of NO_NUMBER.
   * `plus`: a `+` stood before them.
   */
  read(digits: number, value: number, plus: boolean): number {
    const found = this.find(digits, value, plus)
    return found === NOT_FOUND ? this.#whyNot(digits, value, plus) : found
  }

  /** As `read`, and NOT_FOUND or NO_NUMBER.ambiguous without asking why. */
  find(digits: number, value: number, plus: boolean): number {
    const forms = plus ? this.#plus[digits] : this.#plain[digits]
    if (forms === undefined) return NOT_FOUND
    let found = NOT_FOUND
    for (let i = 0; i < forms.length; i++) {
      const form = forms[i]
      const lead = Math.floor(value / form.unit)
      if (lead !== form.lead) continue
      const rest = value - lead * form.unit
      const shift = form.shift[Math.floor(rest / form.prefixUnit)]
      if (Number.isNaN(shift)) continue
      if (found !== NOT_FOUND && found !== rest + shift) return NO_NUMBER.ambiguous
      found = rest + shift
    }
    return found
  }

  /** Only for rows that are rejected, so it may take its time. */
  #whyNot(digits: number, value: number, plus: boolean): number {
    if (digits > DIGITS_MAX) return NO_NUMBER.length
    const text = String(value).padStart(digits, '0')
    const dialled = plus ? '' : this.#abroad.find(prefix => text.startsWith(prefix))
    const abroad = dialled !== undefined && !text.startsWith(this.callingCode, dialled.length)
    if (abroad) return text[dialled.length] === '0' ? NO_NUMBER.prefix : NO_NUMBER.country
    const leads = (plus ? this.#leads.plus : this.#leads.plain).filter(l => text.startsWith(l))
    const isMobile = (lead: string) => this.#prefixes.some(p => text.startsWith(p, lead.length))
    const dialledInFull = leads.find(l => l !== '' && this.#lengths.has(digits - l.length))
    if (dialledInFull !== undefined) return isMobile(dialledInFull) ? NO_NUMBER.length : NO_NUMBER.prefix
    return digits < this.#shortest || leads.some(isMobile) ? NO_NUMBER.length : NO_NUMBER.prefix
  }
}

interface Table {
  readonly length: number
  readonly prefixDigits: number
  readonly shift: Float64Array
}

/** One table for each length of a national number, current or renumbered. */
function tablesOf(plan: Plan): Table[] {
  const lengths = new Set([...plan.mobile, ...plan.renumbered].map(range => range.length))
  return [...lengths].map(length => {
    const prefixDigits = Math.min(PREFIX_DIGITS_MAX, length)
    const shift = new Float64Array(10 ** prefixDigits).fill(Number.NaN)
    const fill = (prefix: string, by: number) => {
      const unit = 10 ** (prefixDigits - prefix.length)
      shift.fill(by, Number(prefix) * unit, (Number(prefix) + 1) * unit)
    }
    for (const old of plan.renumbered.filter(range => range.length === length))
      for (const [from, to] of Object.entries(old.prefixes))
        fill(from, (Number(to) - Number(from)) * 10 ** (length - from.length))
    for (const range of plan.mobile.filter(range => range.length === length))
      for (const prefix of range.prefixes) fill(prefix, 0)
    return { length, prefixDigits, shift }
  })
}

function formsOf(leads: readonly string[], tables: readonly Table[]): Form[][] {
  const forms: Form[][] = []
  for (const lead of new Set(leads))
    for (const { length, prefixDigits, shift } of tables) {
      if (String(Number(lead)).length + length > SIGNIFICANT_DIGITS_MAX) continue
      const form = { lead: Number(lead), unit: 10 ** length, prefixUnit: 10 ** (length - prefixDigits), shift }
      forms[lead.length + length] = [...(forms[lead.length + length] ?? []), form]
    }
  return forms
}

/** The plan of a country by its two letters, or of a JSON file by its path. Fails with planUnknown or planBad. */
export async function loadPlan(country: string): Promise<Plan> {
  const isCode = /^[A-Za-z]{2}$/.test(country)
  const file = isCode ? new URL(`plans/${country.toLowerCase()}.json`, import.meta.url) : country
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    throw audienceFailure('planUnknown', { country })
  }
  return parsePlan(text, country)
}

/** A plan from its JSON text; `name` is what the failure calls it. Fails with planBad. */
export function parsePlan(text: string, name: string): Plan {
  const bad = (why: string): never => {
    throw audienceFailure('planBad', { country: name, why })
  }
  if (text.length > PLAN_SIZE_MAX) return bad('it is larger than 1 MiB')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return bad(reason(error))
  }
  const why = whyNoPlan(json)
  return why === null ? (json as Plan) : bad(why)
}

/** Null for a plan; else the first thing that is wrong with it. */
function whyNoPlan(json: unknown): string | null {
  const plan = (json ?? {}) as Partial<Record<keyof Plan, unknown>>
  if (!matches(plan.country, /^[A-Z]{2}$/)) return 'country is not two capital letters'
  if (!matches(plan.callingCode, /^[1-9]\d{0,2}$/)) return 'callingCode is not 1 to 3 digits'
  if (!matches(plan.trunkPrefix, /^\d{0,3}$/)) return 'trunkPrefix is not at most 3 digits'
  if (!isList(plan.internationalPrefixes, prefix => matches(prefix, /^\d{1,4}$/)))
    return 'internationalPrefixes is no list of up to 4 digits each'
  if (!isList(plan.mobile, isMobileRange) || plan.mobile.length === 0)
    return 'mobile is no list of { operator, name, length, prefixes }'
  const ranges = plan.mobile as MobileRange[]
  if (!isList(plan.renumbered, isRenumbering)) return 'renumbered is no list of { on, length, prefixes }'
  return whyNoRenumbering(plan.renumbered as Renumbering[], ranges)
}

function whyNoRenumbering(all: readonly Renumbering[], ranges: readonly MobileRange[]) {
  for (const { length, prefixes } of all)
    for (const [from, to] of Object.entries(prefixes)) {
      const now = length - from.length + to.length
      const known = ranges.some(r => r.length === now && r.prefixes.some(p => to.startsWith(p)))
      if (!known) return `${from} is renumbered to ${to}, which is no mobile prefix of that length`
      if (ranges.some(r => r.length === length && r.prefixes.some(p => overlap(p, from))))
        return `${from} is both renumbered and in use at ${length} digits`
    }
  return null
}

function isMobileRange(value: unknown): boolean {
  const range = value as Partial<Record<keyof MobileRange, unknown>> | null
  return (
    typeof range?.operator === 'string' &&
    typeof range.name === 'string' &&
    isLength(range.length) &&
    isList(range.prefixes, prefix => isPrefix(prefix, range.length as number))
  )
}

function isRenumbering(value: unknown): boolean {
  const old = value as Partial<Record<keyof Renumbering, unknown>> | null
  if (!matches(old?.on, /^\d{4}-\d{2}-\d{2}$/) || !isLength(old?.length)) return false
  if (typeof old?.prefixes !== 'object' || old.prefixes === null) return false
  const length = old.length as number
  return Object.entries(old.prefixes).every(([from, to]) => isPrefix(from, length) && isPrefix(to, NATIONAL_DIGITS_MAX))
}

/** A national significant number never begins with 0, or its integer would not say it all. */
function isPrefix(value: unknown, length: number): boolean {
  return matches(value, /^[1-9]\d*$/) && value.length <= Math.min(PREFIX_DIGITS_MAX, length)
}

function isLength(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 4 && Number(value) <= NATIONAL_DIGITS_MAX
}

function isList(value: unknown, each: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(each)
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function overlap(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a)
}

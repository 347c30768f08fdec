/**
 * Data as it comes, into a series: CSV (`date,area,cases,deaths,tests`) and DHIS2's analytics JSON. An area is named by the code that was
 * valid on that day. Strict: each row that is not taken is named with why, and nothing is guessed from it. Pure; runs in a browser too.
 *
 * Work grows with the size of what is given, which is bounded.
 */
import { z } from 'zod'
import { type Pieces, whole } from '../base/pieces.ts'
import { areaOf, COUNTRY } from './areas.ts'
import { planFailure } from './failures.ts'
import type { Input } from './plan.ts'
import { DAYS_MAX, dayNumber, type Series, SeriesBuilder } from './series.ts'

export const DATA_OCTETS_MAX = 40_000_000
export const ROWS_MAX = 500_000
/** Told one by one; the rest is counted. */
export const REJECTED_MAX = 1000
const COLUMNS_MAX = 100
const VALUE_MAX = 1_000_000_000
const SHOWN_MAX = 60
/** No data is older than the oldest list of areas. */
const FIRST_DAY = '2004-07-08'

export const rejection = z.enum([
  'fields',
  'not-a-day',
  'before-all',
  'in-the-future',
  'area-unknown',
  'area-of-other-day',
  'country',
  'input-unknown',
  'not-a-number',
  'negative',
  'not-whole',
  'too-large',
  'no-value',
  'doubled',
  'contradicts',
  'too-many',
])
export type Rejection = z.infer<typeof rejection>

export interface Rejected {
  /** In the file, from 1: of CSV a line, of JSON a row. */
  readonly row: number
  readonly why: Rejection
  /** As it stood there. */
  readonly value: string
}

export interface ReadData {
  readonly series: Series
  readonly rows: number
  readonly taken: number
  readonly rejected: readonly Rejected[]
  /** More than are told one by one. */
  readonly rejectedCount: number
  /** Columns or elements that no input is called like. */
  readonly ignored: readonly string[]
}

export interface Expected {
  readonly inputs: readonly Input[]
  /** The last day that may have data. */
  readonly until: string
}

/** Rows that are read between two pauses. */
const ROWS_IN_A_PIECE = 200

/** Fails with dataMalformed where it is no such table at all. */
export function readCsv(text: string, expected: Expected): ReadData {
  return whole(csvInPieces(text, expected))
}

export function* csvInPieces(text: string, expected: Expected): Pieces<ReadData> {
  if (text.length > DATA_OCTETS_MAX) throw malformed('size')
  const lines = new Lines(text)
  const header = lines.next()
  if (header === null) throw malformed('header')
  const separator = header.text.includes(';') && !header.text.includes(',') ? ';' : ','
  const names = fieldsOf(header.text, separator)?.map(name => name.trim().toLowerCase()) ?? []
  if (names.length > COLUMNS_MAX || new Set(names).size < names.length) throw malformed('header')
  const [dateAt, areaAt] = [names.indexOf('date'), names.indexOf('area')]
  if (dateAt < 0 || areaAt < 0) throw malformed(dateAt < 0 ? 'date' : 'area')
  const columns = names.flatMap((name, at) => {
    const input = expected.inputs.find(({ id }) => id.toLowerCase() === name)
    return input === undefined ? [] : [{ at, input }]
  })
  if (columns.length === 0) throw malformed(expected.inputs.map(({ id }) => id).join(', '))
  const desk = new Desk(expected)
  for (let line = lines.next(); line !== null; line = lines.next()) {
    if (line.number % ROWS_IN_A_PIECE === 0) yield
    if (line.text.trim() === '') continue
    desk.row(line.number)
    const fields = fieldsOf(line.text, separator)
    if (fields === null || fields.length !== names.length) {
      desk.reject('fields', line.text)
      continue
    }
    const place = desk.place(fields[dateAt].trim(), fields[areaAt].trim())
    if (place === null) continue
    const filled = columns.filter(({ at }) => fields[at].trim() !== '')
    if (filled.length === 0) desk.reject('no-value', line.text)
    for (const { at, input } of filled) desk.value(place, input, fields[at].trim())
  }
  const ignored = names.filter((_, at) => at !== dateAt && at !== areaAt && !columns.some(column => column.at === at))
  return yield* desk.read(ignored)
}

/** Which element is which input, and which organisation unit is which area: said once. */
export const dhisMapping = z.strictObject({
  inputs: z.record(z.string().max(40), z.string().max(40)),
  /** To the code that is valid on the day of the value. */
  areas: z.record(z.string().max(40), z.string().max(10)),
})
export type DhisMapping = z.infer<typeof dhisMapping>

/** Of a DHIS2 server's `/api/analytics.json`: the two members that are needed. */
const analytics = z.object({
  headers: z.array(z.object({ name: z.string() })).max(COLUMNS_MAX),
  // Each as it is read: all at once would take as long as all that follows.
  rows: z.array(z.unknown()),
})
const analyticsRow = z.array(z.union([z.string(), z.number(), z.null()])).max(COLUMNS_MAX)

/** Fails with dataMalformed. Only days are read (`pe` such as 20200201): weeks and months are no days. */
export function readDhis2(given: unknown, mapping: DhisMapping, expected: Expected): ReadData {
  return whole(dhis2InPieces(given, mapping, expected))
}

export function* dhis2InPieces(given: unknown, mapping: DhisMapping, expected: Expected): Pieces<ReadData> {
  const rows = (given as { rows?: unknown } | null)?.rows
  if (Array.isArray(rows) && rows.length > ROWS_MAX) throw malformed('rows')
  const parsed = analytics.safeParse(given)
  if (!parsed.success) throw malformed(whereIn(parsed.error))
  const { headers } = parsed.data
  const at = (name: string) => {
    const found = headers.findIndex(header => header.name === name)
    if (found < 0) throw malformed(name)
    return found
  }
  const [dx, pe, ou, value] = [at('dx'), at('pe'), at('ou'), at('value')]
  const inputs = new Map(expected.inputs.map(input => [input.id, input]))
  const ignored = new Set<string>()
  const desk = new Desk(expected)
  for (const [place, row] of parsed.data.rows.entries()) {
    if (place % ROWS_IN_A_PIECE === 0) yield
    desk.row(place + 1)
    const { data: fields, error } = analyticsRow.safeParse(row)
    if (error !== undefined) throw malformed(whereIn(error, ['rows', place]))
    const text = (column: number) => String(fields[column] ?? '')
    const element = text(dx)
    const name = Object.hasOwn(mapping.inputs, element) ? mapping.inputs[element] : null
    if (name === null) {
      if (ignored.size < COLUMNS_MAX) ignored.add(shown(element))
      continue
    }
    const input = inputs.get(name)
    if (input === undefined) {
      desk.reject('input-unknown', name)
      continue
    }
    const unit = text(ou)
    const code = Object.hasOwn(mapping.areas, unit) ? mapping.areas[unit] : null
    if (code === null) {
      desk.reject('area-unknown', unit)
      continue
    }
    const found = desk.place(text(pe).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'), code)
    if (found !== null) desk.value(found, input, text(value).replace(/^(\d+)\.0+$/, '$1'))
  }
  return yield* desk.read([...ignored])
}

function whereIn(error: z.ZodError, above: readonly PropertyKey[] = []): string {
  return [...above, ...(error.issues[0]?.path ?? [])].map(String).join('.') || 'JSON'
}

function malformed(where: string) {
  return planFailure('dataMalformed', { where })
}

interface Place {
  readonly area: string
  readonly day: string
}

/** Takes rows, or says why not. */
class Desk {
  readonly #until: string
  readonly #builder = new SeriesBuilder()
  readonly #rejected: Rejected[] = []
  #rejectedCount = 0
  #row = 0
  #rows = 0
  #taken = 0
  #isTaken = false
  #first = Number.POSITIVE_INFINITY
  #last = Number.NEGATIVE_INFINITY

  constructor({ until }: Expected) {
    this.#until = until
  }

  row(number: number): void {
    this.#rows += 1
    if (this.#rows > ROWS_MAX) throw malformed('rows')
    this.#row = number
    this.#isTaken = false
  }

  reject(why: Rejection, value: string): void {
    this.#rejectedCount += 1
    if (this.#rejected.length < REJECTED_MAX) this.#rejected.push({ row: this.#row, why, value: shown(value) })
  }

  place(day: string, code: string): Place | null {
    const why = this.#dayFault(day) ?? areaFault(code, day)
    if (why !== null) {
      this.reject(why, DAY_FAULTS.includes(why) ? day : code)
      return null
    }
    const area = areaOf(code, day)
    return area === null ? null : { area, day }
  }

  #dayFault(day: string): Rejection | null {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isDay(day)) return 'not-a-day'
    if (day < FIRST_DAY) return 'before-all'
    if (day > this.#until) return 'in-the-future'
    const at = dayNumber(day)
    const [first, last] = [Math.min(this.#first, at), Math.max(this.#last, at)]
    if (last - first >= DAYS_MAX) return 'too-many'
    this.#first = first
    this.#last = last
    return null
  }

  value({ area, day }: Place, input: Input, text: string): void {
    const value = numberIn(text, input)
    if (typeof value !== 'number') return this.reject(value, text)
    const put = this.#builder.put({ area, day, input: input.id, value })
    if (put !== 'taken') return this.reject(put, text)
    if (!this.#isTaken) this.#taken += 1
    this.#isTaken = true
  }

  *read(ignored: readonly string[]): Pieces<ReadData> {
    return {
      series: yield* this.#builder.inPieces(),
      rows: this.#rows,
      taken: this.#taken,
      rejected: this.#rejected,
      rejectedCount: this.#rejectedCount,
      ignored,
    }
  }
}

const DAY_FAULTS: readonly Rejection[] = ['not-a-day', 'before-all', 'in-the-future', 'too-many']
const NEWEST_DAY = '2025-07-01'

/** 30 February would else be a day of March. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

function areaFault(code: string, day: string): Rejection | null {
  if (code === COUNTRY) return 'country'
  if (areaOf(code, day) !== null) return null
  const isOfOtherDay = [FIRST_DAY, NEWEST_DAY].some(other => areaOf(code, other) !== null)
  return isOfOtherDay ? 'area-of-other-day' : 'area-unknown'
}

function numberIn(text: string, { is }: Input): number | Rejection {
  if (!/^[+-]?\d{1,15}(\.\d{1,6})?$/.test(text)) return 'not-a-number'
  const value = Number(text)
  if (value < 0 || text.startsWith('-')) return 'negative'
  if (value > VALUE_MAX) return 'too-large'
  if (is === 'count' && text.includes('.')) return 'not-whole'
  return value
}

function shown(value: string): string {
  const seen = value.replace(/[\p{C}]/gu, '\ufffd')
  return seen.length > SHOWN_MAX ? `${seen.slice(0, SHOWN_MAX).toWellFormed()}…` : seen
}

/** Lines with their numbers. A quoted field does not go over a line's end: no such field is asked for here. */
class Lines {
  readonly #text: string
  #at: number
  #number = 0

  constructor(text: string) {
    this.#text = text
    this.#at = text.startsWith('\ufeff') ? 1 : 0
  }

  next(): { readonly text: string; readonly number: number } | null {
    if (this.#at >= this.#text.length) return null
    const end = this.#text.indexOf('\n', this.#at)
    const line = this.#text.slice(this.#at, end < 0 ? undefined : end)
    this.#at = end < 0 ? this.#text.length : end + 1
    this.#number += 1
    return { text: line.endsWith('\r') ? line.slice(0, -1) : line, number: this.#number }
  }
}

/** RFC 4180 within a line; null: a quote is not closed, or something stands behind it. */
function fieldsOf(line: string, separator: string): string[] | null {
  if (!line.includes('"')) return line.split(separator, COLUMNS_MAX + 1)
  const fields: string[] = []
  let at = 0
  while (fields.length <= COLUMNS_MAX) {
    if (line[at] === '"') {
      const field: string[] = []
      at += 1
      for (;;) {
        const quote = line.indexOf('"', at)
        if (quote < 0) return null
        field.push(line.slice(at, quote))
        at = quote + 1
        if (line[at] !== '"') break
        field.push('"')
        at += 1
      }
      fields.push(field.join(''))
    } else {
      const end = line.indexOf(separator, at)
      fields.push(line.slice(at, end < 0 ? undefined : end))
      at = end < 0 ? line.length : end
    }
    if (at >= line.length) return fields
    if (line[at] !== separator) return null
    at += 1
  }
  return fields
}

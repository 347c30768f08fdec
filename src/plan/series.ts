/**
 * What was measured: a value of an input for an area and a day, as it was given. Days that nobody gave are missing and stay so; nothing is
 * ever filled in. What was given twice with two values is missing too: which is right, nobody knows.
 *
 *   area, input   days │ 3 │ 4 │ 6 │  values │ 1 │ 0 │ 4 │        what is known and no more, with sums by prefix
 *
 * It takes as much memory as was given, however far apart the days are.
 * An area that was merged has the counts of its parts before. Pure; runs in a browser too. Days are ISO dates.
 */
import { type Pieces, whole } from '../base/pieces.ts'
import { type AreaId, isThereOn, LAST_DAY_BEFORE, partsOn } from './areas.ts'

/** Thirty years of 64 areas would be more. */
export const CELLS_MAX = 2_000_000
const DAY_MS = 86_400_000
/** Days of a series, from its first to its last. */
export const DAYS_MAX = 40_000

export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS
}

export function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length)
}

export interface Given {
  readonly area: AreaId
  readonly day: string
  readonly input: string
  readonly value: number
}

type Cells = Map<AreaId, Map<string, Map<number, number>>>

/** Values between two pauses. */
const GIVEN_IN_A_PIECE = 500

export type Put = 'taken' | 'doubled' | 'contradicts' | 'too-many'

/** Takes values one by one, in any order. */
export class SeriesBuilder {
  readonly #cells: Cells = new Map()
  #count = 0

  put({ area, day, input, value }: Given): Put {
    const days = daysOf(this.#cells, area, input)
    const at = dayNumber(day)
    const known = days.get(at)
    if (known === undefined) {
      if (this.#count >= CELLS_MAX) return 'too-many'
      this.#count += 1
      days.set(at, value)
      return 'taken'
    }
    if (known === value) return 'doubled'
    // Not a number: nobody knows.
    days.set(at, Number.NaN)
    return 'contradicts'
  }

  series(): Series {
    return whole(this.inPieces())
  }

  *inPieces(): Pieces<Series> {
    const rows = new Map<AreaId, ReadonlyMap<string, Row>>()
    for (const [area, inputs] of this.#cells) {
      const ofArea = new Map<string, Row>()
      for (const [input, days] of inputs) {
        ofArea.set(input, rowOf(days))
        yield
      }
      rows.set(area, ofArea)
    }
    return new Series(rows)
  }
}

function daysOf(cells: Cells, area: AreaId, input: string): Map<number, number> {
  let inputs = cells.get(area)
  if (inputs === undefined) {
    inputs = new Map()
    cells.set(area, inputs)
  }
  let days = inputs.get(input)
  if (days === undefined) {
    days = new Map()
    inputs.set(input, days)
  }
  return days
}

type Rows = ReadonlyMap<AreaId, ReadonlyMap<string, Row>>

/** Of one area and input, what is known in the order of its days. `sums` has one more. */
interface Row {
  /** Of all days that were given, those of which nothing is known too. */
  readonly first: number
  readonly last: number
  readonly days: Int32Array
  readonly values: Float64Array
  readonly sums: Float64Array
}

export class Series {
  /** Null: it is empty. */
  readonly from: string | null
  readonly until: string | null
  /** Values that it holds. */
  readonly cells: number
  readonly #rows: Rows

  constructor(rows: Rows = new Map()) {
    let [first, last, cells] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
    for (const inputs of rows.values())
      for (const row of inputs.values()) {
        first = Math.min(first, row.first)
        last = Math.max(last, row.last)
        cells += row.values.length
      }
    const isEmpty = first > last
    this.from = isEmpty ? null : dayOf(first)
    this.until = isEmpty ? null : dayOf(last)
    this.cells = cells
    this.#rows = rows
  }

  /** With what was given later: of a cell the newest value counts, the last of them. */
  *with(given: Iterable<Given>): Pieces<Series> {
    const newer: Cells = new Map()
    let pieces = 0
    for (const { area, input, day, value } of given) {
      daysOf(newer, area, input).set(dayNumber(day), value)
      if (++pieces % GIVEN_IN_A_PIECE === 0) yield
    }
    const rows = new Map(this.#rows)
    for (const [area, inputs] of newer) {
      const ofArea = new Map(rows.get(area))
      for (const [input, days] of inputs) {
        const known = ofArea.get(input)
        ofArea.set(input, rowOf(known === undefined ? days : new Map([...cellsOf(known), ...days])))
        yield
      }
      rows.set(area, ofArea)
    }
    return new Series(rows)
  }

  /** All areas of which anything is known. */
  areas(): readonly AreaId[] {
    return [...this.#rows.keys()].toSorted()
  }

  /** The last day on or before that one of which anything is known; null: there is none. */
  lastDay(area: AreaId, onOrBefore: string): string | null {
    const parts = [area, ...partsOn(area, LAST_DAY_BEFORE)]
    const bound = dayNumber(onOrBefore)
    let found = Number.NEGATIVE_INFINITY
    for (const part of new Set(parts))
      for (const { days } of this.#rows.get(part)?.values() ?? []) {
        const place = firstFrom(days, bound + 1) - 1
        if (place >= 0) found = Math.max(found, days[place])
      }
    return Number.isFinite(found) ? dayOf(found) : null
  }

  /** Of the last so many days, that day included; null: a day is missing. */
  sum(area: AreaId, input: string, day: string, days: number): number | null {
    const until = dayNumber(day)
    const begin = until - days + 1
    if (isThereOn(area, dayOf(begin)) && isThereOn(area, day)) return this.#sumOf(area, input, begin, until)
    let all = 0
    for (let at = begin; at <= until; at++) {
      const parts = partsOn(area, dayOf(at))
      if (parts.length === 0) return null
      for (const part of parts) {
        const value = this.#sumOf(part, input, at, at)
        if (value === null) return null
        all += value
      }
    }
    return all
  }

  #sumOf(area: AreaId, input: string, begin: number, until: number): number | null {
    const row = this.#rows.get(area)?.get(input)
    if (row === undefined) return null
    const [from, to] = [firstFrom(row.days, begin), firstFrom(row.days, until + 1)]
    return to - from === until - begin + 1 ? row.sums[to] - row.sums[from] : null
  }

  /** In the last so many days, that day included; null: a day is missing. Of parts: of any of them. */
  greatest(area: AreaId, input: string, day: string, days: number): number | null {
    const until = dayNumber(day)
    let greatest = Number.NEGATIVE_INFINITY
    for (let at = until - days + 1; at <= until; at++) {
      const parts = partsOn(area, dayOf(at))
      if (parts.length === 0) return null
      for (const part of parts) {
        const value = valueOn(this.#rows.get(part)?.get(input), at)
        if (value === null) return null
        greatest = Math.max(greatest, value)
      }
    }
    return greatest
  }
}

/** A value that is no number is missing. */
function rowOf(given: ReadonlyMap<number, number>): Row {
  const known = [...given].filter(([, value]) => !Number.isNaN(value)).sort(([a], [b]) => a - b)
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const day of given.keys()) {
    first = Math.min(first, day)
    last = Math.max(last, day)
  }
  const sums = new Float64Array(known.length + 1)
  for (const [at, [, value]] of known.entries()) sums[at + 1] = sums[at] + value
  return {
    first,
    last,
    days: Int32Array.from(known, ([day]) => day),
    values: Float64Array.from(known, ([, value]) => value),
    sums,
  }
}

function* cellsOf({ days, values }: Row): Generator<readonly [day: number, value: number]> {
  for (const [at, day] of days.entries()) yield [day, values[at]]
}

function valueOn(row: Row | undefined, day: number): number | null {
  if (row === undefined) return null
  const place = firstFrom(row.days, day)
  return row.days[place] === day ? row.values[place] : null
}

/** The place of that day, or of the first after it. Where no day is missing before it is where it would be counted to. */
function firstFrom(days: Int32Array, day: number): number {
  const counted = day - (days[0] ?? day)
  if (counted <= 0) return 0
  if (days[counted] === day) return counted
  let [low, high] = [0, Math.min(counted, days.length)]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle] < day) low = middle + 1
    else high = middle
  }
  return low
}

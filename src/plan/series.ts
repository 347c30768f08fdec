/**
 * What was measured: a value of an input for an area and a day, as it was given. Days that nobody gave are missing and stay so; nothing is
 * ever filled in. What was given twice with two values is missing too: which is right, nobody knows.
 *
 *   area, input   days │ 3 │ 4 │ 6 │  values │ 1 │ 0 │ 4 │        what is known and no more, with sums by prefix
 *
 * It takes as much memory as was given, however far apart the days are.
 * An area that was merged has the counts of its parts before. Pure; runs in a browser too. Days are ISO dates.
 */
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

type Cells = ReadonlyMap<AreaId, ReadonlyMap<string, ReadonlyMap<number, number>>>

export type Put = 'taken' | 'doubled' | 'contradicts' | 'too-many'

/** Takes values one by one, in any order. */
export class SeriesBuilder {
  readonly #cells = new Map<AreaId, Map<string, Map<number, number>>>()
  #count = 0

  put({ area, day, input, value }: Given): Put {
    const days = this.#daysOf(area, input)
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

  #daysOf(area: AreaId, input: string): Map<number, number> {
    let inputs = this.#cells.get(area)
    if (inputs === undefined) {
      inputs = new Map()
      this.#cells.set(area, inputs)
    }
    let days = inputs.get(input)
    if (days === undefined) {
      days = new Map()
      inputs.set(input, days)
    }
    return days
  }

  series(): Series {
    return new Series(this.#cells)
  }
}

/** Of one area and input, what is known in the order of its days. `sums` has one more. */
interface Row {
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
  readonly #rows = new Map<string, Row>()
  readonly #ofArea = new Map<AreaId, Row[]>()

  constructor(cells: Cells) {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const inputs of cells.values())
      for (const days of inputs.values())
        for (const day of days.keys()) {
          first = Math.min(first, day)
          last = Math.max(last, day)
        }
    const isEmpty = first > last
    this.from = isEmpty ? null : dayOf(first)
    this.until = isEmpty ? null : dayOf(last)
    let held = 0
    for (const [area, inputs] of cells)
      for (const [input, days] of inputs) {
        const row = rowOf(days)
        held += row.values.length
        this.#rows.set(`${area} ${input}`, row)
        this.#ofArea.set(area, [...(this.#ofArea.get(area) ?? []), row])
      }
    this.cells = held
  }

  /** All areas of which anything is known. */
  areas(): readonly AreaId[] {
    return [...this.#ofArea.keys()].toSorted()
  }

  /** The last day on or before that one of which anything is known; null: there is none. */
  lastDay(area: AreaId, onOrBefore: string): string | null {
    const parts = [area, ...partsOn(area, LAST_DAY_BEFORE)]
    const bound = dayNumber(onOrBefore)
    let found = Number.NEGATIVE_INFINITY
    for (const part of new Set(parts))
      for (const { days } of this.#ofArea.get(part) ?? []) {
        const place = firstFrom(days, bound + 1) - 1
        if (place >= 0) found = Math.max(found, days[place])
      }
    return Number.isFinite(found) ? dayOf(found) : null
  }

  /** Of the last so many days, that day included; null: a day is missing. */
  sum(area: AreaId, input: string, day: string, days: number): number | null {
    const until = dayNumber(day)
    const begin = until - days + 1
    if (isThereOn(area, dayOf(begin)) && isThereOn(area, day))
      return this.#sumOf(area, input, begin, until)
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
    const row = this.#rows.get(`${area} ${input}`)
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
        const value = valueOn(this.#rows.get(`${part} ${input}`), at)
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
  const sums = new Float64Array(known.length + 1)
  for (const [at, [, value]] of known.entries()) sums[at + 1] = sums[at] + value
  return {
    days: Int32Array.from(known, ([day]) => day),
    values: Float64Array.from(known, ([, value]) => value),
    sums,
  }
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

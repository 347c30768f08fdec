/**
 * What was measured: a value of an input for an area and a day, as it was given. Days that nobody gave are missing and stay so; nothing is
 * ever filled in. What was given twice with two values is missing too: which is right, nobody knows.
 *
 *   area, input   │ 1 │ 0 │ · │ 4 │        sums by prefix, and how many days are missing by prefix
 *
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

/** Of one area and input. Each array has one more than there are days. */
interface Row {
  readonly values: Float64Array
  readonly sums: Float64Array
  readonly missing: Uint32Array
  readonly last: number
}

export class Series {
  /** Null: it is empty. */
  readonly from: string | null
  readonly until: string | null
  readonly #first: number
  readonly #days: number
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
    this.#first = isEmpty ? 0 : first
    this.#days = isEmpty ? 0 : last - first + 1
    for (const [area, inputs] of cells)
      for (const [input, days] of inputs) {
        const row = this.#rowOf(days)
        this.#rows.set(`${area} ${input}`, row)
        this.#ofArea.set(area, [...(this.#ofArea.get(area) ?? []), row])
      }
  }

  #rowOf(given: ReadonlyMap<number, number>): Row {
    const values = new Float64Array(this.#days).fill(Number.NaN)
    for (const [day, value] of given) values[day - this.#first] = value
    const sums = new Float64Array(this.#days + 1)
    const missing = new Uint32Array(this.#days + 1)
    let last = Number.NEGATIVE_INFINITY
    for (let at = 0; at < this.#days; at++) {
      const value = values[at]
      const isMissing = Number.isNaN(value)
      if (!isMissing) last = at + this.#first
      sums[at + 1] = sums[at] + (isMissing ? 0 : value)
      missing[at + 1] = missing[at] + (isMissing ? 1 : 0)
    }
    return { values, sums, missing, last }
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
    for (const part of new Set(parts)) {
      const rows = this.#ofArea.get(part) ?? []
      let day = Math.min(Math.max(...rows.map(({ last }) => last)), bound)
      while (day >= this.#first && !this.#isKnown(rows, day)) day -= 1
      if (day >= this.#first) found = Math.max(found, day)
    }
    return Number.isFinite(found) ? dayOf(found) : null
  }

  #isKnown(rows: readonly Row[], day: number): boolean {
    return rows.some(({ values }) => !Number.isNaN(values[day - this.#first]))
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
    const [from, to] = [begin - this.#first, until - this.#first + 1]
    if (row === undefined || from < 0 || to > this.#days) return null
    if (row.missing[to] !== row.missing[from]) return null
    return row.sums[to] - row.sums[from]
  }

  /** In the last so many days, that day included; null: a day is missing. Of parts: of any of them. */
  greatest(area: AreaId, input: string, day: string, days: number): number | null {
    const until = dayNumber(day)
    let greatest = Number.NEGATIVE_INFINITY
    for (let at = until - days + 1; at <= until; at++) {
      const parts = partsOn(area, dayOf(at))
      if (parts.length === 0) return null
      for (const part of parts) {
        const value = this.#rows.get(`${part} ${input}`)?.values[at - this.#first]
        if (value === undefined || Number.isNaN(value)) return null
        greatest = Math.max(greatest, value)
      }
    }
    return greatest
  }
}

/**
 * What the lanes of a directive did, as charts and the tables beside them take it: differences of sums over intervals that are stated,
 * and what each centre was allowed at their ends. Pure.
 *
 * Knows no chart and no words. Invariant: the differences sum to what was counted from the first point to the last, but where a sum goes
 * back, which a sum never should: there they are nothing.
 */

import { firstOfEach, intervalMs } from '../../intervals.ts'
import type { LaneCourse, LanePoint } from '../../model.ts'
import { INTERVALS_MAX, LINES_MAX } from '../live/chart-data.ts'

/** Nodes tell of their lanes no more often. */
const TOLD_MS = 10_000

/** A centre, or the last ones together where there are more than can be told apart. */
export interface CentreLine {
  readonly from: number
  readonly to: number
}

/** Answers of one name, or of all the rest: null. */
export interface StatusLine {
  readonly status: string | null
}

export interface LaneInterval {
  /** ISO 8601. */
  readonly from: string
  readonly to: string
  /** Of each centre line: segments a second. */
  readonly rates: readonly number[]
  readonly sum: number
  /** Of each centre line: answers that asked for fewer, of a hundred segments; null where nothing was sent. */
  readonly throttled: readonly (number | null)[]
  readonly isThrottled: readonly boolean[]
  /** Of each centre line, at the end. */
  readonly windows: readonly number[]
  readonly bound: readonly number[]
  /** Of each status line: answers in the interval. */
  readonly answers: readonly number[]
}

export interface LanesOverTime {
  readonly lengthMs: number
  readonly centres: readonly CentreLine[]
  readonly statuses: readonly StatusLine[]
  readonly intervals: readonly LaneInterval[]
}

export function lanesOverTime({ points }: Pick<LaneCourse, 'points'>): LanesOverTime {
  const [first, last] = [points.at(0), points.at(-1)]
  const centres = centreLines(points)
  const statuses = statusLines(last)
  if (first === undefined || last === undefined) return { lengthMs: 0, centres, statuses, intervals: [] }
  const lengthMs = Math.max(TOLD_MS, intervalMs(atOf(last) - atOf(first), INTERVALS_MAX))
  const firsts = firstOfEach(points, { lengthMs, atMs: atOf })
  const kept = firsts.at(-1) === last ? firsts : [...firsts, last]
  const intervals = kept.slice(1).map((to, i): LaneInterval => {
    const from = kept[i]
    const seconds = (atOf(to) - atOf(from)) / 1000
    const rose = (of: 'submitted' | 'throttled', line: CentreLine) =>
      Math.max(0, sumOf(to, of, line) - sumOf(from, of, line))
    const sent = centres.map(line => rose('submitted', line))
    const slowed = centres.map(line => rose('throttled', line))
    return {
      from: from.at,
      to: to.at,
      rates: sent.map(count => count / seconds),
      sum: sent.reduce((sum, count) => sum + count, 0) / seconds,
      throttled: slowed.map((count, i) => (sent[i] === 0 ? null : (100 * count) / sent[i])),
      isThrottled: slowed.map(count => count > 0),
      windows: centres.map(line => sumOf(to, 'window', line)),
      bound: centres.map(line => sumOf(to, 'bound', line)),
      answers: statuses.map(line => Math.max(0, answersOf(to, line, statuses) - answersOf(from, line, statuses))),
    }
  })
  return { lengthMs, centres, statuses, intervals }
}

function centreLines(points: readonly LanePoint[]): readonly CentreLine[] {
  const most = Math.max(0, ...points.flatMap(({ lanes }) => lanes.map(({ centre }) => centre)))
  const alone = most <= LINES_MAX ? most : LINES_MAX - 1
  const lines = Array.from({ length: alone }, (_, i) => ({ from: i + 1, to: i + 1 }))
  return alone === most ? lines : [...lines, { from: LINES_MAX, to: most }]
}

/** The commonest first. */
function statusLines(last: LanePoint | undefined): readonly StatusLine[] {
  const ranked = Object.entries(last?.statuses ?? {})
    .filter(([, count]) => count > 0)
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([status]) => ({ status }))
  if (ranked.length <= LINES_MAX) return ranked
  return [...ranked.slice(0, LINES_MAX - 1), { status: null }]
}

function answersOf({ statuses }: LanePoint, { status }: StatusLine, lines: readonly StatusLine[]): number {
  // Names are a node's: none may be one that every object has.
  if (status !== null) return Object.hasOwn(statuses, status) ? statuses[status] : 0
  const named = new Set(lines.map(line => line.status))
  return Object.entries(statuses).reduce((sum, [name, count]) => sum + (named.has(name) ? 0 : count), 0)
}

function sumOf(
  { lanes }: LanePoint,
  of: 'submitted' | 'throttled' | 'window' | 'bound',
  { from, to }: CentreLine,
): number {
  return lanes.reduce((sum, lane) => sum + (lane.centre >= from && lane.centre <= to ? lane[of] : 0), 0)
}

function atOf({ at }: { readonly at: string }): number {
  return Date.parse(at)
}

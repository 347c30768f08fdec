/**
 * The samples of a round as charts and the tables beside them take them: counts at instants, and differences of counts over
 * intervals that are stated. One length of interval for a whole chart, as short as leaves no more than INTERVALS_MAX.
 *
 * Knows no chart library and no colours. Invariants: what is drawn of a round that is over is the same whenever it is looked
 * at; the differences sum to what was counted. Rates beside operators' names are steadied (`steady`).
 */

import type { HistoryEntry } from '../../../../authority/trail-entry.ts'
import { firstOfEach, intervalMs } from '../../intervals.ts'
import type { RoundLive, Sample } from '../../model.ts'
import { throttledIn } from '../../throttled.ts'

/** Rows that a table beside a chart can have, too. */
export const INTERVALS_MAX = 150
/** What the authority's store shows of the longest round. */
const POINTS_MAX = 720

/** Lines that can be told apart; of more operators the smallest are one line. */
export const LINES_MAX = 10

/** Causes beside these are shown as one. */
export const CAUSES_MAX = 8

/** Nodes tell about once a second and samples are taken once a second: one may see none of them, the next one two. */
const STEADY_MS = 5_000

/** Each rate is the mean of the last few seconds. Counts are as they were. */
export function steady(samples: readonly Sample[]): readonly Sample[] {
  let from = 0
  return samples.map((sample, i) => {
    const now = Date.parse(sample.at)
    while (Date.parse(samples[from].at) <= now - STEADY_MS) from++
    const recent = samples.slice(from, i + 1)
    const byOperator = Object.fromEntries(
      Object.keys(sample.byOperator).map(operator => [
        operator,
        mean(recent.flatMap(({ byOperator }) => byOperator[operator] ?? [])),
      ]),
    )
    const rate = Object.values(byOperator).reduce((sum, one) => sum + one, 0)
    return { ...sample, rate, byOperator }
  })
}

/** What is counted at an instant. */
export type Counted = Omit<Sample, 'rate' | 'byOperator' | 'submitted'>

/** All that was counted, in order, with what is counted now at its end: nothing is told of a round that is over. */
export function countedOf({
  samples,
  sum: { turns },
  heardAt,
  directives,
}: Pick<RoundLive, 'samples' | 'sum' | 'heardAt' | 'directives'>): readonly Counted[] {
  if (heardAt === null) return samples
  const at = new Date(Math.floor(Date.parse(heardAt) / 1000) * 1000).toISOString()
  const { accepted, delivered, failed, expired, uncertain, unsent, sending } = turns
  const outcomes = { accepted, delivered, failed, expired, uncertain, unsent: unsent + sending }
  const counts = Object.fromEntries(
    directives.flatMap(({ operator, tally }) =>
      tally === null
        ? []
        : [[operator, { submitted: tally.segments.submitted, throttled: throttledIn(tally.statuses) }]],
    ),
  )
  const before = samples.filter(sample => Date.parse(sample.at) < Date.parse(at))
  const all = [...before, { at, ...outcomes, counts }]
  // What had been sent when first something was told was sent since the directives were issued.
  return sumOf(all[0], 'submitted') === 0 ? all : [nothingYet(all[0], directives), ...all]
}

function nothingYet(first: Counted, directives: RoundLive['directives']): Counted {
  const { accepted, delivered, failed, expired, uncertain, unsent } = first
  const none = { accepted: 0, delivered: 0, failed: 0, expired: 0, uncertain: 0, counts: {} }
  const issued = directives.map(({ issuedAt }) => Date.parse(issuedAt))
  return {
    ...none,
    unsent: accepted + delivered + failed + expired + uncertain + unsent,
    at: new Date(Math.min(...issued, atOf(first) - 1000)).toISOString(),
  }
}

/** Operators of a line: one, or the smallest together. */
export type Line = readonly string[]

/** The largest first, as many as can be told apart. */
export function linesOf(directives: RoundLive['directives']): readonly Line[] {
  const size = ({ tally, subscribers }: RoundLive['directives'][number]) => tally?.turns.audience ?? subscribers ?? 0
  const ranked = directives
    .toSorted((a, b) => size(b) - size(a) || (a.operator < b.operator ? -1 : 1))
    .map(({ operator }) => operator)
  if (ranked.length <= LINES_MAX) return ranked.map(operator => [operator])
  const alone = ranked.slice(0, LINES_MAX - 1).map(operator => [operator])
  return [...alone, ranked.slice(LINES_MAX - 1)]
}

/** What was sent between two instants. */
export interface Interval {
  /** ISO 8601. */
  readonly from: string
  readonly to: string
  /** Segments a second of each line. */
  readonly rates: readonly number[]
  readonly sum: number
  /** Of each line: whether a centre asked for less. */
  readonly isThrottled: readonly boolean[]
}

export interface Rates {
  /** Of an interval in which nodes told as they should; the first and the last are shorter, one with a silence is longer. */
  readonly lengthMs: number
  readonly intervals: readonly Interval[]
}

/** From the first segment to the last. One that is still going on is left out: its rate would jump. */
export function ratesOf(
  counted: readonly Counted[],
  { lines, isOver }: { readonly lines: readonly Line[]; readonly isOver: boolean },
): Rates {
  const whole = lengthOf(counted, POINTS_MAX)
  const sending = sendingOf(thinned(counted, whole, isOver))
  const lengthMs = Math.max(whole, lengthOf(sending, INTERVALS_MAX))
  const points = thinned(sending, lengthMs, true)
  const intervals = points.slice(1).map((to, i) => {
    const from = points[i]
    const seconds = (atOf(to) - atOf(from)) / 1000
    const rose = (name: 'submitted' | 'throttled', line: Line) => sumOf(to, name, line) - sumOf(from, name, line)
    const rates = lines.map(line => Math.max(0, rose('submitted', line)) / seconds)
    return {
      from: from.at,
      to: to.at,
      rates,
      sum: rates.reduce((sum, rate) => sum + rate, 0),
      isThrottled: lines.map(line => rose('throttled', line) > 0),
    }
  })
  return { lengthMs, intervals }
}

/** Without what was counted before anything was sent, and after the last. */
function sendingOf(points: readonly Counted[]): readonly Counted[] {
  const rises = points.map((point, i) => i > 0 && sumOf(point, 'submitted') > sumOf(points[i - 1], 'submitted'))
  const first = rises.indexOf(true)
  return first === -1 ? [] : points.slice(first - 1, rises.lastIndexOf(true) + 1)
}

function sumOf({ counts }: Counted, name: 'submitted' | 'throttled', line: Line = Object.keys(counts)): number {
  return line.reduce((sum, operator) => sum + (counts[operator]?.[name] ?? 0), 0)
}

/** What was counted at the beginning of each interval, and at the end. */
export function outcomePoints(counted: readonly Counted[]): readonly Counted[] {
  return thinned(counted, lengthOf(counted, INTERVALS_MAX), true)
}

function lengthOf(points: readonly Counted[], most: number): number {
  const last = points.at(-1)
  return intervalMs(last === undefined ? 0 : atOf(last) - atOf(points[0]), most)
}

function thinned(points: readonly Counted[], lengthMs: number, hasLast: boolean): readonly Counted[] {
  const firsts = firstOfEach(points, { lengthMs, atMs: atOf })
  const last = points.at(-1)
  return last !== undefined && hasLast && firsts.at(-1) !== last ? [...firsts, last] : firsts
}

function atOf({ at }: Counted): number {
  return Date.parse(at)
}

/** What people, or a canary, did to a round that its charts show. */
export interface Mark {
  readonly is: 'pause' | 'resume' | 'stop'
  readonly at: string
  readonly by: string
}

const MARKED: Readonly<Record<string, Mark['is']>> = {
  'round.pause': 'pause',
  'round.paused': 'pause',
  'round.resume': 'resume',
  'round.stop': 'stop',
}

export function marksOf(history: readonly HistoryEntry[]): readonly Mark[] {
  return history.flatMap(({ action, at, by }) => {
    const is = MARKED[action]
    return is === undefined ? [] : [{ is, at, by }]
  })
}

export const OUTCOMES = ['delivered', 'accepted', 'undelivered', 'uncertain', 'unsent'] as const
export type OutcomeName = (typeof OUTCOMES)[number]

/** Each outcome by itself; the five of them sum to the turns of the round. */
export const OUTCOME_OF: Readonly<Record<OutcomeName, (counted: Counted) => number>> = {
  delivered: ({ delivered }) => delivered,
  accepted: ({ accepted }) => accepted,
  undelivered: ({ failed, expired }) => failed + expired,
  uncertain: ({ uncertain }) => uncertain,
  unsent: ({ unsent }) => unsent,
}

export interface Columns<Name extends string = string> {
  /** Seconds since 1970, as uPlot wants them. */
  readonly at: readonly number[]
  readonly columns: readonly { readonly name: Name; readonly values: readonly number[] }[]
}

/** Each column on top of those before it: the upper edges of the bands. */
export function stacked<Name extends string>(of: Columns<Name>): Columns<Name> {
  const below = of.at.map(() => 0)
  return {
    at: of.at,
    columns: of.columns.map(({ name, values }) => ({
      name,
      values: values.map((value, i) => {
        below[i] += value
        return below[i]
      }),
    })),
  }
}

export interface Cause {
  /** A command_status by its name, or null for all that have no line of their own. */
  readonly status: string | null
  readonly count: number
}

/** Most frequent first. */
export function causes(statuses: Readonly<Record<string, number>>): readonly Cause[] {
  const all = Object.entries(statuses)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => ({ status, count }))
    .sort((a, b) => b.count - a.count || (a.status < b.status ? -1 : 1))
  if (all.length <= CAUSES_MAX) return all
  const rest = all.slice(CAUSES_MAX - 1).reduce((sum, { count }) => sum + count, 0)
  return [...all.slice(0, CAUSES_MAX - 1), { status: null, count: rest }]
}

export const SPARK_POINTS = 60

/** The last minute or so of one operator's rate as an SVG polyline in a box; empty where there is nothing to draw. */
export function sparkline(
  samples: readonly Sample[],
  operator: string,
  box: { readonly width: number; readonly height: number },
): string {
  const values = samples.slice(-SPARK_POINTS).map(sample => sample.byOperator[operator] ?? 0)
  if (values.length < 2) return ''
  const top = Math.max(...values, 1)
  const step = box.width / (SPARK_POINTS - 1)
  const start = box.width - step * (values.length - 1)
  return values
    .map((value, i) => {
      const x = start + i * step
      const y = box.height - (value / top) * box.height
      return `${x.toFixed(1)},${y.toFixed(1)}`
    })
    .join(' ')
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

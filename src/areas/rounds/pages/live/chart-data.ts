/**
 * The samples of a round as charts take them: columns of equal length, thinned to what a screen can show.
 *
 * Knows no chart library and no colours. Invariant: thinning keeps the last point and the sums as they were counted;
 * a rate of several samples is their mean. Rates are steadied once (`steady`), so that table, sparks and chart agree.
 */
import type { RoundLive, Sample } from '../../model.ts'

/** A point for each two pixels of a wide chart. */
export const POINTS_MAX = 400

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

/** With what is counted now at its end: samples are taken once a second, the last of a round between two of them. */
export function withNow(
  samples: readonly Sample[],
  { sum: { turns }, heardAt }: Pick<RoundLive, 'sum' | 'heardAt'>,
): readonly Sample[] {
  const last = samples.at(-1)
  if (last === undefined || heardAt === null) return samples
  const { accepted, delivered, failed, expired, uncertain, unsent, sending } = turns
  const counted = { accepted, delivered, failed, expired, uncertain, unsent: unsent + sending }
  const second = new Date(Math.floor(Date.parse(heardAt) / 1000) * 1000).toISOString()
  return Date.parse(second) > Date.parse(last.at)
    ? [...samples, { ...last, ...counted, at: second }]
    : [...samples.slice(0, -1), { ...last, ...counted }]
}

export const OUTCOMES = ['delivered', 'accepted', 'undelivered', 'uncertain', 'unsent'] as const
export type OutcomeName = (typeof OUTCOMES)[number]

export interface Columns<Name extends string = string> {
  /** Seconds since 1970, as uPlot wants them. */
  readonly at: readonly number[]
  readonly columns: readonly { readonly name: Name; readonly values: readonly number[] }[]
}

/** Ordinary SMS a second of each operator. */
export function rateColumns(samples: readonly Sample[], operators: readonly string[]): Columns {
  const groups = thinned(samples)
  return {
    at: groups.map(group => seconds(group[group.length - 1])),
    columns: operators.map(name => ({
      name,
      values: groups.map(group => mean(group.map(sample => sample.byOperator[name] ?? 0))),
    })),
  }
}

/** Each outcome by itself; the five of them sum to the turns of the round. */
export const OUTCOME_OF: Readonly<Record<OutcomeName, (counted: Omit<Sample, 'at'>) => number>> = {
  delivered: ({ delivered }) => delivered,
  accepted: ({ accepted }) => accepted,
  undelivered: ({ failed, expired }) => failed + expired,
  uncertain: ({ uncertain }) => uncertain,
  unsent: ({ unsent }) => unsent,
}

export function outcomeColumns(samples: readonly Sample[]): Columns<OutcomeName> {
  const last = thinned(samples).map(group => group[group.length - 1])
  return {
    at: last.map(seconds),
    columns: OUTCOMES.map(name => ({ name, values: last.map(OUTCOME_OF[name]) })),
  }
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

/** At most `rows` samples for a table beside a chart: evenly spread, the last one always among them. */
export function tableRows(samples: readonly Sample[], rows: number): readonly Sample[] {
  if (samples.length <= rows) return samples
  const step = (samples.length - 1) / (rows - 1)
  return Array.from({ length: rows }, (_, i) => samples[Math.round(i * step)])
}

function thinned(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  const size = Math.ceil(samples.length / POINTS_MAX)
  const groups: Sample[][] = []
  // From the end, so that the last point is always a whole group.
  for (let end = samples.length; end > 0; end -= size)
    groups.push(samples.slice(Math.max(0, end - size), end))
  return groups.reverse()
}

function seconds(sample: Sample): number {
  return Date.parse(sample.at) / 1000
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** What was measured of an area, day by day, with the measures of the plan: what a chart is drawn of. Pure; runs in a browser too. */
import { dayAfter } from '../../plan/areas.ts'
import type { Measure, Plan } from '../../plan/plan.ts'
import { dayNumber, dayOf, type Series } from '../../plan/series.ts'
import type { AreaData } from './model.ts'

/** Three years. */
const DAYS_MAX = 1096
const DAYS_USUAL = 90

export function areaDataOf(
  { inputs, measures }: Plan,
  {
    area,
    from,
    until,
  }: { readonly area: string; readonly from: string | null; readonly until: string },
  { series, population }: { readonly series: Series; readonly population: number | null },
): AreaData {
  const last = dayNumber(until)
  const first = Math.max(dayNumber(from ?? dayAfter(until, -DAYS_USUAL + 1)), last - DAYS_MAX + 1)
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => dayOf(first + at))
  return {
    ...{ area, days },
    inputs: Object.fromEntries(
      inputs.map(({ id }) => [id, days.map(day => series.sum(area, id, day, 1))]),
    ),
    measures: Object.fromEntries(
      measures.map(measure => [
        measure.id,
        days.map(day => measuredOn(measure, day, { area, series, population })),
      ]),
    ),
  }
}

interface Of {
  readonly area: string
  readonly series: Series
  readonly population: number | null
}

/** Null: something of it is missing. */
function measuredOn(measure: Measure, day: string, { area, series, population }: Of) {
  const { input, days } = measure
  if (measure.is === 'greatest') return series.greatest(area, input, day, days)
  const sum = series.sum(area, input, day, days)
  if (sum === null) return null
  if (measure.is === 'share') {
    const among = series.sum(area, measure.among, day, days)
    return among === null ? null : among === 0 ? 0 : (sum * 100) / among
  }
  if (measure.per === null) return sum
  return population === null || population === 0 ? null : (sum * measure.per) / population
}

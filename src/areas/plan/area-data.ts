/** What was measured of an area, day by day, with the measures of the plan: what a chart is drawn of. Pure; runs in a browser too. */
import { dayAfter } from '../../plan/areas.ts'
import { measuredOn } from '../../plan/measured.ts'
import type { Plan } from '../../plan/plan.ts'
import { dayNumber, dayOf, type Series } from '../../plan/series.ts'
import type { AreaData } from './model.ts'

/** Three years. */
const DAYS_MAX = 1096
const DAYS_USUAL = 90

export function areaDataOf(
  { inputs, measures }: Plan,
  { area, from, until }: { readonly area: string; readonly from: string | null; readonly until: string },
  { series, population }: { readonly series: Series; readonly population: number | null },
): AreaData {
  const last = dayNumber(until)
  const first = Math.max(dayNumber(from ?? dayAfter(until, -DAYS_USUAL + 1)), last - DAYS_MAX + 1)
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => dayOf(first + at))
  return {
    area,
    days,
    inputs: Object.fromEntries(inputs.map(({ id }) => [id, days.map(day => series.sum(area, id, day, 1))])),
    measures: Object.fromEntries(
      measures.map(measure => [measure.id, days.map(day => measuredOn(measure, day, { area, series, population }))]),
    ),
  }
}

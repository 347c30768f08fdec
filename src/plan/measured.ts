/** What a measure of a plan is for an area on a day, by a series. Pure; runs in a browser too. */
import type { AreaId } from './areas.ts'
import type { Measure } from './plan.ts'
import type { Series } from './series.ts'

/** Null: something of it is missing. */
export function measuredOn(
  measure: Measure,
  day: string,
  { area, series, population }: { readonly area: AreaId; readonly series: Series; readonly population: number | null },
): number | null {
  const { input, days } = measure
  if (measure.is === 'greatest') return series.greatest(area, input, day, days)
  const sum = series.sum(area, input, day, days)
  if (sum === null) return null
  if (measure.is === 'share') {
    const among = series.sum(area, measure.among, day, days)
    if (among === null) return null
    return among === 0 ? 0 : (sum * 100) / among
  }
  if (measure.per === null) return sum
  // One division of whole numbers: what is below a bound never comes out at it.
  return population === null || population === 0 ? null : (sum * measure.per) / population
}

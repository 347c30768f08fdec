/**
 * What an area counts, as it is known at this authority: how many live there as people entered it, subscribers as operators declare them,
 * clusters of loudspeakers. Declared here for whoever knows operators and loudspeakers.
 */
import type { Reading } from '../../authority/store.ts'
import { wallDate } from '../../base/wall-time.ts'
import { type AreaId, areasOn, COUNTRY, LAST_DAY_BEFORE, partsOn } from '../../plan/areas.ts'
import { Costs, figuresOf } from '../../plan/cost.ts'
import type { AreaFigures } from '../../plan/diff.ts'
import type { Plan } from '../../plan/plan.ts'
import { planRows } from './store.ts'

export type Costing = (store: Reading, plan: Pick<Plan, 'timeZone'>, now: number) => Promise<Costs>

/** Of the country itself, and of the areas that there are on that day. */
export interface Declared {
  of(store: Reading, day: string): Promise<ReadonlyMap<AreaId, Omit<AreaFigures, 'population'>>>
}

export function costingBy(declared: Declared): Costing {
  return async (store, { timeZone }, now) => {
    const day = wallDate(now, timeZone)
    const known = await declared.of(store, day)
    const populations = await populationsOn(store, day)
    const areas = [COUNTRY, ...areasOn(day)].map(area => {
      const { subscribers, english, clusters } = known.get(area) ?? NOTHING
      const population = populations.get(area) ?? null
      return [area, { population, subscribers, english, clusters }] as const
    })
    return new Costs(figuresOf(new Map(areas)))
  }
}

const NOTHING = { subscribers: null, english: 0, clusters: null } as const

/** Of what was merged since, its parts together, where all are known; of the country all areas, where nobody said. */
export async function populationsOn(store: Reading, day: string): Promise<ReadonlyMap<AreaId, number>> {
  const entered = new Map((await planRows(store).populations()).map(({ area, population }) => [area, population]))
  const found = new Map<AreaId, number>()
  for (const area of areasOn(day)) {
    const own = entered.get(area) ?? sumOf(partsOn(area, LAST_DAY_BEFORE), entered)
    if (own !== null) found.set(area, own)
  }
  const country = entered.get(COUNTRY) ?? sumOf(areasOn(day), found)
  if (country !== null) found.set(COUNTRY, country)
  return found
}

function sumOf(areas: readonly AreaId[], known: ReadonlyMap<AreaId, number>): number | null {
  if (areas.length === 0) return null
  let all = 0
  for (const area of areas) {
    const one = known.get(area)
    if (one === undefined) return null
    all += one
  }
  return all
}

/**
 * Levels that a new version of a plan would lose while areas are at them, or will be by what is decided. An area at a level that no plan
 * knows has nothing that runs for it, nothing that is said when it is left, and no change could be computed: so the version is faulty, and
 * whoever wants it gone has two people take the areas to another level first. Pure; runs in a browser too.
 */
import { wallDate } from '../base/wall-time.ts'
import { type AreaId, areaName, areasOn, COUNTRY } from './areas.ts'
import { faultOf, type PlanFault } from './check.ts'
import type { Plan } from './plan.ts'
import type { Situation } from './situation.ts'

/** Areas that a fault names; of more it says how many. */
const NAMED_MAX = 5

export function lostLevels(
  { levels, timeZone }: Pick<Plan, 'levels' | 'timeZone'>,
  situation: Situation,
  now: number,
): readonly PlanFault[] {
  const known = new Set(levels.map(({ id }) => id))
  const lost = new Map<string, Set<AreaId>>()
  for (const at of [now, ...situation.instants().filter(instant => instant > now)])
    for (const [area, level] of standings(situation, at, timeZone))
      if (!known.has(level)) lost.set(level, (lost.get(level) ?? new Set()).add(area))
  return [...lost].map(([level, areas]) => faultOf('level-in-force', 'levels', level, named([...areas])))
}

/** Of areas that have one of their own: what the others inherit is the country's. */
function* standings(situation: Situation, at: number, timeZone: string): Generator<readonly [AreaId, string]> {
  for (const area of [COUNTRY, ...areasOn(wallDate(at, timeZone))]) {
    const standing = situation.levelOf(area, at)
    if (standing.is === 'decided' || standing.is === 'merged') yield [area, standing.level]
    if (standing.is !== 'unclear') continue
    for (const part of standing.parts) if (part.level !== null) yield [part.area, part.level]
  }
}

function named(areas: readonly AreaId[]): string {
  const names = areas.slice(0, NAMED_MAX).map(area => areaName(area, 'vi'))
  const more = areas.length - names.length
  return names.join(', ') + (more > 0 ? ` (+${more})` : '')
}

/** What was done, and what things are called, as each area says it in the trail: so that an entry is found by those words, and what waits has a name. */
import type { KindNames } from '../areas/notices/letter-text.ts'
import type { ActionNames } from '../areas/trail/looked-for.ts'
import { type Area, actionsIn } from '../authority/area.ts'

type Areas = readonly Pick<Area<unknown>, 'trail'>[]

/** By the names of actions. */
export function actionNames(areas: Areas): ActionNames {
  return new Map(
    areas.flatMap(({ trail }) => actionsIn(trail).map(action => [action, trail[`trail.${action}`]] as const)),
  )
}

/** By kind: outside the console people are told by these what waits, is sent back or is away; of what has no name here, without one. */
export function kindNames(areas: Areas): KindNames {
  const ofKind = 'trail.kind.'
  return Object.fromEntries(
    areas
      .flatMap(({ trail }) => Object.entries(trail))
      .filter(([key]) => key.startsWith(ofKind))
      .map(([key, name]) => [key.slice(ofKind.length), name]),
  )
}

/**
 * All use cases of rounds over the authority's house. One process has them once: the charts' last quarter of an hour is in
 * its memory.
 */
import type { Wholes } from '../../authority/elsewhere.ts'
import type { House } from '../../authority/unit-of-work.ts'
import { campaignUseCases } from './campaigns.ts'
import { directiveUseCases } from './directives.ts'
import type { RoundsHouse } from './house.ts'
import { laneUseCases } from './lane-course.ts'
import { roundsOverview } from './overview.ts'
import { progressUseCases } from './progress-and-returns.ts'
import { roundsWholes } from './retold.ts'
import { roundUseCases } from './rounds.ts'
import { Samples } from './samples.ts'
import type { RoundsUseCases } from './use-cases.ts'

export function openRounds(
  authority: House,
  operators: RoundsHouse['operators'],
): RoundsUseCases & { readonly retold: Wholes } {
  const house = { ...authority, samples: new Samples(), operators }
  return {
    retold: roundsWholes(house),
    overview: roundsOverview(house),
    ...campaignUseCases(house),
    ...roundUseCases(house),
    ...directiveUseCases(house),
    ...progressUseCases(house),
    ...laneUseCases(house),
  }
}

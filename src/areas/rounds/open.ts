/**
 * All use cases of rounds in the authority's unit of work. One process has them once: the charts' last quarter of an hour is in
 * its memory.
 */
import type { Wholes } from '../../authority/elsewhere.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { campaignUseCases } from './campaigns.ts'
import { directiveUseCases } from './directives.ts'
import { laneUseCases } from './lane-course.ts'
import { roundsOverview } from './overview.ts'
import { progressUseCases } from './progress-and-returns.ts'
import { roundsWholes } from './retold.ts'
import { roundUseCases } from './rounds.ts'
import { Samples } from './samples.ts'
import type { RoundsUseCases } from './use-cases.ts'
import type { RoundsWork } from './work.ts'

export function openRounds(
  authority: UnitOfWork,
  operators: RoundsWork['operators'],
): RoundsUseCases & { readonly retold: Wholes } {
  const work = { ...authority, samples: new Samples(), operators }
  return {
    retold: roundsWholes(work),
    overview: roundsOverview(work),
    ...campaignUseCases(work),
    ...roundUseCases(work),
    ...directiveUseCases(work),
    ...progressUseCases(work),
    ...laneUseCases(work),
  }
}

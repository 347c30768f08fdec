/** The page where one lands, of all areas that say anything there without a server, for the tests. */
import { briefingOverview } from '../../src/areas/briefing/overview.ts'
import { broadcastsOverview } from '../../src/areas/broadcasts/overview.ts'
import { bulletinsOverview } from '../../src/areas/bulletins/overview.ts'
import { freeOverviewPart } from '../../src/areas/free/overview.ts'
import { loudspeakersOverview } from '../../src/areas/loudspeakers/overview.ts'
import { noticesOverview } from '../../src/areas/notices/overview.ts'
import { overviewUseCases } from '../../src/areas/overview/use-cases.ts'
import { planOverview } from '../../src/areas/plan/overview.ts'
import { screeningOverview } from '../../src/areas/screening/overview.ts'
import type { Actor } from '../../src/authority/actor.ts'
import type { Stage } from './stage.ts'

export function overviewOf({ authority, clock }: Pick<Stage, 'authority' | 'clock'>) {
  const { store } = authority.house
  return overviewUseCases({
    parts: [
      ...[authority.overview, freeOverviewPart(authority.free), noticesOverview(store)],
      ...[briefingOverview(store), planOverview(store), bulletinsOverview(store)],
      ...[broadcastsOverview(store), loudspeakersOverview(store), screeningOverview(store)],
    ],
    now: clock.now,
  })
}

/** What waits for somebody, in short, in the order of its words: what is so, by when, whether it is urgent, and where. */
export async function waitsFor(stage: Pick<Stage, 'authority' | 'clock'>, actor: Actor) {
  const { waits } = await overviewOf(stage).overview(actor)
  return waits.items
    .map(({ what, name, says, until, isUrgent, page }) => ({
      ...{ what: what.en, name, says: says?.en ?? '', until, isUrgent, page },
    }))
    .toSorted((a, b) => (`${a.says} ${a.page}` < `${b.says} ${b.page}` ? -1 : 1))
}

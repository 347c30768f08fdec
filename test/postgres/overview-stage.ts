/** The page where one lands, of all areas that say anything there without a server, for the tests. */
import { briefingOverview } from '../../src/areas/briefing/overview.ts'
import { broadcastsOverview } from '../../src/areas/broadcasts/overview.ts'
import { bulletinsOverview } from '../../src/areas/bulletins/overview.ts'
import { freeOverviewPart } from '../../src/areas/free/overview.ts'
import { loudspeakersOverview } from '../../src/areas/loudspeakers/overview.ts'
import { noticesOverview } from '../../src/areas/notices/overview.ts'
import { SetUpUseCases } from '../../src/areas/overview/set-up.ts'
import { overviewUseCases } from '../../src/areas/overview/use-cases.ts'
import { planOverview } from '../../src/areas/plan/overview.ts'
import { screeningOverview } from '../../src/areas/screening/overview.ts'
import { signersOverview } from '../../src/areas/signers/overview.ts'
import type { Actor } from '../../src/authority/actor.ts'
import type { AuthorityFixture } from './stage.ts'

/** `isWithSigners`: of people who have accounts, and not only names. */
export function overviewOf({ authority, clock }: Pick<AuthorityFixture, 'authority' | 'clock'>, isWithSigners = false) {
  const { store } = authority.work
  const parts = [
    ...[authority.overview, freeOverviewPart(authority.free)],
    ...[briefingOverview(store), planOverview(store), bulletinsOverview(store)],
    ...[broadcastsOverview(store), loudspeakersOverview(store), screeningOverview(store)],
    ...(isWithSigners ? [signersOverview({ store })] : []),
  ]
  const found = async (now: number) =>
    (await Promise.all(parts.map(async part => (await part.found?.(now)) ?? []))).flat()
  const shown = [...parts, noticesOverview(store, found)]
  const setUp = new SetUpUseCases({ parts: shown, work: authority.work })
  const all = overviewUseCases({ parts: shown, setUp, now: clock.now })
  return { ...all, found }
}

/** What waits for somebody, in short, in the order of its words: what is so, by when, whether it is urgent, and where. */
export async function waitsFor(
  stage: Pick<AuthorityFixture, 'authority' | 'clock'>,
  actor: Actor,
  isWithSigners = false,
) {
  const { waits } = await overviewOf(stage, isWithSigners).overview(actor)
  return waits.items
    .map(({ what, name, says, until, isUrgent, page }) => ({
      what: what.en,
      name,
      says: says?.en ?? '',
      until,
      isUrgent,
      page,
    }))
    .toSorted((a, b) => (`${a.says} ${a.page}` < `${b.says} ${b.page}` ? -1 : 1))
}

/**
 * The overview as an area: parts of all others, asked for when somebody looks. Keeps nothing of its own but which lines of the set-up were put
 * aside. Whoever looks is told now and then
 * that what runs has gone on; of everything else they hear by its area.
 */
import type { Area } from '../../authority/area.ts'
import type { OverviewPart } from '../../authority/overview.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { Hearers } from '../../http/changes-feed.ts'
import { type Route, routesOf } from '../../http/route.ts'
import type { AreaTables } from '../../sql/store.ts'
import { overviewContract } from './contract.ts'
import { SetUpUseCases } from './set-up.ts'
import { type OverviewUseCases, overviewUseCases } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

export const overview: Area<AreaTables> = {
  name: 'overview',
  contract: overviewContract,
  shapes: {},
  tables: { rows: {}, migrations: [], restored: [] },
  trail: trailWords,
  hands: { 'set-up': null },
}

/** A picture that moves once a second is no rest to look at. */
const RUNNING_EVERY_MS = 5000

export function openOverviewArea(needs: {
  readonly parts: readonly OverviewPart[]
  readonly work: UnitOfWork
}): OpenArea {
  const { parts, work } = needs
  const setUp = new SetUpUseCases({ parts, work })
  return {
    routes: overviewRoutes(overviewUseCases({ parts, setUp, now: work.now }), setUp),
    hears: { sample: nowAndThen(work.now), setUp: (change, feed) => feed.toMinistry(change, 'setUp') },
  }
}

function nowAndThen(now: () => number): NonNullable<Hearers['sample']> {
  let toldAt = 0
  return ({ byOperator }, feed) => {
    if (now() - toldAt < RUNNING_EVERY_MS) return
    toldAt = now()
    feed.toMinistry({ is: 'overview' }, 'overview')
    for (const operator of Object.keys(byOperator)) feed.toOperator(operator, { is: 'overview' }, 'overview')
  }
}

/** Each row of the contract to its use case. */
function overviewRoutes(useCases: OverviewUseCases, setUp: SetUpUseCases): Route[] {
  return routesOf(overviewContract, {
    getSetUp: async ({ actor }) => await setUp.shown(actor),
    putSetUpAside: async ({ actor, params, body }) => await setUp.putAside(actor, params.name, body.isAside),
    getOverview: async ({ actor }) => await useCases.overview(actor),
    countWaiting: async ({ actor }) => ({ waits: await useCases.waiting(actor) }),
    getCalendar: async ({ actor, query }) => await useCases.calendar(actor, query.month),
  })
}

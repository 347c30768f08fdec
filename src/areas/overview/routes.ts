/** Each row of the contract to its use case. */
import { type Route, routesOf } from '../../http/route.ts'
import { overviewContract } from './contract.ts'
import type { SetUpUseCases } from './set-up.ts'
import type { OverviewUseCases } from './use-cases.ts'

export function overviewRoutes(useCases: OverviewUseCases, setUp: SetUpUseCases): Route[] {
  return routesOf(overviewContract, {
    getSetUp: async ({ actor }) => await setUp.shown(actor),
    putSetUpAside: async ({ actor, params, body }) => await setUp.putAside(actor, params.name, body.isAside),
    getOverview: async ({ actor }) => await useCases.overview(actor),
    countWaiting: async ({ actor }) => ({ waits: await useCases.waiting(actor) }),
    getCalendar: async ({ actor, query }) => await useCases.calendar(actor, query.month),
  })
}

/**
 * The overview as an area: parts of all others, asked for when somebody looks. Keeps nothing of its own. Whoever looks is told now and then
 * that what runs has gone on; of everything else they hear by its area.
 */
import type { Area } from '../../authority/area.ts'
import type { OverviewPart } from '../../authority/overview.ts'
import type { OpenArea } from '../../http/area.ts'
import type { Hearers } from '../../http/changes-feed.ts'
import type { AreaTables } from '../../sql/store.ts'
import { overviewContract } from './contract.ts'
import { overviewRoutes } from './routes.ts'
import { overviewUseCases } from './use-cases.ts'

export const overview: Area<AreaTables> = {
  name: 'overview',
  contract: overviewContract,
  shapes: {},
  tables: { rows: {}, migrations: [], restored: [] },
  actions: [],
  hands: {},
}

/** A picture that moves once a second is no rest to look at. */
const RUNNING_EVERY_MS = 5000

export function openOverviewArea(needs: {
  readonly parts: readonly OverviewPart[]
  readonly now: () => number
}): OpenArea {
  return {
    routes: overviewRoutes(overviewUseCases(needs)),
    hears: { sample: nowAndThen(needs.now) },
  }
}

function nowAndThen(now: () => number): NonNullable<Hearers['sample']> {
  let toldAt = 0
  return ({ byOperator }, feed) => {
    if (now() - toldAt < RUNNING_EVERY_MS) return
    toldAt = now()
    feed.toMinistry({ is: 'overview' }, 'overview')
    for (const operator of Object.keys(byOperator))
      feed.toOperator(operator, { is: 'overview' }, 'overview')
  }
}

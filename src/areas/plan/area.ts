/**
 * Communication plans as an area. What was decided is carried out every second and at the start, what is repeated is planned a day ahead, and
 * what data proposes is looked at each hour.
 */
import type { Area } from '../../authority/area.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Carriers } from './carrier.ts'
import { carryOutDue, planAgain, settleAsked } from './carrying.ts'
import { planContract } from './contract.ts'
import type { Declared } from './figures.ts'
import { planHands } from './in-hands.ts'
import { planOverview } from './overview.ts'
import { planUseCases } from './plans.ts'
import { proposeByData } from './proposals.ts'
import { planRoutes } from './routes.ts'
import { SeriesCache } from './series-cache.ts'
import { planTables } from './sql.ts'
import { planRows } from './store.ts'
import { taskCarrier } from './tasks.ts'
import type { PlanUseCases } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

export const plan: Area<AreaTables> = {
  name: 'plan',
  contract: planContract,
  shapes: {},
  tables: planTables,
  trail: trailWords,
  hands: planHands,
}

/** People wait for it. */
const DUE_EVERY_MS = 1000
const AGAIN_EVERY_MS = 60_000
/** Whoever has stopped something looks whether it still waits. */
const SETTLE_EVERY_MS = 3000
const PROPOSE_EVERY_MS = 3_600_000

export interface OpenPlan extends OpenArea {
  readonly useCases: PlanUseCases
}

export function openPlanArea(needs: {
  readonly work: UnitOfWork
  /** All but tasks, which are the area's own. */
  readonly carriers: Omit<Carriers, 'task'>
  readonly declared: Declared
  readonly onError: (error: unknown) => void
}): OpenPlan {
  const { work, declared, onError } = needs
  const carriers = { ...needs.carriers, task: taskCarrier }
  const cache = new SeriesCache()
  const carrying = { work, carriers, onError }
  const useCases = planUseCases({ work, carriers, declared, cache })
  return {
    useCases,
    routes: planRoutes(useCases),
    overview: planOverview(work.store),
    hears: { plan: (change, feed) => feed.toMinistry(change, `plan ${change.plan}`) },
    jobs: [
      {
        everyMs: DUE_EVERY_MS,
        act: async () => {
          while (await carryOutDue(carrying));
        },
        atStart: true,
      },
      { everyMs: AGAIN_EVERY_MS, act: async () => await planAgain(work) },
      { everyMs: SETTLE_EVERY_MS, act: async () => await settleAsked(carrying) },
      { everyMs: PROPOSE_EVERY_MS, act: async () => await proposeForAll(work, cache) },
    ],
  }
}

async function proposeForAll(work: UnitOfWork, cache: SeriesCache): Promise<void> {
  const rows = planRows(work.store)
  for (const { id } of await rows.drafts())
    if ((await rows.imports(id, 1)).length > 0) {
      await cache.of(work.store, id)
      await work.transaction(async tx => {
        const series = await cache.within(tx.store, id)
        await proposeByData(tx, series, { plan: id, by: null })
      })
    }
}

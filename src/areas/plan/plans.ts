/** All that can be asked about plans, over one shelf of the data that was read. */
import type { House } from '../../authority/unit-of-work.ts'
import { type Carriers, foreseeBy } from './carrier.ts'
import { changeUseCases } from './changes.ts'
import { dataUseCases } from './data.ts'
import { deedUseCases } from './deeds.ts'
import { runningGroups } from './diff-view.ts'
import { draftUseCases, newestPlan } from './drafts.ts'
import { costingBy, type Declared } from './figures.ts'
import { proposalUseCases } from './proposals.ts'
import type { SeriesShelf } from './series-shelf.ts'
import { situationViewOf } from './situation-view.ts'
import { standingOf } from './situations.ts'
import { taskUseCases } from './tasks.ts'
import type { PlanUseCases } from './use-cases.ts'

export function planUseCases(needs: {
  readonly house: House
  readonly carriers: Carriers
  readonly declared: Declared
  readonly shelf: SeriesShelf
}): PlanUseCases {
  const { house, carriers, declared, shelf } = needs
  const costing = costingBy(declared)
  return {
    ...draftUseCases(house),
    ...changeUseCases(house, costing, foreseeBy(carriers)),
    ...deedUseCases(house, carriers),
    ...taskUseCases(house),
    ...dataUseCases(house, shelf),
    ...proposalUseCases(house),
    situation: async (plan, { purpose, atMs }) =>
      await situationViewOf(house.store, plan, { purpose, atMs: atMs ?? house.now() }),
    running: async (plan, { purpose }) => {
      const { store } = house
      const now = house.now()
      const { content } = await newestPlan(store, plan)
      const { running } = await standingOf(store, { plan: content, purpose, at: now })
      return runningGroups(running.values(), await costing(store, content, now))
    },
  }
}

/** All that can be asked about plans, over one cache of the data that was read. */
import type { Reading } from '../../authority/store.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { type Carriers, foreseeBy } from './carrier.ts'
import { changeUseCases } from './changes.ts'
import { dataUseCases } from './data.ts'
import { deedUseCases } from './deeds.ts'
import { runningGroups } from './diff-view.ts'
import { draftUseCases, newestPlan } from './drafts.ts'
import { costingBy, type Declared } from './figures.ts'
import type { EffectGroup } from './model.ts'
import { proposalUseCases } from './proposals.ts'
import type { SeriesCache } from './series-cache.ts'
import { situationViewOf } from './situation-view.ts'
import { situationStateOf } from './situations.ts'
import { planRows, type StoredEffect } from './store.ts'
import { taskUseCases } from './tasks.ts'
import type { PlanUseCases } from './use-cases.ts'

export function planUseCases(needs: {
  readonly work: UnitOfWork
  readonly carriers: Carriers
  readonly declared: Declared
  readonly cache: SeriesCache
}): PlanUseCases {
  const { work, carriers, declared, cache } = needs
  const costing = costingBy(declared)
  return {
    ...draftUseCases(work),
    ...changeUseCases(work, costing, foreseeBy(carriers)),
    ...deedUseCases(work, carriers),
    ...taskUseCases(work),
    ...dataUseCases(work, cache),
    ...proposalUseCases(work),
    situation: async (plan, { purpose, atMs }) =>
      await situationViewOf(work.store, plan, { purpose, atMs: atMs ?? work.now() }),
    running: async (plan, { purpose }) => {
      const { store } = work
      const now = work.now()
      const { content } = await newestPlan(store, plan)
      const { running, effects } = await situationStateOf(store, { plan: content, purpose, at: now })
      const groups = runningGroups(running.values(), await costing(store, content, now))
      if (purpose !== 'live') return groups
      return await withFree(groups, { store, carriers, now, effects: [...effects.values()] })
    },
  }
}

/** What a level holds free may not be free: the lists that are signed say that. */
async function withFree(
  groups: readonly EffectGroup[],
  given: {
    readonly store: Reading
    readonly carriers: Carriers
    readonly now: number
    readonly effects: readonly StoredEffect[]
  },
): Promise<readonly EffectGroup[]> {
  const { store, carriers, now, effects } = given
  const told: EffectGroup[] = []
  for (const group of groups) {
    const own = effects.find(({ document }) => document.action === group.action && document.kind === 'free-list')
    if (own === undefined) {
      told.push(group)
      continue
    }
    const deeds = await planRows(store).deedsOf(own.id)
    const thing = deeds.findLast(deed => deed.does === 'begin' && deed.thing !== null)?.thing
    const of = { id: thing?.id ?? NOTHING_YET, effect: own.document, now }
    told.push({ ...group, whyFree: [...((await carriers['free-list'].whyOf?.(store, of)) ?? [])] })
  }
  return told
}

/** Of an effect that has become no version yet. */
const NOTHING_YET = '0'

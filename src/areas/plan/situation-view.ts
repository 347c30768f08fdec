/** The situation on an instant, area by area, as it is read. Reads only. */
import type { Reading } from '../../authority/store.ts'
import { wallDate } from '../../base/wall-time.ts'
import type { Purpose } from '../../directive/documents.ts'
import { areaName, areasOn, datedCodeOf } from '../../plan/areas.ts'
import type { AreaLevel } from '../../plan/situation.ts'
import { newestPlan } from './drafts.ts'
import type { SituationView } from './model.ts'
import { situationStateOf } from './situations.ts'

export async function situationViewOf(
  store: Reading,
  plan: string,
  { purpose, atMs }: { readonly purpose: Purpose; readonly atMs: number },
): Promise<SituationView> {
  const { content } = await newestPlan(store, plan)
  const { situation } = await situationStateOf(store, { plan: content, purpose, at: atMs })
  return {
    plan,
    purpose,
    at: instantOf(atMs),
    areas: areasOn(wallDate(atMs, content.timeZone)).map(area => ({
      area,
      name: areaName(area, 'vi'),
      code: datedCodeOf(area)?.code ?? '',
      ...shownOf(situation.levelOf(area, atMs)),
    })),
    instants: situation.instants().map(instantOf),
  }
}

function shownOf(standing: AreaLevel) {
  if (!('level' in standing)) return { is: standing.is, level: null, change: null, since: null } as const
  const { is, level, change, since } = standing
  return { is, level, change, since: instantOf(since) }
}

function instantOf(at: number): string {
  return new Date(at).toISOString()
}

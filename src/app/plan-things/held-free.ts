/** What the levels that areas are at hold free of charge, by all plans: for whoever signs a list that takes some of it away. */
import type { HeldFree } from '../../areas/free/use-cases.ts'
import { planRows, type StoredEffect } from '../../areas/plan/store.ts'
import { isOver } from '../../areas/plan/times.ts'
import { type AreaId, areaName, COUNTRY } from '../../plan/areas.ts'
import type { Promised } from '../../zerorating/status.ts'

/** Of more it says how many. */
const AREAS_NAMED_MAX = 3

export const heldFree: HeldFree = async (store, now) => {
  const rows = planRows(store)
  const held: StoredEffect[] = []
  for (const { id: plan } of await rows.drafts()) held.push(...(await rows.notEnded({ plan, purpose: 'live' }, now)))
  return promisedBy(held.filter(({ document }) => !isOver(document, now)))
}

/** Each service once, by whichever areas; from the first that calls for it until the last does. */
export function promisedBy(effects: readonly Pick<StoredEffect, 'document' | 'endedAt'>[]): readonly Promised[] {
  const calls = effects
    .filter(({ document }) => document.kind === 'free-list')
    .flatMap(({ document, endedAt }) =>
      document.settings.services.map(service => ({
        service,
        from: Date.parse(document.first),
        areas: document.sources,
        until: endedAt ?? Number.POSITIVE_INFINITY,
      })),
    )
  return [...Map.groupBy(calls, ({ service }) => service)].map(([service, own]) => ({
    service,
    by: namesOf([...new Set(own.flatMap(({ areas }) => areas))]),
    from: Math.min(...own.map(({ from }) => from)),
    until: Math.max(...own.map(({ until }) => until)),
  }))
}

/** The same in both languages. */
function namesOf(areas: readonly AreaId[]): readonly string[] {
  const names = areas.map(area => (area === COUNTRY ? 'Việt Nam' : areaName(area, 'vi')))
  const left = names.length - AREAS_NAMED_MAX
  return left > 0 ? [...names.slice(0, AREAS_NAMED_MAX), `+${left}`] : names
}

/**
 * What the area of plans counts of a month, with what readers need beside it: the names of plans, levels and areas, and what each change
 * began, ended and became, action by action. Reads only.
 */
import { type ChangeRecord, monthRecordOf } from '../../areas/plan/month-record.ts'
import {
  type PlanReading,
  planRows,
  type StoredDeed,
  type StoredEffect,
} from '../../areas/plan/store.ts'
import type { Reading } from '../../authority/store.ts'
import { type AreaId, areaName } from '../../plan/areas.ts'
import type { Level, Plan } from '../../plan/plan.ts'
import type {
  DeedsRecord,
  LevelChangeRecord,
  PlannedRecord,
  PlanRecord,
  PlansRecord,
} from '../../report/plan-records.ts'

const DEEDS_AT_ONCE = 1000

/** Null: no level was ever decided by a plan. */
export async function plansOf(
  store: Reading,
  of: { readonly month: string; readonly timeZone: string; readonly now: number },
): Promise<PlansRecord | null> {
  const counted = await monthRecordOf(store, of)
  if (counted === null) return null
  const rows = planRows(store)
  const records: PlanRecord[] = []
  for (const { plan, levels, changes } of counted) {
    const newest = await rows.newest(plan)
    if (newest === null) continue
    const { title } = newest.content
    const named = new Names(newest.content)
    const told: LevelChangeRecord[] = []
    for (const change of changes) told.push(await changeOf(rows, change, named))
    records.push({
      ...{ plan, title, levels: named.levels, changes: told },
      stretches: levels.flatMap(({ area, level, from, until }) =>
        level === null ? [] : [{ area, name: areaNames(area), level, from, until }],
      ),
    })
  }
  return records
}

/** A level that the newest version has no more is told by its id. */
class Names {
  readonly levels: { id: string; name: Level['name'] }[]

  constructor({ levels }: Plan) {
    this.levels = levels
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ id, name }) => ({ id, name: { ...name } }))
  }

  of(level: string): Level['name'] {
    return this.levels.find(({ id }) => id === level)?.name ?? { vi: level, en: level }
  }
}

function areaNames(area: AreaId) {
  return { vi: areaName(area, 'vi'), en: areaName(area, 'en') }
}

async function changeOf(
  rows: PlanReading,
  change: ChangeRecord,
  named: Names,
): Promise<LevelChangeRecord> {
  const { id, purpose, version, from, approvedAt, proposedBy, approvedBy, isTakenBack } = change
  return {
    ...{ id, purpose, version, from, approvedAt, proposedBy, approvedBy, isTakenBack },
    decisions: change.decisions.map(({ area, level }) => ({
      name: areaNames(area),
      level: level === null ? null : named.of(level),
    })),
    planned: await plannedOf(rows, id),
    deeds: await deedsOf(rows, id),
  }
}

async function plannedOf(rows: PlanReading, change: string): Promise<PlannedRecord[]> {
  const actions = new Map<string, PlannedRecord>()
  for (const { is, action, title, kind, effects } of (await rows.change(change))?.diff?.groups ??
    []) {
    const none = { starts: 0, stops: 0, replaced: 0, stays: 0 }
    const before = actions.get(action) ?? { action, title, kind, ...none }
    actions.set(action, { ...before, [is]: before[is] + effects })
  }
  return [...actions.values()]
}

async function deedsOf(rows: PlanReading, change: string): Promise<DeedsRecord[]> {
  const effects = await effectsOf(rows, change)
  const actions = new Map<string, DeedsRecord>()
  for await (const { effect, state } of allDeeds(rows, change)) {
    const document = effects.get(effect)?.document ?? (await rows.effect(effect))?.document
    if (document === undefined) continue
    const { action, title, kind } = document
    const none = { done: 0, failed: 0, planned: 0, asked: 0, dropped: 0 }
    const before = actions.get(action) ?? { action, title, kind, ...none }
    actions.set(action, { ...before, [state]: before[state] + 1 })
  }
  return [...actions.values()]
}

/** Read once, not one by one. */
async function effectsOf(
  rows: PlanReading,
  change: string,
): Promise<ReadonlyMap<string, StoredEffect>> {
  const all = [...(await rows.effectsBegunBy(change)), ...(await rows.effectsEndedBy(change))]
  return new Map(all.map(effect => [effect.id, effect]))
}

async function* allDeeds(rows: PlanReading, change: string): AsyncGenerator<StoredDeed> {
  for (let after = -1; ; ) {
    const of = { after, limit: DEEDS_AT_ONCE, states: null }
    const deeds = await rows.deedsByChange(change, of)
    yield* deeds
    const last = deeds.at(-1)
    if (last === undefined || deeds.length < DEEDS_AT_ONCE) return
    after = last.serial
  }
}

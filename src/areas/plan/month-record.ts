/**
 * What a month's report counts of plans: at which level areas were, what each change of the month was to begin and to end, action by action,
 * and what was carried out of it until now; exercises are among them and say so. Months begin and end by the clock of that time zone. Reads
 * only.
 */
import type { Reading } from '../../authority/store.ts'
import { compatibleInstant } from '../../base/wall-time.ts'
import { type AreaId, areaName, dayAfter } from '../../plan/areas.ts'
import type { Both, Plan } from '../../plan/plan.ts'
import { monthAfter } from '../../report/months.ts'
import type {
  DeedsRecord,
  LevelChangeRecord,
  LevelStretch,
  PlannedRecord,
  PlanRecord,
} from '../../report/plan-records.ts'
import { levelsOf } from './month-levels.ts'
import { liveSituation } from './situations.ts'
import { type PlanReading, planRows, type StoredChange, type StoredDeed } from './store.ts'

interface Month {
  readonly month: string
  readonly timeZone: string
  readonly now: number
}

/** Null: no level was ever decided by a plan. */
export async function monthRecordOf(store: Reading, of: Month): Promise<PlanRecord[] | null> {
  const rows = planRows(store)
  if (!(await rows.hasSituation())) return null
  const [from, until] = [of.month, monthAfter(of.month)].map(month => firstInstant(month, of))
  const approved = await rows.approvedBetween(from, until)
  const records: PlanRecord[] = []
  for (const { id } of await rows.drafts()) {
    const newest = await rows.newest(id)
    if (newest === null) continue
    const { title, levels } = newest.content
    const named = namesOf(newest.content)
    const changes: LevelChangeRecord[] = []
    for (const { id: change } of approved.filter(({ plan }) => plan === id)) {
      const stored = await rows.change(change)
      if (stored !== null) changes.push(await changeRecordOf(rows, stored, named))
    }
    records.push({
      plan: id,
      title,
      changes,
      levels: levels.toSorted((a, b) => a.rank - b.rank).map(({ id, name }) => ({ id, name })),
      stretches: await stretchesOf(store, newest.content, of),
    })
  }
  return records
}

type Named = (level: string) => Both

/** A level that the plan does not have any more has its id for a name. */
function namesOf({ levels }: Plan): Named {
  const names = new Map(levels.map(({ id, name }) => [id, name]))
  return level => names.get(level) ?? { vi: level, en: level }
}

async function stretchesOf(store: Reading, plan: Plan, { month, now }: Month): Promise<LevelStretch[]> {
  const days = { from: `${month}-01`, until: dayAfter(`${monthAfter(month)}-01`, -1) }
  const stretches = levelsOf(await liveSituation(store, plan), { ...days, now })
  return stretches.flatMap(({ area, level, from, until }) =>
    level === null ? [] : [{ area, name: nameOf(area), level, from, until }],
  )
}

function nameOf(area: AreaId): Both {
  return { vi: areaName(area, 'vi'), en: areaName(area, 'en') }
}

async function changeRecordOf(rows: PlanReading, change: StoredChange, named: Named): Promise<LevelChangeRecord> {
  const { id, sha256, purpose, version, content, approvedAt, approvedBy, takenBackBy } = change
  return {
    id,
    sha256,
    purpose,
    version,
    from: content.from,
    isTakenBack: takenBackBy !== null,
    approvedAt: new Date(approvedAt ?? 0).toISOString(),
    proposedBy: (change.submittedBy ?? change.proposedBy).name,
    approvedBy: approvedBy?.name ?? '?',
    decisions: content.decisions.map(({ area, level }) => ({
      name: nameOf(area),
      level: level === null ? null : named(level),
    })),
    planned: plannedOf(change),
    deeds: await deedsOf(rows, id),
  }
}

/** As it was approved. */
function plannedOf({ diff }: StoredChange): PlannedRecord[] {
  const actions = new Map<string, PlannedRecord>()
  for (const { is, action, title, kind, effects } of diff?.groups ?? []) {
    const none = { starts: 0, stops: 0, replaced: 0, stays: 0 }
    const before = actions.get(action) ?? { action, title, kind, ...none }
    actions.set(action, { ...before, [is]: before[is] + effects })
  }
  return [...actions.values()]
}

async function deedsOf(rows: PlanReading, change: string): Promise<DeedsRecord[]> {
  const known = [...(await rows.effectsBegunBy(change)), ...(await rows.effectsEndedBy(change))]
  const documents = new Map(known.map(({ id, document }) => [id, document]))
  const actions = new Map<string, DeedsRecord>()
  for await (const { effect, state } of deedsBy(rows, change)) {
    // An end that was decided and is not any more has its effect elsewhere.
    const document = documents.get(effect) ?? (await rows.effect(effect))?.document
    if (document === undefined) continue
    const { action, title, kind } = document
    const none = { done: 0, failed: 0, planned: 0, asked: 0, dropped: 0 }
    const before = actions.get(action) ?? { action, title, kind, ...none }
    actions.set(action, { ...before, [state]: before[state] + 1 })
  }
  return [...actions.values()]
}

const DEEDS_AT_ONCE = 1000

async function* deedsBy(rows: PlanReading, change: string): AsyncGenerator<StoredDeed> {
  let after = -1
  for (;;) {
    const deeds = await rows.deedsByChange(change, { after, limit: DEEDS_AT_ONCE, states: null })
    yield* deeds
    const last = deeds.at(-1)
    if (last === undefined || deeds.length < DEEDS_AT_ONCE) return
    after = last.serial
  }
}

function firstInstant(month: string, { timeZone }: Pick<Month, 'timeZone'>): number {
  const at = compatibleInstant(`${month}-01T00:00`, timeZone)
  if (at === null) throw new RangeError(`${month} is no month`)
  return at
}

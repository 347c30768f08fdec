/**
 * What a month's report counts of plans: at which level areas were, what each change of the month was to begin and to end, and what was
 * carried out of it until now; exercises are among them and say so. Months begin and end by the clock of that time zone. Reads only.
 */
import type { Reading } from '../../authority/store.ts'
import { compatibleInstant } from '../../base/wall-time.ts'
import { type AreaId, areaName, dayAfter } from '../../plan/areas.ts'
import type { Both, Plan } from '../../plan/plan.ts'
import { monthAfter } from '../../report/months.ts'
import type { LevelChangeRecord, LevelRecord, PlanRecord } from '../../report/plan-records.ts'
import { levelsOf } from './month-levels.ts'
import { liveSituation } from './situations.ts'
import { type DeedCounts, planRows, type StoredChange } from './store.ts'

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
  const counts = await rows.deedCounts(approved.map(({ id }) => id))
  const records: PlanRecord[] = []
  for (const { id } of await rows.drafts()) {
    const newest = await rows.newest(id)
    if (newest === null) continue
    const named = namesOf(newest.content)
    const changes: LevelChangeRecord[] = []
    for (const { id: change } of approved.filter(({ plan }) => plan === id)) {
      const stored = await rows.change(change)
      if (stored !== null) changes.push(changeRecordOf(stored, counts.get(change) ?? NONE, named))
    }
    const levels = await levelRecordsOf(store, newest.content, of, named)
    records.push({ plan: id, title: newest.content.title, levels, changes })
  }
  return records
}

type Named = (level: string) => Both

/** A level that the plan does not have any more has its id for a name. */
function namesOf({ levels }: Plan): Named {
  const names = new Map(levels.map(({ id, name }) => [id, name]))
  return level => names.get(level) ?? { vi: level, en: level }
}

async function levelRecordsOf(
  store: Reading,
  plan: Plan,
  { month, now }: Month,
  named: Named,
): Promise<LevelRecord[]> {
  const days = { from: `${month}-01`, until: dayAfter(`${monthAfter(month)}-01`, -1) }
  const stretches = levelsOf(await liveSituation(store, plan), { ...days, now })
  return stretches.flatMap(({ area, level, from, until }) =>
    level === null ? [] : [{ area: nameOf(area), level: named(level), from, until }],
  )
}

function nameOf(area: AreaId): string {
  return areaName(area, 'vi')
}

const NONE: DeedCounts = { planned: 0, failed: 0, done: 0, asked: 0, dropped: 0 }

function changeRecordOf(change: StoredChange, deeds: DeedCounts, named: Named): LevelChangeRecord {
  const { id, sha256, purpose, version, content, approvedAt, approvedBy, takenBackBy } = change
  const { starts = 0, stops = 0, replaced = 0 } = change.diff?.totals ?? {}
  const { planned, failed, done, asked, dropped } = deeds
  return {
    ...{ id, sha256, purpose, version, from: content.from, isTakenBack: takenBackBy !== null },
    approvedAt: new Date(approvedAt ?? 0).toISOString(),
    proposedBy: (change.submittedBy ?? change.proposedBy).name,
    approvedBy: approvedBy?.name ?? '?',
    decisions: content.decisions.map(({ area, level }) => ({
      area: nameOf(area),
      level: level === null ? null : named(level),
    })),
    // What is replaced ends and begins.
    ...{ begins: starts + replaced, ends: stops + replaced },
    deeds: { planned, failed, done, asked, dropped },
  }
}

function firstInstant(month: string, { timeZone }: Pick<Month, 'timeZone'>): number {
  const at = compatibleInstant(`${month}-01T00:00`, timeZone)
  if (at === null) throw new RangeError(`${month} is no month`)
  return at
}

/**
 * What a month's report counts of plans: at which level areas were, what each change of the month began and ended, and what was carried out
 * of it until now; exercises apart. Months begin and end by the clock of that time zone. Reads only.
 */
import type { Reading } from '../../authority/store.ts'
import { compatibleInstant } from '../../base/wall-time.ts'
import type { Purpose } from '../../directive/documents.ts'
import { dayAfter } from '../../plan/areas.ts'
import type { Decision } from '../../plan/situation.ts'
import { monthAfter } from '../../report/months.ts'
import { levelsOf, type Stretch } from './month-levels.ts'
import { liveSituation } from './situations.ts'
import { type DeedCounts, planRows, type StoredChange } from './store.ts'

export interface PlanRecord {
  readonly plan: string
  /** Of all areas of which somebody had decided. */
  readonly levels: readonly Stretch[]
  /** In the order in which they were approved. */
  readonly changes: readonly ChangeRecord[]
}

export interface ChangeRecord {
  readonly id: string
  readonly purpose: Purpose
  readonly version: number
  readonly from: string
  readonly approvedAt: string
  readonly proposedBy: string
  readonly approvedBy: string
  readonly decisions: readonly Decision[]
  readonly isTakenBack: boolean
  /** As it was approved. */
  readonly planned: {
    readonly starts: number
    readonly stops: number
    readonly replaced: number
    readonly stays: number
  }
  /** Until now. all = planned + failed + done + asked + dropped. */
  readonly deeds: DeedCounts
}

/** Null: no level was ever decided by a plan. */
export async function monthRecordOf(
  store: Reading,
  of: { readonly month: string; readonly timeZone: string; readonly now: number },
): Promise<readonly PlanRecord[] | null> {
  const rows = planRows(store)
  if (!(await rows.hasSituation())) return null
  const [from, until] = [of.month, monthAfter(of.month)].map(month => firstInstant(month, of))
  const approved = await rows.approvedBetween(from, until)
  const counts = await rows.deedCounts(approved.map(({ id }) => id))
  const records: PlanRecord[] = []
  for (const { id: plan } of await rows.drafts()) {
    const newest = await rows.newest(plan)
    if (newest === null) continue
    const changes = approved.filter(change => change.plan === plan)
    const whole = await Promise.all(changes.map(async ({ id }) => await rows.change(id)))
    const days = { from: `${of.month}-01`, until: dayAfter(`${monthAfter(of.month)}-01`, -1) }
    const situation = await liveSituation(store, newest.content)
    const levels = levelsOf(situation, { ...days, now: of.now })
    records.push({
      plan,
      levels: levels.filter(({ level }) => level !== null),
      changes: whole.flatMap(change =>
        change === null ? [] : [changeRecordOf(change, counts.get(change.id) ?? NONE)],
      ),
    })
  }
  return records
}

const NONE: DeedCounts = { planned: 0, failed: 0, done: 0, asked: 0, dropped: 0 }

function changeRecordOf(change: StoredChange, deeds: DeedCounts): ChangeRecord {
  const { id, purpose, version, content, approvedAt, proposedBy, approvedBy, diff } = change
  const { starts = 0, stops = 0, replaced = 0, stays = 0 } = diff?.totals ?? {}
  return {
    ...{ id, purpose, version, from: content.from, decisions: content.decisions, deeds },
    approvedAt: new Date(approvedAt ?? 0).toISOString(),
    ...{ proposedBy: proposedBy.name, approvedBy: approvedBy?.name ?? '' },
    isTakenBack: change.takenBackBy !== null,
    planned: { starts, stops, replaced, stays },
  }
}

function firstInstant(month: string, { timeZone }: { readonly timeZone: string }): number {
  const at = compatibleInstant(`${month}-01T00:00`, timeZone)
  if (at === null) throw new RangeError(`${month} is no month`)
  return at
}

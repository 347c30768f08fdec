/**
 * Whether a change of level may be decided at this instant, of what was decided before. Changes come one after the other: one that begins
 * before another that waits for its time has to take that one back. Reads only.
 */
import { notFound } from '../../authority/failures.ts'
import type { Reading } from '../../authority/store.ts'
import { areaName, COUNTRY } from '../../plan/areas.ts'
import { BLOCKING } from '../../plan/remarks.ts'
import type { DiffNow } from './diffing.ts'
import { newestPlan } from './drafts.ts'
import { planAreaFailure } from './failures.ts'
import { planRows, type StoredChange } from './store.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/**
 * A decision is signed on paper before it is entered, and whoever approves may take their time. The level stands from then on; what it does
 * begins when it is approved.
 */
const LATE_HOURS_MAX = 24
const FAR_DAYS_MAX = 60

type Timed = Pick<StoredChange, 'id' | 'plan' | 'purpose' | 'content' | 'from' | 'version'>

/** Fails with changeOfOldPlan, changeLate, changeFar, changeNotLast, changeBehind, exerciseTakesBack. */
export async function refuseUntimely(store: Reading, change: Timed, now: number): Promise<void> {
  const newest = await newestPlan(store, change.plan)
  if (newest.version !== change.version)
    throw planAreaFailure('changeOfOldPlan', { newest: newest.version, version: change.version })
  if (change.from < now - LATE_HOURS_MAX * HOUR_MS) throw planAreaFailure('changeLate', { hours: LATE_HOURS_MAX })
  if (change.from > now + FAR_DAYS_MAX * DAY_MS) throw planAreaFailure('changeFar', { days: FAR_DAYS_MAX })
  const decided = await decidedBefore(store, change)
  const { takesBack, decisions } = change.content
  if (takesBack !== null) {
    if (change.purpose === 'exercise') throw planAreaFailure('exerciseTakesBack')
    const last = decided.at(-1)
    if (last === undefined) throw notFound('level change')
    if (last.id !== takesBack) throw planAreaFailure('changeNotLast', { other: last.id })
    if (decisions.length === 0) return
  }
  const behind = decided.findLast(({ id, from }) => id !== takesBack && from > change.from)
  if (behind !== undefined) throw planAreaFailure('changeBehind', { other: behind.id, from: behind.content.from })
}

/** That count, in the order in which they were approved. */
async function decidedBefore(
  store: Reading,
  { plan, purpose }: Timed,
): Promise<readonly Pick<Timed, 'id' | 'from' | 'content'>[]> {
  const rows = planRows(store)
  const since = purpose === 'live' ? 0 : ((await rows.draft(plan))?.exerciseSince ?? 0)
  const situation = (await rows.situation({ plan, purpose })).filter(({ at }) => at >= since)
  const takenBack = new Set(situation.map(({ content }) => content.takesBack))
  return situation
    .filter(({ change, content }) => {
      const isDecision = content.takesBack === null || content.decisions.length > 0
      return isDecision && !takenBack.has(change)
    })
    .map(({ change: id, content }) => ({ id, content, from: Date.parse(content.from) }))
}

/** Fails with changeBeingCarriedOut. */
export async function refuseWhileCarriedOut(store: Reading, { plan, purpose }: Timed, now: number): Promise<void> {
  const open = await planRows(store).openDeed({ plan, purpose }, now)
  if (open !== null) throw planAreaFailure('changeBeingCarriedOut', { other: open.change })
}

/** Fails with changeEmpty and changeInSilence. */
export function refuseFaulty({ content }: Timed, { diff }: DiffNow): void {
  const { steps, starts, stops, replaced, remarks } = diff
  const isNothing = [steps, starts, stops, replaced].every(({ length }) => length === 0)
  if (isNothing && content.decisions.length === 0 && content.takesBack === null) throw planAreaFailure('changeEmpty')
  const silent = remarks.filter(({ code }) => BLOCKING.includes(code))
  if (silent.length === 0) return
  const areas = silent.flatMap(remark => remark.areas).map(area => areaName(area, 'vi'))
  throw planAreaFailure('changeInSilence', { areas: areas.join(', ') || areaName(COUNTRY, 'vi') })
}

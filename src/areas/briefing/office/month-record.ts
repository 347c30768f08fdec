/**
 * What a month's report counts of briefings: those that began in the month, by their rolls, and the instructions that were issued in
 * it. Months begin and end by the clock of that time zone. Reads only.
 */
import type { Reading } from '../../../authority/store.ts'
import { compatibleInstant } from '../../../base/wall-time.ts'
import { monthAfter } from '../../../report/months.ts'
import type { BriefingHeld, InstructionIssued, MonthRecords } from '../../../report/records.ts'
import { PRESENCE_KINDS, presencesOf } from '../hall/attendance.ts'
import { type Clock, isOverdue } from '../instructions/due.ts'
import { courseOf, tellerOf } from '../instructions/view.ts'
import { EXPECTED } from '../model.ts'
import { briefingRows, type StoredBriefing, type StoredInstruction } from '../store.ts'

/** Null: there is no briefing at all. */
export async function monthRecordOf(
  store: Reading,
  { month, ...clock }: Clock & { readonly month: string },
): Promise<MonthRecords['briefings']> {
  const rows = briefingRows(store)
  const newest = await rows.briefings({ states: null, cursor: null, limit: 1 })
  if (newest.items.length === 0) return null
  const [from, until] = [month, monthAfter(month)].map(each => firstInstant(each, clock.timeZone))
  const held: BriefingHeld[] = []
  for (const briefing of await rows.briefingsBegun(from, until)) held.push(await heldOf(store, briefing, clock.now))
  const told = tellerOf(store)
  const issued: InstructionIssued[] = []
  for (const each of await rows.instructionsIssued(from, until))
    issued.push(issuedOf(each, (await told(each)).siteName, clock))
  return { held, issued }
}

function firstInstant(month: string, timeZone: string): number {
  const at = compatibleInstant(`${month}-01T00:00`, timeZone)
  if (at === null) throw new RangeError(`${month} is no month`)
  return at
}

async function heldOf(
  store: Reading,
  { id, content, beganAt, endedAt, closedAt }: StoredBriefing,
  now: number,
): Promise<BriefingHeld> {
  if (beganAt === null) throw new TypeError('a briefing that never began')
  const sites = content.roster.filter(({ role }) => EXPECTED.includes(role)).map(({ site }) => site)
  const log = await briefingRows(store).log(id, PRESENCE_KINDS)
  const presences = presencesOf(log, sites, { beganAt, endedAt, nowMs: now })
  const attended = [...presences.values()].map(presence => presence.attended)
  const came = attended.filter(({ cameMs }) => cameMs !== null)
  return {
    id,
    title: content.title,
    beganAt: new Date(beganAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    isClosed: closedAt !== null,
    expected: sites.length,
    came: came.length,
    late: came.filter(({ wasLate }) => wasLate).length,
    dropped: came.filter(({ is }) => is === 'dropped').length,
    absentWithReason: attended.filter(({ is }) => is === 'absent-with-reason').length,
    absent: attended.filter(({ is }) => is === 'absent').length,
  }
}

function issuedOf(stored: StoredInstruction, site: string, clock: Clock): InstructionIssued {
  const { id, sha256, done, withdrawnAt } = stored
  return {
    id,
    site,
    sha256,
    doneAt: done === null ? null : new Date(done.at).toISOString(),
    isWithdrawn: withdrawnAt !== null,
    isOverdue: isOverdue(courseOf(stored), clock),
  }
}

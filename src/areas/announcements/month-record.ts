/**
 * What a month's report counts of announcements before the ring: those that were issued in the month, at how many operators they were
 * held, and the calls that operators have counted of them until now; exercises apart. Months begin and end by the clock of that time
 * zone. Reads only.
 */
import type { Reading } from '../../authority/store.ts'
import { compatibleInstant } from '../../base/wall-time.ts'
import type { Purpose } from '../../directive/documents.ts'
import { monthAfter } from '../../report/months.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { announcementRows, type StoredAnnouncement } from './store.ts'

export interface AnnouncementCounts {
  readonly bulletins: number
  /** That were asked. */
  readonly operators: number
  /** Whose systems had it. */
  readonly held: number
  /** Of those, that have counted calls; nothing is known of the others. */
  readonly counted: number
  readonly calls: number
}

export type AnnouncementRecord = Readonly<Record<Purpose, AnnouncementCounts>>

/** Null: none was ever issued. */
export async function monthRecordOf(
  store: Reading,
  { month, timeZone }: { readonly month: string; readonly timeZone: string },
): Promise<AnnouncementRecord | null> {
  const rows = announcementRows(store)
  if (!(await rows.hasAnnouncements())) return null
  const [from, until] = [month, monthAfter(month)].map(each => firstInstant(each, timeZone))
  const issued = await rows.issuedBetween(from, until)
  const purposes = new Map<string, Purpose>()
  for (const bulletin of new Set(issued.map(each => each.bulletin))) {
    const [release] = await releasesOf(store).of(bulletin)
    if (release !== undefined) purposes.set(bulletin, release.content.purpose)
  }
  const counts = (purpose: Purpose) =>
    countsOf(issued.filter(({ bulletin }) => purposes.get(bulletin) === purpose))
  return { live: counts('live'), exercise: counts('exercise') }
}

function countsOf(issued: readonly StoredAnnouncement[]): AnnouncementCounts {
  const operators = (of: readonly StoredAnnouncement[]) =>
    new Set(of.map(({ operator }) => operator)).size
  const counted = issued.filter(({ calls }) => calls !== null)
  return {
    bulletins: new Set(issued.map(({ bulletin }) => bulletin)).size,
    operators: operators(issued),
    held: operators(issued.filter(({ state }) => state === 'held' || state === 'withdrawn')),
    counted: operators(counted),
    calls: counted.reduce((sum, { calls }) => sum + (calls ?? 0), 0),
  }
}

function firstInstant(month: string, timeZone: string): number {
  const at = compatibleInstant(`${month}-01T00:00`, timeZone)
  if (at === null) throw new RangeError(`${month} is no month`)
  return at
}

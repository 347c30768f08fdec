/** What areas count of a month, joined: each is asked for its own records, and none knows the others. Reads only. */
import { ringsOfMonth as ringsOf } from '../../areas/announcements/month-rings.ts'
import { monthRecordOf as briefingsOf } from '../../areas/briefing/office/month-record.ts'
import { broadcastsOfMonth as broadcastsOf } from '../../areas/broadcasts/month-broadcasts.ts'
import { monthRecordOf as bulletinsOf } from '../../areas/bulletins/month-record.ts'
import { playsOfMonth as playsOf } from '../../areas/loudspeakers/month-plays.ts'
import { monthRecordOf as plansOf } from '../../areas/plan/month-record.ts'
import { subscriptionsOfMonth as subscriptionsOf } from '../../areas/subscriptions/month-record.ts'
import type { Reading } from '../../authority/store.ts'
import type { ChannelsRecord } from '../../report/channel-records.ts'
import { monthOf } from '../../report/months.ts'
import type { MonthRecords } from '../../report/records.ts'

export interface CountedMonth {
  readonly month: string
  readonly timeZone: string
  readonly now: number
  /** All of the month in which it is rehearsed, whichever month that is of. */
  readonly isRehearsal?: boolean
}

export async function countedOf(
  store: Reading,
  of: CountedMonth,
): Promise<Pick<MonthRecords, 'briefings' | 'channels' | 'plans'>> {
  const own = { ...of, month: countedMonth(of) }
  return {
    briefings: await briefingsOf(store, own),
    channels: await channelsOf(store, own),
    plans: await plansOf(store, own),
  }
}

/** The month whose records are counted. */
export function countedMonth({ month, timeZone, now, isRehearsal = false }: CountedMonth): string {
  return isRehearsal ? monthOf(new Date(now).toISOString(), timeZone) : month
}

/** Null: no bulletin was ever released. */
async function channelsOf(store: Reading, of: CountedMonth): Promise<ChannelsRecord | null> {
  const bulletins = await bulletinsOf(store, of)
  if (bulletins === null) return null
  const { releases, placements } = bulletins
  const told = await playsOf(store, of.month)
  return {
    releases: [...releases],
    placements: [...placements],
    plays: told && [...told.plays],
    clusters: told?.clusters ?? 0,
    rings: [...(await ringsOf(store, releases))],
    broadcasts: [...(await broadcastsOf(store, releases))],
    asked: await subscriptionsOf(store, of.month),
  }
}

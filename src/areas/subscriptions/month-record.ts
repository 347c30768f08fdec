/**
 * What a month's report counts of subscriptions: how many there were at its end, who came and who left in it, and letters that were
 * accepted in it and did not come back. Reads only; counts alone.
 */
import type { Reading } from '../../authority/store.ts'
import { compatibleInstant } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { type AskedRecord, LEAVINGS } from '../../report/channel-records.ts'
import { monthAfter } from '../../report/months.ts'
import { type SubscriptionChannel, subscriptionChannel } from './model.ts'
import { subscriptionRows } from './store.ts'

/** `month`: `2020-02`. Null: by its end nobody had ever asked. */
export async function subscriptionsOfMonth(store: Reading, month: string): Promise<AskedRecord[] | null> {
  const asked: AskedRecord[] = []
  for (const channel of subscriptionChannel.options) {
    const record = await recordOf(store, channel, month)
    if (record !== null) asked.push(record)
  }
  return asked.length === 0 ? null : asked
}

async function recordOf(store: Reading, channel: SubscriptionChannel, month: string): Promise<AskedRecord | null> {
  const rows = subscriptionRows(store)
  const [first, next] = [month, monthAfter(month)].map(each => `${each}-01`)
  const before = await rows.turnsBefore(channel, first)
  const until = await rows.turnsBefore(channel, next)
  if (until.asked === 0) return null
  const of = (turn: keyof typeof until) => until[turn] - before[turn]
  return {
    channel,
    subscribers: LEAVINGS.reduce((rest, leaving) => rest - until[leaving], until.confirmed),
    asked: of('asked'),
    confirmed: of('confirmed'),
    unsubscribed: of('unsubscribed'),
    complained: of('complained'),
    bounced: of('bounced'),
    gone: of('gone'),
    accepted: await rows.acceptedBetween(channel, midnight(first), midnight(next)),
  }
}

function midnight(day: string): number {
  const at = compatibleInstant(`${day}T00:00`, TIME_ZONE)
  if (at === null) throw new RangeError(`${day} is no day`)
  return at
}

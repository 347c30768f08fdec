/** What a month's report counts of subscriptions: how many there were at its end, and letters that were accepted in it. Reads only. */
import type { Reading } from '../../authority/store.ts'
import { compatibleInstant } from '../../base/wall-time.ts'
import { monthAfter } from '../../report/months.ts'
import { TIME_ZONE } from '../bulletins/time-zone.ts'
import type { SubscriptionChannel } from './model.ts'
import { subscriptionRows } from './store.ts'

export interface SubscriptionCount {
  /** Confirmed ones, at the end of the month's last day. */
  readonly subscribers: number
  /** Letters that the next server has accepted and that did not come back. */
  readonly accepted: number
}

export type SubscriptionRecord = Readonly<Record<SubscriptionChannel, SubscriptionCount>>

/** `month`: `2020-02`. */
export async function subscriptionRecordOf(
  store: Reading,
  month: string,
): Promise<SubscriptionRecord> {
  const rows = subscriptionRows(store)
  const [from, until] = [month, monthAfter(month)].map(firstInstant)
  const count = async (channel: SubscriptionChannel): Promise<SubscriptionCount> => ({
    // After every day of the month, and before every day of the next.
    subscribers: await rows.subscribersBy(channel, `${month}-31`),
    accepted: await rows.acceptedBetween(channel, from, until),
  })
  return { mail: await count('mail'), push: await count('push') }
}

function firstInstant(month: string): number {
  const at = compatibleInstant(`${month}-01T00:00`, TIME_ZONE)
  if (at === null) throw new RangeError(`${month} is no month`)
  return at
}

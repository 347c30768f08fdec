/** Tables of subscriptions as TypeScript sees them. Instants are milliseconds since 1970. */
import { type RowOf, record } from '../../sql/record.ts'
import type { LogPlace, Recipient, StoredLetter, StoredSubscription } from './store.ts'

export const subscription = record<StoredSubscription>()({
  plain: 'id channel state mark sealed peer language level askedAt asks lastAskedAt bounces',
  json: 'provinces wanted',
})

export const recipient = record<Recipient>()({ plain: 'id peer language level', json: 'provinces' })

export const letter = record<StoredLetter>()({
  plain: ['id lane subscription bulletin serial kind turn state peer tries', 'tryAt untilAt resent why changedAt'],
})

export const place = record<LogPlace>()({ plain: 'serial afterId', flags: 'isRestored' })

export type SubscriptionTables = {
  /** Personal data; nothing of it stands in another table. */
  subscription: RowOf<typeof subscription>
  subscription_letter: RowOf<typeof letter>
  /** How far the log of releases was read: up to a serial, and of the next one up to a subscription. */
  subscription_place: RowOf<typeof place> & { channel: string }
  /** How many asked, confirmed or left on a day, in Vietnam. */
  subscription_day: { day: string; channel: string; turn: string; count: number }
}

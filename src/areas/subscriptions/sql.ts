/** Subscriptions in the database: who asked, how many came and left on which day, how far the log of releases was read. */
import type { Kysely } from 'kysely'
import { all, one, put } from '../../sql/record.ts'
import type { AreaTables } from '../../sql/store.ts'
import { subscriptions } from './migrations/016-subscriptions.ts'
import { choices, type SubscriptionChannel, TURNS, type Turn } from './model.ts'
import { SqlLetters } from './sql-letters.ts'
import type { LogPlace, StoredSubscription, SubscriptionWriting } from './store.ts'
import { place, recipient, type SubscriptionTables, subscription } from './tables.ts'

export const subscriptionTables: AreaTables = {
  rows: { subscriptions: db => new SqlSubscriptions(db.withTables<SubscriptionTables>()) },
  migrations: [subscriptions],
  // What was on its way at the time of the backup may have gone out since, and so may what the log holds.
  restored: [
    `update subscription_letter set state = 'unknown', why = 'stoppedMeanwhile'
     where state in ('waits', 'intent')`,
    `update subscription_place set is_restored = 1`,
  ],
}

const FIRST: LogPlace = { serial: 0, afterId: '', isRestored: false }

class SqlSubscriptions extends SqlLetters implements SubscriptionWriting {
  readonly #db: Kysely<SubscriptionTables>

  constructor(db: Kysely<SubscriptionTables>) {
    super(db)
    this.#db = db
  }

  async subscription(id: string) {
    return await one(this.#all().where('id', '=', id), stored)
  }

  async withMark(channel: SubscriptionChannel, mark: string) {
    return await one(this.#all().where('channel', '=', channel).where('mark', '=', mark), stored)
  }

  async recipients(channel: SubscriptionChannel, { afterId, max }: { readonly afterId: string; readonly max: number }) {
    const rows = this.#db
      .selectFrom('subscription')
      .select(recipient.columns)
      .where('channel', '=', channel)
      .where('state', '=', 'on')
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(max)
    return await all(rows, row => {
      const { id, peer, language, provinces, level } = recipient.of(row)
      return { id, peer, ...choices.parse({ language, provinces, level }) }
    })
  }

  async place(channel: SubscriptionChannel): Promise<LogPlace> {
    const places = this.#db.selectFrom('subscription_place').selectAll()
    return (await one(places.where('channel', '=', channel), place.of)) ?? FIRST
  }

  async countSubscriptions(channel: SubscriptionChannel, state: StoredSubscription['state']) {
    const { count } = await this.#db
      .selectFrom('subscription')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('channel', '=', channel)
      .where('state', '=', state)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  async turnsBefore(channel: SubscriptionChannel, day: string) {
    const rows = await this.#db
      .selectFrom('subscription_day')
      .select('turn')
      .select(eb => eb.fn.sum<number>('count').as('count'))
      .where('channel', '=', channel)
      .where('day', '<', day)
      .groupBy('turn')
      .execute()
    const counts = new Map(rows.map(({ turn, count }) => [turn, Number(count)]))
    return Object.fromEntries(TURNS.map(turn => [turn, counts.get(turn) ?? 0])) as Record<Turn, number>
  }

  async putSubscription(given: StoredSubscription): Promise<void> {
    const row = subscription.row(given)
    await put(this.#db, 'subscription', row, { key: ['id'], stay: ['channel', 'mark'] })
  }

  async dropSubscription(id: string): Promise<void> {
    await this.dropLettersTo([id])
    await this.#db.deleteFrom('subscription').where('id', '=', id).execute()
  }

  async dropUnconfirmed(beforeMs: number, max: number): Promise<number> {
    const rows = await this.#db
      .selectFrom('subscription')
      .select('id')
      .where('state', '=', 'asked')
      .where('asked_at', '<', beforeMs)
      .limit(max)
      .execute()
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return 0
    await this.dropLettersTo(ids)
    await this.#db.deleteFrom('subscription').where('id', 'in', ids).execute()
    return ids.length
  }

  async putPlace(channel: SubscriptionChannel, given: LogPlace): Promise<void> {
    const row = { channel, ...place.row(given) }
    await put(this.#db, 'subscription_place', row, { key: ['channel'] })
  }

  async countTurn(channel: SubscriptionChannel, day: string, turn: Turn): Promise<void> {
    await this.#db
      .insertInto('subscription_day')
      .values({ day, channel, turn, count: 1 })
      .onConflict(conflict =>
        conflict
          .columns(['day', 'channel', 'turn'])
          .doUpdateSet(eb => ({ count: eb('subscription_day.count', '+', 1) })),
      )
      .execute()
  }

  #all() {
    return this.#db.selectFrom('subscription').selectAll()
  }
}

function stored(row: SubscriptionTables['subscription']): StoredSubscription {
  const given = subscription.of(row)
  const { language, provinces, level, wanted } = given
  return { ...given, ...choices.parse({ language, provinces, level }), wanted: wanted && choices.parse(wanted) }
}

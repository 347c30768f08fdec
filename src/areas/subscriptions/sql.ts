/** Subscriptions in the database: who asked, how many came and left on which day, how far the log of releases was read. */
import type { Kysely, Selectable } from 'kysely'
import type { AreaTables } from '../../sql/store.ts'
import { subscriptions } from './migrations/016-subscriptions.ts'
import { type Choices, choices, type SubscriptionChannel, TURNS, type Turn } from './model.ts'
import { SqlLetters } from './sql-letters.ts'
import type { LogPlace, StoredSubscription, SubscriptionWriting } from './store.ts'
import type { SubscriptionTables } from './tables.ts'

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

type Row = Selectable<SubscriptionTables['subscription']>
const FIRST: LogPlace = { serial: 0, afterId: '', isRestored: false }

class SqlSubscriptions extends SqlLetters implements SubscriptionWriting {
  readonly #db: Kysely<SubscriptionTables>

  constructor(db: Kysely<SubscriptionTables>) {
    super(db)
    this.#db = db
  }

  async subscription(id: string) {
    const row = await this.#all().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : stored(row)
  }

  async withMark(channel: SubscriptionChannel, mark: string) {
    const row = await this.#all()
      .where('channel', '=', channel)
      .where('mark', '=', mark)
      .executeTakeFirst()
    return row === undefined ? null : stored(row)
  }

  async recipients(
    channel: SubscriptionChannel,
    { afterId, max }: { readonly afterId: string; readonly max: number },
  ) {
    const rows = await this.#db
      .selectFrom('subscription')
      .select(['id', 'peer', 'language', 'provinces', 'level'])
      .where('channel', '=', channel)
      .where('state', '=', 'on')
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(max)
      .execute()
    return rows.map(row => ({ id: row.id, peer: row.peer, ...choicesOf(row) }))
  }

  async place(channel: SubscriptionChannel): Promise<LogPlace> {
    const row = await this.#db
      .selectFrom('subscription_place')
      .selectAll()
      .where('channel', '=', channel)
      .executeTakeFirst()
    if (row === undefined) return FIRST
    return { serial: row.serial, afterId: row.after_id, isRestored: row.is_restored === 1 }
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
    return Object.fromEntries(TURNS.map(turn => [turn, counts.get(turn) ?? 0])) as Record<
      Turn,
      number
    >
  }

  async putSubscription(given: StoredSubscription): Promise<void> {
    const changing = {
      state: given.state,
      sealed: given.sealed,
      peer: given.peer,
      language: given.language,
      provinces: given.provinces === null ? null : JSON.stringify(given.provinces),
      level: given.level,
      wanted: given.wanted === null ? null : JSON.stringify(given.wanted),
      asked_at: given.askedAt,
      asks: given.asks,
      last_asked_at: given.lastAskedAt,
      bounces: given.bounces,
    }
    const { id, channel, mark } = given
    await this.#db
      .insertInto('subscription')
      .values({ id, channel, mark, ...changing })
      .onConflict(conflict => conflict.column('id').doUpdateSet(changing))
      .execute()
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

  async putPlace(channel: SubscriptionChannel, place: LogPlace): Promise<void> {
    const changing = {
      serial: place.serial,
      after_id: place.afterId,
      is_restored: place.isRestored ? 1 : 0,
    }
    await this.#db
      .insertInto('subscription_place')
      .values({ channel, ...changing })
      .onConflict(conflict => conflict.column('channel').doUpdateSet(changing))
      .execute()
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

function choicesOf({ language, provinces, level }: Pick<Row, keyof Choices>): Choices {
  return choices.parse({
    ...{ language, level },
    provinces: provinces === null ? null : JSON.parse(provinces),
  })
}

function stored(row: Row): StoredSubscription {
  return {
    id: row.id,
    channel: row.channel as SubscriptionChannel,
    state: row.state as StoredSubscription['state'],
    mark: row.mark,
    sealed: row.sealed,
    peer: row.peer,
    ...choicesOf(row),
    wanted: row.wanted === null ? null : choices.parse(JSON.parse(row.wanted)),
    askedAt: row.asked_at,
    asks: row.asks,
    lastAskedAt: row.last_asked_at,
    bounces: row.bounces,
  }
}

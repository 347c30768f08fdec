/** Citizens who asked for bulletins, their letters, and how many came and left on which day. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const subscriptions: Migration = { name: '016-subscriptions', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table subscription (
    id text primary key,
    channel text not null,
    state text not null,
    mark text not null,
    sealed text not null,
    peer text not null,
    language text not null,
    provinces text,
    level text not null,
    wanted text,
    asked_at bigint not null,
    asks bigint not null,
    last_asked_at bigint not null,
    bounces bigint not null
  )`,
  `create unique index subscription_mark on subscription (channel, mark)`,
  `create index subscription_page on subscription (channel, state, id)`,
  `create table subscription_letter (
    id text primary key,
    lane text not null,
    subscription text,
    bulletin text,
    serial bigint not null,
    kind text not null,
    turn bigint not null,
    state text not null,
    peer text not null,
    tries bigint not null,
    try_at bigint not null,
    until_at bigint not null,
    resent bigint not null,
    why text,
    changed_at bigint not null
  )`,
  // Whatever is killed, a release is one letter to one subscriber.
  `create unique index subscription_letter_once on subscription_letter (serial, lane, subscription)
   where serial > 0`,
  `create index subscription_letter_due on subscription_letter (lane, state, turn, try_at, id)`,
  `create index subscription_letter_of on subscription_letter (bulletin, lane, subscription)`,
  `create index subscription_letter_to on subscription_letter (subscription)`,
  `create index subscription_letter_over on subscription_letter (until_at)
   where subscription is not null`,
  `create table subscription_place (
    channel text primary key,
    serial bigint not null,
    after_id text not null,
    is_restored bigint not null
  )`,
  `create table subscription_day (
    day text not null,
    channel text not null,
    turn text not null,
    count bigint not null,
    primary key (day, channel, turn)
  )`,
]

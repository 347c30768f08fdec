/** Health checks at the door: doors, kiosks, entries, alerts, counts of what was deleted, and who is told. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const screening: Migration = { name: '005-screening', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table screening_door (
    id text primary key,
    name text not null unique,
    created_at bigint not null
  )`,

  `create table screening_kiosk (
    id text primary key,
    door_id text not null references screening_door (id),
    name text not null,
    code_sha256 text unique,
    code_expires_at bigint,
    token_sha256 text unique,
    enrolled_at bigint,
    revoked_at bigint,
    heard_at bigint,
    clock_skew_ms bigint,
    waiting bigint not null,
    created_at bigint not null
  )`,

  `create table screening_day_key (
    day text primary key,
    day_key text not null,
    made_at bigint not null
  )`,

  `create table screening_entry (
    id text primary key,
    door_id text not null references screening_door (id),
    device text not null,
    source text not null,
    badge text,
    day text not null,
    at bigint not null,
    device_at bigint,
    received_at bigint not null,
    skew_ms bigint,
    is_clock_wrong bigint not null,
    tenths bigint not null,
    is_high bigint not null,
    second_of text,
    observation text not null
  )`,
  `create index screening_entry_badge on screening_entry (badge, at)`,
  `create index screening_entry_at on screening_entry (at, id)`,
  `create index screening_entry_received on screening_entry (received_at)`,
  `create index screening_entry_day on screening_entry (day, door_id)`,
  `create index screening_entry_second on screening_entry (second_of)`,

  `create table screening_alert (
    id text primary key,
    kind text not null,
    door_id text not null references screening_door (id),
    at bigint not null,
    is_visitor bigint not null,
    first_id text not null unique,
    first_at bigint not null,
    first_tenths bigint not null,
    second_id text,
    second_at bigint,
    second_tenths bigint,
    told text not null,
    tries bigint not null,
    try_at bigint,
    done_at bigint,
    done_by text,
    deed text
  )`,
  `create index screening_alert_newest on screening_alert (at, id)`,
  `create index screening_alert_try on screening_alert (try_at)`,

  `create table screening_past (
    day text not null,
    door_id text not null references screening_door (id),
    checked bigint not null,
    high bigint not null,
    high_twice bigint not null,
    primary key (day, door_id)
  )`,

  `create table screening_subscription (
    endpoint text primary key,
    p256dh text not null,
    auth text not null,
    person_id text not null references person (id) on delete cascade,
    created_at bigint not null
  )`,
]

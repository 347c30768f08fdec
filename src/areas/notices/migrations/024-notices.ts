/** What people who work here are told of: what stands, what each chose, how far each was told, and the letters on their way. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const notices: Migration = { name: '024-notices', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table notice_serial (id bigint primary key, serial bigint not null)`,
  `insert into notice_serial (id, serial) values (1, 0)`,
  `create table notice_thing (
    kind text not null,
    subject text not null,
    stands text not null,
    serial bigint not null,
    at bigint not null,
    since bigint,
    is_urgent bigint not null,
    page text not null,
    by_name text not null,
    roles text not null,
    people text not null,
    primary key (kind, subject)
  )`,
  `create unique index notice_thing_serial on notice_thing (serial)`,
  `create table notice_person (
    person text primary key,
    choices text,
    asks bigint not null,
    asked_at bigint not null,
    bounces bigint not null,
    mail_ended_at bigint
  )`,
  `create table notice_address (
    id text primary key,
    person text not null,
    state text not null,
    sealed text not null,
    asked_at bigint not null
  )`,
  `create unique index notice_address_of on notice_address (person, state)`,
  `create table notice_browser (
    id text primary key,
    person text not null,
    mark text not null,
    sealed text not null,
    peer text not null,
    since bigint not null
  )`,
  `create unique index notice_browser_mark on notice_browser (mark)`,
  `create index notice_browser_of on notice_browser (person)`,
  `create table notice_place (
    person text not null,
    way text not null,
    urgent_serial bigint not null,
    usual_serial bigint not null,
    last_at bigint not null,
    primary key (person, way)
  )`,
  `create table notice_letter (
    id text primary key,
    lane text not null,
    person text not null,
    target text,
    turn bigint not null,
    urgent_after bigint not null,
    urgent_until bigint not null,
    usual_after bigint not null,
    usual_until bigint not null,
    state text not null,
    peer text not null,
    tries bigint not null,
    try_at bigint not null,
    until_at bigint not null,
    why text,
    changed_at bigint not null
  )`,
  `create index notice_letter_due on notice_letter (lane, state, turn, try_at, id)`,
  `create index notice_letter_over on notice_letter (until_at)`,
]

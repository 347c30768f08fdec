/** Sites, briefings, places, the log that only grows, documents, minutes, instructions, recordings. */
import { type Kysely, sql } from 'kysely'
import { growOnly } from '../../../sql/grow-only.ts'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const briefing: Migration = { name: '012-briefing', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of [...tables(kind), ...growOnly('briefing_log', kind)]) await sql.raw(statement).execute(db)
}

const tables = (kind: DatabaseKind) => [
  `create table briefing_site (
    id text primary key,
    position bigint not null,
    version bigint not null,
    content text not null,
    verdict text,
    updated_at bigint not null,
    updated_by text not null,
    updated_by_name text not null
  )`,

  `create table briefing (
    id text primary key,
    version bigint not null,
    state text not null,
    content text not null,
    starts_at bigint not null,
    began_at bigint,
    ended_at bigint,
    closed_at bigint,
    created_at bigint not null,
    created_by text not null,
    created_by_name text not null,
    updated_at bigint not null,
    updated_by text not null,
    updated_by_name text not null
  )`,
  `create index briefing_newest on briefing (starts_at, id)`,

  `create table briefing_place (
    briefing text not null references briefing (id),
    site text not null references briefing_site (id),
    link_sha256 text unique,
    link_expires_at bigint,
    token_sha256 text unique,
    token_at bigint,
    verdict text,
    primary key (briefing, site)
  )`,

  `create table briefing_log (
    briefing text not null references briefing (id),
    sequence bigint not null,
    at bigint not null,
    kind text not null,
    site text,
    details text not null,
    primary key (briefing, sequence)
  )`,

  `create table briefing_document (
    id text primary key,
    briefing text not null references briefing (id),
    name text not null,
    pages bigint not null,
    added_at bigint not null,
    added_by text not null,
    added_by_name text not null
  )`,
  `create index briefing_document_of on briefing_document (briefing)`,

  `create table briefing_page (
    document text not null references briefing_document (id) on delete cascade,
    page bigint not null,
    type text,
    picture ${kind === 'postgres' ? 'bytea' : 'blob'},
    text text not null,
    primary key (document, page)
  )`,

  `create table briefing_minute (
    id text primary key,
    briefing text not null references briefing (id),
    version bigint not null,
    content text not null,
    at bigint not null,
    updated_at bigint not null,
    updated_by text not null,
    updated_by_name text not null
  )`,
  `create index briefing_minute_of on briefing_minute (briefing, at)`,

  `create table instruction (
    id text primary key,
    briefing text not null references briefing (id),
    site text not null references briefing_site (id),
    state text not null,
    version bigint not null,
    content text not null,
    due text not null,
    sha256 text not null,
    writers text not null,
    submitted_by text,
    submitted_by_name text,
    approved_by text,
    approved_by_name text,
    signatures text,
    document text,
    issued_at bigint,
    acknowledged text,
    done text,
    done_at bigint,
    withdrawn_at bigint,
    reason text,
    updated_at bigint not null,
    updated_by text not null,
    updated_by_name text not null
  )`,
  `create index instruction_of on instruction (briefing)`,
  `create index instruction_to on instruction (site, state)`,
  `create index instruction_due on instruction (due, id)`,

  `create table briefing_recording (
    briefing text not null references briefing (id),
    number bigint not null,
    file text not null,
    octets bigint not null,
    sha256 text not null,
    began_at bigint not null,
    duration_ms bigint not null,
    gaps text not null,
    primary key (briefing, number)
  )`,
]

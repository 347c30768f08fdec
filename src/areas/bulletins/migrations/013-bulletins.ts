/** Bulletins, the log of their releases, which can only grow, files and sounds, placements, and the rounds that were made of releases. */
import { type Kysely, sql } from 'kysely'
import { growOnly } from '../../../sql/grow-only.ts'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const bulletins: Migration = { name: '013-bulletins', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  const statements = [...tables(kind), ...growOnly('bulletin_release', kind)]
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const tables = (kind: DatabaseKind) => [
  `create table bulletin (
    id text primary key,
    version bigint not null,
    state text not null,
    draft text not null,
    sha256 text,
    writers text not null,
    submitted_by text,
    submitted_by_name text,
    approved_by text,
    approved_by_name text,
    reason text,
    held text,
    due_at bigint,
    released_kind text,
    released_version bigint,
    released_at bigint,
    released_until bigint,
    title text not null,
    purpose text not null,
    priority text not null,
    provinces text,
    until_at bigint,
    channels text not null,
    created_at bigint not null,
    updated_at bigint not null,
    updated_by text not null,
    updated_by_name text not null
  )`,
  `create index bulletin_newest on bulletin (created_at, id)`,
  `create index bulletin_of_state on bulletin (state, created_at, id)`,
  `create index bulletin_due on bulletin (due_at) where due_at is not null`,

  `create table bulletin_release (
    serial bigint primary key,
    bulletin text not null references bulletin (id),
    version bigint not null,
    kind text not null,
    sha256 text not null,
    at bigint not null,
    by_name text not null,
    purpose text not null,
    priority text not null,
    channels text not null,
    until_at bigint not null,
    has_sms bigint not null,
    content text not null,
    approval text,
    unique (bulletin, version, kind)
  )`,
  `create index bulletin_release_of on bulletin_release (bulletin, serial)`,
  `create index bulletin_release_until on bulletin_release (until_at)`,
  `create index bulletin_release_at on bulletin_release (at)`,

  `create table bulletin_round (
    serial bigint primary key references bulletin_release (serial),
    bulletin text not null,
    kind text not null,
    campaign text not null,
    round text not null
  )`,
  `create index bulletin_round_of on bulletin_round (bulletin, serial)`,

  `create table bulletin_file (
    sha256 text primary key,
    type text not null,
    octets ${kind === 'postgres' ? 'bytea' : 'blob'} not null,
    size bigint not null,
    at bigint not null
  )`,
  `create table bulletin_file_use (
    sha256 text not null,
    used_by text not null,
    primary key (sha256, used_by)
  )`,
  `create index bulletin_file_used_by on bulletin_file_use (used_by)`,
  `create table bulletin_sound (
    sha256 text primary key,
    file text not null,
    sound text not null,
    spoken text,
    at bigint not null,
    by_id text not null,
    by_name text not null
  )`,

  `create table bulletin_placement (
    id text primary key,
    bulletin text not null references bulletin (id),
    version bigint not null,
    entry text not null,
    by_id text not null,
    by_name text not null,
    at bigint not null,
    picture text,
    withdrawn text
  )`,
  `create index bulletin_placement_of on bulletin_placement (bulletin, at, id)`,
]

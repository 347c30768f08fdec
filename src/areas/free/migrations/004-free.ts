/** The list of what is free: its draft, its revisions and versions, which can only grow, and what went out to whom. */
import { type Kysely, sql } from 'kysely'
import { growOnly } from '../../../sql/grow-only.ts'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const free: Migration = { name: '004-free', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
  for (const table of ['free_revision', 'free_list'])
    for (const statement of growOnly(table, kind)) await sql.raw(statement).execute(db)
}

const TABLES = [
  `create table free_draft (
    id bigint primary key,
    state text not null,
    revision bigint not null,
    submitted_by text,
    submitted_by_name text,
    updated_at bigint not null,
    updated_by text not null
  )`,

  `create table free_revision (
    revision bigint primary key,
    content text not null,
    at bigint not null,
    by_id text not null,
    by_name text not null
  )`,

  `create table free_list (
    version bigint primary key,
    revision bigint not null,
    document text not null,
    sha256 text not null,
    issued_at bigint not null,
    approved_by text,
    approved_by_name text
  )`,

  `create table list_directive (
    id text primary key,
    serial bigint not null,
    operator_id text not null references operator (id),
    version bigint not null references free_list (version),
    issued_at bigint not null,
    expires_at bigint not null,
    document text not null,
    sha256 text not null,
    state text not null,
    refusal text,
    answered_at bigint,
    acknowledgement text,
    unique (operator_id, serial)
  )`,
  `create index list_directive_of_version on list_directive (version, operator_id)`,
  `create index list_directive_of_operator on list_directive (operator_id, state, version)`,
]

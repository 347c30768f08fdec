/** Audits of charging records as they came from the operators: they can only grow. */
import { type Kysely, sql } from 'kysely'
import { growOnly } from '../../../sql/grow-only.ts'
import type { DatabaseKind, Migration } from '../../../sql/migration.ts'

export const freeAudits: Migration = { name: '007-free-audits', up }

async function up(db: Kysely<never>, kind: DatabaseKind): Promise<void> {
  for (const statement of [TABLE, INDEX, ...growOnly('free_audit', kind)]) await sql.raw(statement).execute(db)
}

const TABLE = `create table free_audit (
  id text primary key,
  operator_id text not null references operator (id),
  sha256 text not null unique,
  summary text not null,
  at bigint not null,
  by_id text not null,
  by_name text not null
)`
const INDEX = 'create index free_audit_newest on free_audit (at, id)'

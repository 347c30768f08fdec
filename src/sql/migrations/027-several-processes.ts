/**
 * What one process remembered and all have to know: who is at a request with an idempotency key, and how much of it is written;
 * tries of secrets; tokens that were used.
 *
 * Requests that were at work when this step was made have no process, and nobody knows how much of them is written.
 */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const severalProcesses: Migration = { name: '027-several-processes', up }

const STEPS = [
  'alter table kept_answer add column process text',
  'alter table kept_answer add column writes bigint not null default 0',

  'create table tried (name text primary key, count bigint not null, ends_at bigint not null)',
  'create index tried_ends on tried (ends_at)',

  'create table used_once (name text primary key, until bigint not null)',
  'create index used_once_until on used_once (until)',
]

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STEPS) await sql.raw(statement).execute(db)
}

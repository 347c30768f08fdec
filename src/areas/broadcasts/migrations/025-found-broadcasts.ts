/** Of a broadcast: when an operator's node gave it back, where the database, restored from a backup, did not know it. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const foundBroadcasts: Migration = { name: '025-found-broadcasts', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  'alter table broadcast add column found_at bigint',
  'create index broadcast_found on broadcast (ends_at) where found_at is not null',
]

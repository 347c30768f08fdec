/** Of a round, whether it is an exercise for good. What stood before is live. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const roundPurpose: Migration = { name: '022-round-purpose', up }

async function up(db: Kysely<never>): Promise<void> {
  const column = "purpose text not null default 'live' check (purpose in ('live', 'exercise'))"
  await sql.raw(`alter table round add column ${column}`).execute(db)
}

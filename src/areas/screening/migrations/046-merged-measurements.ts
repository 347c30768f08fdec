/** Which measurements were merged into which entry, so that one that is sent again is known, whatever came after it. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const mergedMeasurements: Migration = { name: '046-merged-measurements', up }

async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table screening_merged (
    id text primary key,
    entry_id text not null
  )`,
  `create index screening_merged_entry on screening_merged (entry_id)`,
]

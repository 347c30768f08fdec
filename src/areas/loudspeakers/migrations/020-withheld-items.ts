/** Of a cluster: items that its device no longer had when it showed that this database was set back. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const withheldItems: Migration = { name: '020-withheld-items', up }

async function up(db: Kysely<never>): Promise<void> {
  await sql.raw("alter table cluster add column withheld text not null default '[]'").execute(db)
}

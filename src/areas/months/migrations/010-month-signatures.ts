/** Editions keep what people signed of them; those that are older have none. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const monthSignatures: Migration = { name: '010-month-signatures', up }

async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('alter table month_report add column signatures text').execute(db)
}

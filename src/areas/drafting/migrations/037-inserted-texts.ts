/** Approved texts that were inserted in a draft and not read again yet. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const insertedTexts: Migration = { name: '037-inserted-texts', up }

async function up(db: Kysely<never>): Promise<void> {
  const table = `create table inserted_text (
    kind text not null,
    subject text not null,
    texts text not null,
    primary key (kind, subject)
  )`
  await sql.raw(table).execute(db)
}

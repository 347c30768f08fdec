/** Notes. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const notes: Migration = { name: '900-notes', up }

async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw('create table note (id text primary key, text text not null, at bigint not null, by text not null)')
    .execute(db)
}

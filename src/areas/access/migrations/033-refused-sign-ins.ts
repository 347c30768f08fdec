/** How many sign-ins were refused that are nobody's, by the hour and how they were tried. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const refusedSignIns: Migration = { name: '033-refused-sign-ins', up }

async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(
      `create table refused_sign_in (
         hour bigint not null, "by" text not null, times bigint not null, primary key (hour, "by"))`,
    )
    .execute(db)
}

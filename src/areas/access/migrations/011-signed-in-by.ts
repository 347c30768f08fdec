/** How a session was begun. Of those from before this step: by the password alone, as far as anybody knows. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const signedInBy: Migration = { name: '011-signed-in-by', up }

async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('alter table sign_in_session add column "signedInBy" text').execute(db)
}

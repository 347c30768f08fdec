/** The last step of time of which a code was taken: no code serves twice. Of whoever has not used one since, none. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const totpStep: Migration = { name: '008-totp-step', up }

async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('alter table sign_in_totp add column "lastStep" bigint').execute(db)
}

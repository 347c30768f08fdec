/** Which rounds were touched since an instant: asked by the page where one lands, also where there are ten thousand of ten years. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../../sql/migration.ts'

export const roundsTouched: Migration = { name: '035-rounds-touched', up }

async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('create index round_touched on round (updated_at)').execute(db)
}

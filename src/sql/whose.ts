/**
 * Whose a database is: the authority that has begun to write into it is known by its key, so that a server with another data
 * directory is not taken for it.
 */
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** The setting with the id of the key. Databases of before it have none. */
const AUTHORITY_KEY = 'authority-key'

export type Whose =
  | { readonly is: 'nobody' }
  /** `keyId` null: it does not say which. */
  | { readonly is: 'authority'; readonly keyId: string | null }

/** Also of one whose tables were not made yet. */
export async function whose(database: Database): Promise<Whose> {
  if (!(await hasTrail(database))) return { is: 'nobody' }
  const { kysely } = database
  const entry = await kysely.selectFrom('trail').select('sequence').limit(1).executeTakeFirst()
  const setting = await kysely
    .selectFrom('setting')
    .select('value')
    .where('name', '=', AUTHORITY_KEY)
    .executeTakeFirst()
  if (entry === undefined && setting === undefined) return { is: 'nobody' }
  return { is: 'authority', keyId: setting?.value ?? null }
}

export async function makeOurs({ kysely }: Database, keyId: string): Promise<void> {
  await kysely
    .insertInto('setting')
    .values({ name: AUTHORITY_KEY, value: keyId })
    .onConflict(conflict => conflict.column('name').doUpdateSet({ value: keyId }))
    .execute()
}

async function hasTrail({ kind, kysely }: Database): Promise<boolean> {
  const found =
    kind === 'postgres'
      ? await sql`select 1 where to_regclass('trail') is not null`.execute(kysely)
      : await sql`select 1 from sqlite_master where type = 'table' and name = 'trail'`.execute(
          kysely,
        )
  return found.rows.length > 0
}

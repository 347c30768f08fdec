/**
 * Whose a database is: the authority that has begun to write into it is known by its key, and by fingerprints of whatever else it
 * signs and seals with, so that a server with another data directory, or with half of the right one, is not taken for it.
 *
 * The first that says a fingerprint is right; whoever replaces a key says so.
 */
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** The setting with the id of the key that directives are signed with. Databases of before it have none. */
export const AUTHORITY_KEY = 'authority-key'
const FINGERPRINT = 'key:'

export type Whose =
  | { readonly is: 'nobody' }
  | {
      readonly is: 'authority'
      /** Null: it does not say which. */
      readonly keyId: string | null
      /** Of other keys, by what they are called. */
      readonly fingerprints: ReadonlyMap<string, string>
    }

/** Also of one whose tables were not made yet. */
export async function whose(database: Database): Promise<Whose> {
  if (!(await hasTrail(database))) return { is: 'nobody' }
  const { kysely } = database
  const entry = await kysely.selectFrom('trail').select('sequence').limit(1).executeTakeFirst()
  const settings = await kysely
    .selectFrom('setting')
    .selectAll()
    .where(eb => eb.or([eb('name', '=', AUTHORITY_KEY), eb('name', 'like', `${FINGERPRINT}%`)]))
    .execute()
  const keyId = settings.find(({ name }) => name === AUTHORITY_KEY)?.value ?? null
  if (entry === undefined && keyId === null) return { is: 'nobody' }
  const fingerprints = settings
    .filter(({ name }) => name !== AUTHORITY_KEY)
    .map(({ name, value }): [string, string] => [name.slice(FINGERPRINT.length), value])
  return { is: 'authority', keyId, fingerprints: new Map(fingerprints) }
}

/** What counts from now on: the first that was said. `key`: AUTHORITY_KEY, or what another one is called. */
export async function firstSaid({ kysely }: Database, key: string, fingerprint: string): Promise<string> {
  const name = settingOf(key)
  await kysely
    .insertInto('setting')
    .values({ name, value: fingerprint })
    .onConflict(conflict => conflict.column('name').doNothing())
    .execute()
  const { value } = await kysely
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return value
}

/** It is lost: the next that is said counts. */
export async function forgetSaid({ kysely }: Database, key: string): Promise<void> {
  await kysely.deleteFrom('setting').where('name', '=', settingOf(key)).execute()
}

function settingOf(key: string): string {
  return key === AUTHORITY_KEY ? key : FINGERPRINT + key
}

async function hasTrail({ kind, kysely }: Database): Promise<boolean> {
  const found =
    kind === 'postgres'
      ? await sql`select 1 where to_regclass('trail') is not null`.execute(kysely)
      : await sql`select 1 from sqlite_master where type = 'table' and name = 'trail'`.execute(kysely)
  return found.rows.length > 0
}

/** API keys by their digest. A key lives while it has not run out, is not revoked, and who made it is an administrator. */

import type { Kysely } from 'kysely'
import { newestFirst } from '../../sql/pages.ts'
import { one, type RowOf } from '../../sql/record.ts'
import type { Tables } from '../../sql/tables.ts'
import type { KeyWriting, StoredKey } from './store.ts'
import { key, type SignInTables } from './tables.ts'

export function sqlKeys(core: Kysely<Tables>): KeyWriting {
  const db = core.withTables<SignInTables>()
  const rows = () =>
    db
      .selectFrom('api_key')
      .innerJoin('person', 'person.id', 'api_key.person_id')
      .select(key.columns.map(name => `api_key.${name}` as const))
      .select(['person.id as person_id', 'person.name as person_name'])
      .where('api_key.revoked_at', 'is', null)
  return {
    put: async ({ sha256, personId, ...given }) => {
      await db
        .insertInto('api_key')
        .values({ ...key.row({ ...given, lastUsedAtMs: null }), sha256, person_id: personId })
        .execute()
    },
    list: async query => {
      const page = rows()
      return await newestFirst(page, query, { table: 'api_key', at: 'created_at', item: keyOf })
    },
    livingIds: async nowMs => {
      const living = await db
        .selectFrom('api_key')
        .select('id')
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', nowMs)
        .execute()
      return new Set(living.map(({ id }) => id))
    },
    revoke: async (id, nowMs) => {
      const done = await db
        .updateTable('api_key')
        .set({ revoked_at: nowMs })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return Number(done.numUpdatedRows) > 0
    },
    find: async (sha256, nowMs) => {
      const living = rows()
        .where('api_key.sha256', '=', sha256)
        .where('api_key.expires_at', '>', nowMs)
        .where('person.isDisabled', '=', 0)
        .where('person.role', '=', 'administrator')
      return await one(living, keyOf)
    },
    used: async (id, nowMs) => {
      await db.updateTable('api_key').set({ last_used_at: nowMs }).where('id', '=', id).execute()
    },
  }
}

function keyOf(row: RowOf<typeof key> & { person_id: string; person_name: string }): StoredKey {
  return { ...key.of(row), person: { id: row.person_id, name: row.person_name } }
}

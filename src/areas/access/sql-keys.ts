/** API keys by their digest. A key lives while it has not run out, is not revoked, and who made it is an administrator. */

import type { Kysely } from 'kysely'
import type { KeyScope } from '../../authority/actor.ts'
import { newestFirst } from '../../sql/pages.ts'
import type { Tables } from '../../sql/tables.ts'
import type { KeyWriting, StoredKey } from './store.ts'
import type { SignInTables } from './tables.ts'

export function sqlKeys(core: Kysely<Tables>): KeyWriting {
  const db = core.withTables<SignInTables>()
  const rows = () =>
    db
      .selectFrom('api_key')
      .innerJoin('person', 'person.id', 'api_key.person_id')
      .select([
        'api_key.id',
        'api_key.name',
        'api_key.scopes',
        'api_key.created_at',
        'api_key.expires_at',
        'api_key.last_used_at',
        'person.id as person_id',
        'person.name as person_name',
      ])
      .where('api_key.revoked_at', 'is', null)
  return {
    put: async key => {
      await db
        .insertInto('api_key')
        .values({
          id: key.id,
          sha256: key.sha256,
          name: key.name,
          scopes: JSON.stringify(key.scopes),
          person_id: key.personId,
          created_at: key.createdAtMs,
          expires_at: key.expiresAtMs,
          last_used_at: null,
          revoked_at: null,
        })
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
      const row = await rows()
        .where('api_key.sha256', '=', sha256)
        .where('api_key.expires_at', '>', nowMs)
        .where('person.isDisabled', '=', 0)
        .where('person.role', '=', 'administrator')
        .executeTakeFirst()
      return row === undefined ? null : keyOf(row)
    },
    used: async (id, nowMs) => {
      await db.updateTable('api_key').set({ last_used_at: nowMs }).where('id', '=', id).execute()
    },
  }
}

function keyOf(row: {
  id: string
  name: string
  scopes: string
  created_at: number
  expires_at: number
  last_used_at: number | null
  person_id: string
  person_name: string
}): StoredKey {
  return {
    id: row.id,
    name: row.name,
    // Written by `put` from the same type.
    scopes: JSON.parse(row.scopes) as KeyScope[],
    person: { id: row.person_id, name: row.person_name },
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
    lastUsedAtMs: row.last_used_at,
  }
}

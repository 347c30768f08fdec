/**
 * What serves once, for all processes on a PostgreSQL database: `src/authority/used-once.ts` says what must hold. Each use is one
 * statement, which waits for no other write and for no disk.
 */
import { sql } from 'kysely'
import { USABLE_MS, type UsedOnce } from '../authority/used-once.ts'
import type { Database } from './database.ts'
import { UNHURRIED } from './tried.ts'

const FORGET_EVERY_MS = 60_000
/** As far as clocks of two processes may be apart: none forgets what another would take again. */
const CLOCKS_APART_MS = USABLE_MS

export function usedRows({ kysely: db }: Pick<Database, 'kysely'>): UsedOnce {
  let forgotMs = 0
  return {
    use: async (who, id, nowMs) => {
      if (nowMs - forgotMs >= FORGET_EVERY_MS) {
        forgotMs = nowMs
        await db
          .deleteFrom('used_once')
          .where('until', '<=', nowMs - CLOCKS_APART_MS)
          .execute()
      }
      const { rows } = await sql<{ name: string }>`
        insert into used_once (name, until)
        select ${`${who} ${id}`}, ${nowMs + USABLE_MS}::bigint from ${UNHURRIED}
        on conflict (name) do nothing
        returning name`.execute(db)
      return rows.length > 0
    },
  }
}

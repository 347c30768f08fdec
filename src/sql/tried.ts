/**
 * How often something was tried, for all processes on a PostgreSQL database: each try is counted by one statement, which waits for
 * no other write and for no disk, so that it costs little beside what is tried. A failover may forget the last moments.
 *
 * Holds digests of names, so that no address of anybody is in it. Where there are too many names, those with the fewest tries are
 * forgotten, the oldest first: whoever tries other names does not wash away what was counted.
 */
import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

export interface TriedRows {
  /** Counts one try. 0: it may go on; else the seconds until it may. */
  take(name: string, rule: { max: number; seconds: number }, nowMs: number): Promise<number>
  /** What was counted against it is forgiven. */
  forgive(name: string): Promise<void>
  /** One try less: it was none. */
  giveBack(name: string): Promise<void>
}

const NAMES_MAX = 50_000
const FORGET_EVERY_MS = 60_000

/** For this statement alone: https://www.postgresql.org/docs/current/wal-async-commit.html */
export const UNHURRIED = sql`(select set_config('synchronous_commit', 'off', true)) as unhurried`

/** `digest`: what nobody else can make of a name. */
export function triedRows({ kysely: db }: Pick<Database, 'kysely'>, digest: (name: string) => string): TriedRows {
  let forgotMs = 0
  const nameOf = (name: string) => digest(`tried\n${name}`)
  return {
    take: async (given, { max, seconds }, nowMs) => {
      const name = nameOf(given)
      if (nowMs - forgotMs >= FORGET_EVERY_MS) {
        forgotMs = nowMs
        await forget(db, nowMs)
      }
      const { rows } = await sql<{ count: number }>`
        insert into tried (name, count, ends_at)
        select ${name}, 1, ${nowMs + seconds * 1000}::bigint from ${UNHURRIED}
        on conflict (name) do update set
          count = case when tried.ends_at <= ${nowMs} then 1 else tried.count + 1 end,
          ends_at = case when tried.ends_at <= ${nowMs} then excluded.ends_at else tried.ends_at end
        where tried.ends_at <= ${nowMs} or tried.count < ${max}
        returning count`.execute(db)
      if (rows.length > 0) return 0
      const row = await db.selectFrom('tried').select('ends_at').where('name', '=', name).executeTakeFirst()
      return Math.max(1, Math.ceil(((row?.ends_at ?? nowMs) - nowMs) / 1000))
    },
    forgive: async name => {
      await db.deleteFrom('tried').where('name', '=', nameOf(name)).execute()
    },
    giveBack: async name => {
      await db
        .updateTable('tried')
        .set(eb => ({ count: eb('count', '-', 1) }))
        .where('name', '=', nameOf(name))
        .where('count', '>', 0)
        .execute()
    },
  }
}

/** Those that are over; of the others so many that half are left. */
async function forget(db: Kysely<Tables>, nowMs: number): Promise<void> {
  await db.deleteFrom('tried').where('ends_at', '<=', nowMs).execute()
  const { names } = await db
    .selectFrom('tried')
    .select(eb => eb.fn.countAll<number>().as('names'))
    .executeTakeFirstOrThrow()
  if (names <= NAMES_MAX) return
  const fewest = db
    .selectFrom('tried')
    .select('name')
    .orderBy('count')
    .orderBy('ends_at')
    .limit(names - NAMES_MAX / 2)
  await db.deleteFrom('tried').where('name', 'in', fewest).execute()
}

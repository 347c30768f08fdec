/**
 * Whether a PostgreSQL database is being served, of one whose tables may not be there. Knows what a process leaves in it (processes.ts). An
 * embedded one has a lock in its directory.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import { LIFE_MS, NOW_MS } from './database-clock.ts'
import { sqlFailure } from './failures.ts'
import type { Tables } from './tables.ts'

/** Fails with databaseServed. */
export async function mustServeNobody({ kind, kysely }: Pick<Database, 'kind' | 'kysely'>): Promise<void> {
  if (kind !== 'postgres') return
  const made = await sql`select 1 where to_regclass('process') is not null`.execute(kysely)
  if (made.rows.length > 0) await refuseLiving(kysely)
}

/** A process that would join waits until the transaction is over, and then reads what it has written. Fails with databaseServed. */
export async function keepProcessesOut(tx: Transaction<Tables>, { kind }: Pick<Database, 'kind'>): Promise<void> {
  if (kind !== 'postgres') return
  await sql`lock table process in share row exclusive mode`.execute(tx)
  await refuseLiving(tx)
}

async function refuseLiving(db: Kysely<Tables>): Promise<void> {
  const living = await db
    .selectFrom('process')
    .where('beat_at', '>=', sql<number>`${NOW_MS} - ${LIFE_MS}`)
    .select('id')
    .execute()
  if (living.length > 0) throw sqlFailure('databaseServed', { count: living.length })
}

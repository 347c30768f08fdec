/**
 * Brings a database to the tables of this program, forward only, each step in a transaction and only once.
 *
 * A database that knows a step which this program does not is newer and is left alone: databaseNewer.
 */

import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import { sqlFailure } from './failures.ts'
import type { Migration } from './migration.ts'

/** Names of the steps that were new. */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<readonly string[]> {
  const db = database.kysely as unknown as Kysely<{ loa_migration: { name: string; applied_at: number } }>
  return await db.transaction().execute(async tx => {
    // Two programs that start at once take their turns.
    if (database.kind === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
    await sql`create table if not exists loa_migration (name text primary key, applied_at bigint not null)`.execute(tx)
    const applied = new Set((await tx.selectFrom('loa_migration').select('name').execute()).map(row => row.name))
    const known = new Set(migrations.map(step => step.name))
    for (const name of applied) if (!known.has(name)) throw sqlFailure('databaseNewer', { step: name })
    const fresh = migrations.filter(step => !applied.has(step.name))
    for (const step of fresh) {
      await step.up(tx as unknown as Kysely<never>, database.kind)
      await tx.insertInto('loa_migration').values({ name: step.name, applied_at: Date.now() }).execute()
    }
    return fresh.map(step => step.name)
  })
}

/** An advisory lock of PostgreSQL; any number that nothing else uses. */
const LOCK = 1_280_262_401

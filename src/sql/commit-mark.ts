/**
 * A text that is another one once anybody else has committed something: a cheap question, for whoever looks again and again. It may
 * be another without that. What is read after it was asked holds all that it stands for.
 *
 *   SQLite        pragma data_version: changes with each commit of another connection (https://sqlite.org/pragma.html#pragma_data_version)
 *   PostgreSQL    which transactions are visible, on a standby too (https://www.postgresql.org/docs/current/functions-info.html)
 */
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Fails with databaseUnavailable. */
export async function commitMark({ kind, kysely }: Database): Promise<string> {
  const asked =
    kind === 'sqlite'
      ? sql<{ readonly data_version: number }>`pragma data_version`
      : sql<{ readonly visible: string }>`select pg_current_snapshot()::text as visible`
  const { rows } = await asked.execute(kysely)
  return String(Object.values(rows[0]))
}

/**
 * A database: SQLite in a file, by Node's own `node:sqlite`, or a PostgreSQL server, both behind one Kysely.
 *
 * Instants and counts are integers (bigint in PostgreSQL) and come back as exact numbers or not at all; truth values are
 * 0 and 1. Whoever writes SQL here writes what both understand. Knows no table. A library that brings tables of its own is
 * given `joining.kysely`.
 */
import { randomUUID } from 'node:crypto'
import { Kysely, sql, type Transaction } from 'kysely'
import { type Joining, joining, OPEN } from './joint.ts'
import type { DatabaseKind } from './migration.ts'
import { NodeSqliteDialect, openSqlite } from './node-sqlite.ts'
import type { Tables } from './tables.ts'

export type Where = { readonly file: string } | { readonly url: string }

export interface Database {
  readonly kind: DatabaseKind
  /** By which this process is known among those that serve it. */
  readonly self: string
  readonly kysely: Kysely<Tables>
  /** For a library with tables of its own, so that what it writes and what we write can be one. */
  readonly joining: Joining
  /** Of an embedded database: its file. */
  readonly file: string | null
  /** `isLasting` false: a power cut may take it back whole, and nobody waits for the disk. */
  transaction<Result>(isLasting: boolean, act: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Fails with databaseUnavailable. The file is created; `:memory:` is one that vanishes. */
export async function openDatabase(where: Where): Promise<Database> {
  const isFile = 'file' in where
  const dialect = isFile
    ? new NodeSqliteDialect(openSqlite(where.file))
    : await (await import('./postgres.ts')).connectPostgres(where.url)
  const kysely = new Kysely<Tables>({ dialect })
  return {
    kind: isFile ? 'sqlite' : 'postgres',
    self: randomUUID(),
    kysely,
    file: isFile ? where.file : null,
    joining: joining(kysely, dialect),
    transaction: async (isLasting, given) => {
      const act: typeof given = async tx => await OPEN.run(tx, async () => await given(tx))
      if (isLasting) return await kysely.transaction().execute(act)
      return isFile ? await fleetingInFile(kysely, act) : await fleetingOnServer(kysely, act)
    },
    close: async () => await kysely.destroy(),
  }
}

type Act<Result> = (tx: Transaction<Tables>) => Promise<Result>

/** https://sqlite.org/pragma.html#pragma_synchronous: NORMAL in WAL is consistent, and waits for the disk at checkpoints alone. */
async function fleetingInFile<Result>(kysely: Kysely<Tables>, act: Act<Result>): Promise<Result> {
  return await kysely.connection().execute(async connection => {
    await sql`pragma synchronous = normal`.execute(connection)
    try {
      return await connection.transaction().execute(act)
    } finally {
      await sql`pragma synchronous = full`.execute(connection)
    }
  })
}

/** https://www.postgresql.org/docs/current/wal-async-commit.html */
async function fleetingOnServer<Result>(kysely: Kysely<Tables>, act: Act<Result>): Promise<Result> {
  return await kysely.transaction().execute(async tx => {
    await sql`set local synchronous_commit = off`.execute(tx)
    return await act(tx)
  })
}

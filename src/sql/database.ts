/**
 * A database: SQLite in a file, by Node's own `node:sqlite`, or a PostgreSQL server, both behind one Kysely.
 *
 * Instants and counts are integers (bigint in PostgreSQL) and come back as exact numbers or not at all; truth values are
 * 0 and 1. Whoever writes SQL here writes what both understand. Knows no table. `kysely` may be shared with a library
 * that brings tables of its own.
 */
import { Kysely } from 'kysely'
import type { DatabaseKind } from './migrations/migration.ts'
import { NodeSqliteDialect, openSqlite } from './node-sqlite.ts'
import { connectPostgres } from './postgres.ts'
import type { Tables } from './tables.ts'

export type Where = { readonly file: string } | { readonly url: string }

export interface Database {
  readonly kind: DatabaseKind
  readonly kysely: Kysely<Tables>
  /** Of an embedded database: its file. */
  readonly file: string | null
  close(): Promise<void>
}

/** Fails with databaseUnavailable. The file is created; `:memory:` is one that vanishes. */
export async function openDatabase(where: Where): Promise<Database> {
  const isFile = 'file' in where
  const dialect = isFile
    ? new NodeSqliteDialect(openSqlite(where.file))
    : await connectPostgres(where.url)
  const kysely = new Kysely<Tables>({ dialect })
  return {
    kind: isFile ? 'sqlite' : 'postgres',
    kysely,
    file: isFile ? where.file : null,
    close: async () => await kysely.destroy(),
  }
}

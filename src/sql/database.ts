/**
 * A database: SQLite in a file, by Node's own `node:sqlite`, or a PostgreSQL server, both behind one Kysely.
 *
 * Instants and counts are integers (bigint in PostgreSQL) and come back as exact numbers or not at all; truth values are
 * 0 and 1. Whoever writes SQL here writes what both understand. Knows no table. `kysely` may be shared with a library
 * that brings tables of its own.
 */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { Failure, reason } from '../base/failure.ts'
import type { DatabaseKind } from './migrations/migration.ts'
import { NodeSqliteDialect, openSqlite } from './node-sqlite.ts'
import type { Tables } from './tables.ts'

export type Where = { readonly file: string } | { readonly url: string }

export interface Database {
  readonly kind: DatabaseKind
  readonly kysely: Kysely<Tables>
  /** Of an embedded database: its file. */
  readonly file: string | null
  close(): Promise<void>
}

const CONNECTIONS_MAX = 10
const CONNECT_MS = 10_000
/** A statement that waits longer for a lock or the server than this fails. */
const STATEMENT_MS = 30_000

/** Types of PostgreSQL by their OID: int8 and numeric, which pg would leave as text. */
const INT8 = 20
const NUMERIC = 1700

/** Fails with databaseUnavailable. The file is created; `:memory:` is one that vanishes. */
export async function openDatabase(where: Where): Promise<Database> {
  return 'file' in where ? openFile(where.file) : await openServer(where.url)
}

function openFile(file: string): Database {
  const sqlite = openSqlite(file)
  const kysely = new Kysely<Tables>({ dialect: new NodeSqliteDialect(sqlite) })
  return { kind: 'sqlite', kysely, file, close: async () => await kysely.destroy() }
}

async function openServer(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: 'loa',
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  })
  // A connection that dies while it is idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    throw new Failure('databaseUnavailable', { why: reason(error) })
  }
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { kind: 'postgres', kysely, file: null, close: async () => await kysely.destroy() }
}

function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if ((oid === INT8 || oid === NUMERIC) && format !== 'binary') return exactNumber
  return pg.types.getTypeParser(oid, format as 'text')
}

function exactNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && !Number.isSafeInteger(number))
    throw new RangeError(`${text} is no exact number`)
  return number
}

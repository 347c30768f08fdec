/**
 * Node's own SQLite as a dialect of Kysely: one connection, one user of it at a time, statements kept prepared.
 *
 * Every commit is on the disk before it is answered (WAL, synchronous=FULL), unless database.ts says otherwise. A transaction takes the write lock at its
 * begin, so that it never fails half-way for another process. Whoever asks the database itself within a transaction of
 * it waits for ever: ask the transaction.
 */

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { reason } from '../base/failure.ts'
import { sqlFailure } from './failures.ts'

const BUSY_MS = 10_000
const STATEMENTS_MAX = 500

/** SQLITE_BUSY, SQLITE_IOERR, SQLITE_FULL. https://sqlite.org/rescode.html */
const BUSY = 5
const IO_ERROR = 10
const FULL = 13

export function openSqlite(file: string): DatabaseSync {
  try {
    const sqlite = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true })
    // What is deleted is overwritten: health checks are to be gone when they are gone.
    sqlite.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on')
    return sqlite
  } catch (error) {
    throw sqlFailure('databaseUnavailable', { why: reason(error) })
  }
}

export class NodeSqliteDialect implements Dialect {
  readonly #sqlite: DatabaseSync
  constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite
  }
  createDriver(): Driver {
    return new OneConnection(this.#sqlite)
  }
  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler()
  }
  createAdapter(): DialectAdapter {
    return new SqliteAdapter()
  }
  // biome-ignore lint/suspicious/noExplicitAny: as Kysely's interface says
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return new SqliteIntrospector(db)
  }
}

class OneConnection implements Driver {
  readonly #sqlite: DatabaseSync
  readonly #connection: SqliteConnection
  /** Resolves when the one before has let go. */
  #tail: Promise<void> = Promise.resolve()
  #letGo: () => void = () => {}

  constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite
    this.#connection = new SqliteConnection(sqlite)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#tail
    const mine = Promise.withResolvers<void>()
    this.#tail = mine.promise
    await before
    this.#letGo = mine.resolve
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#letGo()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk makes SQLite roll back by itself.
    if (this.#sqlite.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.#tail
    if (this.#sqlite.isOpen) this.#sqlite.close()
  }
}

interface Prepared {
  readonly statement: StatementSync
  /** Asked once: a description of every column comes with each answer. */
  readonly returnsRows: boolean
}

class SqliteConnection implements DatabaseConnection {
  readonly #sqlite: DatabaseSync
  /** In the order of their last use. */
  readonly #statements = new Map<string, Prepared>()

  constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const { statement, returnsRows } = this.#prepared(query.sql)
      const values = query.parameters.map(bound)
      if (returnsRows) return { rows: statement.all(...values).map(plain<Row>) }
      const { changes, lastInsertRowid } = statement.run(...values)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    } catch (error) {
      throw asFailure(error)
    }
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    const statement = this.#sqlite.prepare(query.sql)
    for (const row of statement.iterate(...query.parameters.map(bound))) yield { rows: [plain<Row>(row)] }
  }

  #prepared(sql: string): Prepared {
    let prepared = this.#statements.get(sql)
    if (prepared === undefined) {
      const statement = this.#sqlite.prepare(sql)
      prepared = { statement, returnsRows: statement.columns().length > 0 }
    } else this.#statements.delete(sql)
    this.#statements.set(sql, prepared)
    if (this.#statements.size > STATEMENTS_MAX) {
      const [oldest] = this.#statements.keys()
      this.#statements.delete(oldest)
    }
    return prepared
  }
}

/** Rows come without a prototype, which other libraries do not expect. */
function plain<Row>(row: object): Row {
  return { ...row } as Row
}

function bound(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  return (value ?? null) as SQLInputValue
}

function asFailure(error: unknown): unknown {
  const code = (error as { errcode?: number }).errcode
  if (code === undefined) return error
  switch (code & 0xff) {
    case BUSY:
      return sqlFailure('databaseUnavailable', { why: reason(error) })
    case IO_ERROR:
    case FULL:
      return sqlFailure('databaseUnwritable', { why: reason(error) })
    default:
      return error
  }
}

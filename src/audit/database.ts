/**
 * DuckDB in this process: a database in memory that spills into a directory of its own. Loaded only when it is opened.
 *
 * What DuckDB says when it fails may hold values of a row; digits are left out of it, so that no number of a subscriber
 * gets into a log.
 */

import type { DuckDBConnection, DuckDBInstance, DuckDBValue, JS } from '@duckdb/node-api'
import { reason } from '../base/failure.ts'
import { auditFailure } from './failures.ts'

export interface DatabaseOptions {
  /** Where it spills to; as confidential as the records. */
  readonly directory: string
  /** DuckDB's own share: what Node holds, and buffers that DuckDB does not count, come on top. */
  readonly memoryMegabytes: number
  readonly threads: number
}

export type Value = string | number | boolean | null | readonly (string | null)[]
type Row = Readonly<Record<string, Value>>

/** What was done by an operator of a plan, as DuckDB counted it. */
interface PlanNode {
  readonly operator_type?: string
  readonly operator_name?: string
  readonly operator_cardinality?: number
  readonly extra_info?: Readonly<Record<string, unknown>>
  readonly children?: readonly PlanNode[]
}

export class Database {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance
    this.#connection = connection
  }

  /** Fails with duckDbUnavailable. */
  static async open({ directory, memoryMegabytes, threads }: DatabaseOptions): Promise<Database> {
    const { DuckDBInstance } = await import('@duckdb/node-api').catch(error => {
      throw auditFailure('duckDbUnavailable', { why: reason(error) })
    })
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryMegabytes}MB`,
      threads: String(threads),
      temp_directory: directory,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    const database = new Database(instance, await instance.connect())
    await database.run(`SET TimeZone = 'UTC'`)
    return database
  }

  async run(sql: string, values: readonly DuckDBValue[] = []): Promise<void> {
    await told(() => this.#connection.run(sql, [...values]))
  }

  /** For answers of a few rows. Whole numbers that a JavaScript number does not hold fail with auditSumTooLarge. */
  async rows<T extends Row>(sql: string, values: readonly DuckDBValue[] = []): Promise<T[]> {
    const reader = await told(() => this.#connection.runAndReadAll(sql, [...values]))
    return reader.getRowObjectsJS().map(row => plain(row) as T)
  }

  async one<T extends Row>(sql: string, values: readonly DuckDBValue[] = []): Promise<T> {
    const [row] = await this.rows<T>(sql, values)
    return row
  }

  /** For answers of any size, a chunk at a time, on a connection of their own: others may run meanwhile. */
  async *batches(sql: string): AsyncGenerator<readonly (readonly Value[])[], void, undefined> {
    const connection = await this.#instance.connect()
    try {
      const result = await told(() => connection.stream(sql))
      for await (const rows of result.yieldRowsJs()) yield rows.map(row => row.map(whole))
    } finally {
      connection.closeSync()
    }
  }

  async insert(table: string, batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>): Promise<void> {
    const appender = await told(() => this.#connection.createAppender(table))
    try {
      for await (const rows of batches)
        for (const row of rows) {
          for (const value of Object.values(row))
            if (value === null) appender.appendNull()
            else if (typeof value === 'string') appender.appendVarchar(value)
            else if (typeof value === 'boolean') appender.appendBoolean(value)
            else if (typeof value === 'number') appender.appendBigInt(BigInt(value))
            else throw new TypeError('a list cannot be appended')
          appender.endRow()
        }
    } finally {
      appender.closeSync()
    }
  }

  /** Runs the statement and tells how many rows came out of the reader of its only file. */
  async runCounting(sql: string): Promise<number> {
    const { explain_value } = await this.one<{ explain_value: string }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`)
    const readers = nodesOf(JSON.parse(explain_value) as PlanNode).filter(
      node =>
        node.operator_type === 'TABLE_SCAN' &&
        /^READ_(CSV|PARQUET)/.test(String(node.extra_info?.Function ?? node.operator_name)),
    )
    return readers[0]?.operator_cardinality ?? 0
  }

  /** Of the statement that runs now, from 0 to 1; null where it is not known. */
  get progress(): number | null {
    const { percentage } = this.#connection.progress
    return percentage < 0 ? null : percentage / 100
  }

  interrupt(): void {
    this.#connection.interrupt()
  }

  close(): void {
    this.#connection.closeSync()
    this.#instance.closeSync()
  }
}

/** A text in a statement. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A name in a statement. */
export function named(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A path is one file to us, whatever DuckDB thinks of its stars and brackets. */
export function quotedPath(path: string): string {
  return quoted(path.replace(/[*?[]/g, '[$&]'))
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const why = toldLine(error)
    if (/^INTERRUPT/.test(why)) throw auditFailure('auditStopped')
    if (/^Out of Memory|No space left|temp_directory/i.test(why)) throw auditFailure('auditNoRoom', { why })
    throw new DatabaseError(why)
  }
}

/** What DuckDB said, in one line and without digits that could be a subscriber's. */
function toldLine(error: unknown): string {
  return reason(error)
    .split('\n')[0]
    .replaceAll(/\d{5,}/g, '…')
}

/** A statement that DuckDB could not carry out: its file is damaged, or it is a bug. */
export class DatabaseError extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'DatabaseError'
  }
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)]
}

function plain(row: Record<string, JS>): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, whole(value)]))
}

function whole(value: JS): Value {
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw auditFailure('auditSumTooLarge')
    return number
  }
  if (value === null || typeof value !== 'object') return value as Value
  if (Array.isArray(value)) return value as (string | null)[]
  throw new TypeError('a value of this type is not asked for')
}

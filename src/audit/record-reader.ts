/**
 * Reads one source of charging records into `kept`, by DuckDB, and tells how many rows it had.
 *
 * Before the very first rows a few are looked at exactly: a map that fits hardly any of them is wrong, and is said so before
 * hours of records are read.
 *
 * Knows columns and settings. Knows no files.
 */

import type { SourceColumn } from './column-values.ts'
import { type Database, DatabaseError } from './database.ts'
import { auditFailure } from './failures.ts'
import { REASONS } from './reasons.ts'
import type { MappedColumn } from './record-files.ts'
import type { ScanOptions, ScanSettings } from './record-values.ts'
import { sampleStatement, scanStatement } from './scan-statement.ts'

const SAMPLE_ROWS = 10_000
/** Of fewer rows only all can be wrong. */
const SAMPLE_ROWS_MIN = 20
const SAMPLE_REJECTED_MAX = 0.5

export interface Source {
  /** How it is called where it does not fit. */
  readonly path: string
  readonly mapped: readonly MappedColumn[]
  /** read_csv(...) or read_parquet(...). */
  readonly table: string
  /** A column of that table. */
  readonly own: (column: MappedColumn) => string
  /** The row's number, or null. */
  readonly row: string
}

export class RecordReader {
  readonly #database: Database
  readonly #settings: ScanSettings
  #isFitting = false

  constructor(database: Database, settings: ScanSettings) {
    this.#database = database
    this.#settings = settings
  }

  /** Looks at the first source only. Fails with chargingMapUnfit. */
  async fit(source: Source): Promise<void> {
    if (this.#isFitting) return
    this.#isFitting = true
    let problems: { problem: number | null; rows: number }[]
    try {
      problems = await this.#database.rows(sampleStatement(this.#options(source, 0), SAMPLE_ROWS))
    } catch (error) {
      // The file itself is odd: reading it says how.
      if (error instanceof DatabaseError) return
      throw error
    }
    const count = (some: typeof problems) => some.reduce((sum, { rows }) => sum + rows, 0)
    const rows = count(problems)
    const rejected = problems.filter(({ problem }) => problem !== null)
    const share = count(rejected) / Math.max(rows, 1)
    const isWrong = rows >= SAMPLE_ROWS_MIN ? share > SAMPLE_REJECTED_MAX : rows > 1 && share === 1
    if (!isWrong || rejected[0].problem === null) return
    throw auditFailure('chargingMapUnfit', {
      file: source.path,
      percent: Math.round(share * 100),
      rows,
      reason: REASONS[rejected[0].problem - 1],
    })
  }

  /** Rows that DuckDB read. Filters stay where they are written, so that what they look at is computed once. */
  async read(source: Source, part: number): Promise<number> {
    await this.#database.run(`SET disabled_optimizers = 'filter_pushdown'`)
    try {
      return await this.#database.runCounting(scanStatement(this.#options(source, part)))
    } finally {
      await this.#database.run(`SET disabled_optimizers = ''`)
    }
  }

  #options({ mapped, table, own, row }: Source, part: number): ScanOptions {
    const select = mapped.map(column => `${own(column)} AS ${column.name}`)
    const columns: Record<string, SourceColumn[]> = {}
    for (const column of mapped) columns[column.is] = [...(columns[column.is] ?? []), column]
    return {
      ...this.#settings,
      columns,
      mapped,
      part,
      source: `(SELECT ${select.join(', ')}, ${row} AS row FROM ${table})`,
    }
  }
}

/**
 * Reads the numbers of a Parquet file through DuckDB, which is loaded only then.
 *
 * DuckDB itself takes plain digits apart (value, how many, whether a + stood before them), so that no string is made
 * for them here; whatever else a cell holds comes as text and is read as every other cell is (spelling.ts).
 *
 * Knows one file and one column of it. Rows are counted from 1, for Parquet has no lines.
 */

import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { Failure, reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { audienceFailure } from './failures.ts'
import { chooseColumn } from './layout.ts'
import { DIGITS_MAX, type Numbering } from './numbering.ts'
import type { RejectedRow } from './scan.ts'
import { type Reason, readCell, readDigits } from './spelling.ts'

/** DuckDB's own share of the machine. */
const DUCKDB = { memory_limit: '1GB', threads: '2' }

const SAMPLE_ROWS = 500

/** What one chunk of DuckDB holds at most, with room to spare. */
const BATCH_SIZE = 16 * 1024

export interface ParquetOptions {
  readonly numbering: Numbering
  readonly file: string
  readonly column?: string | undefined
  readonly onNumbers: (numbers: Float64Array, count: number) => void
  readonly onReject: (row: RejectedRow) => void
  /** After each chunk, with the rows so far. A throw ends the import. */
  readonly onRows: (rows: number) => void
}

/** Fails with parquetDamaged, parquetUnavailable, columnMissing, columnUnclear or columnInexact. */
export async function importParquet(options: ParquetOptions): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch(error => {
    throw audienceFailure('parquetUnavailable', { why: reason(error) })
  })
  const instance = await DuckDBInstance.create(':memory:', DUCKDB)
  const connection = await instance.connect()
  try {
    await importFrom(connection, options)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw audienceFailure('parquetDamaged', { file: options.file, why: firstLine(reason(error)) })
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function importFrom(connection: DuckDBConnection, options: ParquetOptions): Promise<void> {
  const { file, numbering } = options
  const table = `read_parquet(${quoted(withoutGlob(file))})`
  const sample = await connection.runAndReadAll(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${table} LIMIT ${SAMPLE_ROWS}`)
  const names = sample.columnNames()
  const rows = sample.getRows().map(row => row.map(cell => (cell === null ? '' : String(cell))))
  const column = chooseColumn({ names, rows, numbering, file, wanted: options.column })
  const name = `"${names[column].replaceAll('"', '""')}"`
  await refuseInexact(connection, { name, table, file, column: names[column] })
  const result = await connection.stream(
    `SELECT CASE WHEN plain THEN CAST(CAST(ltrim(cell, '+') AS BIGINT) AS DOUBLE) ELSE 0 END,
            CASE WHEN plain THEN 2 * CAST(length(ltrim(cell, '+')) AS INTEGER)
                                 + CAST(starts_with(cell, '+') AS INTEGER) ELSE 0 END,
            CASE WHEN plain THEN NULL ELSE cell END
     FROM (SELECT cell, coalesce(regexp_full_match(cell, '\\+?[0-9]{1,${DIGITS_MAX}}'), false) AS plain
           FROM (SELECT CAST(${name} AS VARCHAR) AS cell FROM ${table}))`,
  )
  const batch = new Float64Array(BATCH_SIZE)
  let before = 0
  for (let chunk = await result.fetchChunk(); chunk; chunk = await result.fetchChunk()) {
    if (chunk.rowCount === 0) break
    importChunk(chunk, { ...options, before, batch })
    before += chunk.rowCount
    options.onRows(before)
  }
}

/** Seven digits are no number: of a hundred million of them a few are left. */
async function refuseInexact(
  connection: DuckDBConnection,
  { name, table, file, column }: { name: string; table: string; file: string; column: string },
): Promise<void> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT ${name} FROM ${table}`)
  const [[, type]] = described.getRows()
  if (type === 'FLOAT') throw baseFailure('columnInexact', { file, column })
}

function importChunk(chunk: DuckDBDataChunk, options: ParquetOptions & { before: number; batch: Float64Array }): void {
  const { numbering, batch, before } = options
  const values = chunk.getColumnVector(0)
  const shapes = chunk.getColumnVector(1)
  const texts = chunk.getColumnVector(2)
  let count = 0
  for (let row = 0; row < chunk.rowCount; row++) {
    const shape = Number(shapes.getItem(row))
    const value = Number(values.getItem(row))
    const digits = shape >> 1
    const plus = (shape & 1) === 1
    const text = shape === 0 ? String(texts.getItem(row) ?? '') : ''
    const result = shape === 0 ? readText(numbering, text) : readDigits(numbering, digits, value, plus)
    if (typeof result === 'number') batch[count++] = result
    else {
      const cell = shape === 0 ? text : (plus ? '+' : '') + String(value).padStart(digits, '0')
      const octets = Buffer.from(cell)
      const line = before + row + 1
      options.onReject({ line, octets, from: 0, to: octets.length, reason: result })
    }
    if (count === batch.length) {
      options.onNumbers(batch, count)
      count = 0
    }
  }
  options.onNumbers(batch, count)
}

function readText(numbering: Numbering, text: string): number | Reason {
  const octets = Buffer.from(text)
  return readCell(numbering, octets, 0, octets.length)
}

/** A path is one file to us, whatever DuckDB thinks of its stars and brackets. */
function withoutGlob(path: string): string {
  return path.replace(/[*?[]/g, '[$&]')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function firstLine(text: string): string {
  return text.split('\n')[0]
}

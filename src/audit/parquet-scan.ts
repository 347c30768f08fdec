/** Reads Parquet files: DuckDB's own form, whose metadata says how many rows there must be. */

import { type Database, named, quotedPath } from './database.ts'
import { auditFailure } from './failures.ts'
import { mappedColumns, type RecordFile } from './record-files.ts'
import type { RecordReader } from './record-reader.ts'
import type { ScanSettings } from './record-values.ts'
import type { RejectedRows } from './rejected-rows.ts'

export interface ParquetScanOptions {
  readonly database: Database
  readonly settings: ScanSettings
  readonly reader: RecordReader
  readonly rejected: RejectedRows
  readonly part: number
}

/** How many rows it has. Fails with columnMissing, columnInexact, chargingMapUnfit or recordRowsLost; a damaged one as DuckDB does. */
export async function scanParquet(
  { path }: RecordFile,
  { database, settings, reader, rejected, part }: ParquetScanOptions,
): Promise<number> {
  const table = `read_parquet(${quotedPath(path)}, file_row_number = true, binary_as_string = true)`
  const described = await database.rows<{ column_name: string; column_type: string }>(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${table})`,
  )
  const names = described.map(({ column_name }) => column_name)
  const types = described.map(({ column_type }) => column_type)
  const source = {
    path,
    mapped: mappedColumns(settings.map, { file: path, names, types }),
    table,
    own: ({ position }: { position: number }) => named(names[position]),
    row: 'file_row_number + 1',
  }
  await reader.fit(source)
  const read = await reader.read(source, part)
  const { rows } = await database.one<{ rows: number }>(
    `SELECT sum(num_rows)::BIGINT AS rows FROM parquet_file_metadata(${quotedPath(path)})`,
  )
  if (read !== rows) throw auditFailure('recordRowsLost', { file: path, rows, read })
  await rejected.listNumbered({ path, part })
  return rows
}

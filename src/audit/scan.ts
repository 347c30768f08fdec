/**
 * Reads files of charging records into `kept` and `rejects`. A file that is damaged or cut is left out whole: where it ends
 * nobody knows.
 */
import { Failure } from '../base/failure.ts'
import { type Database, DatabaseError, named, quotedPath } from './database.ts'
import { auditFailure } from './failures.ts'
import type { RejectReason } from './reasons.ts'
import { mappedColumns, type RecordFile } from './record-files.ts'
import { RecordReader } from './record-reader.ts'
import type { ScanSettings } from './record-values.ts'
import { RejectedRows } from './rejected-rows.ts'
import type { Workshop } from './text-parts.ts'
import { scanText } from './text-scan.ts'

export type ScannedFile =
  | { readonly is: 'read'; readonly path: string; readonly rows: number }
  | { readonly is: 'damaged'; readonly path: string; readonly why: string }

export class Scan {
  readonly #database: Database
  readonly #settings: ScanSettings
  readonly #workshop: Workshop
  readonly #reader: RecordReader
  readonly #rejected: RejectedRows
  /** What is read at once has a number of its own. */
  #part = 0

  constructor(database: Database, settings: ScanSettings, workshop: Workshop) {
    this.#database = database
    this.#settings = settings
    this.#workshop = workshop
    this.#reader = new RecordReader(database, settings)
    this.#rejected = new RejectedRows(database)
  }

  /** Lines that could not be read, by reason; rows whose values could not are in `kept`. */
  get rejectedLines(): ReadonlyMap<RejectReason, number> {
    return this.#rejected.counts
  }

  /** Fails with columnMissing, columnInexact, chargingMapUnfit, recordRowsLost, listBinary and what the disk or the memory says. */
  async file(file: RecordFile): Promise<ScannedFile> {
    const firstPart = this.#part + 1
    const before = this.#rejected.mark
    try {
      return { is: 'read', path: file.path, rows: await this.#rows(file) }
    } catch (error) {
      const why = damage(error)
      if (why === null) throw error
      await this.#rejected.forget(firstPart, before)
      return { is: 'damaged', path: file.path, why }
    }
  }

  async #rows(file: RecordFile): Promise<number> {
    const common = {
      database: this.#database,
      settings: this.#settings,
      reader: this.#reader,
      rejected: this.#rejected,
    }
    const nextPart = () => ++this.#part
    return file.is === 'parquet'
      ? await scanParquet(file, { ...common, part: nextPart() })
      : await scanText(file, { ...common, workshop: this.#workshop, nextPart })
  }
}

/** Why a file is left out; null where it is not the file's fault. */
function damage(error: unknown): string | null {
  if (error instanceof DatabaseError) return error.message
  if (!(error instanceof Failure)) return null
  if (error.code === 'listDamaged') return String(error.details.why)
  return error.code === 'listEmpty' ? 'empty' : null
}

/* Reads Parquet files: DuckDB's own form, whose metadata says how many rows there must be. */

interface ParquetScanOptions {
  readonly database: Database
  readonly settings: ScanSettings
  readonly reader: RecordReader
  readonly rejected: RejectedRows
  readonly part: number
}

/** How many rows it has. Fails with columnMissing, columnInexact, chargingMapUnfit or recordRowsLost; a damaged one as DuckDB does. */
async function scanParquet(
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

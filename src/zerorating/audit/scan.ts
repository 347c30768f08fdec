/**
 * Reads files of charging records into `kept` and `rejects`, and proves that no row is lost on the way.
 *
 *   rows of the file = rows that DuckDB read + lines that it could not read
 *
 * The left side is counted by someone else: from the octets of a text (octet-lines.ts), from the metadata of a Parquet file.
 * A text whose sums differ, or with an odd line end or quote in it, is read again line by line (text-parts.ts); if they
 * differ then, the audit fails.
 *
 * A file that is damaged or cut is left out whole: where it ends nobody knows.
 */
import { rm } from 'node:fs/promises'
import { Failure } from '../../base/failure.ts'
import type { SourceColumn } from './column-values.ts'
import { type Database, DatabaseError, named, quoted, quotedPath } from './database.ts'
import { locateRows, type SoughtRow } from './locate-rows.ts'
import { type LineCount, LineCounter } from './octet-lines.ts'
import { REASONS, type RejectReason } from './reasons.ts'
import {
  columnNames,
  type MappedColumn,
  mappedColumns,
  type RecordFile,
  textOfFile,
} from './record-files.ts'
import {
  rawColumns,
  type ScanOptions,
  type ScanSettings,
  type SourceColumns,
  sampleStatement,
  scanStatement,
} from './scan-statement.ts'
import {
  type CleanPart,
  cleanParts,
  type RejectedLine,
  type UnpackedPart,
  unpackedParts,
  type Workshop,
} from './text-parts.ts'

/** So many rejected rows are listed; all are counted. */
export const REJECTS_LISTED_MAX = 1_000_000
/** Of the row as it is listed. */
const ROW_TEXT_MAX = 1000
/** A map that does not fit shows in so many rows. */
const SAMPLE_ROWS = 10_000
const SAMPLE_REJECTED_MAX = 0.5
const BATCH_ROWS = 1000

export type ScannedFile =
  | { readonly is: 'read'; readonly path: string; readonly rows: number }
  | { readonly is: 'damaged'; readonly path: string; readonly why: string }

export class Scan {
  readonly #database: Database
  readonly #settings: ScanSettings
  readonly #workshop: Workshop
  #part = 0
  #listed = 0
  #rejectedLines = new Map<RejectReason, number>()

  constructor(database: Database, settings: ScanSettings, workshop: Workshop) {
    this.#database = database
    this.#settings = settings
    this.#workshop = workshop
  }

  /** Lines that could not be read, by reason; rows whose values could not are in `kept`. */
  get rejectedLines(): ReadonlyMap<RejectReason, number> {
    return this.#rejectedLines
  }

  /** Fails with columnMissing, chargingMapUnfit, recordRowsLost, listBinary and what the disk or the memory says. */
  async file(file: RecordFile): Promise<ScannedFile> {
    const firstPart = this.#part + 1
    const [lines, listed] = [new Map(this.#rejectedLines), this.#listed]
    try {
      const rows = file.is === 'parquet' ? await this.#parquet(file) : await this.#text(file)
      return { is: 'read', path: file.path, rows }
    } catch (error) {
      const why = damage(error)
      if (why === null) throw error
      await this.#database.run(`DELETE FROM kept WHERE part >= ${firstPart}`)
      await this.#database.run(`DELETE FROM rejects WHERE part >= ${firstPart}`)
      this.#rejectedLines = lines
      this.#listed = listed
      return { is: 'damaged', path: file.path, why }
    }
  }

  // --- text

  async #text(file: RecordFile): Promise<number> {
    const names = await columnNames(file, this.#settings.map.csv)
    const types = names.map(() => 'text')
    const mapped = mappedColumns(this.#settings.map, { file: file.path, names, types })
    const text: Text = { file, mapped, cells: names.length }
    if (file.is === 'csv') return await this.#plain(text)
    let rows = 0
    for await (const part of ahead(unpackedParts(file, this.#workshop))) {
      rows += await this.#unpacked(text, part, rows === 0)
      await rm(part.path, { force: true })
    }
    return rows
  }

  async #plain(text: Text): Promise<number> {
    const { header, lastRowMayBeOpen } = this.#settings.map.csv
    const part = ++this.#part
    const source = { path: text.file.path, header, isNumbered: false }
    if (this.#part === 1) await this.#sample(text, source)
    // Both read the file once, side by side: what one has read is still in memory when the other wants it.
    const [count, read] = await Promise.all([
      countLines(textOfFile(text.file)),
      this.#read(text, { ...source, part }),
    ])
    const rows = count.lines - count.blank - (header ? 1 : 0)
    const isWhole = !count.lastOpen || lastRowMayBeOpen
    if (isWhole && isPlain(count) && read !== null && read.rows + read.rejects.length === rows) {
      await this.#keepRejects(text, { part, linesBefore: 0, rejects: read.rejects })
      await this.#locate(text, { part, linesBefore: 0, octets: textOfFile(text.file) })
      return rows
    }
    return await this.#again(text, {
      parts: [part],
      octets: textOfFile(text.file),
      header,
      mayBeOpen: lastRowMayBeOpen,
      linesBefore: 0,
    })
  }

  /** A part of a gzipped file: its checksum proves that the last row is whole. */
  async #unpacked(
    text: Text,
    { path, count, linesBefore }: UnpackedPart,
    isFirst: boolean,
  ): Promise<number> {
    const header = isFirst && this.#settings.map.csv.header
    const part = ++this.#part
    const source = { path, header, isNumbered: false }
    if (this.#part === 1) await this.#sample(text, source)
    const read = await this.#read(text, { ...source, part })
    const rows = count.lines - count.blank - (header ? 1 : 0)
    const octets = () => textOfFile({ path, is: 'csv', octets: count.octets })
    if (isPlain(count) && read !== null && read.rows + read.rejects.length === rows) {
      await this.#keepRejects(text, { part, linesBefore, rejects: read.rejects })
      await this.#locate(text, { part, linesBefore, octets: octets() })
      return rows
    }
    return await this.#again(text, {
      parts: [part],
      octets: octets(),
      header,
      mayBeOpen: true,
      linesBefore,
    })
  }

  /** Line by line, after the rows that were read of it are forgotten. */
  async #again(
    text: Text,
    options: {
      parts: readonly number[]
      octets: AsyncIterable<Uint8Array>
      header: boolean
      mayBeOpen: boolean
      linesBefore: number
    },
  ): Promise<number> {
    for (const part of options.parts)
      await this.#database.run(`DELETE FROM kept WHERE part = ${part}`)
    const clean = cleanParts(options.octets, {
      ...options,
      ...this.#workshop,
      cells: text.cells,
      delimiter: this.#settings.map.csv.delimiter.charCodeAt(0),
    })
    let rows = 0
    for await (const part of ahead(clean))
      rows += await this.#clean(text, part, options.linesBefore)
    return rows
  }

  async #clean(
    text: Text,
    { path, rows, rejects }: CleanPart,
    linesBefore: number,
  ): Promise<number> {
    const part = ++this.#part
    await this.#keepRejects(text, { part, linesBefore, rejects })
    const read = await this.#read(text, { path, header: false, isNumbered: true, part })
    if (read === null || read.rows + read.rejects.length !== rows)
      throw new Failure('recordRowsLost', { file: text.file.path, rows, read: read?.rows ?? 0 })
    await this.#keepRejects(text, { part, linesBefore, rejects: read.rejects.map(renumbered) })
    await this.#database.run(
      `UPDATE kept SET row = row + ${linesBefore} WHERE part = ${part} AND problem IS NOT NULL`,
    )
    await this.#listNumbered(text.file, part)
    await rm(path, { force: true })
    return rows + rejects.length
  }

  /** Null where DuckDB could not go on in the text. */
  async #read(text: Text, source: TextSource & { part: number }): Promise<ReadText | null> {
    await this.#database.run('DROP TABLE IF EXISTS reject_errors')
    await this.#database.run('DROP TABLE IF EXISTS reject_scans')
    const statement = scanStatement(this.#textOptions(text, source))
    try {
      const rows = await this.#counting(statement)
      return { rows, rejects: await this.#unreadable() }
    } catch (error) {
      if (error instanceof DatabaseError) return null
      throw error
    }
  }

  async #unreadable(): Promise<readonly RejectedLine[]> {
    const errors = await this.#database.rows<{ line: number; type: string; text: string }>(
      `SELECT line, min(CAST(error_type AS VARCHAR)) AS type,
              left(any_value(csv_line), ${ROW_TEXT_MAX}) AS text
       FROM reject_errors GROUP BY line ORDER BY line`,
    )
    return errors.map(({ line, type, text }) => ({
      line,
      reason: LINE_REASONS[type] ?? 'line-unreadable',
      text: Buffer.from(text ?? ''),
    }))
  }

  #textOptions(text: Text, { path, header, isNumbered, part }: TextSource & { part: number }) {
    const { delimiter } = this.#settings.map.csv
    const cells = [
      ...(isNumbered ? ['n'] : []),
      ...Array.from({ length: text.cells }, (_, at) => `c${at}`),
    ]
    const columns = cells.map(name => `'${name}': 'VARCHAR'`).join(', ')
    const reader = `read_csv(${quotedPath(path)}, columns = {${columns}}, auto_detect = false,
      delim = ${quoted(delimiter)}, quote = '"', escape = '"', header = ${header}, store_rejects = true)`
    const row = isNumbered ? 'CAST(n AS BIGINT)' : 'NULL::BIGINT'
    return this.#options(text.mapped, {
      part,
      from: `${reader}`,
      row,
      own: ({ position }) => `c${position}`,
    })
  }

  // --- Parquet

  async #parquet(file: RecordFile): Promise<number> {
    const table = `read_parquet(${quotedPath(file.path)}, file_row_number = true, binary_as_string = true)`
    const described = await this.#database.rows<{ column_name: string; column_type: string }>(
      `SELECT column_name, column_type FROM (DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${table})`,
    )
    const names = described.map(({ column_name }) => column_name)
    const types = described.map(({ column_type }) => column_type)
    const mapped = mappedColumns(this.#settings.map, { file: file.path, names, types })
    const part = ++this.#part
    const options = this.#options(mapped, {
      part,
      from: table,
      row: 'file_row_number + 1',
      own: ({ position }) => named(names[position]),
    })
    if (part === 1) await this.#fits(file, options)
    const read = await this.#counting(scanStatement(options))
    const { rows } = await this.#database.one<{ rows: number }>(
      `SELECT sum(num_rows)::BIGINT AS rows FROM parquet_file_metadata(${quotedPath(file.path)})`,
    )
    if (read !== rows) throw new Failure('recordRowsLost', { file: file.path, rows, read })
    await this.#listNumbered(file, part)
    return rows
  }

  // --- both

  #options(
    mapped: readonly MappedColumn[],
    {
      part,
      from,
      row,
      own,
    }: { part: number; from: string; row: string; own: (column: MappedColumn) => string },
  ): ScanOptions {
    const columns = grouped(mapped)
    const select = mapped.map(column => `${own(column)} AS ${column.name}`).join(', ')
    return {
      ...this.#settings,
      columns,
      part,
      source: `(SELECT ${select}, ${row} AS row FROM ${from})`,
    }
  }

  /** Filters stay where they are written, so that what they look at is computed once (scan-statement.ts). */
  async #counting(statement: string): Promise<number> {
    await this.#database.run(`SET disabled_optimizers = 'filter_pushdown'`)
    try {
      return await this.#database.runCounting(statement)
    } finally {
      await this.#database.run(`SET disabled_optimizers = ''`)
    }
  }

  async #sample(text: Text, source: TextSource): Promise<void> {
    await this.#fits(text.file, this.#textOptions(text, { ...source, part: 0 }))
  }

  /** A map that fits hardly any row is wrong, and is said so before all rows are read. */
  async #fits(file: RecordFile, options: ScanOptions): Promise<void> {
    let problems: { problem: number | null; rows: number }[]
    try {
      problems = await this.#database.rows(sampleStatement(options, SAMPLE_ROWS))
    } catch (error) {
      // The file itself is odd: reading it says how.
      if (error instanceof DatabaseError) return
      throw error
    }
    const rows = problems.reduce((sum, one) => sum + one.rows, 0)
    const rejected = problems.filter(({ problem }) => problem !== null)
    const share = rejected.reduce((sum, one) => sum + one.rows, 0) / Math.max(rows, 1)
    if (rejected[0]?.problem == null || share <= SAMPLE_REJECTED_MAX || rows < 2) return
    throw new Failure('chargingMapUnfit', {
      file: file.path,
      percent: Math.round(share * 100),
      rows,
      reason: REASONS[rejected[0].problem - 1],
    })
  }

  async #keepRejects(
    { file }: Text,
    {
      part,
      linesBefore,
      rejects,
    }: { part: number; linesBefore: number; rejects: readonly RejectedLine[] },
  ): Promise<void> {
    for (const { reason } of rejects)
      this.#rejectedLines.set(reason, (this.#rejectedLines.get(reason) ?? 0) + 1)
    const listed = rejects.slice(0, REJECTS_LISTED_MAX - this.#listed)
    this.#listed += listed.length
    await this.#database.insert('rejects', [
      listed.map(({ line, reason, text }) => ({
        part,
        file: file.path,
        line: linesBefore + line,
        reason,
        text: rowText(text),
      })),
    ])
  }

  /** Rejected rows that know their number. */
  async #listNumbered(file: RecordFile, part: number): Promise<void> {
    const limit = REJECTS_LISTED_MAX - this.#listed
    await this.#database.run(
      `INSERT INTO rejects
       SELECT part, ${quoted(file.path)}, row, list_extract([${REASONS.map(quoted).join(', ')}], problem),
              left(array_to_string(list_transform(raw, lambda cell: coalesce(cell, '')), ','), ${ROW_TEXT_MAX})
       FROM kept WHERE part = ${part} AND problem IS NOT NULL ORDER BY row LIMIT ${limit}`,
    )
    this.#listed += Math.min(limit, await this.#problems(part))
  }

  /** Rejected rows whose lines have to be found. */
  async #locate(
    text: Text,
    {
      part,
      linesBefore,
      octets,
    }: { part: number; linesBefore: number; octets: AsyncIterable<Uint8Array> },
  ): Promise<void> {
    const problems = await this.#problems(part)
    const limit = Math.min(REJECTS_LISTED_MAX - this.#listed, problems)
    if (limit === 0) return
    const sought = this.#sought(text, part, limit)
    const located = locateRows(sought, octets, this.#settings.map.csv.delimiter.charCodeAt(0))
    const rows = async function* () {
      for await (const { line, row, text: found } of located)
        yield {
          part,
          file: text.file.path,
          line: linesBefore + line,
          reason: REASONS[row.problem - 1],
          text: rowText(found),
        }
    }
    await this.#database.insert('rejects', batched(rows(), BATCH_ROWS))
    this.#listed += limit
  }

  async *#sought(
    { mapped }: Text,
    part: number,
    limit: number,
  ): AsyncGenerator<SoughtRow & { problem: number }, void, undefined> {
    const positions = rawColumns(grouped(mapped)).map(
      ({ name }) => mapped.find(column => column.name === name)?.position ?? 0,
    )
    const batches = this.#database.batches(
      `SELECT problem, raw FROM kept WHERE part = ${part} AND problem IS NOT NULL
       ORDER BY rowid LIMIT ${limit}`,
    )
    for await (const rows of batches)
      for (const [problem, raw] of rows)
        yield {
          problem: Number(problem),
          cells: (raw as readonly (string | null)[]).map((cell, at) => ({
            position: positions[at],
            text: cell ?? '',
          })),
        }
  }

  async #problems(part: number): Promise<number> {
    const { rows } = await this.#database.one<{ rows: number }>(
      `SELECT count(*) AS rows FROM kept WHERE part = ${part} AND problem IS NOT NULL`,
    )
    return rows
  }
}

interface Text {
  readonly file: RecordFile
  readonly mapped: readonly MappedColumn[]
  readonly cells: number
}

interface TextSource {
  readonly path: string
  readonly header: boolean
  /** Each row has the number of its line before it. */
  readonly isNumbered: boolean
}

interface ReadText {
  readonly rows: number
  readonly rejects: readonly RejectedLine[]
}

/** DuckDB's names for what is wrong with a line. */
const LINE_REASONS: Readonly<Record<string, RejectReason>> = {
  'MISSING COLUMNS': 'cells-missing',
  'TOO MANY COLUMNS': 'cells-extra',
  'UNQUOTED VALUE': 'quote-open',
  'INVALID ENCODING': 'not-utf8',
  'LINE SIZE OVER MAXIMUM': 'line-too-long',
}

function grouped(mapped: readonly MappedColumn[]): SourceColumns {
  const columns: Record<string, SourceColumn[]> = {}
  for (const column of mapped) columns[column.is] = [...(columns[column.is] ?? []), column]
  return columns
}

/** Why a file is left out; null where it is not the file's fault. */
function damage(error: unknown): string | null {
  if (error instanceof DatabaseError) return error.message
  if (!(error instanceof Failure)) return null
  if (error.code === 'listDamaged') return String(error.details.why)
  return error.code === 'listEmpty' ? 'empty' : null
}

function isPlain({ ends, openQuotes }: LineCount): boolean {
  return (ends === 'lf' || ends === 'crlf') && openQuotes === 0
}

async function countLines(text: AsyncIterable<Uint8Array>): Promise<LineCount> {
  const counter = new LineCounter()
  for await (const piece of text) counter.add(piece)
  return counter.count
}

/** A row of a clean part has its own number before it. */
function renumbered({ reason, text }: RejectedLine): RejectedLine {
  const own = text.toString()
  const [number] = /^\d+/.exec(own) ?? ['0']
  return { line: Number(number), reason, text: Buffer.from(own.slice(number.length + 1)) }
}

function rowText(text: Buffer): string {
  return [...text.subarray(0, 4 * ROW_TEXT_MAX).toString('utf8')].slice(0, ROW_TEXT_MAX).join('')
}

async function* batched<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** The next is made while one is used. */
async function* ahead<T>(
  made: AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  let next = made.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = made.next()
      // Whoever waits for it sees it fail; nobody may wait any more.
      next.catch(() => {})
      yield value as T
    }
  } finally {
    await made.return()
  }
}

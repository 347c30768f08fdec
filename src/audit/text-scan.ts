/**
 * Reads texts: CSV, plain or gzipped.
 *
 *   rows of the text = rows that DuckDB read + lines that it could not read
 *
 * The left side is counted here, from the octets. Where the sums differ, or a line end or quote is odd, DuckDB's reading is
 * forgotten and the text read again line by line (text-parts.ts): it takes a row for several, and several for one, where
 * a quote is left open. If the sums differ then, the audit fails. A text that is not UTF-8 throughout is read line by line
 * from the beginning (utf8-check.ts).
 */

import { rm } from 'node:fs/promises'
import { type Database, DatabaseError, quoted, quotedPath } from './database.ts'
import { auditFailure } from './failures.ts'
import { type LineCount, LineCounter } from './octet-lines.ts'
import type { RejectReason } from './reasons.ts'
import { columnNames, type MappedColumn, mappedColumns, type RecordFile, textOfFile } from './record-files.ts'
import type { RecordReader, Source } from './record-reader.ts'
import type { ScanSettings } from './record-values.ts'
import { type RejectedLine, type RejectedRows, ROW_TEXT_MAX } from './rejected-rows.ts'
import { type CleanPart, cleanParts, unpackedParts, type Workshop } from './text-parts.ts'
import { Utf8Check } from './utf8-check.ts'

export interface TextScanOptions {
  readonly database: Database
  readonly settings: ScanSettings
  readonly reader: RecordReader
  readonly rejected: RejectedRows
  readonly workshop: Workshop
  readonly nextPart: () => number
}

/** How many rows it has. Fails with listDamaged or listEmpty, and as audit.ts says. */
export async function scanText(file: RecordFile, options: TextScanOptions): Promise<number> {
  const { map } = options.settings
  const names = await columnNames(file, map.csv)
  const types = names.map(() => 'text')
  const mapped = mappedColumns(map, { file: file.path, names, types })
  const scan = new TextScan(options, { path: file.path, mapped, cells: names.length })
  const { header, lastRowMayBeOpen } = map.csv
  if (file.is === 'csv')
    return await scan.part({
      octets: () => textOfFile(file),
      path: file.path,
      header,
      mayBeOpen: lastRowMayBeOpen,
      linesBefore: 0,
      count: null,
      isUtf8: await isUtf8(textOfFile(file)),
    })
  let rows = 0
  for await (const unpacked of ahead(unpackedParts(file, options.workshop))) {
    const { path, count, isUtf8, linesBefore } = unpacked
    rows += await scan.part({
      octets: () => textOfFile({ path, is: 'csv', octets: count.octets }),
      path,
      header: header && linesBefore === 0,
      // The checksum of the file proves that its last row is whole.
      mayBeOpen: true,
      linesBefore,
      count,
      isUtf8,
    })
    await rm(path, { force: true })
  }
  return rows
}

interface Text {
  readonly path: string
  readonly mapped: readonly MappedColumn[]
  readonly cells: number
}

interface TextPart {
  readonly octets: () => AsyncIterable<Uint8Array>
  readonly path: string
  readonly header: boolean
  /** Its last row counts though nothing ends its line. */
  readonly mayBeOpen: boolean
  readonly linesBefore: number
  /** Null where it is still to be counted. */
  readonly count: LineCount | null
  readonly isUtf8: boolean
}

interface ReadPart {
  readonly rows: number
  readonly rejects: readonly RejectedLine[]
}

class TextScan {
  readonly #options: TextScanOptions
  readonly #text: Text
  readonly #delimiter: number

  constructor(options: TextScanOptions, text: Text) {
    this.#options = options
    this.#text = text
    this.#delimiter = options.settings.map.csv.delimiter.charCodeAt(0)
  }

  async part(of: TextPart): Promise<number> {
    if (!of.isUtf8) return await this.#lineByLine(of)
    const { reader, rejected, nextPart } = this.#options
    const source = this.#source(of, { isNumbered: false })
    await reader.fit(source)
    const part = nextPart()
    const before = rejected.mark
    // Side by side: what one of them has read is still in memory when the other wants it.
    const [count, read] = await Promise.all([of.count ?? countLines(of.octets()), this.#read(source, part)])
    const rows = count.lines - count.blank - (of.header ? 1 : 0)
    const isWhole = !count.lastOpen || of.mayBeOpen
    if (isWhole && isPlain(count) && read !== null && read.rows + read.rejects.length === rows) {
      const { linesBefore } = of
      const moved = <Line extends { line: number }>(found: Line) => ({ ...found, line: linesBefore + found.line })
      await this.#reject(of, { part, rejects: read.rejects.map(moved), lineOf: moved })
      return rows
    }
    await rejected.forget(part, before)
    return await this.#lineByLine(of)
  }

  async #lineByLine(of: TextPart): Promise<number> {
    const clean = cleanParts(of.octets(), {
      ...of,
      ...this.#options.workshop,
      cells: this.#text.cells,
      mapped: this.#text.mapped.map(({ position }) => position),
      delimiter: this.#delimiter,
    })
    let rows = 0
    for await (const part of ahead(clean)) {
      rows += await this.#clean(of, part)
      await rm(part.path, { force: true })
    }
    return rows
  }

  async #clean({ linesBefore }: TextPart, { path, rows, rejects }: CleanPart): Promise<number> {
    const { reader, rejected, nextPart } = this.#options
    const part = nextPart()
    const moved = ({ line, ...rest }: RejectedLine) => ({ ...rest, line: linesBefore + line })
    await rejected.addLines({ path: this.#text.path, part }, rejects.map(moved))
    const own = {
      octets: () => textOfFile({ path, is: 'csv', octets: 0 }),
      path,
      header: false,
      mayBeOpen: true,
      linesBefore,
      count: null,
      isUtf8: true,
    }
    const source = this.#source(own, { isNumbered: true })
    await reader.fit(source)
    const read = await this.#read(source, part)
    if (read === null || read.rows + read.rejects.length !== rows)
      throw auditFailure('recordRowsLost', { file: this.#text.path, rows, read: read?.rows ?? 0 })
    const lineOf = <Line extends { line: number; text: Buffer }>(found: Line) => unnumbered(found, linesBefore)
    await this.#reject(own, { part, rejects: read.rejects.map(lineOf), lineOf, shift: 1 })
    return rows + rejects.length
  }

  /** What could not be read of a part, as lines and as values. */
  async #reject(
    { octets, header }: TextPart,
    options: {
      part: number
      rejects: readonly RejectedLine[]
      lineOf: (found: { line: number; text: Buffer }) => { line: number; text: Buffer }
      /** Columns before those of the text. */
      shift?: number
    },
  ): Promise<void> {
    const { rejected } = this.#options
    const { part, rejects, lineOf, shift = 0 } = options
    const of = { path: this.#text.path, part }
    await rejected.addLines(of, rejects)
    await rejected.locate(of, {
      octets,
      mapped: this.#text.mapped.map(column => ({ ...column, position: column.position + shift })),
      lines: { delimiter: this.#delimiter, cells: this.#text.cells + shift, header },
      lineOf,
    })
  }

  /** Null where DuckDB could not go on in the text. */
  async #read(source: Source, part: number): Promise<ReadPart | null> {
    const { database, reader } = this.#options
    await database.run('DROP TABLE IF EXISTS reject_errors')
    await database.run('DROP TABLE IF EXISTS reject_scans')
    try {
      const rows = await reader.read(source, part)
      return { rows, rejects: await unreadableLines(database) }
    } catch (error) {
      if (error instanceof DatabaseError) return null
      throw error
    }
  }

  #source({ path, header }: TextPart, { isNumbered }: { isNumbered: boolean }): Source {
    const own = Array.from({ length: this.#text.cells }, (_, at) => `c${at}`)
    const columns = (isNumbered ? ['n', ...own] : own).map(name => `'${name}': 'VARCHAR'`)
    const { delimiter } = this.#options.settings.map.csv
    return {
      path: this.#text.path,
      mapped: this.#text.mapped,
      table: `read_csv(${quotedPath(path)}, columns = {${columns.join(', ')}}, auto_detect = false,
        delim = ${quoted(delimiter)}, quote = '"', escape = '"', header = ${header}, store_rejects = true)`,
      own: ({ position }) => `c${position}`,
      row: 'NULL::BIGINT',
    }
  }
}

/** DuckDB's names for what is wrong with a line. */
const LINE_REASONS: Readonly<Record<string, RejectReason>> = {
  'MISSING COLUMNS': 'cells-missing',
  'TOO MANY COLUMNS': 'cells-extra',
  'UNQUOTED VALUE': 'quote-open',
  'LINE SIZE OVER MAXIMUM': 'line-too-long',
}

/** With the blank lines before it DuckDB takes a line for one. */
async function unreadableLines(database: Database): Promise<readonly RejectedLine[]> {
  const errors = await database.rows<{ line: number; type: string; text: string | null }>(
    `SELECT line, min(CAST(error_type AS VARCHAR)) AS type,
            left(ltrim(any_value(csv_line), chr(13) || chr(10)), ${ROW_TEXT_MAX}) AS text
     FROM reject_errors GROUP BY line ORDER BY line`,
  )
  return errors.map(({ line, type, text }) => ({
    line,
    reason: LINE_REASONS[type] ?? 'line-unreadable',
    text: Buffer.from(text ?? ''),
  }))
}

function isPlain({ ends, openQuotes }: LineCount): boolean {
  return (ends === 'lf' || ends === 'crlf') && openQuotes === 0
}

async function countLines(text: AsyncIterable<Uint8Array>): Promise<LineCount> {
  const counter = new LineCounter()
  for await (const piece of text) counter.add(piece)
  return counter.count
}

async function isUtf8(text: AsyncIterable<Uint8Array>): Promise<boolean> {
  const check = new Utf8Check()
  for await (const piece of text) check.add(piece)
  return check.isUtf8
}

/** A row of a clean part has its own number before it. */
function unnumbered<Line extends { line: number; text: Buffer }>(found: Line, linesBefore: number): Line {
  const [number] = /^\d+/.exec(found.text.toString('latin1', 0, 20)) ?? ['0']
  const text = found.text.subarray(number.length + 1)
  return { ...found, line: linesBefore + Number(number), text }
}

/** The next is made while one is used. */
async function* ahead<T>(made: AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
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

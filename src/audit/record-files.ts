/**
 * Files of charging records: what they are, their octets, the names of their columns.
 *
 * A gzipped file is unpacked here and not by DuckDB, which takes the beginning of one that is cut for the whole of it and
 * does not look at its checksum.
 *
 * Knows octets and a header. Knows no rows.
 */

import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { Failure, reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { isPipe } from '../base/pipe.ts'
import { type ChargingMap, type Column, columnsOf } from './charging-map.ts'
import type { SourceColumn } from './column-values.ts'
import { cellsOf, linesOf } from './octet-lines.ts'

export interface RecordFile {
  readonly path: string
  readonly is: 'csv' | 'gzip' | 'parquet'
  readonly octets: number
}

/** What is read at once, of a file that is as large. */
const PIECE_OCTETS = 4 * 1024 * 1024
const PIECE_OCTETS_MIN = 64 * 1024
const UNPACKED_OCTETS = 1024 * 1024
const MAGIC_OCTETS = 8

const MAGIC = {
  gzip: Buffer.from('1f8b', 'hex'),
  parquet: Buffer.from('PAR1'),
  zip: Buffer.from('504b0304', 'hex'),
  excel: Buffer.from('d0cf11e0', 'hex'),
} as const

/** Fails with fileMissing, fileIsFolder, fileUnreadable or listZip. */
export async function openRecordFile(path: string): Promise<RecordFile> {
  try {
    if (isPipe(path)) throw baseFailure('fileUnreadable', { file: path, why: 'it is a pipe, and is read twice' })
    await using handle = await open(path)
    const stat = await handle.stat()
    if (stat.isDirectory()) throw baseFailure('fileIsFolder', { file: path })
    const head = Buffer.alloc(MAGIC_OCTETS)
    await handle.read(head, 0, MAGIC_OCTETS, 0)
    const begins = (magic: Buffer) => head.subarray(0, magic.length).equals(magic)
    if (begins(MAGIC.zip) || begins(MAGIC.excel)) throw baseFailure('listZip', { file: path })
    const is = begins(MAGIC.parquet) ? 'parquet' : begins(MAGIC.gzip) ? 'gzip' : 'csv'
    return { path, is, octets: stat.size }
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** The text of a file, unpacked. Each piece is valid until the next is asked for. Fails with fileUnreadable or listDamaged. */
export async function* textOfFile(file: RecordFile): AsyncGenerator<Buffer, void, undefined> {
  let isFirst = true
  for await (const piece of file.is === 'gzip' ? unpacked(file.path) : octetsOf(file.path)) {
    yield isFirst && piece.indexOf(MARK_UTF8) === 0 ? piece.subarray(MARK_UTF8.length) : piece
    isFirst = false
  }
}

const MARK_UTF8 = Buffer.from('efbbbf', 'hex')

async function* octetsOf(path: string): AsyncGenerator<Buffer, void, undefined> {
  try {
    await using handle = await open(path)
    const { size } = await handle.stat()
    const piece = Buffer.allocUnsafeSlow(Math.max(PIECE_OCTETS_MIN, Math.min(PIECE_OCTETS, size)))
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, piece.length, null)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
    }
  } catch (error) {
    throw unreadable(path, error)
  }
}

async function* unpacked(path: string): AsyncGenerator<Buffer, void, undefined> {
  const source = createReadStream(path, { highWaterMark: PIECE_OCTETS })
  const gunzip = createGunzip({ chunkSize: UNPACKED_OCTETS })
  source.on('error', error => gunzip.destroy(error))
  try {
    for await (const piece of source.pipe(gunzip)) yield piece as Buffer
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code.startsWith('Z_')) throw baseFailure('listDamaged', { file: path, why: reason(error) })
    throw unreadable(path, error)
  } finally {
    source.destroy()
  }
}

/** Names of the columns, by position. Without a header: as many as the first line has cells, with no names. */
export async function columnNames(file: RecordFile, csv: ChargingMap['csv']): Promise<readonly string[]> {
  for await (const { text } of linesOf(textOfFile(file))) {
    if (text.length === 0) continue
    if (text.includes(0)) throw baseFailure('listBinary', { file: file.path })
    const cells = cellsOf(text, csv.delimiter.charCodeAt(0))
    if (cells === null) throw baseFailure('listBinary', { file: file.path })
    return csv.header ? cells.map(cell => cell.trim()) : cells.map(() => '')
  }
  throw baseFailure('listEmpty', { file: file.path })
}

/** One that is mapped: `name` is how the statement calls it, `position` where it is found, from 0. */
export interface MappedColumn extends SourceColumn {
  readonly is: string
  readonly position: number
}

/** DuckDB's name of a type that keeps seven digits: too few for any value of a record. */
const INEXACT = 'FLOAT'

/** What the map names, found by name or position, in the order of the file. Fails with columnMissing or columnInexact. */
export function mappedColumns(
  map: ChargingMap,
  { file, names, types }: { file: string; names: readonly string[]; types: readonly string[] },
): readonly MappedColumn[] {
  const found = columnsOf(map).map(({ is, column }) => {
    const position = positionOf(column, names)
    if (position === null) {
      const columns = names.every(name => name === '') ? `1–${names.length}` : names.join(', ')
      throw baseFailure('columnMissing', { file, column: String(column), columns })
    }
    const type = types[position]
    if (type === INEXACT) throw baseFailure('columnInexact', { file, column: String(column) })
    return { is, position, type }
  })
  return found.toSorted((a, b) => a.position - b.position).map((column, at) => ({ ...column, name: `s${at}` }))
}

/** A name that stands twice in a header is none to go by. */
function positionOf(column: Column, names: readonly string[]): number | null {
  if (typeof column === 'number') return column <= names.length ? column - 1 : null
  const position = names.indexOf(column)
  return position >= 0 && names.indexOf(column, position + 1) < 0 ? position : null
}

function unreadable(file: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return baseFailure('fileMissing', { file })
  return baseFailure('fileUnreadable', { file, why: code ?? reason(error) })
}

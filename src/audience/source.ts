/**
 * Opens a list and says what it is: text (plain or gzipped; UTF-8, its ASCII kin, or UTF-16 with its mark) or Parquet.
 *
 * Text comes as pieces of octets, read ahead while the piece before is worked on. What is no list at all (a folder,
 * an empty file, an archive, a binary) fails here, before anything is written.
 *
 * Knows octets. Knows no rows.
 */

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { audienceFailure } from './failures.ts'
import { MAGIC } from './file.ts'
import { type OctetReader, openOctets, unreadable } from './octets.ts'

/** What is read at once, of a list that is as large. */
const PIECE_SIZE = 4 * 1024 * 1024
const PIECE_SIZE_MIN = 64 * 1024
const GUNZIP_SIZE = 1024 * 1024
/** Enough to know every magic. */
const HEAD_SIZE = 8
/** As much is looked at to tell a binary from a list. */
const LOOK_SIZE = 64 * 1024
/** Legacy Vietnamese encodings use no control characters; binaries do. */
const CONTROL_SHARE_MAX = 0.02

const ARCHIVES = ['504b0304', '504b0506', 'd0cf11e0'].map(hex => Buffer.from(hex, 'hex'))
const GZIP = Buffer.from('1f8b', 'hex')
const PARQUET = Buffer.from('PAR1')
const MARK_UTF8 = Buffer.from('efbbbf', 'hex')
const MARKS_UTF16 = [
  { mark: Buffer.from('fffe', 'hex'), encoding: 'utf-16le' },
  { mark: Buffer.from('feff', 'hex'), encoding: 'utf-16be' },
] as const

type Pieces = AsyncGenerator<Uint8Array, void, undefined>

export interface Source {
  /** What people are told it is called. */
  readonly name: string
  readonly kind: 'text' | 'parquet'
  /** Each is valid until the next is asked for. Empty for Parquet. */
  readonly pieces: Pieces
  /** Octets of the file, or null for a pipe. */
  readonly size: number | null
  /** Octets taken from the file so far, compressed ones where it is compressed. */
  readonly taken: () => number
  close(): Promise<void>
}

/**
 * `-` is standard input. Fails with fileMissing, fileIsFolder, fileUnreadable, listEmpty, listBinary, listZip or
 * listBuilt; the pieces fail with fileUnreadable or listDamaged.
 */
export async function openSource(path: string, signal?: AbortSignal): Promise<Source> {
  const reader = await openOctets(path, signal)
  try {
    return await sourceOf(reader)
  } catch (error) {
    await reader.close()
    throw unreadable(reader.name, error)
  }
}

async function sourceOf(reader: OctetReader): Promise<Source> {
  const { name, size } = reader
  const ahead = new ReadAhead(reader)
  const raw = await headed(ahead.pieces(), HEAD_SIZE)
  const source = { name, size, taken: () => ahead.taken, close: () => reader.close() }
  if (raw.head.length === 0) throw baseFailure('listEmpty', { file: name })
  if (startsWith(raw.head, PARQUET)) return { ...source, kind: 'parquet', pieces: none() }
  if (startsWith(raw.head, GZIP))
    return { ...source, kind: 'text', pieces: await textPieces(name, gunzipped(name, raw.pieces)) }
  const pieces = await textPieces(name, raw.pieces)
  ahead.reuse()
  return { ...source, kind: 'text', pieces }
}

/** Reads to the end, one piece ahead. */
class ReadAhead {
  readonly #reader: OctetReader
  readonly #pieceSize: number
  #taken = 0
  #reuse = false

  constructor(reader: OctetReader) {
    this.#reader = reader
    const size = reader.size ?? PIECE_SIZE
    this.#pieceSize = Math.max(PIECE_SIZE_MIN, Math.min(PIECE_SIZE, size))
  }

  get taken(): number {
    return this.#taken
  }

  /** From here on a piece's memory is used again for the one after the next. */
  reuse(): void {
    this.#reuse = true
  }

  async *pieces(): Pieces {
    let spare: Buffer | null = null
    let next = this.#read(spare)
    for (;;) {
      const piece = await next
      if (piece.count === 0) return
      this.#taken += piece.count
      next = this.#read(spare)
      yield piece.buffer.subarray(0, piece.count)
      spare = this.#reuse ? piece.buffer : null
    }
  }

  #read(spare: Buffer | null): Promise<{ buffer: Buffer; count: number }> {
    const buffer = spare ?? Buffer.allocUnsafeSlow(this.#pieceSize)
    const read = this.#reader.read(buffer, 0, buffer.length).then(count => ({ buffer, count }))
    // A read that nobody waits for any more must not end the process; whoever waits still sees it fail.
    read.catch(() => {})
    return read
  }
}

async function* none(): Pieces {}

/** The first octets, at least `size` where there are as many, and all pieces with them in front. */
async function headed(pieces: Pieces, size: number): Promise<{ head: Uint8Array; pieces: Pieces }> {
  const first: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const next = await pieces.next()
    if (next.done) break
    first.push(next.value)
    length += next.value.length
  }
  const head = first.length === 1 ? first[0] : Buffer.concat(first)
  async function* all(): Pieces {
    if (head.length > 0) yield head
    yield* pieces
  }
  return { head, pieces: all() }
}

async function* gunzipped(file: string, pieces: Pieces): Pieces {
  const gunzip = createGunzip({ chunkSize: GUNZIP_SIZE })
  const done = pipeline(Readable.from(pieces, { objectMode: true, highWaterMark: 1 }), gunzip)
  done.catch(() => {})
  try {
    for await (const piece of gunzip) yield piece as Buffer
    await done
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code.startsWith('Z_')) throw baseFailure('listDamaged', { file, why: reason(error) })
    throw unreadable(file, error)
  }
}

/** Text as UTF-8 without its mark. Legacy one-octet encodings pass as they are. */
async function textPieces(file: string, pieces: Pieces): Promise<Pieces> {
  const text = await headed(pieces, HEAD_SIZE)
  if (text.head.length === 0) throw baseFailure('listEmpty', { file })
  refuseForeign(file, text.head)
  const wide = MARKS_UTF16.find(({ mark }) => startsWith(text.head, mark))
  if (wide !== undefined) return decoded(text.pieces, wide.encoding)
  if (startsWith(text.head, PARQUET) || looksBinary(text.head.subarray(0, LOOK_SIZE)))
    throw baseFailure('listBinary', { file })
  return startsWith(text.head, MARK_UTF8) ? without(text.pieces, MARK_UTF8.length) : text.pieces
}

function refuseForeign(file: string, head: Uint8Array): void {
  if (startsWith(head, MAGIC)) throw audienceFailure('listBuilt', { file })
  if (ARCHIVES.some(magic => startsWith(head, magic))) throw baseFailure('listZip', { file })
}

async function* decoded(pieces: Pieces, encoding: string): Pieces {
  const decoder = new TextDecoder(encoding)
  for await (const piece of pieces) yield Buffer.from(decoder.decode(piece, { stream: true }))
  yield Buffer.from(decoder.decode())
}

async function* without(pieces: Pieces, octets: number): Pieces {
  let left = octets
  for await (const piece of pieces) {
    yield piece.subarray(left)
    left = 0
  }
}

function startsWith(head: Uint8Array, magic: Uint8Array): boolean {
  return head.length >= magic.length && magic.every((octet, i) => head[i] === octet)
}

/** A NUL, or more than a few control characters other than tabs and line ends. */
function looksBinary(head: Uint8Array): boolean {
  let control = 0
  for (const octet of head) {
    if (octet === 0) return true
    if (octet < 9 || (octet > 13 && octet < 32) || octet === 127) control++
  }
  return control > head.length * CONTROL_SHARE_MAX
}

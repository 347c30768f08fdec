/**
 * A text as parts that DuckDB can read: the file itself, or pieces of it in files of their own.
 *
 *   plain file    ─────────────────────────────►  itself, whole
 *   gzipped file  ─ unpack, check ─► 256 MiB ─►  256 MiB ─► …      cut at line ends
 *   odd file      ─ line by line ──► clean part ─► …               each row with the number of its line before it
 *
 * In a clean part every line is UTF-8 and has its cells and its quotes right; what has not is told as rejected. Parts lie in
 * the audit's own directory and are removed by whoever has read them.
 */

import { isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import {
  cellsOf,
  closingQuote,
  LF,
  LINE_OCTETS_MAX,
  type LineCount,
  LineCounter,
  linesOf,
  QUOTE,
} from './octet-lines.ts'
import type { RejectReason } from './reasons.ts'
import { type RecordFile, textOfFile } from './record-files.ts'
import type { RejectedLine } from './rejected-rows.ts'
import { Utf8Check } from './utf8-check.ts'

export const PART_OCTETS = 256 * 1024 * 1024
const MODE = 0o600
/** So much is written at once. */
const BUFFER_OCTETS = 1024 * 1024

export interface UnpackedPart {
  readonly path: string
  readonly count: LineCount
  readonly isUtf8: boolean
  /** Lines of the text before this part. */
  readonly linesBefore: number
}

/** Where parts are made, and how large. */
export interface Workshop {
  readonly directory: string
  readonly partOctets: number
}

/** Fails with listDamaged at the end of a file that is cut; what came before must not count then. */
export async function* unpackedParts(
  file: RecordFile,
  { directory, partOctets }: Workshop,
): AsyncGenerator<UnpackedPart, void, undefined> {
  let linesBefore = 0
  let part = await PartFile.create(directory)
  let check = new Utf8Check()
  const write = async (octets: Uint8Array) => {
    check.add(octets)
    await part.write(octets)
  }
  try {
    for await (const piece of textOfFile(file)) {
      const cut = part.octets + piece.length < partOctets ? -1 : piece.lastIndexOf(LF)
      if (cut < 0) {
        await write(piece)
        continue
      }
      await write(piece.subarray(0, cut + 1))
      const count = await part.close()
      yield { path: part.path, count, isUtf8: check.isUtf8, linesBefore }
      linesBefore += count.lines
      part = await PartFile.create(directory)
      check = new Utf8Check()
      await write(piece.subarray(cut + 1))
    }
    const count = await part.close()
    if (count.octets > 0 || linesBefore === 0) yield { path: part.path, count, isUtf8: check.isUtf8, linesBefore }
  } finally {
    await part.close()
  }
}

export interface CleanPart {
  readonly path: string
  readonly rows: number
  readonly rejects: readonly RejectedLine[]
}

export interface CleanOptions {
  readonly delimiter: number
  readonly cells: number
  /** Positions of those that are looked at. */
  readonly mapped: readonly number[]
  readonly header: boolean
  /** A last line that nothing ends counts as whole. */
  readonly mayBeOpen: boolean
}

/** So many rejected lines are held before they are handed over. */
const REJECTS_HELD_MAX = 10_000

export async function* cleanParts(
  text: AsyncIterable<Uint8Array>,
  options: CleanOptions & Workshop,
): AsyncGenerator<CleanPart, void, undefined> {
  let part = await PartFile.create(options.directory)
  let rows = 0
  let rejects: RejectedLine[] = []
  let isHeader = options.header
  try {
    for await (const line of linesOf(text)) {
      if (line.text.length === 0) continue
      if (isHeader) {
        isHeader = false
        continue
      }
      const problem = problemOf(line, options)
      if (problem === null) {
        rows++
        await part.write(Buffer.from(`${line.line}${String.fromCharCode(options.delimiter)}`))
        await part.write(isUtf8(line.text) ? line.text : Buffer.from(line.text.toString()))
        await part.write(LINE_END)
      } else rejects.push({ line: line.line, reason: problem, text: Buffer.from(line.text) })
      if (part.octets < options.partOctets && rejects.length < REJECTS_HELD_MAX) continue
      await part.close()
      yield { path: part.path, rows, rejects }
      part = await PartFile.create(options.directory)
      rows = 0
      rejects = []
    }
    await part.close()
    yield { path: part.path, rows, rejects }
  } finally {
    await part.close()
  }
}

const LINE_END = Buffer.from([LF])

function problemOf(
  { text, isEnded }: { text: Buffer; isEnded: boolean },
  { delimiter, cells, mapped, mayBeOpen }: CleanOptions,
): RejectReason | null {
  if (text.length > LINE_OCTETS_MAX) return 'line-too-long'
  if (!isEnded && !mayBeOpen) return 'line-cut'
  const found = cellCount(text, delimiter)
  if (found === null) return 'quote-open'
  if (found < cells) return 'cells-missing'
  const isClosed = found === cells + 1 && text[text.length - 1] === delimiter
  if (found > cells && !isClosed) return 'cells-extra'
  return isUtf8(text) || !isGarbled(text, { delimiter, mapped }) ? null : 'not-utf8'
}

/** What octets that are no UTF-8 are read as. */
const REPLACEMENT = '\ufffd'

/** Whether a cell that is looked at holds some; in others they do no harm. */
function isGarbled(line: Buffer, { delimiter, mapped }: { delimiter: number; mapped: readonly number[] }): boolean {
  const cells = cellsOf(line, delimiter)
  return cells === null || mapped.some(position => cells[position]?.includes(REPLACEMENT))
}

/**
 * Null where a quote is left open or stands behind a closing one; within a cell without quotes they stand for themselves, if
 * they stand in pairs. Without an object for each cell: it is asked of every line of an odd file.
 */
function cellCount(line: Buffer, delimiter: number): number | null {
  let count = 1
  let quotes = 0
  let isStart = true
  for (let at = 0; at < line.length; at++) {
    if (line[at] === delimiter) {
      count++
      isStart = true
    } else if (isStart && line[at] === QUOTE) {
      at = closingQuote(line, at + 1)
      if (at < 0 || (at + 1 < line.length && line[at + 1] !== delimiter)) return null
    } else {
      isStart = false
      if (line[at] === QUOTE) quotes++
    }
  }
  return quotes % 2 === 0 ? count : null
}

/** A file of the audit's own, counted as it is written. */
class PartFile {
  static #made = 0

  readonly path: string
  readonly #handle: FileHandle
  readonly #counter = new LineCounter()
  readonly #buffer = Buffer.allocUnsafe(BUFFER_OCTETS)
  #used = 0
  #octets = 0
  #isClosed = false

  private constructor(path: string, handle: FileHandle) {
    this.path = path
    this.#handle = handle
  }

  static async create(directory: string): Promise<PartFile> {
    const path = join(directory, `part-${++PartFile.#made}.csv`)
    try {
      return new PartFile(path, await open(path, 'wx', MODE))
    } catch (error) {
      throw baseFailure('fileUnwritable', { file: path, why: reason(error) })
    }
  }

  get octets(): number {
    return this.#octets
  }

  async write(octets: Uint8Array): Promise<void> {
    this.#counter.add(octets)
    this.#octets += octets.length
    if (this.#used + octets.length > BUFFER_OCTETS) await this.#flush()
    if (octets.length > BUFFER_OCTETS) await this.#put(octets)
    else {
      this.#buffer.set(octets, this.#used)
      this.#used += octets.length
    }
  }

  async close(): Promise<LineCount> {
    if (!this.#isClosed) {
      this.#isClosed = true
      try {
        await this.#flush()
      } finally {
        await this.#handle.close()
      }
    }
    return this.#counter.count
  }

  async #flush(): Promise<void> {
    const used = this.#used
    this.#used = 0
    await this.#put(this.#buffer.subarray(0, used))
  }

  async #put(octets: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < octets.length; )
        at += (await this.#handle.write(octets, at, octets.length - at)).bytesWritten
    } catch (error) {
      throw baseFailure('fileUnwritable', { file: this.path, why: reason(error) })
    }
  }
}

/**
 * The file of rejected rows: `line,row,reason`, and a fourth column `file` when there were several lists.
 *
 * Written as a stream, for there may be as many rejects as rows, and beside its place until the import has succeeded.
 * The row stands as it stood in its list, octet for octet, up to ROW_TEXT_MAX.
 *
 * Knows rows. Knows no reason's cause.
 */

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { draftOf } from '../base/durable-files.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { COMMA, CR, LF, QUOTE } from './ascii.ts'
import type { RejectedRow } from './scan.ts'
import { REASONS } from './spelling.ts'

/** A longer row is cut there, and says so. */
export const ROW_TEXT_MAX = 1000

const CUT = Buffer.from('…')
const BUFFER_SIZE = 1024 * 1024
/** One row at most: its text with every octet doubled, quotes, line number, reason and mark of a cut. */
const ROW_ROOM = 2 * ROW_TEXT_MAX + 200
const MODE = 0o600

export class RejectsFile {
  readonly #path: string
  readonly #draft: string
  readonly #buffer = Buffer.allocUnsafe(BUFFER_SIZE)
  #used = 0
  #fd: number | null
  #file: Buffer | null = null
  #count = 0

  /** `several` lists: each row names its own. Fails with fileUnwritable. */
  constructor(path: string, options: { several: boolean }) {
    this.#path = path
    this.#draft = draftOf(path)
    this.#fd = this.#try(() => openSync(this.#draft, 'wx', MODE))
    this.#text(options.several ? 'line,row,reason,file\n' : 'line,row,reason\n')
    if (options.several) this.#file = Buffer.alloc(0)
  }

  get count(): number {
    return this.#count
  }

  /** The list that the next rows come from. */
  from(file: string): void {
    if (this.#file !== null) this.#file = Buffer.from(`,${quotedText(file)}`)
  }

  add(row: RejectedRow): void {
    this.#count++
    const room = ROW_ROOM + (this.#file?.length ?? 0)
    if (this.#used + room > BUFFER_SIZE) this.#flush()
    this.#text(`${row.line},`)
    this.#row(row.octets, row.from, row.to)
    this.#text(`,${REASONS[row.reason]}`)
    if (this.#file !== null) this.#used += this.#file.copy(this.#buffer, this.#used)
    this.#text('\n')
  }

  /** Puts the file in its place. */
  commit(): void {
    this.#flush()
    this.#try(() => {
      if (this.#fd === null) return
      fsyncSync(this.#fd)
      closeSync(this.#fd)
      this.#fd = null
      renameSync(this.#draft, this.#path)
    })
  }

  /** Leaves no trace, unless it was committed. */
  discard(): void {
    if (this.#fd === null) return
    closeSync(this.#fd)
    this.#fd = null
    rmSync(this.#draft, { force: true })
  }

  #row(octets: Uint8Array, from: number, to: number): void {
    const cut = to - from > ROW_TEXT_MAX
    const end = cut ? wholeCharacter(octets, from + ROW_TEXT_MAX) : to
    const quoted = needsQuotes(octets, from, end)
    if (quoted) this.#buffer[this.#used++] = QUOTE
    for (let at = from; at < end; at++) {
      if (octets[at] === QUOTE) this.#buffer[this.#used++] = QUOTE
      this.#buffer[this.#used++] = octets[at]
    }
    if (cut) this.#used += CUT.copy(this.#buffer, this.#used)
    if (quoted) this.#buffer[this.#used++] = QUOTE
  }

  #text(text: string): void {
    this.#used += this.#buffer.write(text, this.#used)
  }

  #flush(): void {
    this.#try(() => {
      for (let at = 0; this.#fd !== null && at < this.#used; )
        at += writeSync(this.#fd, this.#buffer, at, this.#used - at)
    })
    this.#used = 0
  }

  #try<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw baseFailure('fileUnwritable', { file: this.#path, why: reason(error) })
    }
  }
}

function needsQuotes(octets: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const octet = octets[at]
    if (octet === COMMA || octet === QUOTE || octet === LF || octet === CR) return true
  }
  return false
}

function quotedText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** At or before `at`, not within a character of UTF-8. */
function wholeCharacter(octets: Uint8Array, at: number): number {
  let end = at
  while (at - end < 3 && (octets[end] & 0xc0) === 0x80) end--
  return end
}

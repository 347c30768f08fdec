/**
 * An append-only file of JSON lines: what a program must never forget, such as which directives it has accepted.
 *
 *   {"sum":"64 hexadecimal digits","entry":{...}}\n
 *
 * `sum` is SHA-256 of the sum before (empty for the first) and the entry's own text, so that a changed, lost or moved
 * line is found. An entry counts once `append` resolves: it is then synced. What a crash cut off at the end was never
 * acted upon and is cut away; any other damage fails with journalDamaged, for who has forgotten a directive
 * could carry it out twice.
 *
 * Knows no entry's meaning.
 */

import { createHash } from 'node:crypto'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { syncFolder } from './durable-files.ts'
import { reason } from './failure.ts'
import { baseFailure } from './failures.ts'

const LINE = /^\{"sum":"([0-9a-f]{64})","entry":(.*)\}$/s
/** Of the whole file: some 100 thousand directives of the usual size. */
const JOURNAL_SIZE_MAX = 1024 * 1024 * 1024

interface Read {
  readonly entries: readonly object[]
  /** Octets that are whole. */
  readonly end: number
  readonly sum: string
}

export class Journal {
  readonly #file: string
  readonly #handle: FileHandle
  #end: number
  #sum: string
  #queue: Promise<unknown> = Promise.resolve()

  private constructor(file: string, handle: FileHandle, read: Read) {
    this.#file = file
    this.#handle = handle
    this.#end = read.end
    this.#sum = read.sum
  }

  /** One process at a time: the caller holds a lock. */
  static async open(file: string): Promise<{ journal: Journal; entries: readonly object[] }> {
    let handle: FileHandle
    try {
      handle = await open(file, 'a+', 0o600)
      await handle.close()
      handle = await open(file, 'r+')
    } catch (error) {
      throw baseFailure('fileUnwritable', { file, why: reason(error) })
    }
    try {
      const { size } = await handle.stat()
      if (size > JOURNAL_SIZE_MAX) throw baseFailure('journalDamaged', { file, line: 0 })
      const octets = await handle.readFile()
      const read = readLines(file, octets)
      if (read.end < octets.length) await handle.truncate(read.end)
      await handle.datasync()
      await syncFolder(file)
      return { journal: new Journal(file, handle, read), entries: read.entries }
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** Resolves once it is on disk, in the order of the calls. Fails with fileUnwritable; the entry then does not count. */
  append(entry: object): Promise<void> {
    const appended = this.#queue.then(() => this.#append(entry))
    this.#queue = appended.catch(() => {})
    return appended
  }

  async close(): Promise<void> {
    await this.#queue
    await this.#handle.close()
  }

  async #append(entry: object): Promise<void> {
    const text = JSON.stringify(entry)
    const sum = sumOf(this.#sum, text)
    const line = Buffer.from(`{"sum":"${sum}","entry":${text}}\n`)
    try {
      for (let at = 0; at < line.length; ) {
        const { bytesWritten } = await this.#handle.write(line, at, line.length - at, this.#end + at)
        at += bytesWritten
      }
      await this.#handle.datasync()
    } catch (error) {
      await this.#handle.truncate(this.#end).catch(() => {})
      throw baseFailure('fileUnwritable', { file: this.#file, why: reason(error) })
    }
    this.#end += line.length
    this.#sum = sum
  }
}

/** As it is now, also while a node writes to it. Fails with fileUnreadable or journalDamaged. */
export async function readJournal(file: string): Promise<readonly object[]> {
  let octets: Buffer
  try {
    octets = await readFile(file)
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  return readLines(file, octets).entries
}

function sumOf(before: string, text: string): string {
  return createHash('sha256').update(before).update('\n').update(text).digest('hex')
}

function readLines(file: string, octets: Buffer): Read {
  const entries: object[] = []
  let sum = ''
  let at = 0
  while (at < octets.length) {
    const newline = octets.indexOf(10, at)
    if (newline < 0) break
    const entry = readLine(octets.subarray(at, newline), sum)
    if (entry === null) throw baseFailure('journalDamaged', { file, line: entries.length + 1 })
    entries.push(entry.entry)
    sum = entry.sum
    at = newline + 1
  }
  // What has no line end was cut off by a crash, unless all but that end is there and the end is another octet.
  if (octets.length - 1 > at && readLine(octets.subarray(at, -1), sum) !== null)
    throw baseFailure('journalDamaged', { file, line: entries.length + 1 })
  return { entries, end: at, sum }
}

function readLine(octets: Buffer, before: string): { entry: object; sum: string } | null {
  const match = LINE.exec(octets.toString('utf8'))
  if (match === null || sumOf(before, match[2]) !== match[1]) return null
  return { entry: JSON.parse(match[2]) as object, sum: match[1] }
}

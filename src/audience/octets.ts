/**
 * Octets of a file, of a named pipe or of standard input, in order, from the beginning.
 *
 * Standard input is read as Node's own stream, for it may be a pipe, a socket, a terminal or a file, and only the
 * stream knows how to read them all.
 */

import { type FileHandle, open } from 'node:fs/promises'
import { addAbortSignal, type Readable } from 'node:stream'
import { Failure, reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { pipeAt } from '../base/pipe.ts'

export interface OctetReader {
  /** What people are told it is called. */
  readonly name: string
  /** Octets in all, or null where nobody knows. */
  readonly size: number | null
  /** Reads up to `length` octets into `into` from `offset` on. 0 is the end. */
  read(into: Uint8Array, offset: number, length: number): Promise<number>
  close(): Promise<void>
}

/**
 * `-` is standard input, which can be opened once. What comes of a pipe ends with `signal`, as a read that fails. Fails with
 * fileMissing, fileIsFolder or fileUnreadable.
 */
export async function openOctets(path: string, signal?: AbortSignal): Promise<OctetReader> {
  if (path === '-') return new PipedOctets('stdin', process.stdin, signal)
  let handle: FileHandle | undefined
  try {
    const pipe = pipeAt(path)
    if (pipe !== null) return new PipedOctets(path, pipe, signal)
    handle = await open(path)
    const stat = await handle.stat()
    if (stat.isDirectory()) throw baseFailure('fileIsFolder', { file: path })
    return new OpenFile(path, handle, stat.isFile() ? stat.size : null)
  } catch (error) {
    await handle?.close()
    throw unreadable(path, error)
  }
}

/** What the system said about a file to be read, as a failure that names the file. */
export function unreadable(name: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return baseFailure('fileMissing', { file: name })
  if (code === 'EISDIR') return baseFailure('fileIsFolder', { file: name })
  return baseFailure('fileUnreadable', { file: name, why: code ?? reason(error) })
}

/** Fills `into` as far as there are octets. How many there were. */
export async function fill(reader: OctetReader, into: Uint8Array): Promise<number> {
  let done = 0
  while (done < into.length) {
    const count = await reader.read(into, done, into.length - done)
    if (count === 0) break
    done += count
  }
  return done
}

class OpenFile implements OctetReader {
  readonly name: string
  readonly size: number | null
  readonly #handle: FileHandle

  constructor(name: string, handle: FileHandle, size: number | null) {
    this.name = name
    this.size = size
    this.#handle = handle
  }

  async read(into: Uint8Array, offset: number, length: number): Promise<number> {
    return (await this.#handle.read(into, offset, length, null)).bytesRead
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}

class PipedOctets implements OctetReader {
  readonly name: string
  readonly size = null
  readonly #stream: Readable
  readonly #pieces: AsyncIterator<Buffer>
  #left: Uint8Array = new Uint8Array(0)

  constructor(name: string, stream: Readable, signal: AbortSignal | undefined) {
    this.name = name
    this.#stream = signal === undefined ? stream : addAbortSignal(signal, stream)
    this.#pieces = stream[Symbol.asyncIterator]()
  }

  async read(into: Uint8Array, offset: number, length: number): Promise<number> {
    while (this.#left.length === 0) {
      const next = await this.#pieces.next()
      if (next.done === true) return 0
      this.#left = next.value
    }
    const taken = this.#left.subarray(0, length)
    into.set(taken, offset)
    this.#left = this.#left.subarray(taken.length)
    return taken.length
  }

  /** Else a writer that never ends would keep the process. */
  async close(): Promise<void> {
    this.#stream.destroy()
  }
}

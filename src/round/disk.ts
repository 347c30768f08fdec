/** The files of a round's ledger, written at positions and synced. A simulation brings one that crashes. */

import { closeSync, fdatasync, openSync, readSync, statSync, write, writeSync } from 'node:fs'
import { join } from 'node:path'
import { roundFailure } from './failures.ts'

export const LEDGER_FILES = ['ledger', 'journal.0', 'journal.1', 'blocks'] as const
export type LedgerFile = (typeof LEDGER_FILES)[number]
export type Done = (error: Error | null) => void

export interface Disk {
  size(file: LedgerFile): number
  /** Reads as many octets as there are; the rest of `into` stays. Only while nothing else goes on. */
  readNow(file: LedgerFile, into: Uint8Array, position: number): number
  writeNow(file: LedgerFile, bytes: Uint8Array, position: number): void
  write(file: LedgerFile, bytes: Uint8Array, position: number, done: Done): void
  sync(file: LedgerFile, done: Done): void
  close(): void
}

/** The largest piece that one system call reads or writes. */
const PIECE = 64 << 20
/** So few octets are taken by the system at once: handing them to another thread costs more (`loa bench`, paced). */
const SMALL = 16 << 10

export class DirectoryDisk implements Disk {
  readonly #fds = new Map<LedgerFile, number>()
  readonly #directory: string
  readonly #flags: string

  /** `create` makes the files, `write` opens them for a run, `read` for a look. */
  constructor(directory: string, mode: 'create' | 'write' | 'read') {
    this.#directory = directory
    this.#flags = { create: 'wx+', write: 'r+', read: 'r' }[mode]
  }

  #fd(file: LedgerFile): number {
    let fd = this.#fds.get(file)
    if (fd === undefined) {
      fd = this.#found(file, path => openSync(path, this.#flags, 0o600))
      this.#fds.set(file, fd)
    }
    return fd
  }

  size(file: LedgerFile): number {
    return this.#found(file, path => statSync(path).size)
  }

  #found(file: LedgerFile, open: (path: string) => number): number {
    try {
      return open(join(this.#directory, file))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      throw roundFailure('ledgerFileMissing', { file })
    }
  }

  readNow(file: LedgerFile, into: Uint8Array, position: number): number {
    const fd = this.#fd(file)
    let done = 0
    while (done < into.length) {
      const size = Math.min(PIECE, into.length - done)
      const read = readSync(fd, into, done, size, position + done)
      if (read === 0) break
      done += read
    }
    return done
  }

  writeNow(file: LedgerFile, bytes: Uint8Array, position: number): void {
    const fd = this.#fd(file)
    let done = 0
    while (done < bytes.length) {
      const size = Math.min(PIECE, bytes.length - done)
      done += writeSync(fd, bytes, done, size, position + done)
    }
  }

  write(file: LedgerFile, bytes: Uint8Array, position: number, done: Done): void {
    if (bytes.length <= SMALL) return this.#writeSmall(file, bytes, position, done)
    const fd = this.#fd(file)
    const from = (offset: number) => {
      if (offset === bytes.length) return done(null)
      const size = Math.min(PIECE, bytes.length - offset)
      write(fd, bytes, offset, size, position + offset, (error, written) =>
        error === null ? from(offset + written) : done(error),
      )
    }
    from(0)
  }

  #writeSmall(file: LedgerFile, bytes: Uint8Array, position: number, done: Done): void {
    let failed: Error | null = null
    try {
      this.writeNow(file, bytes, position)
    } catch (error) {
      failed = error as Error
    }
    queueMicrotask(() => done(failed))
  }

  sync(file: LedgerFile, done: Done): void {
    fdatasync(this.#fd(file), done)
  }

  close(): void {
    for (const fd of this.#fds.values()) closeSync(fd)
    this.#fds.clear()
  }
}

/**
 * A disk in memory, for tests: what is written, what of it is synced, and failures on demand.
 */
import assert from 'node:assert/strict'
import type { RecordingDisk, RecordingFile } from './disk.ts'

export class MemoryDisk implements RecordingDisk {
  readonly files = new Map<string, MemoryFile>()
  /** Every append fails from now on. */
  failure: Error | null = null
  /** Appends wait for it. */
  isSlow: Promise<void> | null = null

  async create(name: string): Promise<RecordingFile> {
    assert(!this.files.has(name), 'nothing is overwritten')
    if (this.failure !== null) throw this.failure
    const file = new MemoryFile(this)
    this.files.set(name, file)
    return file
  }

  /** A power cut: of each file what was synced. */
  synced(name: string): Buffer {
    const file = this.files.get(name)
    assert(file !== undefined)
    return file.octets.subarray(0, file.syncedOctets)
  }
}

export class MemoryFile implements RecordingFile {
  readonly #disk: MemoryDisk
  readonly #parts: Buffer[] = []
  syncedOctets = 0
  isClosed = false

  constructor(disk: MemoryDisk, octets?: Buffer) {
    this.#disk = disk
    if (octets !== undefined) this.#parts.push(Buffer.from(octets))
  }

  get octets(): Buffer {
    const all = Buffer.concat(this.#parts)
    this.#parts.splice(0, this.#parts.length, all)
    return all
  }

  async append(octets: Uint8Array): Promise<void> {
    if (this.#disk.isSlow !== null) await this.#disk.isSlow
    if (this.#disk.failure !== null) {
      // As a disk that is full does it.
      this.#parts.push(Buffer.from(octets.subarray(0, octets.length >> 1)))
      throw this.#disk.failure
    }
    this.#parts.push(Buffer.from(octets))
  }

  async sync(): Promise<void> {
    this.syncedOctets = this.octets.length
  }

  async rewriteHead(octets: Uint8Array): Promise<void> {
    this.octets.set(octets, 0)
  }

  async read(at: number, octets: number): Promise<Buffer> {
    return this.octets.subarray(at, at + octets)
  }

  async cut(size: number): Promise<void> {
    const kept = this.octets.subarray(0, size)
    this.#parts.splice(0, this.#parts.length, kept)
  }

  async close(): Promise<void> {
    this.isClosed = true
  }
}

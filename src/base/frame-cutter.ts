/**
 * Cuts a byte stream into whole frames, for protocols whose frames begin with their size.
 *
 * Knows where a size stands by what it is told, and nothing else of the protocol. No I/O, no timers: bytes in, frames out.
 *
 * Invariants: between calls less than one whole frame is kept, in memory that grows with what has arrived and not
 * with what a size promises; each octet is copied a bounded number of times however small the chunks are; after an
 * error nothing is cut any more, for nobody knows where the next frame begins.
 */

export interface Framing<Wrong extends string> {
  /** So many octets of a frame tell its size. */
  readonly headSize: number
  readonly sizeMax: number
  /** Of the frame whose head lies at `at`, the head included. */
  sizeAt(bytes: Buffer, at: number): number
  /** What is wrong with that size; null for nothing. Never null above `sizeMax` or below `headSize`. */
  wrong(size: number, bytes: Buffer, at: number): Wrong | null
}

const FIRST_CAPACITY = 1024

export class FrameCutter<Wrong extends string> {
  readonly #framing: Framing<Wrong>
  #kept: Buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY)
  #count = 0
  #error: Wrong | null = null

  constructor(framing: Framing<Wrong>) {
    this.#framing = framing
  }

  /**
   * Calls `onFrame` for each whole frame. A frame is a view that is valid during the call: copy what you keep.
   * An error is of the stream, not of a frame: close it. Every later call gives the same error.
   */
  push(chunk: Buffer, onFrame: (frame: Buffer) => void): Wrong | null {
    if (this.#error !== null) return this.#error
    const { headSize } = this.#framing
    let offset = this.#count === 0 ? 0 : this.#complete(chunk, onFrame)
    if (this.#count > 0 || this.#error !== null) return this.#error
    while (chunk.length - offset >= headSize) {
      const size = this.#sizeAt(chunk, offset)
      if (this.#error !== null) return this.#error
      if (chunk.length - offset < size) break
      onFrame(chunk.subarray(offset, offset + size))
      offset += size
    }
    if (offset < chunk.length) this.#keep(chunk, offset, chunk.length)
    return null
  }

  /** Completes the frame that an earlier chunk began; gives how many octets of this chunk it took. */
  #complete(chunk: Buffer, onFrame: (frame: Buffer) => void): number {
    const { headSize } = this.#framing
    let offset = this.#take(chunk, 0, headSize)
    if (this.#count < headSize) return offset
    const size = this.#sizeAt(this.#kept, 0)
    if (this.#error !== null) return offset
    offset = this.#take(chunk, offset, size)
    if (this.#count < size) return offset
    this.#count = 0
    onFrame(this.#kept.subarray(0, size))
    return offset
  }

  #sizeAt(bytes: Buffer, at: number): number {
    const size = this.#framing.sizeAt(bytes, at)
    this.#error = this.#framing.wrong(size, bytes, at)
    return size
  }

  /** Moves octets of `chunk` into what is kept, until that is `until` long or the chunk is used up. */
  #take(chunk: Buffer, offset: number, until: number): number {
    const end = Math.min(chunk.length, offset + Math.max(0, until - this.#count))
    this.#keep(chunk, offset, end)
    return end
  }

  #keep(chunk: Buffer, from: number, to: number): void {
    const needed = this.#count + to - from
    if (needed > this.#kept.length) {
      const capacity = Math.min(this.#framing.sizeMax, Math.max(needed, this.#kept.length * 2))
      const larger = Buffer.allocUnsafeSlow(capacity)
      this.#kept.copy(larger, 0, 0, this.#count)
      this.#kept = larger
    }
    chunk.copy(this.#kept, this.#count, from, to)
    this.#count = needed
  }
}

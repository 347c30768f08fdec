/**
 * Cuts a byte stream into whole Diameter messages (RFC 6733, section 3).
 *
 *   0         1                   4       5                 8          12           16           20
 *   +---------+-------------------+-------+-----------------+----------+------------+------------+------
 *   | version | length, header    | flags | command code    | Applica- | Hop-by-Hop | End-to-End | AVPs…
 *   | 1       | included          | RPET  |                 | tion-ID  | Identifier | Identifier |
 *   +---------+-------------------+-------+-----------------+----------+------------+------------+------
 *
 * Knows the length field and nothing else: no I/O, no timers, bytes in, frames out.
 *
 * Invariants: between calls less than one whole message is kept, in memory that grows with what has arrived and not
 * with what a length promises; each octet is copied a bounded number of times however small the chunks are; after an
 * error nothing is cut any more, for nobody knows where the next message begins.
 */

export const HEADER_SIZE = 20

/** A Gy request has some hundred octets, one with many services some thousand. More is an attack or a bug. */
export const MESSAGE_SIZE_MAX = 65_536

const FIRST_CAPACITY = 2048

export type FrameError = 'length-below-header' | 'length-above-max' | 'length-no-multiple-of-4'

export class FrameCutter {
  #kept: Buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY)
  #count = 0
  #error: FrameError | null = null
  #offender: Buffer | null = null

  /** The header whose length was the error: a request can still be answered before the connection is closed. */
  get offender(): Buffer | null {
    return this.#offender
  }

  /**
   * Calls `onFrame` for each whole message. A frame is a view that is valid during the call: copy what you keep.
   * An error is of the stream, not of a message: close it. Every later call gives the same error.
   */
  push(chunk: Buffer, onFrame: (frame: Buffer) => void): FrameError | null {
    if (this.#error !== null) return this.#error
    let offset = this.#count === 0 ? 0 : this.#complete(chunk, onFrame)
    if (this.#count > 0 || this.#error !== null) return this.#error
    while (chunk.length - offset >= HEADER_SIZE) {
      const size = sizeAt(chunk, offset)
      if (this.#refuse(size, chunk, offset)) return this.#error
      if (chunk.length - offset < size) break
      onFrame(chunk.subarray(offset, offset + size))
      offset += size
    }
    if (offset < chunk.length) this.#keep(chunk, offset, chunk.length)
    return null
  }

  /** Completes the message that an earlier chunk began; gives how many octets of this chunk it took. */
  #complete(chunk: Buffer, onFrame: (frame: Buffer) => void): number {
    let offset = this.#take(chunk, 0, HEADER_SIZE)
    if (this.#count < HEADER_SIZE) return offset
    const size = sizeAt(this.#kept, 0)
    if (this.#refuse(size, this.#kept, 0)) return offset
    offset = this.#take(chunk, offset, size)
    if (this.#count < size) return offset
    this.#count = 0
    onFrame(this.#kept.subarray(0, size))
    return offset
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
      const capacity = Math.min(MESSAGE_SIZE_MAX, Math.max(needed, this.#kept.length * 2))
      const larger = Buffer.allocUnsafeSlow(capacity)
      this.#kept.copy(larger, 0, 0, this.#count)
      this.#kept = larger
    }
    chunk.copy(this.#kept, this.#count, from, to)
    this.#count = needed
  }

  #refuse(size: number, bytes: Buffer, at: number): boolean {
    if (size < HEADER_SIZE) this.#error = 'length-below-header'
    else if (size > MESSAGE_SIZE_MAX) this.#error = 'length-above-max'
    else if (size % 4 !== 0) this.#error = 'length-no-multiple-of-4'
    if (this.#error !== null) this.#offender = Buffer.from(bytes.subarray(at, at + HEADER_SIZE))
    return this.#error !== null
  }
}

function sizeAt(bytes: Buffer, at: number): number {
  return (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
}

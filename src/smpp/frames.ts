/**
 * Cuts a TCP byte stream into whole PDUs.
 *
 *   0        4          8              12               16
 *   +--------+----------+--------------+----------------+--------
 *   | length | command  | status       | sequence       | body…
 *   +--------+----------+--------------+----------------+--------
 *
 * Knows the length field and nothing else. No I/O, no timers: bytes in, frames out.
 *
 * Invariants: between calls less than one whole frame is kept, in memory that grows with what has arrived and not
 * with what a length field promises; each octet is copied a bounded number of times however small the chunks are;
 * after an error nothing is cut any more, for nobody knows where the next PDU begins.
 */

export const HEADER_SIZE = 16

/**
 * The longest PDU of SMPP 3.4 is a submit_multi with 254 destinations and a 64 KiB message_payload, below 73,000.
 * A larger length is an attack or a bug.
 */
export const FRAME_SIZE_MAX = 73_728

const LENGTH_SIZE = 4
const FIRST_CAPACITY = 1024

export type FrameError = 'length-below-header' | 'length-above-max'

export class FrameCutter {
  #kept: Buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY)
  #count = 0
  #error: FrameError | null = null

  /**
   * Calls `onFrame` for each whole frame. A frame is a view that is valid during the call: copy what you keep.
   * An error is of the stream, not of a PDU: close it. Every later call gives the same error.
   */
  push(chunk: Buffer, onFrame: (frame: Buffer) => void): FrameError | null {
    if (this.#error !== null) return this.#error
    let offset = this.#count === 0 ? 0 : this.#complete(chunk, onFrame)
    if (this.#count > 0 || this.#error !== null) return this.#error
    while (chunk.length - offset >= LENGTH_SIZE) {
      const size = chunk.readUInt32BE(offset)
      if (this.#refuse(size)) return this.#error
      if (chunk.length - offset < size) break
      onFrame(chunk.subarray(offset, offset + size))
      offset += size
    }
    if (offset < chunk.length) this.#keep(chunk, offset, chunk.length)
    return null
  }

  /** Completes the frame that an earlier chunk began; gives how many octets of this chunk it took. */
  #complete(chunk: Buffer, onFrame: (frame: Buffer) => void): number {
    let offset = this.#take(chunk, 0, LENGTH_SIZE)
    if (this.#count < LENGTH_SIZE) return offset
    const size = this.#kept.readUInt32BE(0)
    if (this.#refuse(size)) return offset
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
      const capacity = Math.min(FRAME_SIZE_MAX, Math.max(needed, this.#kept.length * 2))
      const larger = Buffer.allocUnsafeSlow(capacity)
      this.#kept.copy(larger, 0, 0, this.#count)
      this.#kept = larger
    }
    chunk.copy(this.#kept, this.#count, from, to)
    this.#count = needed
  }

  #refuse(size: number): boolean {
    if (size < HEADER_SIZE) this.#error = 'length-below-header'
    else if (size > FRAME_SIZE_MAX) this.#error = 'length-above-max'
    return this.#error !== null
  }
}

/**
 * Cuts what comes from a connection into PDUs, in place: only one that lies across two reads is copied.
 *
 *   read:  …tail │ PDU │ PDU │ PDU │ head…
 *            │                        └─ kept until the next read
 *            └─ goes behind what was kept
 *
 * SMPP 3.4, 3.2: command_length, four octets, itself included. Knows nothing else of a PDU.
 *
 * Invariant: never out of step: a length that cannot be one ends the cutting.
 */
import { FRAME_SIZE_MAX, HEADER_SIZE } from '../smpp/frames.ts'

/** Room for a frame that lies across two reads; grows to FRAME_SIZE_MAX when one is that long. */
const PENDING_SIZE = 2048

/** The PDU at hand: `bytes` from `at` to `end`, `view` of the same octets. Overwritten for each; valid during the call. */
export class Frame {
  bytes: Buffer = Buffer.alloc(0)
  view: DataView = new DataView(new ArrayBuffer(0))
  at = 0
  end = 0

  /** Reads come in the same memory again and again. */
  lieIn(bytes: Buffer): void {
    if (bytes === this.bytes) return
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get command(): number {
    return this.view.getUint32(this.at + 4)
  }

  get status(): number {
    return this.view.getUint32(this.at + 8)
  }

  get sequence(): number {
    return this.view.getUint32(this.at + 12)
  }
}

export class FrameCutter {
  readonly #frame = new Frame()
  /** False: the connection is gone, nothing further is cut. */
  readonly #take: (frame: Frame) => boolean
  #pending: Buffer = Buffer.allocUnsafeSlow(PENDING_SIZE)
  #pendingSize = 0

  constructor(take: (frame: Frame) => boolean) {
    this.#take = take
  }

  /** Another connection: what was kept of the last one means nothing. */
  begin(): void {
    this.#pendingSize = 0
  }

  /** False: a length that cannot be one. */
  cut(bytes: Buffer, length: number): boolean {
    let at = 0
    if (this.#pendingSize > 0) {
      const taken = this.#complete(bytes, length)
      if (taken === 'impossible') return false
      if (taken === 'no more') return true
      at = taken
    }
    const frame = this.#frame
    frame.lieIn(bytes)
    const { view } = frame
    while (length - at >= 4) {
      const size = view.getUint32(at)
      if (size < HEADER_SIZE || size > FRAME_SIZE_MAX) return false
      if (length - at < size) break
      frame.at = at
      frame.end = at + size
      if (!this.#take(frame)) return true
      at += size
    }
    this.#keep(bytes, at, length)
    return true
  }

  /** Gives the octets that complete the kept frame. No more: it is not whole yet, or the connection is gone. */
  #complete(bytes: Buffer, length: number): number | 'no more' | 'impossible' {
    let at = 0
    if (this.#pendingSize < 4) {
      at = Math.min(length, 4 - this.#pendingSize)
      this.#keep(bytes, 0, at)
      if (this.#pendingSize < 4) return 'no more'
    }
    const size = this.#pending.readUInt32BE(0)
    if (size < HEADER_SIZE || size > FRAME_SIZE_MAX) return 'impossible'
    const missing = Math.min(length - at, size - this.#pendingSize)
    this.#keep(bytes, at, at + missing)
    if (this.#pendingSize < size) return 'no more'
    this.#pendingSize = 0
    const frame = this.#frame
    frame.lieIn(this.#pending)
    frame.at = 0
    frame.end = size
    return this.#take(frame) ? at + missing : 'no more'
  }

  #keep(bytes: Buffer, from: number, to: number): void {
    if (this.#pendingSize + to - from > this.#pending.length) {
      const wider = Buffer.allocUnsafeSlow(FRAME_SIZE_MAX)
      this.#pending.copy(wider, 0, 0, this.#pendingSize)
      this.#pending = wider
    }
    bytes.copy(this.#pending, this.#pendingSize, from, to)
    this.#pendingSize += to - from
  }
}

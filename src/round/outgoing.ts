/**
 * What a lane has to say: octets gathered in a large buffer, handed to the connection a buffer at a time, and the
 * buffers used again.
 *
 * A centre that does not read is not written to, and in the end not read from either.
 *
 * Knows no PDU.
 */
import type { Wire } from './wire.ts'

/** One buffer: a window's worth of submit_sm, within bounds, in octets. */
const SIZE_MIN = 8 << 10
const SIZE_MAX = 256 << 10
const PER_SEGMENT = 256
/** Buffers handed to the connection and not written yet; with more, the lane waits. */
const BUFFERS_MAX = 4
/**
 * With so many (answers to requests of a centre that does not read them), nothing more is read from it. Far above the
 * other bound: two sides that each wait until the other reads would wait for ever.
 */
const BUFFERS_HELD = 64

export class Outgoing {
  /** Octets before `at` wait to be flushed; whoever writes them moves it. */
  bytes: Buffer
  /** Of the same octets. */
  view: DataView
  at = 0
  readonly #size: number
  readonly #spare: Sheet[] = []
  #wire: Wire | null = null
  /** Buffers of this connection that are not written yet. */
  #writing = 0
  /** Not read from, because it does not read, or because the lane's host cannot take more. */
  #isHeld = false
  #isHeldByHost = false

  constructor(window: number) {
    this.#size = Math.min(SIZE_MAX, Math.max(SIZE_MIN, window * PER_SEGMENT))
    const { bytes, view } = sheetOf(this.#size)
    this.bytes = bytes
    this.view = view
  }

  /** From now on it goes to this connection, or to none; what was not flushed is gone. */
  to(wire: Wire | null): void {
    this.#wire = wire
    this.#writing = 0
    this.#isHeld = false
    this.at = 0
  }

  /** Makes room for `size` octets; false when the connection does not keep up. */
  reserve(size: number): boolean {
    if (this.at + size <= this.bytes.length) return true
    if (this.#writing >= BUFFERS_MAX) return false
    this.flush()
    return true
  }

  /** Room for `size` octets whether the connection keeps up or not. */
  insist(size: number): void {
    if (this.at + size > this.bytes.length) this.flush()
  }

  append(octets: Buffer): void {
    this.insist(octets.length)
    octets.copy(this.bytes, this.at)
    this.at += octets.length
  }

  flush(): void {
    if (this.at === 0) return
    const wire = this.#wire
    if (wire === null) {
      this.at = 0
      return
    }
    const full: Sheet = { bytes: this.bytes, view: this.view }
    const octets = full.bytes.subarray(0, this.at)
    const next = this.#spare.pop() ?? sheetOf(this.#size)
    this.bytes = next.bytes
    this.view = next.view
    this.at = 0
    this.#writing++
    wire.write(octets, () => {
      if (this.#spare.length < BUFFERS_MAX) this.#spare.push(full)
      if (wire !== this.#wire) return
      this.#writing--
      if (this.#isHeld && this.#writing <= BUFFERS_MAX) this.#hold(false)
    })
    if (this.#writing >= BUFFERS_HELD) this.#hold(true)
  }

  /** The host can take no more of what the centre says. */
  pauseReading(): void {
    this.#isHeldByHost = true
    this.#wire?.pause()
  }

  resumeReading(): void {
    this.#isHeldByHost = false
    if (!this.#isHeld) this.#wire?.resume()
  }

  #hold(isHeld: boolean): void {
    this.#isHeld = isHeld
    if (isHeld) this.#wire?.pause()
    else if (!this.#isHeldByHost) this.#wire?.resume()
  }
}

interface Sheet {
  readonly bytes: Buffer
  readonly view: DataView
}

function sheetOf(size: number): Sheet {
  const bytes = Buffer.allocUnsafeSlow(size)
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, size) }
}

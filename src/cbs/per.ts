/**
 * Aligned PER (ITU-T X.691) as far as warnings need it: a writer of bits, and the few kinds that they are made of.
 *
 * Knows no message. A value that does not fit its kind is a bug of the caller.
 */
import assert from 'node:assert/strict'

/** Section 11.9: lengths from here on come in pieces of so many octets. */
const PIECE = 16_384
const PIECES_MAX = 4

export class PerWriter {
  readonly #octets: number[] = []
  /** Bits of the last octet that are in use; 0: none is open. */
  #used = 0

  bits(value: number, count: number): this {
    for (let bit = count - 1; bit >= 0; bit--) {
      if (this.#used === 0) this.#octets.push(0)
      // Beyond 32 bits there is no shift.
      const one = Math.floor(value / 2 ** bit) % 2
      this.#octets[this.#octets.length - 1] |= one << (7 - this.#used)
      this.#used = (this.#used + 1) % 8
    }
    return this
  }

  align(): this {
    this.#used = 0
    return this
  }

  octets(octets: Uint8Array | readonly number[]): this {
    this.align()
    for (const octet of octets) this.#octets.push(octet)
    return this
  }

  /** Section 11.5.7: a whole number from `from` to `to`, whose range is two octets' at most. */
  within(value: number, { from, to }: { readonly from: number; readonly to: number }): this {
    assert(value >= from && value <= to, `${value} is not from ${from} to ${to}`)
    const range = to - from + 1
    if (range < 256) return this.bits(value - from, bitsFor(range))
    assert(range <= 0x1_0000, 'a larger range has a length of its own')
    this.align()
    return this.bits(value - from, range === 256 ? 8 : 16)
  }

  /** Section 11.5.7.4: of a larger range its octets are counted first. */
  withinLarge(value: number, { to }: { readonly to: number }): this {
    assert(value >= 0 && value <= to, `${value} is not from 0 to ${to}`)
    const count = (number: number) => Math.max(1, Math.ceil(Math.log2(number + 1) / 8))
    this.bits(count(value) - 1, bitsFor(count(to)))
    this.align()
    return this.bits(value, 8 * count(value))
  }

  /** Sections 11.2 and 11.9: a value in octets of its own, with their number before them. */
  open(value: PerWriter): this {
    const octets = value.done()
    let at = 0
    this.align()
    while (octets.length - at >= PIECE) {
      const pieces = Math.min(PIECES_MAX, Math.floor((octets.length - at) / PIECE))
      this.bits(0xc0 | pieces, 8)
      this.octets(octets.subarray(at, at + pieces * PIECE))
      at += pieces * PIECE
    }
    const left = octets.length - at
    if (left < 128) this.bits(left, 8)
    else this.bits(0x8000 | left, 16)
    return this.octets(octets.subarray(at))
  }

  /** At least one octet, as a whole encoding has. */
  done(): Uint8Array {
    return Uint8Array.from(this.#octets.length === 0 ? [0] : this.#octets)
  }
}

function bitsFor(range: number): number {
  return Math.ceil(Math.log2(range))
}

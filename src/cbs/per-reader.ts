/**
 * Aligned PER (ITU-T X.691) read as far as answers to warnings need it. Never throws: what is cut reads as zeros, and says that it is cut.
 *
 * Knows no message.
 */

/** Section 11.9: lengths from here on come in pieces of so many octets. */
const PIECE = 16_384
const PIECES_MAX = 4
/** Of one value in octets of its own, so that many small pieces cost no more than one large. */
const OPEN_MAX = 4 * 1024 * 1024
/** Section 19.8: a normally small number of additions. */
const ADDITIONS_BITS = 6

export class PerReader {
  readonly #octets: Uint8Array
  #bit = 0
  #isCut = false

  constructor(octets: Uint8Array) {
    this.#octets = octets
  }

  /** Something was read that is not there. */
  get isCut(): boolean {
    return this.#isCut
  }

  bits(count: number): number {
    if (this.#bit + count > 8 * this.#octets.length) {
      this.#isCut = true
      return 0
    }
    let value = 0
    // Beyond 32 bits there is no shift.
    for (let i = 0; i < count; i++, this.#bit++)
      value = 2 * value + ((this.#octets[this.#bit >> 3] >> (7 - (this.#bit & 7))) & 1)
    return value
  }

  octets(count: number): Uint8Array {
    this.#align()
    const from = this.#bit >> 3
    if (from + count > this.#octets.length) {
      this.#isCut = true
      return new Uint8Array(count > OPEN_MAX ? 0 : count)
    }
    this.#bit += 8 * count
    return this.#octets.subarray(from, from + count)
  }

  /** Section 11.5.7: a whole number from `from` to `to`, whose range is two octets' at most. */
  within({ from, to }: { readonly from: number; readonly to: number }): number {
    const range = to - from + 1
    if (range < 256) return from + this.bits(Math.ceil(Math.log2(range)))
    this.#align()
    return from + this.bits(range === 256 ? 8 : 16)
  }

  /** Sections 11.2 and 11.9: a value in octets of its own, behind their number. */
  open(): PerReader {
    const parts: Uint8Array[] = []
    let size = 0
    for (;;) {
      this.#align()
      const first = this.bits(8)
      const pieces = first & 0x3f
      const isPiece = first >= 0xc0
      if (isPiece && (pieces < 1 || pieces > PIECES_MAX)) this.#isCut = true
      const length = isPiece ? pieces * PIECE : first < 0x80 ? first : ((first & 0x3f) << 8) | this.bits(8)
      size += length
      if (this.#isCut || size > OPEN_MAX) break
      parts.push(this.octets(length))
      if (!isPiece) return new PerReader(parts.length === 1 ? parts[0] : Buffer.concat(parts))
    }
    this.#isCut = true
    return new PerReader(new Uint8Array(0))
  }

  /** Section 19: additions that nobody here knows, behind what is known of a sequence. */
  skipAdditions(): void {
    if (this.bits(1) !== 0) {
      // More than 64 of them: no message that is read here has so many.
      this.#isCut = true
      return
    }
    const count = this.bits(ADDITIONS_BITS) + 1
    const present = Array.from({ length: count }, () => this.bits(1))
    for (const isThere of present) if (isThere !== 0 && !this.#isCut) this.open()
  }

  #align(): void {
    this.#bit = (this.#bit + 7) & ~7
  }
}

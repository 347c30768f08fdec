/**
 * Whether octets are UTF-8, of pieces cut anywhere.
 *
 * DuckDB is given nothing else: where it finds octets that are no UTF-8 in a column behind as many as are asked for, it
 * ends for good ("Attempted to access index 12 within vector of size 9"), and with it all that was counted before.
 */
import { isUtf8 } from 'node:buffer'

export class Utf8Check {
  #isUtf8 = true
  /** The beginning of a character whose end is still to come. */
  #begun: Uint8Array = new Uint8Array(0)

  add(piece: Uint8Array): void {
    if (!this.#isUtf8 || piece.length === 0) return
    const from = this.#complete(piece)
    const until = Math.max(from, beginOfLast(piece))
    this.#isUtf8 &&= isUtf8(piece.subarray(from, until))
    if (until < piece.length) this.#begun = Uint8Array.from(piece.subarray(until))
  }

  /** Of all that came; a character that is not complete is none. */
  get isUtf8(): boolean {
    return this.#isUtf8 && this.#begun.length === 0
  }

  /** How many octets of the piece end the character that had begun. */
  #complete(piece: Uint8Array): number {
    if (this.#begun.length === 0) return 0
    const missing = sizeOf(this.#begun[0]) - this.#begun.length
    const own = Uint8Array.from([...this.#begun, ...piece.subarray(0, missing)])
    const isWhole = piece.length >= missing
    if (isWhole) this.#isUtf8 &&= isUtf8(own)
    this.#begun = isWhole ? new Uint8Array(0) : own
    return Math.min(missing, piece.length)
  }
}

const CHARACTER_OCTETS_MAX = 4

/** Where the last character begins, if its end is not there; else where the piece ends. */
function beginOfLast(piece: Uint8Array): number {
  for (let back = 1; back < CHARACTER_OCTETS_MAX && back <= piece.length; back++) {
    const octet = piece[piece.length - back]
    const isContinued = (octet & 0xc0) === 0x80
    if (!isContinued) return sizeOf(octet) > back ? piece.length - back : piece.length
  }
  return piece.length
}

/** By its first octet. */
function sizeOf(first: number): number {
  if (first < 0xc0) return 1
  if (first < 0xe0) return 2
  return first < 0xf0 ? 3 : CHARACTER_OCTETS_MAX
}

/**
 * Submits that differ only in the last nine digits of their destination are one shape.
 *
 * A bulk sender's PDUs repeat: the same octets but for sequence_number and destination. A shape remembers one PDU read
 * field by field; the next one that equals it octet for octet, outside those two places, needs no reading, and its
 * payload has been compared in passing.
 *
 *   0          12         16                       varies                    size
 *   +----------+----------+------------------------+-----------+-------------+
 *   | compared | sequence | compared up to 84      | 912345678 | compared    |
 *   +----------+----------+------------------------+-----------+-------------+
 *
 * smsc.bench.ts pays for the odd code here.
 */
import type { Payload } from './payloads.ts'
import type { Bank, Space } from './record.ts'
import type { Submit } from './submit.ts'

export const DIGITS = 9
const SHAPES_MAX = 64

export interface Shape {
  readonly submit: Submit
  readonly size: number
  readonly view: DataView
  /** Offset of the nine digits; -1: none, and the shape is good for this one PDU only. */
  readonly varies: number
  readonly space: Space | null
  readonly bank: Bank | null
  readonly bit: number
  readonly payload: Payload | null
  /** Its payload is not the one that first came for its part. */
  readonly differs: boolean
  /** Index of the receipt's template, -1 where no receipt is asked for. */
  readonly template: number
  /** The shape that came after this one the last time. */
  next: Shape | null
}

/** The shapes of one connection, the oldest replaced when there are too many. */
export class Shapes {
  readonly #all: Shape[] = []
  #oldest = 0
  #last: Shape | null = null

  /** The shape of the PDU at `at`, or null: then it has to be read. */
  find(view: DataView, at: number, size: number): Shape | null {
    const last = this.#last
    if (last === null) return null
    const guess = last.next
    if (guess !== null && same(guess, view, at, size)) {
      this.#last = guess
      return guess
    }
    for (const shape of this.#all) {
      if (!same(shape, view, at, size)) continue
      last.next = shape
      this.#last = shape
      return shape
    }
    return null
  }

  add(shape: Shape): void {
    if (this.#all.length < SHAPES_MAX) this.#all.push(shape)
    else {
      this.#all[this.#oldest] = shape
      this.#oldest = (this.#oldest + 1) % SHAPES_MAX
    }
    if (this.#last !== null) this.#last.next = shape
    this.#last = shape
  }
}

function same(shape: Shape, view: DataView, at: number, size: number): boolean {
  if (shape.size !== size) return false
  const known = shape.view
  const varies = shape.varies
  // From the end: parts of one message differ in their text, not in their addresses.
  const after = varies + DIGITS
  let offset = size - 4
  for (; offset >= after; offset -= 4)
    if (known.getInt32(offset, true) !== view.getInt32(at + offset, true)) return false
  if (known.getInt32(after, true) !== view.getInt32(at + after, true)) return false
  for (offset = varies - 4; offset >= 16; offset -= 4)
    if (known.getInt32(offset, true) !== view.getInt32(at + offset, true)) return false
  return (
    known.getInt32(16, true) === view.getInt32(at + 16, true) &&
    known.getInt32(8, true) === view.getInt32(at + 8, true) &&
    known.getInt32(4, true) === view.getInt32(at + 4, true)
  )
}

/** The nine digits at `at` as a number, or -1. */
export function nineDigits(bytes: Uint8Array, at: number): number {
  let number = 0
  for (let i = 0; i < DIGITS; i += 1) {
    const digit = bytes[at + i] - 48
    if (digit >>> 0 > 9) return -1
    number = number * 10 + digit
  }
  return number
}

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
const SHAPES_MAX = 16_384

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

/** All shapes of a centre. When there are too many it begins anew. */
export class Shapes {
  readonly #byHash = new Map<number, Shape>()

  /**
   * The shape of the PDU at `at`, or null: then it has to be read. `last` is the one before it on its connection: parts
   * follow each other, so what came after it the last time is tried first.
   */
  find(last: Shape | null, view: DataView, at: number, size: number): Shape | null {
    if (last === null) return null
    const guess = last.next
    if (guess !== null && same(guess, view, at, size)) return guess
    const varies = guess !== null && guess.size === size ? guess.varies : last.varies
    if (varies + DIGITS + 4 > size) return null
    const shape = this.#byHash.get(hashOf(view, at, size, varies))
    if (shape === undefined || !same(shape, view, at, size)) return null
    last.next = shape
    return shape
  }

  add(last: Shape | null, shape: Shape): void {
    if (this.#byHash.size === SHAPES_MAX) this.#byHash.clear()
    this.#byHash.set(hashOf(shape.view, 0, shape.size, shape.varies), shape)
    if (last !== null) last.next = shape
  }
}

/** Of all that is compared but the header; words overlap at the ends. */
function hashOf(view: DataView, at: number, size: number, varies: number): number {
  const after = varies + DIGITS
  let mixed = Math.imul(view.getInt32(at + after, true) ^ size, 0x85ebca6b)
  for (let offset = size - 4; offset > after; offset -= 4)
    mixed = Math.imul(mixed ^ (mixed >>> 15) ^ view.getInt32(at + offset, true), 0xc2b2ae35)
  for (let offset = varies - 4; offset >= 16; offset -= 4)
    mixed = Math.imul(mixed ^ (mixed >>> 15) ^ view.getInt32(at + offset, true), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
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

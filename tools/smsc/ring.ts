/**
 * What waits for its time: three whole numbers and an instant, first in, first out, in typed arrays.
 *
 * All of one ring wait equally long, so the oldest is due first and one timer serves all. No object and no timer each.
 */

const FIRST_SIZE = 1024

export class DueRing {
  size = 0
  /** What `shift` took. */
  a = 0
  b = 0
  c = 0
  readonly #max: number
  #mask = FIRST_SIZE - 1
  #head = 0
  #a = new Int32Array(FIRST_SIZE)
  #b = new Int32Array(FIRST_SIZE)
  #c = new Int32Array(FIRST_SIZE)
  #due = new Float64Array(FIRST_SIZE)

  /** `max` is a power of two, 1024 or more. */
  constructor(max: number) {
    this.#max = max
  }

  get full(): boolean {
    return this.size === this.#max
  }

  /** False when full. */
  push(a: number, b: number, c: number, due: number): boolean {
    if (this.size > this.#mask) {
      if (this.size === this.#max) return false
      this.#grow()
    }
    const slot = (this.#head + this.size) & this.#mask
    this.#a[slot] = a
    this.#b[slot] = b
    this.#c[slot] = c
    this.#due[slot] = due
    this.size += 1
    return true
  }

  /** When the oldest is due; Infinity when none waits. */
  get due(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.#due[this.#head]
  }

  /** Takes the oldest into `a`, `b` and `c`. */
  shift(): void {
    const slot = this.#head
    this.a = this.#a[slot]
    this.b = this.#b[slot]
    this.c = this.#c[slot]
    this.#head = (slot + 1) & this.#mask
    this.size -= 1
  }

  #grow(): void {
    this.#a = unrolled(this.#a, this.#head, new Int32Array(this.#a.length * 2))
    this.#b = unrolled(this.#b, this.#head, new Int32Array(this.#b.length * 2))
    this.#c = unrolled(this.#c, this.#head, new Int32Array(this.#c.length * 2))
    this.#due = unrolled(this.#due, this.#head, new Float64Array(this.#due.length * 2))
    this.#head = 0
    this.#mask = this.#due.length - 1
  }
}

function unrolled<Column extends Int32Array | Float64Array>(from: Column, head: number, to: Column): Column {
  to.set(from.subarray(head))
  to.set(from.subarray(0, head), from.length - head)
  return to
}

/**
 * sequence_numbers of receipts of one lane that are to be answered, in the order in which they came.
 *
 * Knows no command and no status.
 */
const FIRST_SIZE = 1024

export class Acks {
  #sequences = new Uint32Array(FIRST_SIZE)
  #size = 0

  get size(): number {
    return this.#size
  }

  push(sequence: number): void {
    if (this.#size === this.#sequences.length) {
      const wider = new Uint32Array(this.#size * 2)
      wider.set(this.#sequences)
      this.#sequences = wider
    }
    this.#sequences[this.#size++] = sequence
  }

  /** Takes out all of them. The array is valid until the next `push`. */
  take(): Uint32Array {
    const all = this.#sequences.subarray(0, this.#size)
    this.#size = 0
    return all
  }
}

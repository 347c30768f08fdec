/** A number of 16 bits for each cell of a BSC, 0 where none was put. Two octets a cell: an operator has many cells, and many BSCs. */

const FIRST_CAPACITY = 64

export class CellNumbers {
  #values = new Uint16Array(0)

  get(cell: number): number {
    return this.#values[cell] ?? 0
  }

  put(cell: number, value: number): void {
    if (cell >= this.#values.length) this.#grow(cell + 1)
    this.#values[cell] = value
  }

  clear(): void {
    this.#values.fill(0)
  }

  get sum(): number {
    let sum = 0
    for (const value of this.#values) sum += value
    return sum
  }

  #grow(size: number): void {
    const grown = new Uint16Array(Math.max(FIRST_CAPACITY, size, 2 * this.#values.length))
    grown.set(this.#values)
    this.#values = grown
  }
}

/**
 * The cells of one BSC as far as we know them. A BSC may name a cell by less than we know of it, or a whole area; what it names is
 * found here, or learnt. A cell has one number for ever, and a name that becomes more exact.
 *
 * Where only certain cells count (`only`), nothing is learnt, other cells are passed over, and nothing changes any more: BSCs that are asked
 * for the same cells share them.
 *
 * Knows no broadcast. What a list costs grows with the list and with what is known, once each.
 */
import { type Cell, type CellGlobalId, cellName, covers } from './cells.ts'

/** More than any BSC has; what a hostile one names beyond is passed over. */
const KNOWN_MAX = 65_536
/** Cells of one BSC with the same number, in different location areas. */
const ALIKE_MAX = 64

export class KnownCells {
  /** Those that count; null: all of the BSC. */
  readonly only: readonly CellGlobalId[] | null
  readonly #cells: Cell[] = []
  readonly #names: (string | undefined)[] = []
  readonly #byCi = new Map<number, number[]>()
  /** Of whole cells, by area and cell; of two that differ in their network alone the last. */
  readonly #byArea = new Map<number, number>()

  /** `before`: what was learnt earlier. */
  constructor(only: readonly CellGlobalId[] | null, before: readonly Cell[] = []) {
    this.only = only
    for (const cell of only ?? before) this.#add(cell)
  }

  get size(): number {
    return this.#cells.length
  }

  cell(number: number): Cell {
    return this.#cells[number]
  }

  /** As people write it. */
  name(number: number): string {
    this.#names[number] ??= cellName(this.#cells[number])
    return this.#names[number]
  }

  /** Each number once. With `learn`, cells that are not known yet are from now on. */
  find(named: readonly Cell[], { learn }: { readonly learn: boolean }): ReadonlySet<number> {
    const found = new Set<number>()
    const areas = new Map<string, Cell>()
    for (const cell of named) {
      const whole = cell.by === 'cgi' ? this.#whole(cell) : null
      if (whole !== null) found.add(whole)
      else if ('ci' in cell) for (const number of this.#one(cell, learn)) found.add(number)
      else areas.set(cellName(cell), cell)
    }
    const many = [...areas.values()]
    if (many.length > 0)
      for (const [number, cell] of this.#cells.entries()) if (many.some(area => covers(area, cell))) found.add(number)
    // Nothing is known yet of what lies in it: then the area itself stands for its cells.
    if (learn && this.only === null && many.length > 0 && found.size === 0)
      for (const area of many) found.add(this.#add(area))
    return found
  }

  /** Null: it is none of these, or it stands here by less than its whole name. */
  #whole(cell: CellGlobalId): number | null {
    const number = this.#byArea.get(areaKey(cell))
    if (number === undefined) return null
    const known = this.#cells[number]
    return known.by === 'cgi' && covers(cell, known) ? number : null
  }

  #one(cell: Cell & { readonly ci: number }, learn: boolean): readonly number[] {
    const alike = this.#byCi.get(cell.ci) ?? []
    const exact = alike.filter(number => covers(cell, this.#cells[number]))
    if (exact.length > 0) return exact.map(number => this.#refined(number, cell))
    const vague = alike.find(number => covers(this.#cells[number], cell))
    if (vague !== undefined) return [this.#refined(vague, cell)]
    if (!learn || this.only !== null || this.#cells.length >= KNOWN_MAX) return []
    if (alike.length >= ALIKE_MAX) return []
    const area = this.#areaOver(cell)
    return [area === null ? this.#add(cell) : this.#refined(area, cell)]
  }

  /** An area that stood for its cells becomes the first of them that is named. */
  #areaOver(cell: Cell): number | null {
    // Areas are learnt only where nothing else is known: they come first.
    const first = this.#cells[0]
    return first !== undefined && !('ci' in first) && covers(first, cell) ? 0 : null
  }

  #refined(number: number, cell: Cell): number {
    const known = this.#cells[number]
    if (Object.keys(cell).length <= Object.keys(known).length) return number
    this.#cells[number] = cell
    this.#names[number] = undefined
    if (cell.by === 'cgi') this.#byArea.set(areaKey(cell), number)
    if (!('ci' in known)) this.#index(number, cell)
    return number
  }

  #add(cell: Cell): number {
    const number = this.#cells.push(cell) - 1
    if (cell.by === 'cgi') this.#byArea.set(areaKey(cell), number)
    this.#index(number, cell)
    return number
  }

  #index(number: number, cell: Cell): void {
    if (!('ci' in cell)) return
    const alike = this.#byCi.get(cell.ci)
    if (alike === undefined) this.#byCi.set(cell.ci, [number])
    else alike.push(number)
  }
}

function areaKey({ lac, ci }: CellGlobalId): number {
  return lac * 0x10000 + ci
}

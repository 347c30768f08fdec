/**
 * How one broadcast stands in the cells of 5G: on the air, failed, or nobody knows; and where what was replaced or taken off may still be.
 * What gNBs say counts in the order in which it comes, whichever AMF hands it on: several AMFs have the same gNBs.
 *
 * Knows no connection and no clock. Cells that nobody asked for are passed over.
 *
 * Invariant: a cell leaves `leaving` only when its gNB has said that it has the version no more, lost it, or never had it.
 */
import type { CancelledCell, NgapTold } from './ngap-told.ts'
import { areaKey, type Gnb, gnbKey, gnbOf, type NrCell, nrCellName, nrKey, type PlacedCell } from './nr-cells.ts'

export type NrState = 'onAir' | 'failed'

export class NrStanding {
  readonly id: number
  readonly #cells: ReadonlyMap<string, PlacedCell>
  #serial: number | null = null
  readonly #states = new Map<string, NrState>()
  /** Cells that may have a version that should not be there. */
  readonly #stale = new Map<number, Set<string>>()
  readonly #broadcasts = new Map<string, number>()

  /** `past`: versions that may be there. */
  constructor(
    id: number,
    { cells, past }: { readonly cells: readonly PlacedCell[]; readonly past: readonly number[] },
  ) {
    this.id = id
    this.#cells = new Map(cells.map(cell => [nrKey(cell), cell]))
    for (const serial of past) this.#stale.set(serial, new Set(this.#cells.keys()))
  }

  want(serial: number | null): void {
    if (serial === this.#serial) return
    if (this.#serial !== null) this.#stale.set(this.#serial, this.#notFailed())
    if (serial !== null) this.#stale.delete(serial)
    this.#serial = serial
    this.#states.clear()
  }

  /** Nobody is there any more who would say that it has changed. */
  forget(): void {
    this.#states.clear()
  }

  /** Tracking areas by key: no AMF has a gNB there. */
  areUnknown(areas: ReadonlySet<string>): void {
    for (const [key, cell] of this.#cells)
      if (areas.has(areaKey(cell)) && !this.#states.has(key)) this.#states.set(key, 'failed')
  }

  heard(told: NgapTold, empty: readonly Gnb[]): void {
    switch (told.is) {
      case 'completed':
        if (!this.#hasHad(told)) return
        this.#completed(told.serial, this.#asked(told.cells ?? []), this.#ofGnbs(empty))
        return
      case 'cancelled':
        if (!this.#hasHad(told)) return
        this.#count(told.serial, told.cells ?? [])
        this.#off(told.serial, [...this.#asked(told.cells ?? []), ...this.#ofGnbs(empty)])
        return
      case 'failure':
        this.#lost(this.#asked(told.cells), 'failed')
        return
      case 'restart':
        this.#lost(this.#asked(told.cells), null)
    }
  }

  /** Whether it concerns what should be on the air here. */
  isConcerned(told: Extract<NgapTold, { readonly is: 'restart' }>): boolean {
    return this.#serial !== null && this.#asked(told.cells).length > 0
  }

  /** By name. */
  get states(): ReadonlyMap<string, NrState> {
    return new Map([...this.#states].map(([key, state]) => [this.#name(key), state]))
  }

  /** Cells at which an earlier version, or what was taken off, may still be on the air. */
  get leaving(): number {
    return new Set([...this.#stale.values()].flatMap(cells => [...cells])).size
  }

  /** As gNBs told when they took it off; null: none has. */
  get broadcasts(): number | null {
    if (this.#broadcasts.size === 0) return null
    let sum = 0
    for (const count of this.#broadcasts.values()) sum += count
    return sum
  }

  #completed(serial: number, on: readonly string[], not: readonly string[]): void {
    if (serial !== this.#serial) {
      const stale = this.#stale.get(serial)
      for (const key of on) stale?.add(key)
      for (const key of not) stale?.delete(key)
      return
    }
    for (const key of on) this.#states.set(key, 'onAir')
    for (const key of not) this.#states.set(key, 'failed')
  }

  #count(serial: number, cells: readonly CancelledCell[]): void {
    if (serial !== this.#serial && !this.#stale.has(serial)) return
    for (const cell of cells)
      if (this.#cells.has(nrKey(cell))) this.#broadcasts.set(`${serial} ${nrKey(cell)}`, cell.broadcasts)
  }

  #off(serial: number, keys: readonly string[]): void {
    if (serial === this.#serial) for (const key of keys) this.#states.delete(key)
    else for (const key of keys) this.#stale.get(serial)?.delete(key)
  }

  #lost(keys: readonly string[], state: 'failed' | null): void {
    for (const key of keys) {
      if (this.#serial !== null && state !== null) this.#states.set(key, state)
      else this.#states.delete(key)
      for (const cells of this.#stale.values()) cells.delete(key)
    }
  }

  /** One message in many is of this broadcast: the others cost nothing. */
  #hasHad({ id, serial }: { readonly id: number; readonly serial: number }): boolean {
    return id === this.id && (serial === this.#serial || this.#stale.has(serial))
  }

  #asked(cells: readonly NrCell[]): readonly string[] {
    return cells.map(nrKey).filter(key => this.#cells.has(key))
  }

  #ofGnbs(gnbs: readonly Gnb[]): readonly string[] {
    if (gnbs.length === 0) return []
    const named = new Set(gnbs.map(gnbKey))
    const lengths = [...new Set(gnbs.map(({ bits }) => bits))]
    return [...this.#cells].flatMap(([key, cell]) =>
      lengths.some(bits => named.has(gnbKey(gnbOf(cell, bits)))) ? [key] : [],
    )
  }

  #notFailed(): Set<string> {
    return new Set([...this.#cells.keys()].filter(key => this.#states.get(key) !== 'failed'))
  }

  #name(key: string): string {
    const cell = this.#cells.get(key)
    if (cell === undefined) throw new RangeError('only cells that were asked for have a state')
    return nrCellName(cell)
  }
}

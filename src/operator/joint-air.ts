/**
 * Several ways to the air as one: controllers of base stations, AMFs. Each bears cells of its kind, and is asked for those alone; what they
 * tell is put together cell by cell.
 */
import { parseNrCell } from '../cbs/nr-cells.ts'
import type { AirCounts, AirKey, AirMessage, AirPlace, OnAir } from './on-air.ts'

export interface Way {
  readonly air: OnAir
  bears(cell: string): boolean
}

export const isCellOf5g = (cell: string): boolean => parseNrCell(cell) !== null

export class JointAir implements OnAir {
  readonly #ways: readonly Way[]

  constructor(ways: readonly Way[]) {
    this.#ways = ways
  }

  canName(cells: readonly string[]): boolean {
    return this.#ways.every(({ air, bears }) => air.canName(cells.filter(bears)))
  }

  async put(message: AirMessage): Promise<void> {
    await this.#each(message, async (air, cells) => await air.put({ ...message, cells }))
  }

  async replace(message: AirMessage): Promise<void> {
    await this.#each(message, async (air, cells) => await air.replace({ ...message, cells }))
  }

  /** By each way: it may be on the air in cells that the table has no more. */
  async kill(place: AirPlace): Promise<void> {
    for (const { air, bears } of this.#ways) {
      const own = place.cells?.filter(bears) ?? []
      await air.kill({ ...place, cells: own.length === 0 ? null : own })
    }
  }

  counts(key: AirKey): AirCounts | null {
    const told = this.#ways.flatMap(({ air }) => air.counts(key) ?? [])
    if (told.length === 0) return null
    const broadcasts = told.flatMap(each => each.broadcasts ?? [])
    return {
      cells: new Map(told.flatMap(({ cells }) => [...cells])),
      causes: new Map(told.flatMap(({ causes }) => [...causes])),
      broadcasts: broadcasts.length === 0 ? null : sum(broadcasts),
      leaving: sum(told.map(({ leaving }) => leaving)),
      systems: told.flatMap(({ systems = [] }) => systems),
    }
  }

  /** Those of its kind; not asked where there is none of them. */
  async #each({ cells }: AirPlace, ask: (air: OnAir, cells: AirPlace['cells']) => Promise<void>): Promise<void> {
    for (const { air, bears } of this.#ways) {
      const own = cells?.filter(bears) ?? null
      if (own === null || own.length > 0) await ask(air, own)
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

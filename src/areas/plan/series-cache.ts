/**
 * The data of each plan as it was read last: read anew when there is more of it. Of a cell that was given again the newest value counts.
 *
 *   of       whoever is in no transaction; what was never read is read once, area by area, with a turn for others in between
 *   within   whoever is in one, for which all others wait: asks `of` before, so that it is known
 */
import { setImmediate as turnOver } from 'node:timers/promises'
import type { Reading } from '../../authority/store.ts'
import { yielding } from '../../base/yielding.ts'
import { EVERY_AREA } from '../../plan/areas.ts'
import { CELLS_MAX, Series } from '../../plan/series.ts'
import { planRows, type StoredImport } from './store.ts'

/** That are kept in memory, and values of all of them. */
const PLANS_MAX = 8
const KEPT_CELLS_MAX = 2 * CELLS_MAX

interface CachedSeries {
  /** The newest import that the series holds. */
  readonly newest: string
  readonly series: Series
}

export class SeriesCache {
  readonly #known = new Map<string, CachedSeries>()
  /** What is being read, by plan: whoever comes meanwhile waits for it. */
  readonly #read = new Map<string, { readonly newest: string; readonly series: Promise<Series> }>()

  async of(store: Reading, plan: string): Promise<Series> {
    const [newest] = await planRows(store).imports(plan, 1)
    if (newest === undefined) return NOTHING
    const name = nameOf(newest)
    const known = this.#knownAs(plan, name)
    if (known !== null) return known
    const reading = this.#read.get(plan)
    if (reading?.newest === name) return await reading.series
    const series = this.#readAll(store, newest)
    const mine = { newest: name, series }
    this.#read.set(plan, mine)
    try {
      return await series
    } finally {
      if (this.#read.get(plan) === mine) this.#read.delete(plan)
    }
  }

  /** Waits for no other reader: that one may wait for the transaction. */
  async within(store: Reading, plan: string): Promise<Series> {
    const [newest] = await planRows(store).imports(plan, 1)
    if (newest === undefined) return NOTHING
    return this.#knownAs(plan, nameOf(newest)) ?? (await this.#readAll(store, newest))
  }

  #knownAs(plan: string, newest: string): Series | null {
    const known = this.#known.get(plan)
    return known?.newest === newest ? known.series : null
  }

  async #readAll(store: Reading, newest: StoredImport): Promise<Series> {
    let series = NOTHING
    for (const area of EVERY_AREA) {
      const values = await planRows(store).values(newest, area)
      if (values.length === 0) continue
      series = await yielding(series.with(values))
      await turnOver()
    }
    this.put(newest, series)
    return series
  }

  /** What it is with that import and all before it, also where its transaction comes to nothing. */
  put(newest: StoredImport, series: Series): void {
    const kept = [...this.#known.values()].reduce((sum, known) => sum + known.series.cells, 0)
    if (this.#known.size >= PLANS_MAX || kept + series.cells > KEPT_CELLS_MAX) this.#known.clear()
    this.#known.set(newest.plan, { newest: nameOf(newest), series })
  }
}

const NOTHING = new Series()

/** A serial alone is given again where a transaction was not committed; the same file may come again with another mapping. */
function nameOf({ serial, sha256, at }: StoredImport): string {
  return `${serial} ${sha256} ${at}`
}

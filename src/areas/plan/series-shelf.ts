/**
 * The data of each plan as it was read last: read anew when there is more of it. Of a cell that was given again the newest value counts.
 * What was never read is read area by area, with a turn for others in between; whoever changes data asks before the transaction in
 * which it does so, as everyone else waits for that.
 */
import { setImmediate as turnOver } from 'node:timers/promises'
import type { Reading } from '../../authority/store.ts'
import { inTurns } from '../../base/in-turns.ts'
import { EVERY_AREA } from '../../plan/areas.ts'
import { CELLS_MAX, Series } from '../../plan/series.ts'
import { planRows, type StoredImport } from './store.ts'

/** That are kept in memory, and values of all of them. */
const PLANS_MAX = 8
const KEPT_CELLS_MAX = 2 * CELLS_MAX

export class SeriesShelf {
  readonly #known = new Map<string, { readonly newest: string; readonly series: Series }>()

  async of(store: Reading, plan: string): Promise<Series> {
    const rows = planRows(store)
    const [newest] = await rows.imports(plan, 1)
    const name = newest === undefined ? '' : nameOf(newest)
    const known = this.#known.get(plan)
    if (known?.newest === name) return known.series
    let series = new Series()
    for (const area of newest === undefined ? [] : EVERY_AREA) {
      const values = await rows.values(plan, area)
      if (values.length === 0) continue
      series = await inTurns(series.with(values))
      await turnOver()
    }
    this.#keep(plan, name, series)
    return series
  }

  /** What it is with the import that is the newest now, also where its transaction comes to nothing. */
  put(newest: StoredImport, series: Series): void {
    this.#keep(newest.plan, nameOf(newest), series)
  }

  #keep(plan: string, newest: string, series: Series): void {
    const kept = [...this.#known.values()].reduce((sum, known) => sum + known.series.cells, 0)
    if (this.#known.size >= PLANS_MAX || kept + series.cells > KEPT_CELLS_MAX) this.#known.clear()
    this.#known.set(plan, { newest, series })
  }
}

/** A serial alone is given again where a transaction was not committed; the same file may come again with another mapping. */
function nameOf({ serial, sha256, at }: StoredImport): string {
  return `${serial} ${sha256} ${at}`
}

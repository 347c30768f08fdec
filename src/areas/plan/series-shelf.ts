/** The data of each plan as it was read last: read anew when there is more of it. Of a cell that was given again the newest value counts. */
import type { Reading } from '../../authority/store.ts'
import { CELLS_MAX, type Series, SeriesBuilder } from '../../plan/series.ts'
import { planRows } from './store.ts'

/** That are kept in memory, and values of all of them. */
const PLANS_MAX = 8
const KEPT_CELLS_MAX = 2 * CELLS_MAX

export class SeriesShelf {
  readonly #known = new Map<string, { readonly newest: string; readonly series: Series }>()

  async of(store: Reading, plan: string): Promise<Series> {
    const rows = planRows(store)
    const [newest] = await rows.imports(plan, 1)
    // A serial alone is given again where a transaction was not committed.
    const name = newest === undefined ? '' : `${newest.serial} ${newest.sha256}`
    const known = this.#known.get(plan)
    if (known?.newest === name) return known.series
    const newestOf = new Map<string, Parameters<SeriesBuilder['put']>[0]>()
    for (const given of await rows.values(plan))
      newestOf.set(`${given.area} ${given.input} ${given.day}`, given)
    const builder = new SeriesBuilder()
    for (const given of newestOf.values()) builder.put(given)
    const series = builder.series()
    const kept = [...this.#known.values()].reduce((sum, known) => sum + known.series.cells, 0)
    if (this.#known.size >= PLANS_MAX || kept + series.cells > KEPT_CELLS_MAX) this.#known.clear()
    this.#known.set(plan, { newest: name, series })
    return series
  }
}

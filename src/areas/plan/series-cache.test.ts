/** Who waits for whom where the data of a plan is read; what stands in it is asked of real databases (test/postgres/plan.test.ts). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '../../authority/store.ts'
import { COUNTRY } from '../../plan/areas.ts'
import { SeriesCache } from './series-cache.ts'
import type { StoredImport, StoredValue } from './store.ts'

const NEWEST = { serial: 3, plan: 'dich', sha256: 'x', at: 5 } as StoredImport
const VALUE: StoredValue = { area: COUNTRY, day: '2020-02-01', input: 'cases', import: 3, value: 7 }

/** Values are there when `opened` is; `reads`: how often anybody began to read them all. */
function storeOf(opened: Promise<void>) {
  const told = { reads: 0 }
  const plan = {
    imports: async () => [NEWEST],
    values: async (_: unknown, area: string) => {
      if (area !== COUNTRY) return []
      told.reads++
      await opened
      return [VALUE]
    },
  }
  return { store: { areas: { plan } } as unknown as Reading, told }
}

test('data that many ask for at once is read once', async () => {
  const gate = Promise.withResolvers<void>()
  const { store, told } = storeOf(gate.promise)
  const cache = new SeriesCache()
  const asked = [1, 2, 3].map(async () => await cache.of(store, 'dich'))
  gate.resolve()
  const series = await Promise.all(asked)
  assert.equal(series[0].sum(COUNTRY, 'cases', '2020-02-01', 1), 7)
  assert.deepEqual([new Set(series).size, told.reads], [1, 1])
  assert.equal(await cache.within(store, 'dich'), series[0])
})

test('who is in a transaction waits for no reader, as that one may wait for the transaction', async () => {
  const gate = Promise.withResolvers<void>()
  const cache = new SeriesCache()
  const waiting = cache.of(storeOf(gate.promise).store, 'dich')
  const within = await cache.within(storeOf(Promise.resolve()).store, 'dich')
  gate.resolve()
  assert.equal(within.cells, 1)
  assert.equal((await waiting).cells, 1)
})

test('a reading that failed is no one else’s', async () => {
  const cache = new SeriesCache()
  await assert.rejects(cache.of(storeOf(Promise.reject(new Error('away'))).store, 'dich'), /away/)
  assert.equal((await cache.of(storeOf(Promise.resolve()).store, 'dich')).cells, 1)
})

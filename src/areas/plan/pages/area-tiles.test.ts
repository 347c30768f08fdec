import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areasOn } from '../../../plan/areas.ts'
import { tilesOn } from './area-tiles.ts'

test('each province of either list is one tile on its days, and no two tiles lie upon each other', () => {
  for (const [day, count] of [
    ['2020-03-01', 63],
    ['2025-06-30', 63],
    ['2025-07-01', 34],
    ['2026-02-01', 34],
  ] as const) {
    const tiles = tilesOn(day)
    assert.equal(tiles.length, count)
    assert.deepEqual(tiles.map(({ area }) => area).toSorted(), [...areasOn(day)].toSorted())
    assert.equal(new Set(tiles.map(({ column, row }) => `${column} ${row}`)).size, count)
  }
})

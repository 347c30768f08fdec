import assert from 'node:assert/strict'
import { test } from 'node:test'
import { provincesOn } from '../../directive/provinces.ts'
import { TILE_COLUMNS, TILE_ROWS, TILES } from './province-tiles.ts'

test('each province of today is one tile, and no two tiles lie upon each other', () => {
  const codes = TILES.map(({ code }) => code).sort()
  assert.deepEqual(
    codes,
    provincesOn('2025-07-01')
      .map(({ code }) => code)
      .sort(),
  )
  assert.equal(new Set(TILES.map(({ column, row }) => `${column} ${row}`)).size, TILES.length)
  assert.ok(TILES.every(({ column, row }) => column < TILE_COLUMNS && row < TILE_ROWS))
})

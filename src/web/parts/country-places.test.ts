/** The two drawings of the country: all provinces, each once, and every one of them within reach of four keys. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { provincesOn } from '../../country/vn/provinces.ts'
import { placeAt, placesOn } from './country-places.ts'

const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']

for (const [day, count] of [
  ['2020-03-01', 63],
  ['2025-06-30', 63],
  ['2025-07-01', 34],
  ['2026-02-01', 34],
] as const) {
  const places = placesOn(day)

  test(`each of the ${count} provinces of ${day} is one tile, and no two lie upon each other`, () => {
    const codes = (all: readonly { readonly code: string }[]) => all.map(({ code }) => code).sort()
    assert.equal(places.length, count)
    assert.deepEqual(codes(places), codes(provincesOn(day)))
    assert.equal(new Set(places.map(({ column, row }) => `${column} ${row}`)).size, count)
  })

  test(`from any of the ${count} provinces of ${day} arrows lead to every other`, () => {
    for (const start of places) {
      const reached = new Set([start])
      for (const place of reached)
        for (const key of KEYS) {
          const next = placeAt(places, place, key)
          if (next !== null) reached.add(next)
        }
      assert.equal(reached.size, count, start.code)
    }
  })
}

test('a key goes straight where something lies there, to the nearest else, and stays at an edge', () => {
  const places = placesOn('2026-02-01')
  const from = (code: string, key: string) => {
    const place = places.find(each => each.code === code)
    assert.ok(place !== undefined)
    return placeAt(places, place, key)?.code ?? null
  }
  assert.equal(from('01', 'ArrowRight'), '24')
  assert.equal(from('40', 'ArrowDown'), '42')
  assert.equal(from('42', 'ArrowDown'), '44')
  assert.equal(from('12', 'ArrowLeft'), null)
  assert.equal(from('12', 'ArrowUp'), null)
  assert.equal(from('44', 'Home'), '12')
  assert.equal(from('44', 'End'), '96')
  assert.equal(from('44', 'a'), null)
})

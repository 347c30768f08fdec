import assert from 'node:assert/strict'
import { test } from 'node:test'
import { polygonsOf, textOf } from './polygon-text.ts'

const CORNERS = [
  { latitude: 21.02, longitude: 105.8 },
  { latitude: 21.02, longitude: 105.9 },
  { latitude: 21.1, longitude: 105.85 },
]

test('polygons are written one a line and read back, closed as CAP writes them or open', () => {
  const open = '21.02,105.8 21.02,105.9 21.1,105.85'
  assert.deepEqual(polygonsOf(open), [CORNERS])
  assert.deepEqual(polygonsOf(`\n  ${open} 21.02,105.8\n\n${open}`), [CORNERS, CORNERS])
  assert.equal(textOf(polygonsOf(open)), open)
  assert.deepEqual(polygonsOf(''), [])
})

test('a line that is no polygon becomes one of nothing, which is a fault, and is never left out', () => {
  for (const line of ['21,02 105', 'abc', '91,105 21,106 20,105', '21.02;105.8', '1e1,5 2,3 4,5'])
    assert.deepEqual(polygonsOf(line), [[]], line)
  const many = Array.from({ length: 101 }, (_, i) => `${i / 100},105`).join(' ')
  assert.deepEqual(polygonsOf(many), [[]])
})

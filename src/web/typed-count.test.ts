import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countWithin, typedCount } from './typed-count.ts'

for (const [typed, expected] of [
  ['125034117', 125_034_117],
  ['125 034 117', 125_034_117],
  ['125\u202f034\u202f117', 125_034_117],
  ['125\u00a0034\u00a0117 ', 125_034_117],
  ['125.034.117', 125_034_117],
  ['125,034,117', 125_034_117],
  ["125'034'117", 125_034_117],
  ['125_034_117', 125_034_117],
  ['1250 34117', 125_034_117],
  ['0', 0],
  ['1.000', 1000],
  ['', null],
  [' ', null],
  ['12,5', null],
  ['12.5', null],
  ['1.0000', null],
  ['125.034,117', null],
  ['125 triệu', null],
  ['-5', null],
  ['1e9', null],
  ['9'.repeat(16), null],
] as const) {
  test(`${JSON.stringify(typed)} is ${expected ?? 'no whole number'}`, () => assert.equal(typedCount(typed), expected))
}

test('what cannot be read and what is out of bounds is no count, least of all nothing or all', () => {
  const bounds = { min: 1, max: 1000 }
  for (const typed of ['abc', '', ' ', '12,5', '1e2', '0x10', '-5', '0', '1001', '10 triệu', '١٢'])
    assert.equal(countWithin(typed, bounds), null, typed)
  for (const typed of ['1', '1000', '1 000', '1.000']) assert.notEqual(countWithin(typed, bounds), null, typed)
})

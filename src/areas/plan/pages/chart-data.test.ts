import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smallPlan } from '../fixtures.test.ts'
import { chartOf, firstKnown, niceAbove } from './chart-data.ts'

const { levels } = smallPlan()
const of = (values: readonly (number | null)[]) => chartOf({ measure: 'week', values, levels, day: '2020-03-01' })

test('nothing is drawn over days that are missing', () => {
  const { pieces, gaps } = of([1, 2, null, null, 4, null])
  assert.deepEqual(
    pieces.map(piece => piece.map(({ at }) => at)),
    [[0, 1], [4]],
  )
  assert.deepEqual(gaps, [
    { from: 2, until: 3 },
    { from: 5, until: 5 },
  ])
})

test('the bounds that were passed and the next one are drawn, and all fits below the top', () => {
  const check = (values: readonly (number | null)[], bounds: readonly number[], most: number) => {
    const drawn = of(values)
    assert.deepEqual(
      drawn.bounds.map(({ value }) => value),
      bounds,
    )
    assert.equal(drawn.most, most)
  }
  check([0, 3], [10], 20)
  check([0, 12], [10, 50], 100)
  check([80], [10, 50], 100)
  check([null], [10], 20)
  assert.deepEqual(chartOf({ measure: 'other', values: [null], levels, day: '2020-03-01' }).bounds, [])
})

test('a day before any criterion has no bounds', () => {
  const { bounds, most } = chartOf({ measure: 'week', values: [7], levels, day: '2018-01-01' })
  assert.deepEqual([bounds, most], [[], 10])
})

test('the top of a chart is a round figure that nothing passes', () => {
  for (const [value, expected] of [
    [0, 1],
    [0.3, 0.5],
    [1, 1],
    [1.1, 2],
    [21, 25],
    [26, 50],
    [99, 100],
    [101, 200],
  ] as const)
    assert.equal(niceAbove(value), expected)
})

test('a chart begins where anything is known of any of its figures', () => {
  const check = (all: readonly (readonly (number | null)[])[], expected: number) =>
    assert.equal(firstKnown(all), expected)
  check(
    [
      [null, null, 3],
      [null, 0, 1],
    ],
    1,
  )
  check(
    [
      [null, null],
      [null, null],
    ],
    0,
  )
  check([], 0)
})

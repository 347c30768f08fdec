import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  CAUSES_MAX,
  causes,
  outcomeColumns,
  POINTS_MAX,
  rateColumns,
  sparkline,
  stacked,
  steady,
  tableRows,
  withNow,
} from './chart-data.ts'
import { at as instant, START, sample, tally } from './example-round.test.ts'

const rising = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    sample(i, { delivered: i, unsent: count - i, byOperator: { a: i, b: 1 } }),
  )

test('a short round is drawn as it was sampled', () => {
  const { at, columns } = rateColumns(rising(3), ['a', 'b', 'c'])
  assert.deepEqual(at, [START / 1000, START / 1000 + 1, START / 1000 + 2])
  assert.deepEqual(
    columns.map(({ values }) => values),
    [
      [0, 1, 2],
      [1, 1, 1],
      [0, 0, 0],
    ],
  )
})

test('a round of any length is drawn with few points, and the last one is the last sample', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), count => {
      const samples = rising(count)
      const { at, columns } = outcomeColumns(samples)
      assert.ok(at.length <= POINTS_MAX)
      assert.equal(at.at(-1), START / 1000 + count - 1)
      assert.equal(columns[0].values.at(-1), count - 1)
      assert.ok(at.every((second, i) => i === 0 || second > at[i - 1]))
    }),
    { numRuns: 30 },
  )
})

test('a rate that is thinned is the mean', () => {
  const { at, columns } = rateColumns(rising(POINTS_MAX * 2), ['a'])
  assert.equal(at.length, POINTS_MAX)
  assert.deepEqual(columns[0].values.slice(0, 3), [0.5, 2.5, 4.5])
})

test('a second that saw no report and one that saw two are the steady rate that it is', () => {
  const rates = [60, 60, 0, 120, 60, 60, 60]
  const shown = steady(rates.map((a, i) => sample(i, { byOperator: { a } })))
  assert.deepEqual(
    shown.map(({ byOperator }) => byOperator.a),
    [60, 60, 40, 60, 60, 60, 60],
  )
  assert.deepEqual(
    shown.map(({ rate }) => rate),
    shown.map(({ byOperator }) => byOperator.a),
  )
})

test('samples of an earlier hour, ten seconds apart, keep the rates that they have', () => {
  const old = [0, 10, 20].map(second => sample(second, { byOperator: { a: second } }))
  assert.deepEqual(
    steady(old).map(({ byOperator }) => byOperator.a),
    [0, 10, 20],
  )
})

test('an operator that came later counts from then on', () => {
  const shown = steady([
    sample(0, { byOperator: { a: 10 } }),
    sample(1, { byOperator: { a: 10, b: 30 } }),
  ])
  assert.deepEqual(shown[1].byOperator, { a: 10, b: 30 })
  assert.equal(shown[1].rate, 40)
})

test('a chart ends with what is counted now, whenever the last sample was', () => {
  const samples = [
    sample(1, { unsent: 10, byOperator: { a: 5 } }),
    sample(2, { delivered: 8, unsent: 2, byOperator: { a: 7 } }),
  ]
  const sum = tally({ audience: 10, delivered: 9, expired: 1 })
  for (const [heardAt, seconds] of [
    [instant(2), [1, 2]],
    [instant(3.4), [1, 2, 3]],
  ] as const) {
    const shown = withNow(samples, { sum, heardAt })
    assert.deepEqual(
      shown.map(({ at }) => (Date.parse(at) - START) / 1000),
      seconds,
    )
    const { delivered, expired, unsent, byOperator } = shown[shown.length - 1]
    assert.deepEqual({ delivered, expired, unsent }, { delivered: 9, expired: 1, unsent: 0 })
    assert.deepEqual(byOperator, { a: 7 })
  }
  assert.equal(withNow(samples, { sum, heardAt: null }), samples)
  assert.deepEqual(withNow([], { sum, heardAt: instant(1) }), [])
})

test('the bands of the outcomes end at the whole round', () => {
  const samples = [
    sample(0, { delivered: 1, accepted: 2, failed: 3, expired: 4, uncertain: 5, unsent: 6 }),
  ]
  const bands = stacked(outcomeColumns(samples))
  assert.deepEqual(
    bands.columns.map(({ name, values }) => [name, values[0]]),
    [
      ['delivered', 1],
      ['accepted', 3],
      ['undelivered', 10],
      ['uncertain', 15],
      ['unsent', 21],
    ],
  )
})

test('causes come most frequent first, and none is lost', () => {
  assert.deepEqual(causes({ ESME_RSYSERR: 2, ESME_RTHROTTLED: 9, ESME_RINVDSTADR: 0 }), [
    { status: 'ESME_RTHROTTLED', count: 9 },
    { status: 'ESME_RSYSERR', count: 2 },
  ])
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`S${i}`, i + 1]))
  const shown = causes(many)
  assert.equal(shown.length, CAUSES_MAX)
  assert.equal(shown.at(-1)?.status, null)
  assert.equal(
    shown.reduce((sum, { count }) => sum + count, 0),
    210,
  )
})

test('a sparkline needs two points and stays in its box', () => {
  assert.equal(sparkline(rising(1), 'a', { width: 60, height: 20 }), '')
  const points = sparkline(rising(100), 'a', { width: 59, height: 20 })
    .split(' ')
    .map(point => point.split(',').map(Number))
  assert.equal(points.length, 60)
  assert.deepEqual(points[59], [59, 0])
  assert.ok(points.every(([x, y]) => x >= 0 && x <= 59 && y >= 0 && y <= 20))
})

test('the table beside a chart has the first and the last sample', () => {
  const samples = rising(1000)
  const rows = tableRows(samples, 12)
  assert.equal(rows.length, 12)
  assert.equal(rows[0], samples[0])
  assert.equal(rows[11], samples[999])
  assert.equal(tableRows(rising(3), 12).length, 3)
})

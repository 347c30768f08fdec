import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  CAUSES_MAX,
  causes,
  countedOf,
  INTERVALS_MAX,
  LINES_MAX,
  linesOf,
  marksOf,
  OUTCOME_OF,
  OUTCOMES,
  outcomePoints,
  ratesOf,
  sparkline,
  stacked,
  steady,
} from './chart-data.ts'
import { directive, at as instant, START, sample, tally } from './example-round.test.ts'

const counts = (submitted: Record<string, number>, throttled: Record<string, number> = {}) =>
  Object.fromEntries(
    Object.entries(submitted).map(([operator, count]) => [
      operator,
      { submitted: count, throttled: throttled[operator] ?? 0 },
    ]),
  )
const second = (at: string) => (Date.parse(at) - START) / 1000
const rising = (count: number) => Array.from({ length: count }, (_, i) => sample(i, { byOperator: { a: i, b: 1 } }))

test('what every operator sent is in the intervals, however it told of it', () => {
  const steps = fc.array(
    fc.record({
      operator: fc.constantFrom('a', 'b', 'c'),
      seconds: fc.integer({ min: 1, max: 400 }),
      sent: fc.integer({ min: 0, max: 5000 }),
    }),
    { minLength: 1, maxLength: 300 },
  )
  fc.assert(
    fc.property(steps, told => {
      const sums: Record<string, number> = {}
      let now = 0
      const samples = [
        sample(0),
        ...told.map(({ operator, seconds, sent }) => {
          now += seconds
          sums[operator] = (sums[operator] ?? 0) + sent
          return sample(now, { counts: counts(sums) })
        }),
      ]
      const lines = [['a'], ['b', 'c']]
      const { intervals } = ratesOf(samples, { lines, isOver: true })
      assert.ok(intervals.length <= INTERVALS_MAX + 1)
      const sentBy = (line: number) =>
        intervals.reduce((sum, { from, to, rates }) => sum + rates[line] * (second(to) - second(from)), 0)
      assert.ok(Math.abs(sentBy(0) - (sums.a ?? 0)) < 1e-3)
      assert.ok(Math.abs(sentBy(1) - (sums.b ?? 0) - (sums.c ?? 0)) < 1e-3)
    }),
  )
})

test('an operator that told once that it sent everything has its rate, and no row says 0', () => {
  const samples = [
    sample(0),
    sample(4, { counts: counts({ a: 100 }) }),
    sample(10, { counts: counts({ a: 200, b: 6000 }) }),
  ]
  assert.deepEqual(ratesOf(samples, { lines: [['b'], ['a']], isOver: true }).intervals, [
    { from: instant(0), to: instant(10), rates: [600, 20], sum: 620, isThrottled: [false, false] },
  ])
})

test('intervals begin with the first segment and end with the last; one that goes on is not told yet', () => {
  const samples = Array.from({ length: 61 }, (_, i) =>
    sample(i, { counts: counts({ a: 10 * Math.min(Math.max(0, i - 20), 12) }) }),
  )
  const ends = (count: number, isOver: boolean) =>
    ratesOf(samples.slice(0, count), { lines: [['a']], isOver }).intervals.map(({ from, to, sum }) => [
      second(from),
      second(to),
      sum,
    ])
  assert.deepEqual(ends(28, false), [[20, 25, 10]])
  assert.deepEqual(ends(61, true), [
    [20, 25, 10],
    [25, 30, 10],
    [30, 35, 4],
  ])
  assert.deepEqual(ends(5, false), [])
})

test('an interval says of which operators a centre asked for less', () => {
  const samples = [
    sample(0, { counts: counts({ a: 0, b: 0 }) }),
    sample(5, { counts: counts({ a: 5, b: 5 }, { b: 3 }) }),
    sample(10, { counts: counts({ a: 10, b: 6 }, { b: 3 }) }),
  ]
  assert.deepEqual(
    ratesOf(samples, { lines: [['a'], ['b']], isOver: true }).intervals.map(one => one.isThrottled),
    [
      [false, true],
      [false, false],
    ],
  )
})

test('the largest operator is the first line, and what is beyond ten lines is one', () => {
  const sized = (n: number, audience: number | null) =>
    directive(n, { subscribers: 10 * n, tally: audience === null ? null : tally({ audience, unsent: audience }) })
  assert.deepEqual(linesOf([sized(1, 5), sized(2, 900), sized(3, null)]), [
    ['operator-2'],
    ['operator-3'],
    ['operator-1'],
  ])
  const many = linesOf(Array.from({ length: 13 }, (_, i) => sized(i, 1000 - i)))
  assert.equal(many.length, LINES_MAX)
  assert.deepEqual(many.at(-1), ['operator-9', 'operator-10', 'operator-11', 'operator-12'])
})

test('a pause, also by a canary, a resuming and a stop are marked, with who did it', () => {
  const entry = (action: string, n: number) => ({ action, at: instant(n), by: `person ${n}`, version: 1, reason: null })
  const done = ['submit', 'schedule', 'running', 'paused', 'resume', 'pause', 'stop', 'stopped']
  assert.deepEqual(
    marksOf(done.map((deed, n) => entry(`round.${deed}`, n))).map(({ is, by }) => [is, by]),
    [
      ['pause', 'person 3'],
      ['resume', 'person 4'],
      ['pause', 'person 5'],
      ['stop', 'person 6'],
    ],
  )
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
  const shown = steady([sample(0, { byOperator: { a: 10 } }), sample(1, { byOperator: { a: 10, b: 30 } })])
  assert.deepEqual(shown[1].byOperator, { a: 10, b: 30 })
  assert.equal(shown[1].rate, 40)
})

test('charts end with what is counted now, whenever the last sample was, and begin before the first segment', () => {
  const directives = [directive(1, { issuedAt: instant(-60), tally: tally({ audience: 10, delivered: 9 }, 70) })]
  const given = {
    samples: [
      sample(1, { unsent: 10, counts: counts({ 'operator-1': 5 }) }),
      sample(2, { delivered: 8, unsent: 2, counts: counts({ 'operator-1': 50 }) }),
    ],
    sum: tally({ audience: 10, delivered: 9, expired: 1 }),
    directives,
  }
  for (const [heardAt, seconds] of [
    [instant(2), [-60, 1, 2]],
    [instant(3.4), [-60, 1, 2, 3]],
  ] as const) {
    const all = countedOf({ ...given, heardAt })
    assert.deepEqual(
      all.map(({ at }) => second(at)),
      seconds,
    )
    const { delivered, expired, unsent, counts } = all[all.length - 1]
    assert.deepEqual({ delivered, expired, unsent }, { delivered: 9, expired: 1, unsent: 0 })
    assert.deepEqual(counts, { 'operator-1': { submitted: 70, throttled: 0 } })
    assert.deepEqual([all[0].unsent, all[0].counts], [10, {}])
  }
  assert.equal(countedOf({ ...given, heardAt: null }), given.samples)
})

test('a long round is drawn with few points, the last of them what was counted last', () => {
  const all = Array.from({ length: 20_000 }, (_, i) => sample(3 * i, { delivered: i }))
  const points = outcomePoints(all)
  assert.ok(points.length <= INTERVALS_MAX + 1)
  assert.equal(points.at(-1), all.at(-1))
})

test('the bands of the outcomes end at the whole round', () => {
  const point = sample(0, { delivered: 1, accepted: 2, failed: 3, expired: 4, uncertain: 5, unsent: 6 })
  const columns = OUTCOMES.map(name => ({ name, values: [OUTCOME_OF[name](point)] }))
  assert.deepEqual(
    stacked({ at: [0], columns }).columns.map(({ values }) => values[0]),
    [1, 3, 10, 15, 21],
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

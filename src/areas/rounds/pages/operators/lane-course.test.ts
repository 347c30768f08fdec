/** The lanes of a directive over time, as charts take them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ToldLane } from '../../../../directive/condition.ts'
import type { LanePoint } from '../../model.ts'
import { LINES_MAX } from '../live/chart-data.ts'
import { lanesOverTime } from './lane-course.ts'

const FROM = Date.UTC(2020, 1, 3, 8)

function lane(centre: number, submitted: number, change: Partial<ToldLane> = {}): ToldLane {
  return { centre, lanes: 1, bound: 1, submitted, throttled: 0, rebinds: 0, window: 10, pace: null, ...change }
}

function point(second: number, lanes: ToldLane[], statuses: LanePoint['statuses'] = {}): LanePoint {
  return { at: new Date(FROM + 1000 * second).toISOString(), lanes, statuses }
}

test('rates, throttling and errors are differences over stated intervals, windows are those at their ends', () => {
  const { centres, statuses, intervals } = lanesOverTime({
    points: [
      point(0, [lane(1, 0), lane(1, 0), lane(2, 0)]),
      point(10, [lane(1, 100), lane(1, 50), lane(2, 40, { throttled: 10 })], { ESME_RTHROTTLED: 10 }),
      point(20, [lane(1, 100), lane(1, 50), lane(2, 60, { bound: 0, window: 0, throttled: 10 })], {
        ESME_RTHROTTLED: 10,
        ESME_RSYSERR: 30,
      }),
    ],
  })
  assert.deepEqual(centres, [
    { from: 1, to: 1 },
    { from: 2, to: 2 },
  ])
  assert.deepEqual(
    statuses.map(({ status }) => status),
    ['ESME_RSYSERR', 'ESME_RTHROTTLED'],
  )
  const [first, second] = intervals
  assert.deepEqual([first.rates, first.sum], [[15, 4], 19])
  assert.deepEqual(
    [first.throttled, first.isThrottled],
    [
      [0, 25],
      [false, true],
    ],
  )
  assert.deepEqual(
    [first.windows, first.answers],
    [
      [20, 10],
      [0, 10],
    ],
  )
  assert.deepEqual(
    [second.rates, second.throttled],
    [
      [0, 2],
      [null, 0],
    ],
  )
  assert.deepEqual(
    [second.windows, second.bound, second.answers],
    [
      [20, 0],
      [2, 0],
      [30, 0],
    ],
  )
})

test('what was sent is the sum of all intervals, of however many points and centres; a sum that goes back is nothing', () => {
  const many = Array.from({ length: 360 }, (_, i) =>
    point(
      30 * i,
      Array.from({ length: LINES_MAX + 4 }, (_, c) => lane(c + 1, i * (c + 1))),
    ),
  )
  const { centres, intervals } = lanesOverTime({ points: many })
  assert.deepEqual([centres.length, centres.at(-1)], [LINES_MAX, { from: LINES_MAX, to: LINES_MAX + 4 }])
  const sent = intervals.reduce(
    (sum, { from, to, sum: rate }) => sum + (rate * (Date.parse(to) - Date.parse(from))) / 1000,
    0,
  )
  const last = many.at(-1)?.lanes.reduce((sum, { submitted }) => sum + submitted, 0)
  assert.equal(Math.round(sent), last)
  const back = lanesOverTime({ points: [point(0, [lane(1, 9)]), point(10, [lane(1, 4)])] })
  assert.deepEqual(back.intervals[0].rates, [0])
  assert.deepEqual(lanesOverTime({ points: [] }).intervals, [])
  assert.deepEqual(lanesOverTime({ points: many.slice(0, 1) }).intervals, [])
})

test('an answer that a node calls constructor is counted as any other', () => {
  const { intervals } = lanesOverTime({
    points: [
      point(0, [lane(1, 0)]),
      point(10, [lane(1, 10)], { constructor: 3 }),
      point(20, [lane(1, 20)], JSON.parse('{"constructor": 5, "__proto__": 2}')),
    ],
  })
  assert.deepEqual(
    intervals.map(({ answers }) => answers),
    [
      [3, 0],
      [2, 2],
    ],
  )
})

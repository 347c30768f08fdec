import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeLine } from './zerorating-time-line.ts'

const DAY = 86_400_000
const OPEN = Number.POSITIVE_INFINITY
/** Days 0 to 20 happen; a day before and after is drawn: 22 days, a place each. */
const draw = (free: [number, number][], at: number | null = null) =>
  timeLine(
    [
      { service: 'a', free: [{ from: 0, until: 20 * DAY }] },
      { service: 'b', free: free.map(([from, until]) => ({ from: from * DAY, until: until * DAY })) },
    ],
    { at, width: 22 },
  )

test('what is free throughout, for some of the time, not, and without an end', () => {
  for (const [free, marks] of [
    [[[0, 20]], '·████████████████████·'],
    [[[2, 4]], '···██·················'],
    [[[2.5, 4]], '···▒█·················'],
    [
      [
        [1, 1.5],
        [1.5, 3],
      ],
      '··██··················',
    ],
    [[[2.25, 2.5]], '···▒··················'],
    [[[18, OPEN]], '···················███▶'],
    [[], '······················'],
  ] as [[number, number][], string][])
    assert.equal(draw(free)?.rows[1].marks, marks)
})

test('the pointer stands over the place that holds the instant, and nowhere outside', () => {
  for (const [at, pointer] of [
    [0, ' ▼'],
    [20 * DAY, `${' '.repeat(21)}▼`],
    [21 * DAY, ''],
    [-2 * DAY, ''],
  ] as const)
    assert.equal(draw([], at)?.pointer, pointer)
})

test('where nothing is ever free there is nothing to draw', () => {
  assert.equal(timeLine([{ service: 'a', free: [] }], { at: 0, width: 10 }), null)
})

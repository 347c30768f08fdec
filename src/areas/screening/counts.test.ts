import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countsOfMonth } from './counts.ts'
import type { CountedDay, StoredDoor } from './store.ts'

const DOORS: readonly StoredDoor[] = [
  { id: 'a', name: 'Cửa chính', createdAtMs: 0 },
  { id: 'b', name: 'Cửa sau', createdAtMs: 0 },
]
const NOON = Date.parse('2026-11-25T05:00:00Z')

async function month(counted: readonly CountedDay[], nowMs = NOON) {
  const asked: string[] = []
  const counts = await countsOfMonth(
    {
      doors: async () => DOORS,
      counts: async (from, until) => {
        asked.push(from, until)
        return counted.filter(({ day }) => day >= from && day <= until)
      },
    },
    '2026-11',
    nowMs,
  )
  assert.deepEqual(asked, ['2026-11-01', '2026-11-31'])
  return counts
}

const day = (
  on: string,
  door: string,
  [checked, high, highTwice]: readonly [number, number, number],
): CountedDay => ({ day: on, door, checked, high, highTwice })

test('a month’s counts are shown by day and door, with their sums and nothing below five', async () => {
  const shown = await month([
    day('2026-11-02', 'a', [400, 9, 6]),
    day('2026-11-02', 'b', [300, 8, 2]),
    day('2026-11-03', 'a', [410, 3, 0]),
    day('2026-11-03', 'b', [290, 7, 5]),
    day('2026-11-04', 'b', [200, 6, 0]),
  ])
  assert.equal(shown.days, 3)
  assert.equal(shown.doors, 2)
  assert.deepEqual(shown.sum, { checked: 1600, high: 33, highTwice: 13 })
  assert.deepEqual(
    shown.byDay.map(each => [
      each.day,
      each.sum,
      ...each.doors.map(door => [door.name, door.checked, door.high, door.highTwice]),
    ]),
    [
      [
        '2026-11-02',
        { checked: 700, high: 17, highTwice: null },
        ['Cửa chính', 400, 9, null],
        ['Cửa sau', 300, 8, null],
      ],
      // Three at one door are hidden, and seven at the other, or the three could be told.
      [
        '2026-11-03',
        { checked: 700, high: 10, highTwice: 5 },
        ['Cửa chính', 410, null, null],
        ['Cửa sau', 290, null, null],
      ],
      ['2026-11-04', { checked: 200, high: 6, highTwice: null }, ['Cửa sau', 200, 6, null]],
    ],
  )
  assert.equal(shown.isSoFar, true)
})

test('today’s fever is not counted before the day is over: a figure that grows points at somebody', async () => {
  const counted = [day('2026-11-24', 'a', [400, 9, 0]), day('2026-11-25', 'a', [120, 40, 20])]
  const noon = await month(counted)
  assert.deepEqual(noon.sum, { checked: 520, high: 9, highTwice: null })
  assert.deepEqual(noon.byDay[0].sum, { checked: 400, high: 9, highTwice: null })
  assert.deepEqual(noon.byDay[1].sum, { checked: 120, high: null, highTwice: null })
  const night = await month(counted, NOON + 24 * 3_600_000)
  assert.deepEqual(night.sum, { checked: 520, high: 49, highTwice: 20 })
  assert.equal(night.byDay[1].sum.high, 40)
})

test('a month that is over is not shown as so far, and without entries it has no days', async () => {
  const shown = await month([], NOON + 40 * 24 * 3_600_000)
  assert.deepEqual([shown.isSoFar, shown.days, shown.byDay], [false, 0, []])
  assert.deepEqual(shown.sum, { checked: null, high: null, highTwice: null })
})

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

const day = (on: string, door: string, [checked, high, highTwice]: readonly [number, number, number]): CountedDay => ({
  day: on,
  door,
  checked,
  high,
  highTwice,
})

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
      ['2026-11-02', { checked: 700, high: 17, highTwice: 8 }, ['Cửa chính', 400, 9, null], ['Cửa sau', 300, 8, null]],
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
  assert.deepEqual(shown.until, { high: '2026-11-04', highTwice: '2026-11-03' })
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

const DAY_MS = 24 * 3_600_000
const dayAt = (at: number) => `2026-11-${String(10 + at).padStart(2, '0')}`
const afterDay = (at: number) => Date.parse(`${dayAt(at)}T12:00:00+07:00`) + DAY_MS

test('a sum of fever grows by five and more from one day to the next, and says which days it holds', async () => {
  const counted = [70, 2, 1, 4, 1].map((high, at) => day(dayAt(at), 'a', [400, high, 0]))
  const views = []
  for (let at = 0; at < counted.length; at++) {
    const { sum, until } = await month(counted.slice(0, at + 1), afterDay(at))
    views.push([sum.high, until.high])
  }
  assert.deepEqual(views, [
    [70, dayAt(0)],
    [70, dayAt(0)],
    [70, dayAt(0)],
    [77, dayAt(3)],
    [77, dayAt(3)],
  ])
  const over = await month(counted, NOON + 40 * DAY_MS)
  assert.equal(over.sum.high, 77, 'what is too little at the end of the month is never told')
})

test('whoever looks each day and knows the rules cannot tell a count that no view has shown', async () => {
  // More is thinkable than is real, or the end of what is thinkable would tell.
  const [days, real, most] = [3, 8, 16]
  const views = async (cells: readonly number[]) => {
    const counted = cells.map((high, at) => day(dayAt(at), 'a', [40, high, 0]))
    const seen: (readonly (number | null)[])[] = []
    for (let at = 0; at < days; at++) {
      const { sum, byDay } = await month(counted.slice(0, at + 1), afterDay(at))
      seen.push([sum.high, ...byDay.map(each => each.sum.high)])
    }
    return seen
  }
  const ways = new Map<string, Set<number>[]>()
  const found: { key: string; cells: readonly number[]; isShown: readonly boolean[] }[] = []
  for (let number = 0; number < (most + 1) ** days; number++) {
    const cells = Array.from({ length: days }, (_, at) => Math.floor(number / (most + 1) ** at) % (most + 1))
    const seen = await views(cells)
    const key = JSON.stringify(seen)
    const known = ways.get(key) ?? cells.map(() => new Set<number>())
    for (const [at, value] of cells.entries()) known[at].add(value)
    ways.set(key, known)
    const isShown = cells.map((_, at) => seen.some(view => typeof view[at + 1] === 'number'))
    found.push({ key, cells, isShown })
  }
  for (const { key, cells, isShown } of found.filter(each => each.cells.every(cell => cell <= real)))
    for (const [at, is] of isShown.entries())
      assert.ok(is ? cells[at] >= 5 : ways.get(key)![at].size > 1, `day ${at} of ${cells}`)
})

test('what a day has shown of its doors, later days neither hide nor add to', async () => {
  const first = [day(dayAt(0), 'a', [40, 6, 0]), day(dayAt(0), 'b', [50, 9, 5])]
  const before = (await month(first, afterDay(0))).byDay[0]
  const later = [...first, day(dayAt(1), 'a', [60, 1, 0]), day(dayAt(2), 'b', [60, 30, 9])]
  assert.deepEqual((await month(later, afterDay(2))).byDay[0], before)
})

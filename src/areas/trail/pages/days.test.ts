/** Days as people type them, and what the server is asked for them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayShown, instantsOf, weekdayOf } from './days.ts'
import { dayTyped } from './trail-search.ts'

test('a day is read as Vietnamese write it, and what is no day is not', () => {
  const table: readonly [string, string | null][] = [
    ['3/2/2026', '2026-02-03'],
    ['03.02.2026', '2026-02-03'],
    ['03-02-2026', '2026-02-03'],
    [' 2026-02-03 ', '2026-02-03'],
    ['3/2', '2026-02-03'],
    ['29/2/2024', '2024-02-29'],
    ['29/2/2026', null],
    ['13/13/2026', null],
    ['0/2/2026', null],
    ['3/2/26', null],
    ['hôm qua', null],
    ['', null],
  ]
  for (const [typed, day] of table) assert.equal(dayTyped(typed, '2026-11-28'), day, typed)
  assert.equal(dayShown('2026-02-03'), '03/02/2026')
  assert.equal(weekdayOf('2026-02-03', 'vi'), 'Thứ Ba')
})

test('days are those of the reader, the last one included', () => {
  assert.deepEqual(instantsOf({ from: '2026-02-03', to: '2026-02-03' }, 'Asia/Ho_Chi_Minh'), {
    from: '2026-02-02T17:00:00.000Z',
    until: '2026-02-03T17:00:00.000Z',
  })
  assert.deepEqual(instantsOf({ to: '2026-12-31' }, 'UTC'), { until: '2027-01-01T00:00:00.000Z' })
  assert.deepEqual(instantsOf({}, 'UTC'), {})
})

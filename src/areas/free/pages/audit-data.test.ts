import assert from 'node:assert/strict'
import { test } from 'node:test'
import { summaryOf } from '../../../../test/postgres/free-stage.ts'
import type { SummaryCell } from '../../../audit/summary.ts'
import { DAYS_MAX, daysOf, groupsOf, notAddingUp } from './audit-data.ts'

function cell(change: Partial<SummaryCell>): SummaryCell {
  return {
    service: 'a',
    operator: 'mot',
    day: '2026-02-01',
    records: 1,
    seconds: 60,
    octets: 0,
    charged: 5000,
    refund: 5000,
    subscribers: null,
    ...change,
  }
}

test('cells are summed by what they share, the largest first, days in order, the rest last', () => {
  const cells = [
    cell({}),
    cell({ day: '2026-02-03', records: 5, refund: 25_000 }),
    cell({ service: 'b', day: null, refund: 90_000 }),
    cell({ service: null, refund: 1_000_000 }),
  ]
  const keys = (by: 'service' | 'day') =>
    groupsOf(cells, by, 'refund').map(({ key, records, refund }) => [key, records, refund])
  assert.deepEqual(keys('service'), [
    ['b', 1, 90_000],
    ['a', 6, 30_000],
    [null, 1, 1_000_000],
  ])
  assert.deepEqual(keys('day'), [
    ['2026-02-01', 2, 1_005_000],
    ['2026-02-03', 5, 25_000],
    [null, 1, 90_000],
  ])
})

test('a day without anything is a day, and too many are no picture', () => {
  const days = (...cells: SummaryCell[]) => daysOf(groupsOf(cells, 'day', 'refund'))
  assert.deepEqual(
    days(cell({ day: '2026-02-27' }), cell({ day: '2026-03-02' }))?.map(({ key, records }) => [key, records]),
    [
      ['2026-02-27', 1],
      ['2026-02-28', 0],
      ['2026-03-01', 0],
      ['2026-03-02', 1],
    ],
  )
  assert.equal(days(), null)
  assert.equal(days(cell({ day: null })), null)
  assert.equal(days(cell({ day: '2020-01-01' }), cell({ day: '2026-01-01' })), null)
  const last = new Date(Date.parse('2026-01-01') + (DAYS_MAX - 1) * 86_400_000)
  const many = days(cell({ day: '2026-01-01' }), cell({ day: last.toISOString().slice(0, 10) }))
  assert.equal(many?.length, DAYS_MAX)
})

test('what does not add up is named', () => {
  const whole = summaryOf({})
  assert.deepEqual(notAddingUp(whole), [])
  const { rows, judged, wrong, claimed } = whole
  const check = (change: object, expected: string) => assert.deepEqual(notAddingUp({ ...whole, ...change }), [expected])
  check({ rows: { ...rows, duplicates: 11 } }, 'rows')
  check({ judged: { ...judged, right: 851 } }, 'judged')
  check({ wrong: { ...wrong, refund: 1 } }, 'wrong')
  check({ wrong: { ...wrong, cells: wrong.cells.slice(1) } }, 'wrong')
  check({ claimed: { ...claimed, records: 4 } }, 'claimed')
  assert.deepEqual(notAddingUp({ ...whole, claimed: null }), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastMonths, monthName } from './months.ts'

test('months go back over the turn of a year, as Vietnam counts them', () => {
  assert.deepEqual(lastMonths(Date.parse('2026-01-31T17:00:00Z'), 3), ['2026-02', '2026-01', '2025-12'])
  assert.deepEqual(lastMonths(Date.parse('2026-01-31T16:59:00Z'), 2), ['2026-01', '2025-12'])
})

test('a month on the page of counts has its name in either language', () => {
  assert.equal(monthName('2026-02', 'vi'), 'tháng 2/2026')
  assert.equal(monthName('2026-12', 'en'), '12/2026')
})

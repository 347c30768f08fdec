import assert from 'node:assert/strict'
import test from 'node:test'
import { monthBefore, shownMonth, typedMonth } from './month-name.ts'

test('a month is read as people type it, and nothing else is guessed', () => {
  const table: [string, string | null][] = [
    ['02/2026', '2026-02'],
    ['2/2026', '2026-02'],
    [' Tháng 2/2026 ', '2026-02'],
    ['2026-02', '2026-02'],
    ['12.2026', '2026-12'],
    ['13/2026', null],
    ['0/2026', null],
    ['02/26', null],
    ['1999-12', null],
    ['2100-01', null],
    ['022026', null],
    ['02/2026/01', null],
    ['', null],
  ]
  for (const [typed, expected] of table) assert.equal(typedMonth(typed), expected, typed)
})

test('a month is shown as each language writes it; before January comes December', () => {
  assert.equal(shownMonth('2026-02', 'vi'), '02/2026')
  assert.equal(shownMonth('2026-02', 'en'), 'February 2026')
  assert.deepEqual(['2026-11', '2026-01'].map(monthBefore), ['2026-10', '2025-12'])
})

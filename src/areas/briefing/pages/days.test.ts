import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysBetween, shownDay, shownStart, today } from './days.ts'

test('a day begins at midnight where the authority is', () => {
  assert.equal(today(Date.parse('2026-11-26T16:59:59Z')), '2026-11-26')
  assert.equal(today(Date.parse('2026-11-26T17:00:00Z')), '2026-11-27')
})

test('days are counted across months and years, forwards and backwards', () => {
  assert.equal(daysBetween('2026-11-27', '2026-12-04'), 7)
  assert.equal(daysBetween('2027-01-01', '2026-12-31'), -1)
})

test('days and hours are written as they are read', () => {
  assert.equal(shownDay('2026-12-05', 'vi'), '05/12/2026')
  assert.equal(shownDay('2026-12-05', 'en'), '5 December 2026')
  assert.match(shownStart('2026-11-27T00:30:00Z', 'vi'), /^07:30 .+, 27\/11\/2026$/)
})

/** Weeks of a month, and the days on which something is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnsOf, daysOf, monthAfter, onDay, shortDay, shownMonth, weeksOf } from './days.ts'

test('weeks begin on Monday and hold every day of the month once', () => {
  for (const [month, weeks, first, days] of [
    // 1 February 2020 was a Saturday, and there were 29 days.
    ['2020-02', 5, 5, 29],
    ['2026-02', 5, 6, 28],
    ['2027-02', 4, 0, 28],
    ['2026-11', 6, 6, 30],
  ] as const) {
    const found = weeksOf(month)
    assert.equal(found.length, weeks, month)
    assert.equal(
      found[0].findIndex(day => day !== null),
      first,
      month,
    )
    const all = found.flat().filter(day => day !== null)
    assert.equal(new Set(all).size, days, month)
    assert.equal(all[0], `${month}-01`)
    for (const week of found) assert.equal(week.length, 7)
  }
})

test('months go on over the end of a year, and back', () => {
  assert.equal(monthAfter('2020-12'), '2021-01')
  assert.equal(monthAfter('2020-01', -1), '2019-12')
  assert.equal(shownMonth('2020-02'), '02/2020')
  assert.equal(shortDay('2020-02-03'), '03/02')
})

test('days are those of the authority’s clock, and an end at midnight is of the day before', () => {
  for (const [from, until, expected] of [
    // 17:00Z is midnight in Hanoi.
    ['2020-02-03T16:59:00Z', '2020-02-03T17:00:00Z', { first: '2020-02-03', last: '2020-02-03' }],
    ['2020-02-03T17:00:00Z', '2020-02-05T17:00:01Z', { first: '2020-02-04', last: '2020-02-06' }],
    ['2020-02-03T10:00:00Z', null, { first: '2020-02-03', last: null }],
    ['2020-02-03T10:00:00Z', '2020-02-03T10:00:00Z', { first: '2020-02-03', last: '2020-02-03' }],
    [null, null, null],
  ] as const)
    assert.deepEqual(daysOf({ from, until }), expected)
})

test('a bar stands on the days that it has in common with the strip', () => {
  const days = ['2020-02-03', '2020-02-04', '2020-02-05']
  for (const [from, until, expected] of [
    ['2020-01-30T03:00:00Z', '2020-02-04T03:00:00Z', { at: 0, until: 1 }],
    ['2020-02-04T03:00:00Z', '2020-03-04T03:00:00Z', { at: 1, until: 2 }],
    ['2020-02-04T03:00:00Z', null, { at: 1, until: 2 }],
    ['2020-02-04T03:00:00Z', '2020-02-04T03:00:00Z', { at: 1, until: 1 }],
    ['2020-02-06T03:00:00Z', null, null],
    [null, null, null],
  ] as const)
    assert.deepEqual(columnsOf({ from, until }, days), expected)
})

test('a calendar names what is on a day once in a month, and lets nothing go on that has no end', () => {
  for (const [day, first, last, expected] of [
    ['2020-02-03', '2020-02-03', '2020-02-05', 'named'],
    ['2020-02-05', '2020-02-03', '2020-02-05', 'goes on'],
    ['2020-02-06', '2020-02-03', '2020-02-05', 'none'],
    ['2020-02-01', '2020-01-30', '2020-02-05', 'named'],
    ['2020-02-10', '2020-02-03', null, 'goes on'],
    ['2020-02-11', '2020-02-03', null, 'none'],
    ['2020-02-20', '2020-02-20', null, 'named'],
  ] as const)
    assert.equal(onDay(day, { first, last, today: '2020-02-10' }), expected, `${day} ${first}`)
})

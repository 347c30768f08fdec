import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inZone, offsetAt } from './local-instants.ts'

const check = (instant: string, timeZone: string, expected: string) => {
  const shown = inZone(Date.parse(instant), timeZone)
  assert.equal(shown, expected, timeZone)
  assert.equal(Date.parse(shown), Math.floor(Date.parse(instant) / 1000) * 1000)
}

test('an instant stands with the offset of its place and time, and is the same instant', () => {
  check('2020-01-31T17:00:00Z', 'Asia/Ho_Chi_Minh', '2020-02-01T00:00:00+07:00')
  check('2020-04-03T16:59:59.999Z', 'Asia/Ho_Chi_Minh', '2020-04-03T23:59:59+07:00')
  check('2020-02-01T00:00:00Z', 'UTC', '2020-02-01T00:00:00+00:00')
  check('2020-07-01T00:00:00Z', 'America/St_Johns', '2020-06-30T21:30:00-02:30')
  check('2020-01-01T00:00:00Z', 'Asia/Kathmandu', '2020-01-01T05:45:00+05:45')
  // The hour that comes twice when summer time ends has two offsets.
  check('2020-10-25T00:30:00Z', 'Europe/Paris', '2020-10-25T02:30:00+02:00')
  check('2020-10-25T01:30:00Z', 'Europe/Paris', '2020-10-25T02:30:00+01:00')
})

test('an offset by itself', () => {
  assert.equal(offsetAt(Date.parse('2020-07-01T00:00:00Z'), 'Asia/Ho_Chi_Minh'), '+07:00')
})

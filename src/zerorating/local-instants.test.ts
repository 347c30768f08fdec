import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantIn, inZone } from './local-instants.ts'

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

test('what a clock on the wall shows is an instant, also around a change of clocks', () => {
  const back = (wall: string, timeZone: string, expected: string | null) =>
    assert.equal(instantIn(wall, timeZone), expected, `${wall} ${timeZone}`)
  back('2020-02-01T00:00', 'Asia/Ho_Chi_Minh', '2020-02-01T00:00:00+07:00')
  back('2020-04-03T23:59:59', 'Asia/Ho_Chi_Minh', '2020-04-03T23:59:59+07:00')
  back('2020-03-29T01:59', 'Europe/Paris', '2020-03-29T01:59:00+01:00')
  back('2020-03-29T03:00', 'Europe/Paris', '2020-03-29T03:00:00+02:00')
  // Skipped: as far after the change as it would have been.
  back('2020-03-29T02:30', 'Europe/Paris', '2020-03-29T03:30:00+02:00')
  // Twice: the first.
  back('2020-10-25T02:30', 'Europe/Paris', '2020-10-25T02:30:00+02:00')
  back('2020-10-25T03:00', 'Europe/Paris', '2020-10-25T03:00:00+01:00')
  back('2020-10-24T12:00', 'Europe/Paris', '2020-10-24T12:00:00+02:00')
  for (const none of ['', '2020-02-01', '2020-02-30T25:00', '2020-13-01T00:00', 'x'])
    back(none, 'Asia/Ho_Chi_Minh', null)
})

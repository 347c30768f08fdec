import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfQuiet, isQuiet } from './quiet.ts'

const NIGHT = { from: '22:00', until: '06:00' }
const NOON = { from: '11:30', until: '13:00' }
const at = (wall: string) => Date.parse(`${wall}+07:00`)

test('quiet hours are by the clocks of Viet Nam, over midnight where they begin later than they end; their first minute is quiet, the one after them is not', () => {
  const check = (quiet: typeof NIGHT | null, wall: string, expected: string) => {
    const end = endOfQuiet(quiet, at(wall))
    assert.equal(isQuiet(quiet, at(wall)), expected !== wall, wall)
    assert.equal(end, at(expected), wall)
    assert.equal(isQuiet(quiet, end), false)
  }
  check(NIGHT, '2026-02-28T21:59:59', '2026-02-28T21:59:59')
  check(NIGHT, '2026-02-28T22:00:00', '2026-03-01T06:00:00')
  check(NIGHT, '2026-12-31T23:59:59', '2027-01-01T06:00:00')
  check(NIGHT, '2027-01-01T00:00:00', '2027-01-01T06:00:00')
  check(NIGHT, '2026-03-01T05:59:59', '2026-03-01T06:00:00')
  check(NIGHT, '2026-03-01T06:00:00', '2026-03-01T06:00:00')
  check(NOON, '2026-03-01T11:29:59', '2026-03-01T11:29:59')
  check(NOON, '2026-03-01T12:00:00', '2026-03-01T13:00:00')
  check(NOON, '2026-03-01T13:00:00', '2026-03-01T13:00:00')
  check({ from: '00:00', until: '23:59' }, '2026-03-01T00:00:00', '2026-03-01T23:59:00')
  check({ from: '23:59', until: '00:00' }, '2026-03-01T23:59:30', '2026-03-02T00:00:00')
  check(null, '2026-03-01T03:00:00', '2026-03-01T03:00:00')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HoursWatch } from './hours-watch.ts'

test('the calendar is asked ten times a second at most, and not before anybody looks', () => {
  const opens = 1_580_700_000_000
  let wall = opens - 1
  const hours = new HoursWatch({ notBefore: opens, notAfter: opens + 1000, daily: null }, () => wall)
  assert.equal(hours.isOpen, false)
  assert.equal(hours.opensAt, null)
  const said: string[] = []
  for (const [now, at] of [
    [0, opens - 1],
    [99, opens + 98],
    [100, opens + 99],
    [1050, opens + 1049],
    [1100, opens + 1099],
  ]) {
    wall = at
    said.push(`${hours.look(now)} ${hours.isOpen} ${hours.opensAt}`)
  }
  assert.deepEqual(said, [
    `not-yet false ${opens}`,
    `not-yet false ${opens}`,
    'yes true null',
    'over false null',
    'over false null',
  ])
})

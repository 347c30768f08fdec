import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOf, stopsOf } from './instants.ts'

const [FIRST, SECOND, LATER] = ['2020-03-01T00:00:00Z', '2020-04-01T00:00:00Z', '2020-06-01T00:00:00Z']
const STOPS = stopsOf([FIRST, SECOND, LATER], Date.parse('2020-05-01T00:00:00Z'))

test('now stands between what has changed and what is to come', () => {
  assert.deepEqual(
    STOPS.map(({ at, isAhead }) => [at, isAhead]),
    [
      [FIRST, false],
      [SECOND, false],
      [null, false],
      [LATER, true],
    ],
  )
  assert.deepEqual(stopsOf([], 0), [{ at: null, isAhead: false }])
})

test('an instant between two changes is at the one before it', () => {
  const check = (at: string | null, place: number) => assert.equal(placeOf(STOPS, at), place)
  check(null, 2)
  check(FIRST, 0)
  check('2020-03-15T10:00:00Z', 0)
  check(SECOND, 1)
  check('2019-01-01T00:00:00Z', 0)
  check('2021-01-01T00:00:00Z', 3)
})

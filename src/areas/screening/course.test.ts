import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Course, courseOf, type Earlier, isHigh } from './course.ts'

const MINUTE = 60_000
const RULES = { waitMs: 10 * MINUTE, secondWithinMs: 90 * MINUTE }

const earlier = (change: Partial<Earlier> = {}): Earlier => ({
  id: 'one',
  atMs: 0,
  tenths: 378,
  isHigh: true,
  isSecond: false,
  hasSecond: false,
  ...change,
})

interface Case {
  readonly what: string
  readonly atMinutes: number
  readonly tenths?: number
  readonly follows?: Earlier
  readonly lately?: Earlier
  readonly expected: Course
}

const FIRST: Course = { is: 'first' }
const SECOND: Course = { is: 'second', of: 'one' }
const normal = { tenths: 366, isHigh: false }

const CASES: readonly Case[] = [
  { what: 'nobody was here before', atMinutes: 0, expected: FIRST },
  {
    what: 'the same badge 20 s later is the same entry',
    atMinutes: 1 / 3,
    lately: earlier(normal),
    expected: { is: 'same', as: 'one', isHigher: false },
  },
  {
    what: 'a higher second try counts',
    atMinutes: 1 / 3,
    tenths: 379,
    lately: earlier(normal),
    expected: { is: 'same', as: 'one', isHigher: true },
  },
  {
    what: 'a lower second try washes nothing away',
    atMinutes: 1,
    tenths: 366,
    lately: earlier(),
    expected: { is: 'same', as: 'one', isHigher: false },
  },
  {
    what: 'two tablets in a house: the later may come first',
    atMinutes: -0.5,
    lately: earlier(normal),
    expected: { is: 'same', as: 'one', isHigher: false },
  },
  { what: 'out and in again', atMinutes: 2, lately: earlier(normal), expected: FIRST },
  { what: 'back before the wait is over', atMinutes: 5, lately: earlier(), expected: FIRST },
  { what: 'back after the wait', atMinutes: 10, lately: earlier(), expected: SECOND },
  { what: 'back too late', atMinutes: 91, lately: earlier(), expected: FIRST },
  { what: 'a third time', atMinutes: 12, lately: earlier({ hasSecond: true }), expected: FIRST },
  { what: 'after a second measurement', atMinutes: 12, lately: earlier({ isSecond: true }), expected: FIRST },
  { what: 'the kiosk says whose', atMinutes: 10, follows: earlier(), expected: SECOND },
  { what: 'the kiosk says so too early', atMinutes: 9, follows: earlier(), expected: FIRST },
  { what: 'the kiosk names one who was not high', atMinutes: 10, follows: earlier(normal), expected: FIRST },
  {
    what: 'a second measurement a minute after another entry of that badge',
    atMinutes: 10,
    follows: earlier(),
    lately: earlier({ id: 'two', atMs: 9.5 * MINUTE, ...normal }),
    expected: SECOND,
  },
]

test('what a measurement is follows from what came before it', () => {
  for (const { what, atMinutes, tenths = 366, follows, lately, expected } of CASES)
    assert.deepEqual(
      courseOf({ atMs: atMinutes * MINUTE, tenths }, follows ?? null, lately ?? null, RULES),
      expected,
      what,
    )
})

test('a temperature at the threshold itself is high', () => {
  assert.deepEqual(
    [374, 375, 376].map(tenths => isHigh(tenths, 375)),
    [false, true, true],
  )
})

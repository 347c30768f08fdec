import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { absoluteTime, RELATIVE_MAX_MS, readTime, relativeTime } from './times.ts'

const now = Date.parse('2020-02-03T15:30:00+07:00')
const HOUR = 3_600_000
const DAY = 24 * HOUR

for (const [spanMs, expected] of [
  [1000, '000000000001000R'],
  [1, '000000000001000R'],
  [36 * HOUR, '000001120000000R'],
  [72 * HOUR, '000003000000000R'],
  [30 * DAY, '000030000000000R'],
  [31 * DAY, '000101000000000R'],
  [RELATIVE_MAX_MS, '010221000000000R'],
  [RELATIVE_MAX_MS + 1, null],
  [0, null],
  [-1, null],
  [Number.NaN, null],
] as const) {
  test(`${spanMs} ms from now is ${expected}`, () => assert.equal(relativeTime(spanMs), expected))
}

for (const [text, expected] of [
  ['200203153000028+', now],
  ['200203083000000+', now],
  ['200203033000020-', now],
  ['200203083000500+', now + 500],
  ['000001120000000R', now + 36 * HOUR],
  // The example of section 7.1.1.2: 2 years, 6 months, 10 days, 23 hours, 34 minutes and 29 seconds.
  ['020610233429000R', Date.parse('2022-08-13T08:30:00Z') + 23 * HOUR + 34 * 60_000 + 29_000],
  // The month after 31 January has no 31st.
  ['000100000000000R', Date.parse('2020-03-03T08:30:00Z')],
  ['', null],
  ['200203153000', null],
  ['201303153000028+', null],
  ['200230153000028+', null],
  ['200203253000028+', null],
  ['200203153000099+', null],
  ['200203153000028X', null],
] as const) {
  test(`'${text}' is ${expected === null ? 'no time' : new Date(expected).toISOString()}`, () => {
    assert.equal(readTime(text, now), expected)
  })
}

test('a month from 31 January ends with February', () => {
  const from = Date.parse('2020-01-31T10:00:00Z')
  assert.equal(readTime('000100000000000R', from), Date.parse('2020-02-29T10:00:00Z'))
})

test('an instant is read back, to the tenth of a second, from any offset', () => {
  const start = Date.parse('2000-01-01T00:00:00Z')
  const end = Date.parse('2099-12-30T00:00:00Z')
  fc.assert(
    fc.property(fc.integer({ min: start, max: end }), fc.integer({ min: -48, max: 48 }), (at, q) => {
      fc.pre(at + q * 900_000 >= start)
      assert.equal(readTime(absoluteTime(at, q), 0), at - (at % 100))
    }),
  )
})

test('a span of up to 30 days is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 * 24 * 3600 }), seconds => {
      assert.equal(readTime(relativeTime(seconds * 1000) ?? '', now), now + seconds * 1000)
    }),
  )
})

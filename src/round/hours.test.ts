import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Failure } from '../base/failure.ts'
import { checkTimeZone, type MaySend, maySend, parseHours, type SendingWindow } from './hours.ts'

const HANOI = 'Asia/Ho_Chi_Minh'
const at = (instant: string) => Date.parse(instant)
const daily = (hours: string, timeZone = HANOI): SendingWindow => ({
  notBefore: null,
  notAfter: null,
  daily: parseHours(hours, timeZone),
})

function check(window: SendingWindow, instant: string, expected: MaySend['is'] | { until: string }) {
  const may = maySend(window, at(instant))
  if (typeof expected === 'string') assert.deepEqual(may, { is: expected })
  else {
    assert.equal(may.is, 'not-yet')
    assert.equal(new Date(may.until).toISOString(), new Date(expected.until).toISOString())
  }
}

for (const [hours, timeZone, instant, expected] of [
  ['07:00-21:00', HANOI, '2020-02-03T06:59:59.999+07:00', { until: '2020-02-03T07:00+07:00' }],
  ['07:00-21:00', HANOI, '2020-02-03T07:00+07:00', 'yes'],
  ['07:00-21:00', HANOI, '2020-02-03T20:59:59.999+07:00', 'yes'],
  ['07:00-21:00', HANOI, '2020-02-03T21:00+07:00', { until: '2020-02-04T07:00+07:00' }],
  ['07:00-21:00', HANOI, '2020-02-03T21:00:30.5+07:00', { until: '2020-02-04T07:00+07:00' }],
  ['07:00-21:00', HANOI, '2020-02-29T23:59+07:00', { until: '2020-03-01T07:00+07:00' }],
  // Over midnight.
  ['21:00-07:00', HANOI, '2020-02-03T20:59:59.999+07:00', { until: '2020-02-03T21:00+07:00' }],
  ['21:00-07:00', HANOI, '2020-02-03T21:00+07:00', 'yes'],
  ['21:00-07:00', HANOI, '2020-02-04T00:00+07:00', 'yes'],
  ['21:00-07:00', HANOI, '2020-02-04T06:59:59.999+07:00', 'yes'],
  ['21:00-07:00', HANOI, '2020-02-04T07:00+07:00', { until: '2020-02-04T21:00+07:00' }],
  // To or from midnight, and the whole day.
  ['20:00-24:00', HANOI, '2020-02-03T23:59:59.999+07:00', 'yes'],
  ['20:00-24:00', HANOI, '2020-02-04T00:00+07:00', { until: '2020-02-04T20:00+07:00' }],
  ['20:00-00:00', HANOI, '2020-02-03T23:59:59.999+07:00', 'yes'],
  ['20:00-00:00', HANOI, '2020-02-04T00:00+07:00', { until: '2020-02-04T20:00+07:00' }],
  ['24:00-06:00', HANOI, '2020-02-04T00:00+07:00', 'yes'],
  ['24:00-06:00', HANOI, '2020-02-04T06:00+07:00', { until: '2020-02-05T00:00+07:00' }],
  ['00:00-24:00', HANOI, '2020-02-04T00:00+07:00', 'yes'],
  ['00:00-24:00', HANOI, '2020-02-03T23:59:59.999+07:00', 'yes'],
  ['12:00-12:01', HANOI, '2020-02-03T12:01+07:00', { until: '2020-02-04T12:00+07:00' }],
  // Offsets that are no whole hours.
  ['07:00-21:00', 'Asia/Kolkata', '2020-02-03T06:59+05:30', { until: '2020-02-03T07:00+05:30' }],
  ['07:00-21:00', 'Asia/Kathmandu', '2020-02-03T21:00+05:45', { until: '2020-02-04T07:00+05:45' }],
  ['07:00-21:00', 'America/St_Johns', '2020-02-03T07:00-03:30', 'yes'],
  // New York, 8 March 2020: 02:00 is 03:00.
  ['02:30-04:00', 'America/New_York', '2020-03-08T01:59-05:00', { until: '2020-03-08T03:00-04:00' }],
  ['02:30-04:00', 'America/New_York', '2020-03-08T03:59-04:00', 'yes'],
  ['02:30-04:00', 'America/New_York', '2020-03-08T04:00-04:00', { until: '2020-03-09T02:30-04:00' }],
  ['07:00-21:00', 'America/New_York', '2020-03-07T21:00-05:00', { until: '2020-03-08T07:00-04:00' }],
  // 1 November 2020: 01:00 to 02:00 comes twice.
  ['01:00-02:00', 'America/New_York', '2020-11-01T01:30-04:00', 'yes'],
  ['01:00-02:00', 'America/New_York', '2020-11-01T01:30-05:00', 'yes'],
  ['01:00-02:00', 'America/New_York', '2020-11-01T02:00-05:00', { until: '2020-11-02T01:00-05:00' }],
  ['07:00-21:00', 'America/New_York', '2020-10-31T21:00-04:00', { until: '2020-11-01T07:00-05:00' }],
  // Lord Howe's clocks go back by half an hour: 5 April 2020, 02:00 is 01:30 again.
  ['01:45-02:00', 'Australia/Lord_Howe', '2020-04-05T01:50+11:00', 'yes'],
  ['01:45-02:00', 'Australia/Lord_Howe', '2020-04-05T01:30+10:30', { until: '2020-04-05T01:45+10:30' }],
] as const)
  test(`${hours} of ${timeZone}, at ${instant}: ${typeof expected === 'string' ? expected : `not until ${expected.until}`}`, () => {
    check(daily(hours, timeZone), instant, expected)
  })

test('hours that a change of clocks leaves out are asked for again, not waited for', () => {
  // Berlin, 29 March 2020, has no 02:00 to 03:00.
  const window = daily('02:00-03:00', 'Europe/Berlin')
  const may = maySend(window, at('2020-03-28T03:00+01:00'))
  assert.ok(may.is === 'not-yet' && may.until <= at('2020-03-30T02:00+02:00'))
  check(window, new Date(may.until).toISOString(), { until: '2020-03-30T02:00+02:00' })
})

const FROM = '2020-02-03T07:00+07:00'
const TO = '2020-02-03T09:00+07:00'
for (const [name, window, instant, expected] of [
  ['without any', { notBefore: null, notAfter: null }, FROM, 'yes'],
  ['a moment before', { notBefore: at(FROM), notAfter: null }, '2020-02-03T06:59:59.999+07:00', { until: FROM }],
  ['at its beginning', { notBefore: at(FROM), notAfter: at(TO) }, FROM, 'yes'],
  ['a moment before its end', { notBefore: at(FROM), notAfter: at(TO) }, '2020-02-03T08:59:59.999+07:00', 'yes'],
  ['at its end', { notBefore: at(FROM), notAfter: at(TO) }, TO, 'over'],
  ['long after its end', { notBefore: null, notAfter: at(TO) }, '2021-01-01T00:00Z', 'over'],
  ['that ends before it begins', { notBefore: at(TO), notAfter: at(FROM) }, FROM, 'over'],
] as const)
  test(`a round's window ${name}: ${typeof expected === 'string' ? expected : 'not yet'}`, () => {
    check({ ...window, daily: null }, instant, expected)
  })

test("a round's window and its daily hours both have to be open", () => {
  const hours = daily('08:00-21:00').daily
  const window = { notBefore: at(FROM), notAfter: at(TO), daily: hours }
  check(window, '2020-02-03T06:00+07:00', { until: FROM })
  check(window, '2020-02-03T07:30+07:00', { until: '2020-02-03T08:00+07:00' })
  check(window, '2020-02-03T08:30+07:00', 'yes')
  check(window, '2020-02-03T09:30+07:00', 'over')
  check({ ...window, daily: daily('10:00-21:00').daily }, '2020-02-03T09:00+07:00', 'over')
})

const DAY = 24 * 60
const MINUTE = 60_000

test('where clocks do not change, hours are a matter of arithmetic, and the next opening is the first one', () => {
  fc.assert(
    fc.property(
      fc.nat(DAY - 1),
      fc.integer({ min: 1, max: DAY }),
      fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2025-01-01T00:00Z') }),
      (from, to, wall) => {
        fc.pre(from !== to)
        const window = { notBefore: null, notAfter: null, daily: { from, to, timeZone: HANOI } }
        const isOpen = (instant: number) => {
          const minute = Math.floor(instant / MINUTE + 7 * 60) % DAY
          return from < to ? from <= minute && minute < to : minute >= from || minute < to
        }
        const may = maySend(window, wall)
        assert.equal(may.is === 'yes', isOpen(wall))
        if (may.is !== 'not-yet') return
        assert.ok(may.until > wall && may.until - wall <= DAY * MINUTE)
        assert.ok(isOpen(may.until) && !isOpen(may.until - 1))
        assert.equal((may.until + 7 * 60 * MINUTE) % (DAY * MINUTE), from * MINUTE)
      },
    ),
    { numRuns: 100 },
  )
})

for (const [text, expected] of [
  ['07:00-21:00', { from: 420, to: 1260 }],
  ['00:00-24:00', { from: 0, to: 1440 }],
  ['21:30-06:15', { from: 1290, to: 375 }],
  ['24:00-06:00', { from: 0, to: 360 }],
  ['20:00-00:00', { from: 1200, to: 0 }],
] as const)
  test(`${text} are hours`, () => {
    assert.deepEqual(parseHours(text, HANOI), { ...expected, timeZone: HANOI })
  })

for (const text of [
  ...['', '07:00', '7:00-21:00', '07:00-21:60', '25:00-26:00', '07:00-24:01', '24:30-06:00'],
  ...['07:00-07:00', '00:00-00:00', '24:00-24:00', '24:00-00:00', ' 07:00-21:00', '07:00-21:00 '],
  ...['07.00-21.00', '07:00–21:00', '-07:00-21:00'],
])
  test(`'${text}' are no hours`, () => {
    assert.throws(() => parseHours(text, HANOI), isUsage)
  })

test('a time zone that nobody knows is refused', () => {
  for (const zone of ['', 'Hanoi', 'Asia/Hanoii', 'GMT+99']) {
    assert.throws(() => checkTimeZone(zone), isUsage)
    assert.throws(() => parseHours('07:00-21:00', zone), isUsage)
  }
  for (const zone of [HANOI, 'UTC', 'America/New_York']) checkTimeZone(zone)
})

function isUsage(error: unknown): boolean {
  return error instanceof Failure && error.code === 'usage'
}

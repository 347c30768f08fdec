import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { clockTime, compatibleInstant, isoInZone, isTimeZone, offsetMs, wallDate, wallTime } from './wall-time.ts'

const HANOI = 'Asia/Ho_Chi_Minh'
const NEW_YORK = 'America/New_York'
const DAY_MS = 86_400_000
const LORD_HOWE = 'Australia/Lord_Howe'

/** Each with the instant that Temporal's 'compatible' has: it is asked too. */
for (const [wall, timeZone, expected, why] of [
  ['2020-02-01T00:00', HANOI, '2020-02-01T00:00:00+07:00', ''],
  ['2020-04-03T23:59:59', HANOI, '2020-04-03T23:59:59+07:00', ''],
  ['2026-03-08T01:59', NEW_YORK, '2026-03-08T01:59:00-05:00', 'just before a gap'],
  ['2026-03-08T02:00', NEW_YORK, '2026-03-08T03:00:00-04:00', 'a gap begins'],
  ['2026-03-08T02:30', NEW_YORK, '2026-03-08T03:30:00-04:00', 'in a gap'],
  ['2026-03-08T03:00', NEW_YORK, '2026-03-08T03:00:00-04:00', 'just after a gap'],
  ['2026-11-01T01:30', NEW_YORK, '2026-11-01T01:30:00-04:00', 'in a fold'],
  ['2026-11-01T02:00', NEW_YORK, '2026-11-01T02:00:00-05:00', 'just after a fold'],
  ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T03:30:00+02:00', 'in a gap'],
  ['2026-10-25T02:00', 'Europe/Berlin', '2026-10-25T02:00:00+02:00', 'a fold begins'],
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T02:30:00+02:00', 'in a fold'],
  ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T03:00:00+01:00', 'just after a fold'],
  ['2026-10-04T02:15', LORD_HOWE, '2026-10-04T02:45:00+11:00', 'in a gap of half an hour'],
  ['2026-04-05T01:45', LORD_HOWE, '2026-04-05T01:45:00+11:00', 'in a fold of half an hour'],
  ['2026-04-05T02:00', LORD_HOWE, '2026-04-05T02:00:00+10:30', 'just after that fold'],
  ['2011-12-29T23:59', 'Pacific/Apia', '2011-12-29T23:59:00-10:00', 'before a day left out'],
  ['2011-12-30T00:00', 'Pacific/Apia', '2011-12-31T00:00:00+14:00', 'a day left out begins'],
  ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-31T12:00:00+14:00', 'in a day left out'],
  ['2026-01-01T05:45', 'Asia/Kathmandu', '2026-01-01T05:45:00+05:45', ''],
  ['2026-07-01T00:00', 'America/St_Johns', '2026-07-01T00:00:00-02:30', ''],
  ['2026-01-01T00:00', 'UTC', '2026-01-01T00:00:00+00:00', ''],
] as const)
  test(`${wall} in ${timeZone} is ${expected}${why && `: ${why}`}`, () => {
    const at = compatibleInstant(wall, timeZone)
    assert.ok(at !== null)
    assert.equal(isoInZone(at, timeZone), expected)
    assert.equal(at, witness(wall, timeZone))
  })

test('an offset with seconds is taken to the second, and written so that the instant stays the same', () => {
  const at = Date.parse('1971-06-01T00:44:30Z')
  assert.equal(wallTime(at, 'Africa/Monrovia'), '1971-06-01T00:00:00')
  assert.equal(offsetMs(at, 'Africa/Monrovia'), -(44 * 60 + 30) * 1000)
  assert.equal(compatibleInstant('1971-06-01T00:00', 'Africa/Monrovia'), at)
  assert.equal(isoInZone(at, 'Africa/Monrovia'), '1971-05-31T23:59:30-00:45')
  // 7 January 1972 began with a gap of 44 minutes and 30 seconds.
  assert.equal(compatibleInstant('1972-01-07T00:20', 'Africa/Monrovia'), Date.parse('1972-01-07T01:04:30Z'))
})

for (const none of [
  ...['', 'x', 'yesterday', '2020-02-01', '2020-02-01T00', '2020-02-01T00:00Z'],
  ...['2020-02-30T00:00', '2021-02-29T00:00', '2020-13-01T00:00', '2020-02-01T24:00'],
  ...['2020-02-30T25:00', '2020-02-01T23:59:60', '2020-02-01T00:00:00.5'],
])
  test(`'${none}' is no date with a time of day, so no instant`, () =>
    assert.equal(compatibleInstant(none, HANOI), null))

for (const [instant, timeZone, expected] of [
  ['2020-01-31T17:00:00Z', HANOI, '2020-02-01T00:00:00+07:00'],
  ['2020-02-29T16:59:59.999Z', HANOI, '2020-02-29T23:59:59+07:00'],
  ['2020-02-03T00:00:00Z', 'UTC', '2020-02-03T00:00:00+00:00'],
  ['2020-01-15T12:00:00Z', 'Europe/London', '2020-01-15T12:00:00+00:00'],
  ['2020-07-15T12:00:00Z', 'Europe/London', '2020-07-15T13:00:00+01:00'],
  ['2020-02-03T00:00:00Z', NEW_YORK, '2020-02-02T19:00:00-05:00'],
  // The hour that comes twice has two offsets.
  ['2020-11-01T05:30:00Z', NEW_YORK, '2020-11-01T01:30:00-04:00'],
  ['2020-11-01T06:30:00Z', NEW_YORK, '2020-11-01T01:30:00-05:00'],
  ['2020-02-03T00:00:00Z', 'Asia/Kathmandu', '2020-02-03T05:45:00+05:45'],
  ['2020-02-03T00:00:00Z', 'America/St_Johns', '2020-02-02T20:30:00-03:30'],
  ['2020-02-03T00:00:00Z', 'Pacific/Kiritimati', '2020-02-03T14:00:00+14:00'],
  ['2020-12-31T23:00:00Z', 'Europe/Berlin', '2021-01-01T00:00:00+01:00'],
] as const)
  test(`${instant} in ${timeZone} is written ${expected}, the same instant to the second`, () => {
    const at = Date.parse(instant)
    const written = isoInZone(at, timeZone)
    assert.equal(written, expected)
    assert.equal(Date.parse(written), Math.floor(at / 1000) * 1000)
    assert.equal(wallTime(at, timeZone), expected.slice(0, 19))
    assert.equal(wallDate(at, timeZone), expected.slice(0, 10))
    assert.equal(clockTime(at, timeZone), expected.slice(11, 16))
  })

test('zones are those that the platform knows', () => {
  for (const zone of [HANOI, 'UTC', NEW_YORK]) assert.ok(isTimeZone(zone), zone)
  // Clocks of the machine itself are asked for without a name, not with an empty one.
  wallTime(0)
  for (const zone of ['', 'Hanoi', 'Asia/Hanoii', 'GMT+99']) assert.ok(!isTimeZone(zone), `'${zone}'`)
})

const ZONES = Intl.supportedValuesOf('timeZone')
const zone = fc.constantFrom(...ZONES)
const [FIRST, LAST] = [Date.UTC(1850, 0, 1), Date.UTC(2100, 0, 1)]
const anyInstant = fc.integer({ min: FIRST, max: LAST })
/** Wall times of no day in particular almost never fall into a gap or a fold, so most of these lie about a change of clocks. */
const instantIn = (timeZone: string) =>
  fc.tuple(anyInstant, fc.integer({ min: -30 * 3600, max: 30 * 3600 })).map(([at, away]) => {
    const change = zoned(at, timeZone).getTimeZoneTransition('next')
    return change === null ? at : change.epochMilliseconds + away * 1000
  })
const place = zone.chain(timeZone => fc.tuple(fc.constant(timeZone), instantIn(timeZone)))

test('an instant is shown as Temporal shows it, and is found again from what is shown', () => {
  fc.assert(
    fc.property(place, ([timeZone, at]) => {
      const shown = wallTime(at, timeZone)
      const second = Math.floor(at / 1000) * 1000
      const temporal = zoned(second, timeZone).toPlainDateTime()
      assert.equal(shown, temporal.toString({ smallestUnit: 'second' }))
      assert.equal(Date.parse(isoInZone(at, timeZone)), second)
      const back = compatibleInstant(shown, timeZone)
      assert.ok(back !== null && back <= second, shown)
      assert.equal(wallTime(back, timeZone), shown)
    }),
    { numRuns: 300 },
  )
})

test("a wall time is Temporal's instant of it, in gaps and folds too", () => {
  fc.assert(
    fc.property(place, ([timeZone, at]) => {
      // By the offset of a day before: just after the clocks went forward this is what they leave out.
      const wall = wallTime(at + offsetMs(at - DAY_MS, timeZone), 'UTC')
      assert.equal(compatibleInstant(wall, timeZone), witness(wall, timeZone), wall)
    }),
    { numRuns: 300 },
  )
})

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
}

function witness(wall: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
}

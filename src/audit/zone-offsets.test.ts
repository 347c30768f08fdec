import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localSpans, offsetSpans } from './zone-offsets.ts'

const [FROM, UNTIL] = [Date.UTC(2020, 0, 1), Date.UTC(2021, 0, 1)]
const HOUR_MS = 3_600_000
const iso = (at: number) => new Date(at).toISOString().slice(0, 19)

test('Viet Nam has one offset, Europe two that change at one in the night UTC', () => {
  assert.deepEqual(offsetSpans('Asia/Ho_Chi_Minh', FROM, UNTIL), [{ from: FROM, until: UNTIL, offset: 7 * HOUR_MS }])
  assert.deepEqual(
    offsetSpans('Europe/Berlin', FROM, UNTIL).map(({ from, until, offset }) => [
      iso(from),
      iso(until),
      offset / HOUR_MS,
    ]),
    [
      ['2020-01-01T00:00:00', '2020-03-29T01:00:00', 1],
      ['2020-03-29T01:00:00', '2020-10-25T01:00:00', 2],
      ['2020-10-25T01:00:00', '2021-01-01T00:00:00', 1],
    ],
  )
})

test('an hour of spring is skipped, an hour of autumn comes twice', () => {
  assert.deepEqual(
    localSpans(offsetSpans('Europe/Berlin', FROM, UNTIL)).map(({ from, until, is }) => [iso(from), iso(until), is]),
    [
      ['2020-01-01T01:00:00', '2020-03-29T02:00:00', 'one'],
      ['2020-03-29T02:00:00', '2020-03-29T03:00:00', 'skipped'],
      ['2020-03-29T03:00:00', '2020-10-25T02:00:00', 'one'],
      ['2020-10-25T02:00:00', '2020-10-25T03:00:00', 'twice'],
      ['2020-10-25T03:00:00', '2021-01-01T01:00:00', 'one'],
    ],
  )
})

test('a change of clocks may be half an hour, or a whole day that an island left out', () => {
  assert.deepEqual(
    localSpans(offsetSpans('Australia/Lord_Howe', FROM, UNTIL)).map(({ from, until, is }) => [
      (until - from) / HOUR_MS < 1 ? 'half an hour' : 'long',
      is,
    ]),
    [
      ['long', 'one'],
      ['half an hour', 'twice'],
      ['long', 'one'],
      ['half an hour', 'skipped'],
      ['long', 'one'],
    ],
  )
  const apia = localSpans(offsetSpans('Pacific/Apia', Date.UTC(2011, 11, 1), Date.UTC(2012, 0, 30)))
  assert.deepEqual(
    apia.filter(({ is }) => is === 'skipped').map(({ from, until }) => [iso(from), iso(until)]),
    [['2011-12-30T00:00:00', '2011-12-31T00:00:00']],
  )
})

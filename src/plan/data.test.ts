import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { howMany } from '../../test/parts.ts'
import { Failure } from '../base/failure.ts'
import { whole } from '../base/pieces.ts'
import { readCsv, readDhis2, rejection } from './data.ts'
import { REJECTION_WORDS, rejectionSentence } from './data-words.ts'
import { AREAS, both } from './random-plans.test.ts'
import { dayNumber, dayOf, type Given, Series, SeriesBuilder } from './series.ts'

const EXPECTED = {
  inputs: [
    { id: 'cases', title: both('cases'), is: 'count' },
    { id: 'deaths', title: both('deaths'), is: 'count' },
    { id: 'alarm', title: both('alarm'), is: 'value' },
  ],
  until: '2021-12-31',
} as const

const read = (text: string) => readCsv(text, EXPECTED)
const whyOf = (text: string) => read(text).rejected.map(({ row, why, value }) => [row, why, value])

test('each row that is not taken is named with its line, why, and as it stood', () => {
  assert.deepEqual(
    whyOf(
      [
        'date,area,cases,alarm',
        '2021-05-01,01,5,1.5',
        '2021-05-01,99,5,1',
        '2021-05-01,VN,5,1',
        '2025-07-01,02,5,1',
        '2021-02-30,01,5,1',
        '2021-05-02,01,-3,1',
        '2021-05-03,01,2.5,1',
        '2021-05-04,01,1.234.567,1',
        '2022-01-01,01,5,1',
        '1999-01-01,01,5,1',
        '2021-05-05,01,5',
        '2021-05-06,01,,',
        '2021-05-07,01,9999999999,1',
        '2021-W18,01,4,1',
      ].join('\n'),
    ),
    [
      [3, 'area-unknown', '99'],
      [4, 'country', 'VN'],
      [5, 'in-the-future', '2025-07-01'],
      [6, 'not-a-day', '2021-02-30'],
      [7, 'negative', '-3'],
      [8, 'not-whole', '2.5'],
      [9, 'not-a-number', '1.234.567'],
      [10, 'in-the-future', '2022-01-01'],
      [11, 'before-all', '1999-01-01'],
      [12, 'fields', '2021-05-05,01,5'],
      [13, 'no-value', '2021-05-06,01,,'],
      [14, 'too-large', '9999999999'],
      [15, 'not-a-day', '2021-W18'],
    ],
  )
})

test('the code of a province counts on its days alone: one of before the merger is refused after it', () => {
  const expected = { ...EXPECTED, until: '2026-01-01' }
  const { rejected } = readCsv('date,area,cases\n2025-06-30,27,1\n2025-07-01,27,1\n', expected)
  assert.deepEqual(
    rejected.map(({ row, why }) => [row, why]),
    [[3, 'area-of-other-day']],
  )
})

test('a value that comes twice counts once, and with two values neither counts', () => {
  const { series, rejected } = read(
    'date,area,cases\n2021-05-01,01,5\n2021-05-01,01,5\n2021-05-02,01,5\n2021-05-02,01,6\n2021-05-02,01,5\n',
  )
  assert.deepEqual(
    rejected.map(({ why }) => why),
    ['doubled', 'contradicts', 'contradicts'],
  )
  assert.equal(series.sum(AREAS[0], 'cases', '2021-05-01', 1), 5)
  assert.equal(series.sum(AREAS[0], 'cases', '2021-05-02', 1), null)
})

test('what comes of a merger has the counts of its parts before it, and none where a part is missing', () => {
  const expected = { ...EXPECTED, until: '2026-01-01' }
  const { series } = readCsv(
    'date,area,cases\n2025-06-29,24,1\n2025-06-30,24,2\n2025-06-30,27,3\n2025-07-01,24,4\n',
    expected,
  )
  assert.equal(series.sum('24.2025', 'cases', '2025-07-01', 2), 9)
  assert.equal(series.greatest('24.2025', 'cases', '2025-07-01', 2), 4)
  assert.equal(series.sum('24.2025', 'cases', '2025-07-01', 3), null)
  assert.equal(series.lastDay('24.2025', '2025-06-30'), '2025-06-30')
})

test('a quoted field, a byte order mark, semicolons and other line ends are read as any spreadsheet writes them', () => {
  const { series, rejected, ignored } = read('\ufeffDate;Area;Note;Cases\r\n2021-05-01;"01";"a;b ""c""";"7"\r\n')
  assert.deepEqual([rejected, ignored], [[], ['note']])
  assert.equal(series.sum(AREAS[0], 'cases', '2021-05-01', 1), 7)
  assert.deepEqual(whyOf('date,area,cases\n2021-05-01,"01,7\n'), [[2, 'fields', '2021-05-01,"01,7']])
})

test('a table without a day, an area or any input of the plan is no data', () => {
  for (const text of ['', 'area,cases\n', 'date,cases\n', 'date,area\n', 'date,area,cases,cases\n'])
    assert.throws(() => read(text), { code: 'dataMalformed' }, text)
})

test('whatever the octets are, every row is taken or named, and nothing is thrown but a sentence', () => {
  const cell = fc.oneof(
    fc.constantFrom('2021-05-01', '2021-05-02', '01', '79', '5', '-1', '', '"', '"a"', ',', ';', '\u202e'),
    fc.string({ maxLength: 8 }),
  )
  const line = fc.array(cell, { maxLength: 5 }).map(cells => cells.join(','))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), lines => {
      const data = read(['date,area,cases', ...lines].join('\n'))
      const named = new Set(data.rejected.map(({ row }) => row))
      assert.ok(data.taken + named.size >= data.rows)
      for (const rejected of data.rejected) {
        assert.ok(rejected.value.length <= 61 && !/\p{C}/u.test(rejected.value))
        assert.ok(rejectionSentence(rejected, 'vi').length > 0)
      }
    }),
    { numRuns: howMany(600, 3000) },
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), text => {
      try {
        read(text)
      } catch (error) {
        assert.ok(error instanceof Failure)
      }
    }),
    { numRuns: howMany(400, 2000) },
  )
})

test('sums of days are those that one adds up by hand, and missing where one of them is', () => {
  const days = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(days, fc.nat(35), fc.integer({ min: 1, max: 20 }), (values, end, length) => {
      const first = dayNumber('2021-05-01')
      const rows = values.flatMap((value, place) => (value === null ? [] : [`${dayOf(first + place)},01,${value}`]))
      const { series } = read(['date,area,cases', ...rows].join('\n'))
      const asked = Array.from({ length }, (_, back) => values[end - back] ?? null)
      const whole = asked.every(value => value !== null)
      const sum = asked.reduce<number>((all, value) => all + (value ?? 0), 0)
      const day = dayOf(first + end)
      assert.equal(series.sum(AREAS[0], 'cases', day, length), whole ? sum : null)
      const most = whole ? Math.max(...asked.map(value => value ?? 0)) : null
      assert.equal(series.greatest(AREAS[0], 'cases', day, length), most)
    }),
    { numRuns: howMany(600, 3000) },
  )
})

test('a table whose few days are far apart is held as the few values that it has', () => {
  const rows = AREAS.slice(0, 20).flatMap(area => {
    const [code] = area.split('.')
    return [`2004-08-01,${code},1,2,3`, `2021-12-31,${code},4,,5`]
  })
  const { series, taken } = read(['date,area,cases,deaths,alarm', ...rows].join('\n'))
  assert.ok(taken > 0)
  assert.equal(series.cells, (5 * taken) / 2)
})

const MAPPING = { inputs: { dE1: 'cases', dE2: 'nothing' }, areas: { ouHN: '01', ouXX: '99' } }
const HEADERS = ['dx', 'ou', 'pe', 'value'].map(name => ({ name }))
const dhis2 = (rows: unknown) => readDhis2({ headers: HEADERS, rows, metaData: {} }, MAPPING, EXPECTED)

test("DHIS2's analytics are read by a mapping that was said once, days alone, row by row", () => {
  const data = dhis2([
    ['dE1', 'ouHN', '20210501', '5.0'],
    ['dE1', 'ouHN', '202105', '5'],
    ['dE1', 'ouXX', '20210501', '5'],
    ['dE1', 'ouYY', '20210501', '5'],
    ['dE9', 'ouHN', '20210501', '5'],
    ['dE2', 'ouHN', '20210501', '5'],
    ['dE1', 'ouHN', '20210502', null],
    ['__proto__', 'constructor', '20210502', '1'],
  ])
  assert.equal(data.series.sum(AREAS[0], 'cases', '2021-05-01', 1), 5)
  assert.deepEqual(
    data.rejected.map(({ row, why }) => [row, why]),
    [
      [2, 'not-a-day'],
      [3, 'area-unknown'],
      [4, 'area-unknown'],
      [6, 'input-unknown'],
      [7, 'not-a-number'],
    ],
  )
  assert.deepEqual(data.ignored, ['dE9', '__proto__'])
})

test('what is no answer of DHIS2 is refused with the place', () => {
  for (const given of [null, 1, [], {}, { headers: [], rows: [] }, { headers: HEADERS, rows: [{}] }])
    assert.throws(() => readDhis2(given, MAPPING, EXPECTED), { code: 'dataMalformed' })
})

test('every reason is told in both languages, with what to do', () => {
  for (const why of rejection.options)
    for (const language of ['vi', 'en'] as const) {
      assert.match(REJECTION_WORDS[why][language], /[.:] .+\.$/, why)
      assert.match(REJECTION_WORDS[why][language], /\{value\}/, why)
    }
})

const givenBefore = fc.record({
  area: fc.constantFrom(...AREAS.slice(0, 3)),
  day: fc.integer({ min: 0, max: 40 }).map(at => dayOf(dayNumber('2021-03-01') + at)),
  input: fc.constantFrom('cases', 'deaths'),
  value: fc.nat({ max: 9 }),
})

test('a series with what was given later is what all of it makes, of each cell the newest', () => {
  fc.assert(
    fc.property(fc.array(fc.array(givenBefore, { maxLength: 60 }), { maxLength: 4 }), parts => {
      let grown = new Series()
      for (const part of parts) grown = whole(grown.with(part))
      const newest = new Map<string, Given>()
      for (const given of parts.flat()) newest.set(`${given.area} ${given.input} ${given.day}`, given)
      const builder = new SeriesBuilder()
      for (const given of newest.values()) builder.put(given)
      assert.deepEqual(toldOf(grown), toldOf(builder.series()))
    }),
  )
})

/** All that it says of those days. */
function toldOf(series: Series) {
  const { from, until, cells } = series
  const days = Array.from({ length: 45 }, (_, at) => dayOf(dayNumber('2021-02-28') + at))
  const sums = AREAS.slice(0, 3).flatMap(area =>
    days.flatMap(day => [
      series.lastDay(area, day),
      ...['cases', 'deaths'].flatMap(input =>
        [1, 3].flatMap(last => [series.sum(area, input, day, last), series.greatest(area, input, day, last)]),
      ),
    ]),
  )
  return { from, until, cells, areas: series.areas(), sums }
}

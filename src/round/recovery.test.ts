import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as L from './ledger.ts'
import { settleAfterCrash } from './recovery.ts'
import { type ReceiptsAsked, shapeOf } from './shape.ts'
import { FRESH, metaOf, type Snapshot } from './snapshot.ts'

/** A subscriber as it lies on disk: its outcome, its segments (+ accepted, . not), its receipts, its marks. */
interface OnDisk {
  readonly outcome: number
  readonly segments: string
  readonly receipts?: readonly number[]
  readonly marks?: number
}

function onDisk(receipts: ReceiptsAsked, subscribers: readonly OnDisk[]): L.Ledger {
  const segments = subscribers[0].segments.length
  const ledger = new L.Ledger(shapeOf({ subscribers: subscribers.length, segments, receipts }))
  for (const [rank, one] of subscribers.entries()) {
    ledger.state[rank] = one.outcome | (one.marks ?? 0)
    for (let k = 0; k < segments; k++)
      if (one.segments[k] === '+') ledger.accepted[rank * ledger.shape.bitmap + (k >> 3)] |= 1 << (k & 7)
    for (const [j, receipt] of (one.receipts ?? []).entries()) ledger.receipts[rank * ledger.shape.ids + j] = receipt
  }
  ledger.recount()
  return ledger
}

function settle(ledger: L.Ledger, said: Partial<Snapshot> = {}): Snapshot {
  const counters = [...ledger.counters]
  const meta = metaOf({ ...FRESH, intent: ledger.shape.subscribers, counters, ...said })
  const snapshot = settleAfterCrash({ ledger, meta })
  assert.deepEqual(snapshot.counters, [...ledger.counters])
  return snapshot
}

const { UNSENT, SENDING, WAITING, ACCEPTED, DELIVERED, FAILED, EXPIRED, UNCERTAIN } = L
const UNDELIV = L.RECEIPT_STATES.indexOf('UNDELIV')

for (const [name, receipts, before, after, unanswered] of [
  ['was in flight', 'last', { outcome: SENDING, segments: '..' }, UNCERTAIN, 2],
  ['was in flight in part', 'last', { outcome: SENDING, segments: '+.' }, UNCERTAIN, 1],
  ['was covered by the intent mark', 'last', { outcome: UNSENT, segments: '..' }, UNCERTAIN, 2],
  ['had all its answers', 'last', { outcome: SENDING, segments: '++' }, ACCEPTED, 0],
  ['waited to go on', 'last', { outcome: WAITING, segments: '+.' }, WAITING, 0],
  ['was accepted', 'last', { outcome: ACCEPTED, segments: '++' }, ACCEPTED, 0],
  ['was refused with a segment in flight', 'last', { outcome: FAILED, segments: '..', marks: L.REFUSED }, FAILED, 0],
  [
    'had the receipt of its only tracked segment, before the response',
    'last',
    { outcome: SENDING, segments: '+.', receipts: [L.DELIVRD] },
    DELIVERED,
    0,
  ],
  [
    'had the receipt of its last segment only',
    'last',
    { outcome: SENDING, segments: '..', receipts: [L.DELIVRD] },
    DELIVERED,
    1,
  ],
  ['had a receipt that says expired', 'last', { outcome: SENDING, segments: '..', receipts: [L.EXPIRD] }, EXPIRED, 1],
  ['had a receipt that says unknown', 'last', { outcome: SENDING, segments: '+.', receipts: [L.UNKNOWN] }, ACCEPTED, 0],
  [
    'had early receipts of all its open segments',
    'all',
    { outcome: SENDING, segments: '+..', receipts: [0, L.DELIVRD, L.DELIVRD] },
    ACCEPTED,
    0,
  ],
  [
    'had an early receipt for one of two open segments: it is not known for which',
    'all',
    { outcome: SENDING, segments: '+..', receipts: [L.DELIVRD, L.DELIVRD, 0] },
    UNCERTAIN,
    2,
  ],
  [
    'had early receipts of all its open segments, some of which went twice',
    'all',
    { outcome: SENDING, segments: '+..', receipts: [L.DELIVRD, L.DELIVRD, L.DELIVRD], marks: L.RESENT },
    UNCERTAIN,
    2,
  ],
  [
    'had the receipt of its last segment, which went twice',
    'last',
    { outcome: SENDING, segments: '+.', receipts: [UNDELIV], marks: L.RESENT },
    FAILED,
    0,
  ],
] as const satisfies readonly (readonly [string, ReceiptsAsked, OnDisk, number, number])[])
  test(`after a crash, a subscriber that ${name}`, () => {
    // A neighbour on either side that is as it was.
    const neighbour: OnDisk = { outcome: ACCEPTED, segments: '+'.repeat(before.segments.length) }
    const ledger = onDisk(receipts, [neighbour, before, neighbour])
    const { counters } = settle(ledger)
    assert.equal(ledger.outcome(1), after)
    assert.equal(counters[L.UNANSWERED], unanswered)
    assert.equal(counters[L.SUBMITTED], counters[L.ACCEPTED_SEGMENTS] + counters[L.REFUSED_SEGMENTS] + unanswered)
    assert.deepEqual([ledger.outcome(0), ledger.outcome(2)], [ACCEPTED, ACCEPTED])
    ledger.assertCounted()
  })

test('beyond the intent mark, all are unsent for certain', () => {
  const one: OnDisk = { outcome: UNSENT, segments: '.' }
  const ledger = onDisk('last', [one, one, one, one])
  const snapshot = settle(ledger, { walk: 1, intent: 3 })
  assert.deepEqual(
    [...ledger.state].map(state => state & L.OUTCOME),
    [UNCERTAIN, UNCERTAIN, UNCERTAIN, UNSENT],
  )
  assert.equal(snapshot.walk, 3)
  assert.equal(snapshot.counters[L.UNANSWERED], 3)
  assert.equal(snapshot.counters[L.SUBMITTED], 3)
})

test('what a crash settles is written down by the next group, and nothing else', () => {
  const ledger = onDisk('last', [
    { outcome: ACCEPTED, segments: '+' },
    { outcome: SENDING, segments: '.' },
    { outcome: WAITING, segments: '.' },
  ])
  settle(ledger)
  assert.deepEqual([...ledger.dirty.subarray(0, ledger.dirtyCount)], [1])
  assert.equal(ledger.state[1] & ~L.DIRTY, UNCERTAIN)
})

test('unanswered ones that the ledger still called sending are counted once', () => {
  // Two segments lost, of which one subscriber still is open; one in flight for a subscriber that was refused.
  const ledger = onDisk('last', [
    { outcome: SENDING, segments: '..' },
    { outcome: FAILED, segments: '..', marks: L.REFUSED },
    { outcome: UNCERTAIN, segments: '+.' },
  ])
  const counters = [...ledger.counters]
  counters[L.UNANSWERED] = 2 // one of the first, one of the third
  counters[L.LOST_OPEN] = 1
  counters[L.ENDED_IN_FLIGHT] = 1
  counters[L.REFUSED_SEGMENTS] = 1
  counters[L.RETRIED] = 5
  const snapshot = settle(ledger, { counters })
  assert.equal(snapshot.counters[L.UNANSWERED], 1 + 2 + 1)
  assert.equal(snapshot.counters[L.LOST_OPEN], 0)
  assert.equal(snapshot.counters[L.ENDED_IN_FLIGHT], 0)
  assert.equal(snapshot.counters[L.SUBMITTED], 1 + 1 + 5 + 4)
})

test('receipts that prove a segment are matched, and early', () => {
  const ledger = onDisk('last', [{ outcome: SENDING, segments: '.', receipts: [L.DELIVRD] }])
  const { counters } = settle(ledger)
  assert.deepEqual(
    [L.MATCHED, L.EARLY, L.DELIVERED_RECEIPTS, L.ACCEPTED_SEGMENTS].map(place => counters[place]),
    [1, 1, 1, 1],
  )
})

for (const [state, expected] of [
  ['running', 'interrupted'],
  ['paused', 'interrupted'],
  ['waiting', 'interrupted'],
  ['interrupted', 'interrupted'],
  ['stopped', 'stopped'],
  ['finished', 'finished'],
] as const)
  test(`a round that was ${state} when its process ended is ${expected}`, () => {
    const lane = { smsc: '127.0.0.1:2775', bound: true, submitted: 7, throttled: 1, rebinds: 2 }
    const ledger = onDisk('last', [{ outcome: ACCEPTED, segments: '+' }])
    const snapshot = settle(ledger, { state, lanes: [lane], startedAt: 5, canaryDone: true })
    assert.equal(snapshot.state, expected)
    assert.deepEqual(snapshot.lanes, [{ ...lane, bound: false }])
    assert.equal(snapshot.startedAt, 5)
    assert.equal(snapshot.canaryDone, true)
  })

test('statuses keep the small numbers that the columns know them by', () => {
  const ledger = onDisk('last', [{ outcome: ACCEPTED, segments: '+' }])
  settle(ledger, {
    statuses: [
      [0x58, 14],
      [0x403, 2],
    ],
    otherStatuses: 3,
  })
  assert.equal(ledger.statusesKnown, 2)
  assert.equal(ledger.statusCode(0x403), 2)
  assert.equal(ledger.countStatus(0x58), 1)
  assert.equal(ledger.countStatus(0x0b), 3)
  assert.deepEqual(
    [1, 2, 3, 255].map(code => ledger.statusCounts[code]),
    [15, 2, 1, 3],
  )
})

test('a round that never ran has nothing to settle', () => {
  const one: OnDisk = { outcome: UNSENT, segments: '.' }
  const ledger = onDisk('last', [one, one])
  const snapshot = settleAfterCrash({ ledger, meta: metaOf(FRESH) })
  assert.deepEqual(snapshot.counters.slice(0, 8), [2, 0, 0, 0, 0, 0, 0, 0])
  assert.equal(snapshot.counters[L.SUBMITTED], 0)
  assert.equal(ledger.dirtyCount, 0)
})

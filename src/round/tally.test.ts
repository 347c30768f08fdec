import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as L from './ledger.ts'
import { shapeOf } from './shape.ts'
import { FRESH, metaOf, type Snapshot, snapshotOf } from './snapshot.ts'
import { tallyOf } from './tally.ts'

const MESSAGE = { encoding: 'ucs2', units: 353, segments: 6 } as const
const ROUND = {
  shape: shapeOf({ subscribers: 1000, segments: 6, receipts: 'last' }),
  message: MESSAGE,
  timeZone: 'Asia/Ho_Chi_Minh',
}

/** A different figure in each place, so that none can stand for another. */
function counters(places: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: L.COUNTERS }, (_, place) => places[place] ?? 1_000_000 + place)
}

test('a tally says of each counter what it is', () => {
  const snapshot: Snapshot = {
    ...FRESH,
    state: 'waiting',
    startedAt: Date.parse('2020-02-03T00:00:00Z'),
    endedAt: Date.parse('2020-02-03T00:02:00.999Z'),
    sendingMs: 120_000,
    counters: counters({
      [L.UNSENT]: 1,
      [L.SENDING]: 2,
      [L.WAITING]: 3,
      [L.ACCEPTED]: 4,
      [L.DELIVERED]: 978,
      [L.FAILED]: 10,
      [L.EXPIRED]: 5,
      [L.UNCERTAIN]: 7,
      [L.RESENT_COUNT]: 8,
      [L.SUBMITTED]: 6010,
      [L.ACCEPTED_SEGMENTS]: 5970,
      [L.REFUSED_SEGMENTS]: 20,
      [L.RETRIED]: 14,
      [L.UNANSWERED]: 6,
      // Each delivered subscriber has six segments on the phone, but for 3 that nothing proves; one that failed
      // later has its last one there.
      [L.DELIVERED_RECEIPTS]: 979,
      [L.UNPROVED]: 3,
      [L.MATCHED]: 990,
      [L.EARLY]: 15,
      [L.INTERMEDIATE]: 16,
      [L.DUPLICATE]: 17,
      [L.UNMATCHED]: 18,
      [L.ODD]: 19,
    }),
    statuses: [
      [0x0b, 18],
      [0x58, 14],
      [0x403, 2],
    ],
    otherStatuses: 9,
    lanes: [
      { smsc: '127.0.0.1:2775', bound: true, submitted: 6000, throttled: 14, rebinds: 1 },
      { smsc: '[::1]:2775', submitted: 10, throttled: 0, rebinds: 0 },
    ],
  }
  assert.deepEqual(tallyOf(snapshot, ROUND), {
    state: 'waiting',
    message: MESSAGE,
    subscribers: {
      audience: 1000,
      unsent: 1,
      sending: 5,
      accepted: 4,
      delivered: 978,
      failed: 10,
      expired: 5,
      uncertain: 7,
      resent: 8,
    },
    segments: { submitted: 6010, accepted: 5970, refused: 20, retried: 14, unanswered: 6, delivered: 978 * 6 - 3 + 1 },
    receipts: { matched: 990, early: 15, intermediate: 16, duplicate: 17, unmatched: 18, odd: 19 },
    statuses: { ESME_RINVDSTADR: 18, ESME_RTHROTTLED: 14, '0x00000403': 2, other: 9 },
    lanes: [
      { smsc: '127.0.0.1:2775', bound: true, submitted: 6000, throttled: 14, rebinds: 1 },
      { smsc: '[::1]:2775', bound: false, submitted: 10, throttled: 0, rebinds: 0 },
    ],
    startedAt: '2020-02-03T07:00:00+07:00',
    endedAt: '2020-02-03T07:02:00+07:00',
    segmentsPerSecond: 50,
  })
})

test('a round that never ran has all its subscribers unsent, and no instants', () => {
  const tally = tallyOf(FRESH, ROUND)
  assert.deepEqual(tally.subscribers, {
    audience: 1000,
    unsent: 1000,
    sending: 0,
    accepted: 0,
    delivered: 0,
    failed: 0,
    expired: 0,
    uncertain: 0,
    resent: 0,
  })
  assert.deepEqual(
    [...Object.values(tally.segments), ...Object.values(tally.receipts), tally.segmentsPerSecond],
    Array(13).fill(0),
  )
  assert.deepEqual([tally.startedAt, tally.endedAt], [null, null])
  assert.deepEqual([tally.statuses, tally.lanes], [{}, []])
})

test('a round that waits for its hours says until when, in its own zone, and no other says anything', () => {
  const waitsUntil = Date.parse('2020-02-04T00:00:00Z')
  const waits: Snapshot = { ...FRESH, state: 'running', waitsUntil }
  assert.equal(tallyOf(waits, ROUND).waitsUntil, '2020-02-04T07:00:00+07:00')
  assert.equal('waitsUntil' in tallyOf({ ...waits, waitsUntil: null }, ROUND), false)
  assert.equal('waitsUntil' in tallyOf(snapshotOf(metaOf(waits)), ROUND), false, 'it is never kept')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as L from './ledger.ts'
import { blockBytes, blocksOf, type ReceiptsAsked, shapeOf } from './shape.ts'

const ledgerOf = (segments: number, receipts: ReceiptsAsked, subscribers = 3) =>
  new L.Ledger(shapeOf({ subscribers, segments, receipts }))

for (const [segments, receipts, expected] of [
  // The two of docs/internals/ledger.md first.
  [1, 'last', { tracked: 1, trackedFrom: 0, bitmap: 1, ids: 1, entry: 7 }],
  [11, 'last', { tracked: 1, trackedFrom: 10, bitmap: 2, ids: 1, entry: 8 }],
  [1, 'none', { tracked: 0, trackedFrom: 1, bitmap: 1, ids: 1, entry: 6 }],
  [6, 'all', { tracked: 6, trackedFrom: 0, bitmap: 1, ids: 6, entry: 32 }],
  [8, 'none', { tracked: 0, trackedFrom: 8, bitmap: 1, ids: 1, entry: 6 }],
  [9, 'none', { tracked: 0, trackedFrom: 9, bitmap: 2, ids: 1, entry: 7 }],
  [255, 'all', { tracked: 255, trackedFrom: 0, bitmap: 32, ids: 255, entry: 1308 }],
] as const)
  test(`a subscriber of ${segments} segments, receipts of ${receipts}, takes ${expected.entry} octets`, () => {
    const { subscribers, ...shape } = shapeOf({ subscribers: 5, segments, receipts })
    assert.deepEqual(shape, { segments, receipts, ...expected })
    const ledger = ledgerOf(segments, receipts, 1)
    const { state, accepted, ids } = ledger
    const octets = [state, accepted, ledger.receipts, ids].map(column => column.byteLength)
    assert.equal(
      octets.reduce((sum, size) => sum + size),
      expected.entry,
    )
  })

test('a block holds 4096 subscribers, the last one what is left', () => {
  for (const [subscribers, blocks] of [
    [1, 1],
    [4096, 1],
    [4097, 2],
    [125_000_000, 30_518],
  ]) {
    const shape = shapeOf({ subscribers, segments: 1, receipts: 'last' })
    assert.equal(blocksOf(shape), blocks)
    assert.equal(blockBytes(shape), 8 + 4096 * 7)
  }
})

// What settles a subscriber. Per segment: . not accepted, + accepted, and behind it the receipt's first letter.
const RECEIPTS: Readonly<Record<string, number>> = { D: 1, E: 2, L: 3, U: 4, N: 5, R: 6 }
for (const [receipts, segments, expected] of [
  ['none', '+', L.ACCEPTED],
  ['none', '.', L.UNCERTAIN],
  ['none', '+ +', L.ACCEPTED],
  ['none', '+ .', L.UNCERTAIN],
  ['last', '+', L.ACCEPTED],
  ['last', '+D', L.DELIVERED],
  ['last', '+E', L.EXPIRED],
  ['last', '+L', L.FAILED],
  ['last', '+U', L.FAILED],
  ['last', '+R', L.FAILED],
  ['last', '+N', L.ACCEPTED],
  // A receipt that came first proves nothing until its response does.
  ['last', '.D', L.UNCERTAIN],
  ['last', '.U', L.UNCERTAIN],
  // The last segment says it for the message, whatever is known of the others.
  ['last', '+ + +D', L.DELIVERED],
  ['last', '+ . +D', L.DELIVERED],
  ['last', '. . +E', L.EXPIRED],
  ['last', '+ . +N', L.UNCERTAIN],
  ['last', '+ + .', L.UNCERTAIN],
  ['all', '+D +D', L.DELIVERED],
  ['all', '+D +', L.ACCEPTED],
  ['all', '+D .', L.UNCERTAIN],
  ['all', '+D +E', L.EXPIRED],
  ['all', '. +E', L.EXPIRED],
  ['all', '+E +U', L.FAILED],
  ['all', '+U +D', L.FAILED],
  ['all', '. +R', L.FAILED],
  ['all', '+D +N', L.ACCEPTED],
  ['all', '+D .D', L.UNCERTAIN],
] as const)
  test(`receipts of ${receipts}, ${segments}: ${outcomeName(expected)}`, () => {
    const parts = segments.split(' ')
    const ledger = ledgerOf(parts.length, receipts)
    const { tracked, trackedFrom, ids } = ledger.shape
    const rank = 1
    ledger.begin(rank)
    for (const [k, part] of parts.entries()) {
      if (part[0] === '+') ledger.accept(rank, k)
      if (part.length > 1) ledger.receipts[rank * ids + k - trackedFrom] = RECEIPTS[part[1]]
    }
    assert.equal(ledger.settled(rank), expected)
    const open = parts.slice(trackedFrom).filter(part => part.length === 1).length
    assert.equal(ledger.awaitsReceipt(rank), tracked > 0 && open > 0)
    ledger.refuse(rank, 1)
    assert.equal(ledger.settled(rank), L.FAILED)
  })

for (const [segments, expected] of [
  ['+ + +D', L.DELIVERED],
  ['+ . +D', L.UNCERTAIN],
  ['. . +D', L.UNCERTAIN],
  ['+ . +E', L.EXPIRED],
  ['+ . +U', L.FAILED],
] as const)
  test(`where not all went out in turn, ${segments}: ${outcomeName(expected)}`, () => {
    const ledger = ledgerOf(3, 'last')
    const rank = 1
    ledger.begin(rank)
    for (const [k, part] of segments.split(' ').entries()) {
      if (part[0] === '+') ledger.accept(rank, k)
      if (part.length > 1) ledger.receipts[rank] = RECEIPTS[part[1] as 'D']
    }
    ledger.state[rank] |= L.OUT_OF_TURN
    assert.equal(ledger.settled(rank), expected)
  })

function outcomeName(outcome: number): string {
  return ['unsent', 'sending', 'waiting', 'accepted', 'delivered', 'failed', 'expired', 'uncertain'][outcome]
}

test('a message is complete once each of its segments was accepted, also at the edges of octets', () => {
  for (const segments of [1, 2, 7, 8, 9, 15, 16, 17, 254, 255]) {
    const ledger = ledgerOf(segments, 'last')
    // 19 divides none of them: each segment once, in no simple order.
    const order = Array.from({ length: segments }, (_, k) => (k * 19 + 3) % segments)
    for (const [done, segment] of order.entries()) {
      assert.equal(ledger.isComplete(1), false, `${done} of ${segments}`)
      assert.equal(ledger.acceptedOf(1), done)
      assert.equal(ledger.isAccepted(1, segment), false)
      assert.equal(ledger.accept(1, segment), true)
      assert.equal(ledger.isAccepted(1, segment), true)
    }
    assert.equal(ledger.isComplete(1), true, String(segments))
    assert.equal(ledger.acceptedOf(0) + ledger.acceptedOf(2), 0, 'the neighbours are untouched')
    assert.equal(ledger.accept(1, segments - 1), false)
    assert.equal(ledger.counters[L.ACCEPTED_SEGMENTS], segments + 1)
    assert.equal(ledger.counters[L.ACCEPTED_AGAIN], 1)
  }
})

test('254 statuses are told apart, what comes beyond is one more', () => {
  const ledger = ledgerOf(1, 'last')
  for (let i = 0; i < 254; i++) assert.equal(ledger.countStatus(0x400 + i), i + 1)
  assert.equal(ledger.countStatus(0x1000), L.OTHER_STATUS)
  assert.equal(ledger.countStatus(0xffffffff), L.OTHER_STATUS)
  assert.equal(ledger.countStatus(0x400 + 253), 254)
  assert.equal(ledger.countStatus(0x400), 1)
  assert.equal(ledger.statusesKnown, L.STATUS_CODES_MAX)
  assert.equal(ledger.statusCodes[254], 0x400 + 253)
  assert.deepEqual(
    [1, 2, 254, 255].map(code => ledger.statusCounts[code]),
    [2, 1, 2, 2],
  )
})

test('why a subscriber was refused stays, whichever ids are learnt after that', () => {
  for (const code of [1, 200, 201, L.OTHER_STATUS]) {
    const ledger = ledgerOf(3, 'all')
    for (let rank = 0; rank < 3; rank++) ledger.keepId(rank, 2, 0xaabbcc00 + rank)
    ledger.refuse(1, code)
    ledger.refuse(1, 7)
    assert.equal(ledger.refusalCode(1), code)
    for (let j = 0; j < 3; j++) ledger.keepId(1, j, 0xfedcba99)
    assert.equal(ledger.refusalCode(1), code)
    assert.deepEqual([...ledger.ids.subarray(3, 6)], [0xfedcba99, 0xfedcba99, 0xfedcba00 + code])
    assert.deepEqual([ledger.ids[2], ledger.ids[8]], [0xaabbcc00, 0xaabbcc02], 'only that one')
    assert.equal(ledger.outcome(1), L.FAILED)
  }
})

test('a changed subscriber is noted once until a group takes it, however many change', () => {
  const subscribers = 5000
  const ledger = ledgerOf(1, 'last', subscribers)
  for (let turn = 0; turn < 2; turn++) for (let rank = subscribers - 1; rank >= 0; rank--) ledger.markDirty(rank)
  assert.equal(ledger.dirtyCount, subscribers)
  assert.deepEqual(
    new Set(ledger.dirty.subarray(0, subscribers)),
    new Set(Array.from({ length: subscribers }, (_, rank) => rank)),
  )
})

test('an accepted segment is a change', () => {
  const ledger = ledgerOf(2, 'last')
  ledger.begin(2)
  ledger.accept(2, 1)
  assert.deepEqual([...ledger.dirty.subarray(0, ledger.dirtyCount)], [2])
})

test('to begin a subscriber needs no record of its own, to change its outcome does', () => {
  const ledger = ledgerOf(1, 'last')
  ledger.begin(0)
  assert.equal(ledger.dirtyCount, 0)
  assert.deepEqual([...ledger.counters.subarray(0, 2)], [2, 1])
  ledger.become(0, L.SENDING)
  assert.deepEqual([...ledger.dirty.subarray(0, ledger.dirtyCount)], [0])
  assert.deepEqual([...ledger.counters.subarray(0, 2)], [2, 1])
})

interface Step {
  readonly is: 'begin' | 'accept' | 'receipt' | 'early' | 'refuse' | 'resend' | 'wait' | 'settle'
  readonly rank: number
  readonly segment: number
  readonly code: number
}

const aStep: fc.Arbitrary<Step> = fc.record({
  is: fc.constantFrom(
    ...(['begin', 'accept', 'accept', 'receipt', 'receipt', 'early', 'settle'] as const),
    ...(['refuse', 'resend', 'wait'] as const),
  ),
  rank: fc.nat(2),
  // Of the last segment as often as of all others.
  segment: fc.oneof(fc.nat(10), fc.constant(-1)),
  code: fc.oneof(fc.constant(L.DELIVRD), fc.integer({ min: 1, max: 6 })),
})

/** As the accounts do it: they keep the counter of receipts that say delivered. */
function step(ledger: L.Ledger, { is, rank, segment: place, code }: Step): void {
  const { counters, receipts, shape, state } = ledger
  const segment = (place + shape.segments) % shape.segments
  const j = segment - shape.trackedFrom
  const at = rank * shape.ids + j
  if (is === 'begin') {
    if (ledger.outcome(rank) === L.UNSENT) ledger.begin(rank)
    return
  }
  if (ledger.outcome(rank) === L.UNSENT) return
  const decided = (given: number) => {
    receipts[at] = given
    if (given === L.DELIVRD) counters[L.DELIVERED_RECEIPTS]++
  }
  switch (is) {
    case 'accept': {
      const isEarly = j >= 0 && receipts[at] !== 0 && !ledger.isAccepted(rank, segment)
      ledger.accept(rank, segment)
      if (isEarly) decided(receipts[at])
      break
    }
    case 'receipt':
      if (j < 0 || !ledger.isAccepted(rank, segment) || receipts[at] !== 0) return
      decided(code)
      break
    case 'early':
      if (j >= 0 && !ledger.isAccepted(rank, segment)) receipts[at] = code
      return
    case 'refuse':
      ledger.refuse(rank, code)
      return
    case 'resend':
      if ((state[rank] & L.RESENT) !== 0) return
      state[rank] |= L.RESENT
      counters[L.RESENT_COUNT]++
      ledger.become(rank, L.SENDING)
      return
    case 'wait':
      if ((state[rank] & L.REFUSED) === 0) ledger.become(rank, L.WAITING)
      return
  }
  if ((state[rank] & L.REFUSED) === 0 || is === 'settle') ledger.become(rank, ledger.settled(rank))
}

test('whatever happens to subscribers, the counters are what the columns say', () => {
  let manyDelivered = 0
  fc.assert(
    fc.property(
      fc.constantFrom(1, 2, 8, 9, 11),
      fc.constantFrom<ReceiptsAsked>('last', 'all', 'none'),
      fc.array(aStep, { maxLength: 80, size: 'max' }),
      (segments, receipts, steps) => {
        const ledger = ledgerOf(segments, receipts)
        const { counters } = ledger
        for (const one of steps) {
          step(ledger, one)
          const ranks = [0, 1, 2]
          const outcomes = Array.from(
            { length: 8 },
            (_, outcome) => ranks.filter(rank => ledger.outcome(rank) === outcome).length,
          )
          assert.deepEqual([...counters.subarray(0, 8)], outcomes)
          const sum = (of: (rank: number) => number) => ranks.reduce((all, r) => all + of(r), 0)
          assert.equal(
            counters[L.ACCEPTED_SEGMENTS] - counters[L.ACCEPTED_AGAIN],
            sum(rank => ledger.acceptedOf(rank)),
          )
          assert.equal(
            L.deliveredSegments(counters, ledger.shape),
            sum(rank => ledger.deliveredOf(rank)),
          )
          ledger.assertCounted()
          if (ranks.some(rank => segments > 1 && ledger.deliveredOf(rank) > 1)) manyDelivered++
        }
      },
    ),
    { numRuns: 500 },
  )
  assert.ok(manyDelivered > 100, 'subscribers with several delivered segments were reached')
})

test('a counter that is not what the columns say stops the process', () => {
  for (const counter of [L.UNSENT, L.RESENT_COUNT, L.ACCEPTED_SEGMENTS, L.UNPROVED]) {
    const ledger = ledgerOf(2, 'last')
    ledger.begin(0)
    ledger.assertCounted()
    ledger.counters[counter]++
    assert.throws(() => ledger.assertCounted(), assert.AssertionError)
  }
})

test('columns may be looked at by another thread', () => {
  const ledger = ledgerOf(9, 'all')
  const other = new L.Ledger(ledger.shape, { ...ledger })
  ledger.begin(1)
  ledger.accept(1, 8)
  ledger.keepId(1, 8, 0xdeadbeef)
  assert.equal(other.outcome(1), L.SENDING)
  assert.equal(other.isAccepted(1, 8), true)
  assert.equal(other.ids[1 * 9 + 8], 0xdeadbeef)
  for (const column of [ledger.state, ledger.accepted, ledger.receipts, ledger.ids])
    assert.ok(column.buffer instanceof SharedArrayBuffer)
})

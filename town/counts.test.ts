import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DirectiveTally } from '../src/directive/documents.ts'
import type { Count } from '../tools/smsc/count.ts'
import { type Account, accountOf, FIGURES, isEqual, outcomesSum, sumOf } from './counts.ts'

/**
 * Ten subscribers, eleven segments each. One number is refused after two of its segments were written; of the other
 * nine one phone is off. Three segments were throttled once. Worked out by hand.
 */
const TALLY: DirectiveTally = {
  turns: {
    audience: 10,
    unsent: 0,
    sending: 0,
    accepted: 0,
    delivered: 8,
    failed: 2,
    expired: 0,
    uncertain: 0,
    resent: 0,
  },
  segments: { expected: 110, submitted: 104, accepted: 99, refused: 2, retried: 3, unanswered: 0, delivered: 88 },
  receipts: { matched: 9, early: 0, intermediate: 0, duplicate: 0, unmatched: 0, odd: 0 },
  statuses: { ESME_RINVDSTADR: 2, ESME_RTHROTTLED: 3 },
  lanes: { bound: 0, all: 1, throttled: 3, rebinds: 0 },
  segmentsPerSecond: 0,
}

const COUNT: Count = {
  submits: 104,
  accepted: 99,
  refused: 2,
  throttled: 3,
  unanswered: 0,
  octets: 0,
  lastSubmitAt: null,
  subscribers: 10,
  reached: 9,
  complete: 9,
  segments: 99,
  duplicates: 0,
  untracked: 0,
  differingPayloads: 0,
  uncomparedPayloads: 0,
  receipts: {
    owed: 9,
    sent: 9,
    answered: 9,
    delivered: 8,
    undeliverable: 1,
    unreachable: 1,
    again: 0,
    refused: 0,
    waiting: 0,
  },
  statuses: {},
  binds: 1,
  bindsRefused: 0,
  enquireLinks: 0,
  unbinds: 1,
  drops: 0,
  protocolErrors: 0,
  strayResponses: 0,
  payloads: [],
}

test('each figure of one side is the figure of the other', () => {
  const account = accountOf(TALLY, COUNT, { segments: 11, receipts: 1 })
  const expected = { numbers: 10, received: 104, accepted: 99, refused: 2, temporary: 3, delivered: 88, failed: 2 }
  assert.deepEqual(account.sender, expected)
  assert.deepEqual(account.centre, expected)
  assert.ok(isEqual(account))
  assert.equal(outcomesSum(account), 10)
})

test('what was lost with a connection and sent once more is told apart from what arrived', () => {
  // Two subscribers, eleven receipts each. Of the second's segments four were accepted and seven lost, then all eleven
  // went once more.
  const tally: DirectiveTally = {
    ...TALLY,
    turns: { ...TALLY.turns, audience: 2, delivered: 2, failed: 0, resent: 1 },
    segments: { ...TALLY.segments, submitted: 33, accepted: 22, refused: 0, retried: 0 },
  }
  const lost = { ...tally, segments: { ...tally.segments, unanswered: 11, delivered: 22 } }
  const count: Count = {
    ...COUNT,
    submits: 26,
    accepted: 26,
    refused: 0,
    throttled: 0,
    subscribers: 2,
    reached: 2,
    segments: 22,
    duplicates: 4,
    receipts: { ...COUNT.receipts, owed: 26, delivered: 26, undeliverable: 0, unreachable: 0 },
  }
  const account = accountOf(lost, count, { segments: 11, receipts: 11 })
  assert.ok(isEqual(account), JSON.stringify(account))
  assert.deepEqual(
    { unanswered: account.unanswered, secondCopies: account.secondCopies },
    { unanswered: 11, secondCopies: 4 },
  )
})

test('who is told away by a receipt counts once, though the round ends before the receipts of all segments came', () => {
  // Of the last subscriber's eleven receipts ten were taken: the first had settled it.
  const receipts = { ...COUNT.receipts, owed: 99, delivered: 88, undeliverable: 10, waiting: 1 }
  const account = accountOf(TALLY, { ...COUNT, receipts }, { segments: 11, receipts: 11 })
  assert.ok(isEqual(account), JSON.stringify(account))
})

for (const figure of FIGURES)
  test(`a difference of one in ${figure} is a difference, in a sum too`, () => {
    const account = accountOf(TALLY, COUNT, { segments: 11, receipts: 1 })
    const off: Account = { ...account, centre: { ...account.centre, [figure]: account.centre[figure] + 1 } }
    assert.equal(isEqual(off), false)
    assert.equal(isEqual(sumOf([account, off, account])), false)
    assert.ok(isEqual(sumOf([account, account])))
  })

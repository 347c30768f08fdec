/** What the simulation cannot tell apart: how long a segment is tried. Everything else is told there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { STATUSES } from '../smpp/statuses.ts'
import { Accounts } from './accounts.ts'
import { FAILED, Ledger, SENDING } from './ledger.ts'
import { shapeOf } from './shape.ts'

const THROTTLED = STATUSES.ESME_RTHROTTLED

/** Subscribers of one segment each, tried for ten seconds, the first time at 0. */
function begun({ subscribers = 1, armedMax = Number.POSITIVE_INFINITY } = {}): { accounts: Accounts; ledger: Ledger } {
  const ledger = new Ledger(shapeOf({ subscribers, segments: 1, receipts: 'none' }))
  const accounts = new Accounts({
    ledger,
    random: seeded(1),
    retryForMs: 10_000,
    armedMax,
    unwrittenOf: () => 0,
    dropUnwritten: () => {},
    forgetLate: () => {},
  })
  for (let rank = 0; rank < subscribers; rank++) ledger.begin(rank)
  return { accounts, ledger }
}

/** Whether the segment is due by `now`; then it is in flight again. */
function goesAgain(accounts: Accounts, now: number): boolean {
  accounts.arm(now)
  accounts.syncBegins()
  accounts.syncEnds(true)
  return accounts.takeReady() !== null
}

test('a segment with temporary errors is tried as long as was asked, then refused with its last status', () => {
  const { accounts, ledger } = begun()
  accounts.again(0, 0, THROTTLED, false, 0)
  for (const now of [1000, 3000, 6000, 9900]) {
    assert.ok(goesAgain(accounts, now), String(now))
    accounts.again(0, 0, now, false, now)
  }
  assert.ok(!goesAgain(accounts, 10_000))
  assert.equal(ledger.outcome(0), FAILED)
  assert.equal(ledger.statusCodes[ledger.refusalCode(0)], 9900)
  ledger.assertCounted()
})

test('time in which nothing could be tried does not count', () => {
  const { accounts, ledger } = begun()
  accounts.again(0, 0, THROTTLED, false, 0)
  // A night without sending hours.
  accounts.held(36_000_000)
  assert.ok(goesAgain(accounts, 36_000_200))
  accounts.again(0, 0, THROTTLED, false, 36_009_900)
  assert.ok(!goesAgain(accounts, 36_010_000), 'and then it was ten seconds')
  assert.equal(ledger.outcome(0), FAILED)
})

test('of much that waits to be written again no more is covered by a group than is written before the next one', () => {
  const { accounts, ledger } = begun({ subscribers: 9, armedMax: 4 })
  for (let rank = 0; rank < 9; rank++) accounts.again(rank, 0, THROTTLED, false, 0)
  const sending = () => ledger.counters[SENDING]
  assert.equal(sending(), 0)
  accounts.arm(5000)
  accounts.arm(5000)
  assert.equal(sending(), 4)
  accounts.syncBegins()
  accounts.arm(5000)
  assert.equal(sending(), 4)
  accounts.syncEnds(true)
  assert.ok(accounts.takeReady() !== null)
  accounts.arm(5000)
  assert.equal(sending(), 5, 'one is in flight, and four are covered')
  assert.equal(accounts.waiting, 8)
})

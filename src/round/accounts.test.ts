/** What the simulation cannot tell apart: how long a segment is tried. Everything else is told there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { STATUSES } from '../smpp/statuses.ts'
import { Accounts } from './accounts.ts'
import { FAILED, Ledger } from './ledger.ts'
import { shapeOf } from './shape.ts'

const THROTTLED = STATUSES.ESME_RTHROTTLED

/** One subscriber, one segment, tried for ten seconds, the first time at 0. */
function begun(): { accounts: Accounts; ledger: Ledger } {
  const ledger = new Ledger(shapeOf({ subscribers: 1, segments: 1, receipts: 'none' }))
  const accounts = new Accounts({
    ledger,
    random: seeded(1),
    retryForMs: 10_000,
    unwrittenOf: () => 0,
    dropUnwritten: () => {},
    forgetLate: () => {},
  })
  ledger.begin(0)
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

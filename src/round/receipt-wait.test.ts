import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACCEPTED, DELIVRD, FAILED, Ledger, UNCERTAIN, UNKNOWN } from './ledger.ts'
import { ReceiptWait } from './receipt-wait.ts'
import { type ReceiptsAsked, shapeOf } from './shape.ts'

function ledgerOf(
  subscribers: readonly { outcome: number; receipt?: number }[],
  receipts: ReceiptsAsked = 'last',
): Ledger {
  const ledger = new Ledger(shapeOf({ subscribers: subscribers.length, segments: 1, receipts }))
  for (const [rank, { outcome, receipt = 0 }] of subscribers.entries()) {
    ledger.become(rank, outcome)
    if (receipts !== 'none') ledger.receipts[rank] = receipt
  }
  return ledger
}

const CASES: readonly (readonly [string, Ledger, boolean])[] = [
  ['somebody was accepted and has no receipt', ledgerOf([{ outcome: ACCEPTED }]), true],
  ['no receipts were asked', ledgerOf([{ outcome: ACCEPTED }], 'none'), false],
  ['all that were accepted have a receipt', ledgerOf([{ outcome: ACCEPTED, receipt: UNKNOWN }]), false],
  ['somebody is uncertain: a receipt may prove it', ledgerOf([{ outcome: UNCERTAIN }]), true],
  ['nobody was accepted', ledgerOf([{ outcome: FAILED }]), false],
]
for (const [name, ledger, waits] of CASES)
  test(`${name}: the round ${waits ? 'waits' : 'does not wait'}`, () => {
    assert.equal(new ReceiptWait(ledger, { waitMs: 1000, now: 0 }).isOn(0), waits)
  })

test('a round waits so long after the last answer, not after the last receipt', () => {
  const wait = new ReceiptWait(ledgerOf([{ outcome: ACCEPTED }]), { waitMs: 1000, now: 0 })
  wait.answered(500)
  assert.ok(wait.isOn(1499))
  assert.ok(!wait.isOn(1500))
})

test('the ledger is looked through once a second', () => {
  const ledger = ledgerOf([{ outcome: ACCEPTED }])
  const wait = new ReceiptWait(ledger, { waitMs: 100_000, now: 0 })
  assert.ok(wait.isOn(0))
  ledger.receipts[0] = DELIVRD
  assert.ok(wait.isOn(999))
  assert.ok(!wait.isOn(1000))
})

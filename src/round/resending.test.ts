import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACCEPTED, Ledger, RESENT, SENDING, UNCERTAIN } from './ledger.ts'
import { Resending } from './resending.ts'
import { shapeOf } from './shape.ts'

function ledgerOf(outcomes: readonly number[]): Ledger {
  const ledger = new Ledger(shapeOf({ subscribers: outcomes.length, segments: 1, receipts: 'none' }))
  for (const [rank, outcome] of outcomes.entries()) ledger.become(rank, outcome)
  return ledger
}

/** Those that were resent; each waits from then on. */
class Resent {
  readonly ranks: number[] = []
  readonly #ledger: Ledger

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get waiting(): number {
    return this.ranks.length
  }

  resend(rank: number): void {
    this.ranks.push(rank)
    this.#ledger.state[rank] |= RESENT
    this.#ledger.become(rank, SENDING)
  }
}

test('who is uncertain goes once more, who was resent before does not, and as many at a time as may wait', () => {
  const ledger = ledgerOf([UNCERTAIN, ACCEPTED, UNCERTAIN, UNCERTAIN, UNCERTAIN])
  ledger.state[2] |= RESENT
  const resending = new Resending(ledger, 'resend')
  const resent = new Resent(ledger)
  assert.ok(resending.isDue)
  resending.feed(resent, 2, 0)
  assert.deepEqual(resent.ranks, [0, 3])
  assert.ok(resending.isDue)
  resending.feed(resent, 10, 0)
  assert.deepEqual(resent.ranks, [0, 3, 4])
})

test('the audience is looked through once: who becomes uncertain by being resent stays so', () => {
  const ledger = ledgerOf([UNCERTAIN])
  const resending = new Resending(ledger, 'resend')
  resending.feed(new Resent(ledger), 10, 0)
  ledger.become(0, UNCERTAIN)
  assert.ok(!resending.isDue)
})

for (const [name, policy, outcome, due] of [
  ['the policy is to hold', 'hold', UNCERTAIN, false],
  ['nobody is uncertain', 'resend', ACCEPTED, false],
  ['somebody is uncertain', 'resend', UNCERTAIN, true],
] as const)
  test(`${name}: ${due ? 'somebody' : 'nobody'} is resent`, () => {
    assert.equal(new Resending(ledgerOf([outcome]), policy).isDue, due)
  })

/**
 * What must hold of a round's ledger beside the true record of the centre, whatever happened: subscriber by subscriber.
 */
import assert from 'node:assert/strict'
import * as L from '../../src/round/ledger.ts'
import type { HostileCentre, Part, Temper } from './hostile-centre.ts'

export interface Truth {
  readonly centre: HostileCentre
  readonly temper: Temper
  /** No segment is ever given up for temporary errors. */
  readonly isPatient: boolean
  /** As the centre writes it. */
  readonly addressOf: (rank: number) => string
  /** Outcomes and the like that were seen. */
  readonly reached: Set<string>
}

export function checkSums(ledger: L.Ledger, { centre }: Truth): void {
  const { counters, shape } = ledger
  let sum = 0
  for (let outcome = 0; outcome < 8; outcome++) sum += counters[outcome]
  assert.equal(sum, shape.subscribers, 'outcomes sum to the audience')
  assert.equal(
    counters[L.SUBMITTED],
    counters[L.ACCEPTED_SEGMENTS] + counters[L.REFUSED_SEGMENTS] + counters[L.RETRIED] + counters[L.UNANSWERED],
    'submitted is accounted for',
  )
  assert.ok(
    counters[L.SUBMITTED] >= centre.received,
    `submitted (${counters[L.SUBMITTED]}) is not below what the centre received (${centre.received})`,
  )
}

export function checkSubscribers(ledger: L.Ledger, walk: number, truth: Truth): void {
  for (let rank = 0; rank < ledger.shape.subscribers; rank++) checkSubscriber(ledger, rank, walk, truth)
}

function checkSubscriber(ledger: L.Ledger, rank: number, walk: number, truth: Truth): void {
  const { centre, temper, reached } = truth
  const outcome = ledger.outcome(rank)
  const { segments, tracked } = ledger.shape
  const parts = centre.parts.get(truth.addressOf(rank)) ?? []
  const isResent = (ledger.state[rank] & L.RESENT) !== 0
  const name = `subscriber ${rank} (outcome ${outcome}${isResent ? ', resent' : ''})`
  reached.add(`outcome ${outcome}`)
  if (isResent) reached.add('resent')
  if (outcome === L.UNSENT) assert.equal(parts.length, 0, `${name} was written`)
  if (outcome === L.UNSENT) assert.ok(rank >= walk, `${name} lies behind the walk`)
  for (const [k, part] of parts.entries()) {
    if (!isResent) assert.ok(part.taken <= 1, `${name}: segment ${k} was taken ${part.taken} times`)
    assert.ok(part.taken <= 2, `${name}: segment ${k} was taken ${part.taken} times`)
    // A receipt for a message that nobody sent cannot be told from one that proves an unanswered segment.
    if (ledger.isAccepted(rank, k) && temper.bogus === 0)
      assert.ok(part.taken > 0, `${name}: segment ${k} was never taken`)
  }
  const isWhole = outcome === L.ACCEPTED || (outcome === L.DELIVERED && tracked === segments)
  if (isWhole && temper.bogus === 0)
    for (let k = 0; k < segments; k++) assert.ok((parts[k]?.taken ?? 0) > 0, `${name}: segment ${k} was never taken`)
  if (outcome === L.DELIVERED && temper.bogus === 0)
    for (let k = 0; k < segments; k++) {
      if (!ledger.isAccepted(rank, k)) reached.add('delivered, a segment without an answer')
      assert.ok((parts[k]?.received ?? 0) > 0, `${name}: the centre never read segment ${k}`)
    }
  if (outcome === L.FAILED && (ledger.state[rank] & L.REFUSED) !== 0)
    assert.ok(parts.some(part => part.refused > 0) || !truth.isPatient, `${name} was never refused`)
  if (!isResent && (ledger.state[rank] & L.REFUSED) === 0) checkReceipts(ledger, rank, { parts, temper, name })
}

/** A receipt that was answered is never forgotten. Of unanswered segments it may stand beside another one. */
function checkReceipts(
  ledger: L.Ledger,
  rank: number,
  { parts, temper, name }: { parts: readonly Part[]; temper: Temper; name: string },
): void {
  const { trackedFrom, tracked, ids } = ledger.shape
  if (tracked === 0 || temper.bogus > 0) return
  const told = parts.slice(trackedFrom).filter(part => part.told.length > 0)
  const kept = [...ledger.receipts.subarray(rank * ids, rank * ids + tracked)].filter(receipt => receipt !== 0)
  assert.ok(
    kept.length >= told.length,
    `${name}: a receipt is forgotten: kept ${kept}, accepted ${ledger.acceptedOf(rank)}, parts ${JSON.stringify(parts)}`,
  )
  if (tracked > 1 || told.length === 0 || temper.twice > 0) return
  assert.equal(L.RECEIPT_STATES[kept[0]], told[0].told[0], `${name}: another receipt`)
}

/**
 * What a ledger may say beside the centre's record. Each finding is a sentence; none is what is wanted.
 *
 * Pure: rows of `round outcomes`, a tally and the record in, sentences out.
 */
import type { Row, Tally } from '../round/stage.ts'
import { type CentreRecord, type Copies, partsAccepted, type Received } from './record.ts'

export interface Ledger {
  readonly tally: Tally
  readonly rows: ReadonlyMap<string, Row>
}

export interface Terms {
  readonly parts: number
  readonly receipts: 'last' | 'all'
  readonly policy: 'hold' | 'resend'
  /** Subscribers that may become uncertain by one kill. */
  readonly uncertainMax: number
}

/** After a kill, as `status` and `outcomes` tell it, before anything is resumed. */
export function judgeKilled(
  ledger: Ledger,
  before: Ledger | null,
  record: CentreRecord,
  terms: Terms,
  answered: readonly Received[],
): string[] {
  const findings = judgeAlways(ledger, record)
  const fresh = newlyUncertain(ledger, before)
  if (fresh > terms.uncertainMax)
    findings.push(`${fresh} became uncertain by one kill, at most ${terms.uncertainMax} may`)
  findings.push(...forgotten(ledger, answered))
  for (const [number, row] of before?.rows ?? []) {
    const now = ledger.rows.get(number)
    if (now !== undefined && DECIDED.has(row.outcome) && now.outcome !== row.outcome)
      findings.push(`one who was ${row.outcome} became ${now.outcome}`)
  }
  return findings
}

/** What no later event changes. */
const DECIDED = new Set(['delivered', 'failed', 'expired'])

export function newlyUncertain(ledger: Ledger, before: Ledger | null): number {
  let count = 0
  for (const [number, { outcome }] of ledger.rows)
    if (outcome === 'uncertain' && before?.rows.get(number)?.outcome !== 'uncertain') count++
  return count
}

/** Answers that the sender had a second before it was killed and that its ledger does not know. */
function forgotten(ledger: Ledger, answered: readonly Received[]): string[] {
  const accepted = new Map<string, Set<number>>()
  const findings: string[] = []
  for (const { number, part, status } of answered) {
    const row = ledger.rows.get(number)
    if (status === 'ESME_ROK') accepted.set(number, (accepted.get(number) ?? new Set()).add(part))
    else if (status !== 'ESME_RTHROTTLED' && row?.outcome !== 'failed')
      findings.push(`a refusal of a second before the kill is forgotten: ${row?.outcome}`)
  }
  for (const [number, parts] of accepted) {
    const known = ledger.rows.get(number)?.accepted ?? 0
    if (known < parts.size) findings.push(`${parts.size - known} answers of a second before the kill are forgotten`)
  }
  return findings
}

/** What holds at any instant. */
function judgeAlways({ tally, rows }: Ledger, record: CentreRecord): string[] {
  const findings: string[] = []
  if (tally.segments.submitted < record.rows.length)
    findings.push(`submitted ${tally.segments.submitted} is below the ${record.rows.length} received`)
  const byNumber = record.byNumber()
  for (const number of byNumber.keys())
    if (rows.get(number)?.outcome === 'unsent') findings.push('one who is unsent was sent to')
  for (const { number, outcome, accepted } of rows.values())
    if (accepted > partsAccepted(byNumber.get(number)))
      findings.push(`the ledger says ${accepted} of one ${outcome} were accepted, the centre fewer`)
  return findings
}

/** Once the round is finished. */
export function judgeFinished(ledger: Ledger, record: CentreRecord, terms: Terms): string[] {
  const findings = judgeAlways(ledger, record)
  const byNumber = record.byNumber()
  for (const row of ledger.rows.values()) {
    findings.push(...judgeOutcome(row, byNumber.get(row.number), terms))
    findings.push(...judgeCopies(row, byNumber.get(row.number), terms))
  }
  for (const number of byNumber.keys())
    if (!ledger.rows.has(number)) findings.push('one who is not in the audience was sent to')
  return findings
}

function judgeOutcome(row: Row, copies: Copies | undefined, terms: Terms): string[] {
  const { parts, receipts } = terms
  const atCentre = partsAccepted(copies)
  const hasLast = (copies?.accepted[parts] ?? 0) > 0
  const proof = receipts === 'last' ? hasLast : atCentre === parts
  switch (row.outcome) {
    case 'delivered':
      return proof ? [] : ['one is delivered whose message the centre never accepted']
    case 'failed':
      return (copies?.refused ?? 0) > 0 || proof || atCentre > 0
        ? []
        : ['one has failed whom the centre neither refused nor accepted']
    case 'uncertain':
      // Receipts of several parts prove nothing once a second copy of some was written, and the last one's nothing of
      // parts that did not go out before it in turn.
      return proof && (receipts === 'last' ? copies?.isInTurn === true : row.resent === 0)
        ? ['one is uncertain whose receipts came']
        : []
    case 'accepted':
      return ['one is accepted without a receipt, though the centre got an answer to each']
    default:
      return [`one is ${row.outcome} though the round is finished`]
  }
}

function judgeCopies(row: Row, copies: Copies | undefined, terms: Terms): string[] {
  const most = Math.max(0, ...(copies?.accepted.filter(count => count > 0) ?? []))
  if (most <= 1) return []
  if (terms.policy === 'hold') return ['one was sent twice, though the policy is hold']
  if (row.resent !== 1) return ['one was sent twice and is not marked']
  return most > 2 ? ['one was sent three times'] : []
}

/**
 * What the copies of a leg may say, beside the centre's record and beside each other. Each finding is a sentence; none is what is wanted.
 */
import { isDeepStrictEqual } from 'node:util'
import { judgeFinished, type Ledger, type Terms } from './judge.ts'
import type { CentreRecord } from './record.ts'

/** By the names of their machines, once the round is finished on all of them. */
export function judgeCopies(copies: ReadonlyMap<string, Ledger>, record: CentreRecord, terms: Terms): string[] {
  const findings: string[] = []
  const [first, ...others] = copies
  for (const [name, ledger] of copies)
    findings.push(...judgeFinished(ledger, record, terms).map(finding => `${name}: ${finding}`))
  for (const [name, { tally, rows }] of others) {
    const [owner, { tally: firstTally, rows: firstRows }] = first
    for (const part of ['subscribers', 'segments', 'receipts', 'statuses'] as const)
      if (!isDeepStrictEqual(tally[part], firstTally[part]))
        findings.push(`${name} and ${owner} differ in their ${part}`)
    let differ = 0
    for (const [number, row] of rows) if (!isDeepStrictEqual(row, firstRows.get(number))) differ++
    if (differ > 0 || rows.size !== firstRows.size)
      findings.push(`${name} and ${owner} differ in ${differ} subscribers`)
  }
  return findings
}

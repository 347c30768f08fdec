/**
 * The files that stay with the operator: what to give back to whom, what was given without right, what cannot be decided,
 * and which rows are in no sum. Readable by their owner only; whole, or not there at all.
 *
 * Amounts are in the currency's unit, exact; instants are those of the list's time zone. A cell of the records that a
 * spreadsheet would take for a formula gets an apostrophe before it, as in feeds.
 */

import { closeSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { type Database, quoted } from './database.ts'

export const OPERATOR_FILES = ['refunds.csv', 'claimed.csv', 'undecided.csv', 'rejects.csv'] as const
export type OperatorFile = (typeof OPERATOR_FILES)[number]

const MODE = 0o600

export interface FileOptions {
  readonly directory: string
  readonly currency: string
  readonly decimals: number
}

/** Drafts of all files; `commit` puts them in their places. Fails with fileUnwritable. */
export async function writeDrafts(database: Database, options: FileOptions): Promise<void> {
  const statements: Record<OperatorFile, string> = {
    'refunds.csv': `
      SELECT ${identity}, ${times}, ${seconds('f.free_ms')} AS free_seconds, f.octets,
             ${money('f.amount', options)} AS charged, ${money('f.due', options)} AS due,
             ${money('f.refund', options)} AS refund, ${quoted(options.currency)} AS currency, f.why AS how
      ${from(`'wrong'`)}`,
    'claimed.csv': `
      SELECT ${identity}, ${times}, ${seconds('f.charged_ms')} AS not_free_seconds, f.octets,
             ${money('f.amount', options)} AS charged, ${quoted(options.currency)} AS currency, f.why
      ${from(`'claimed'`)}`,
    'undecided.csv': `
      SELECT ${identity}, ${times}, f.octets, ${money('f.amount', options)} AS charged,
             ${money('0::BIGINT', options)} AS refund_least, ${money('f.refund', options)} AS refund_most,
             ${quoted(options.currency)} AS currency, f.why
      ${from(`'undecided', 'unproved'`)}`,
    'rejects.csv': `
      SELECT ${plain('file')} AS file, line, reason, ${plain('text')} AS row FROM rejects
      ORDER BY rejects.file, line`,
  }
  for (const file of OPERATOR_FILES) {
    const draft = draftOf(options.directory, file)
    create(draft)
    await database.run(`COPY (${statements[file]}) TO ${quoted(draft)} (FORMAT csv, HEADER, USE_TMP_FILE false)`)
  }
}

export function commit(directory: string): void {
  for (const file of OPERATOR_FILES) tried(file, () => renameSync(draftOf(directory, file), join(directory, file)))
}

export function discard(directory: string): void {
  for (const file of OPERATOR_FILES) rmSync(draftOf(directory, file), { force: true })
}

function draftOf(directory: string, file: OperatorFile): string {
  return join(directory, `.${file}.draft`)
}

/** Before DuckDB writes it, so that nobody else can read it at any time. */
function create(draft: string): void {
  tried(draft, () => {
    rmSync(draft, { force: true })
    closeSync(openSync(draft, 'wx', MODE))
  })
}

function tried(file: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    throw baseFailure('fileUnwritable', { file, why: reason(error) })
  }
}

const identity = `${plain('k.subscriber')} AS subscriber, f.hash AS subscriber_hash,
  ${plain('f.operator')} AS operator, f.service, ${plain('k.record')} AS record, ${plain('k.sequence')} AS sequence`
const times = `${instant()} AS start, ${seconds('f.duration')} AS seconds`

function from(outcomes: string): string {
  return `FROM found f JOIN kept k ON k.rowid = f.id WHERE f.outcome IN (${outcomes})
    ORDER BY k.subscriber, f.start, k.record, k.sequence, f.id`
}

/** Never a formula; a number with its plus is none, and is what money is given back by. */
function plain(text: string): string {
  const isFormula = `regexp_matches(${text}, '^[=+@\\t\\r-]')`
  const isNumber = `regexp_full_match(${text}, '\\+[0-9][0-9 .()-]*')`
  return `CASE WHEN ${isFormula} AND NOT ${isNumber} THEN '''' || ${text} ELSE ${text} END`
}

/** ISO 8601 with the offset of the list's time zone, to the millisecond where there are some. */
function instant(): string {
  const minutes = `abs(f.offset_ms) // 60000`
  return `strftime(epoch_ms(f.local_start), '%Y-%m-%dT%H:%M:%S')
    || if(f.local_start % 1000 = 0, '', '.' || lpad((f.local_start % 1000)::VARCHAR, 3, '0'))
    || if(f.offset_ms < 0, '-', '+') || lpad((${minutes} // 60)::VARCHAR, 2, '0')
    || ':' || lpad((${minutes} % 60)::VARCHAR, 2, '0')`
}

function seconds(ms: string): string {
  return `(${ms} // 1000)::VARCHAR
    || if(${ms} % 1000 = 0, '', '.' || lpad((${ms} % 1000)::VARCHAR, 3, '0'))`
}

/** Exact, with as many decimals as amounts have here. */
function money(amount: string, { decimals }: FileOptions): string {
  if (decimals === 0) return `${amount}::VARCHAR`
  const steps = 10 ** decimals
  return `(${amount} // ${steps})::VARCHAR || '.' || lpad((${amount} % ${steps})::VARCHAR, ${decimals}, '0')`
}

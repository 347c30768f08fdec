/**
 * Measures `loa zerorating audit` as it is, a process of its own, over made-up charging records: always the same for a seed
 * (made-up-records.ts). Making them is not measured.
 *
 * A run counts only when the audit has accounted for every record, found the one that is wrong, and agrees with itself in
 * every form of the same records.
 */

import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Children, lastSentence } from '../src/app/children/children.ts'
import { type AuditSummary, auditSummary } from '../src/audit/summary.ts'
import { benchFailure } from './failures.ts'
import { MADE_UP_LIST, makeUpRecords, type RecordForm } from './made-up-records.ts'

export interface AuditBenchOptions {
  /** Each number of records in each form. */
  readonly rows: readonly number[]
  readonly forms: readonly RecordForm[]
  readonly seed: number
  /** Of a hundred records: how many concern a service. */
  readonly concernedPercent: number
  /** Where records are made and removed; 100 million take 10 GB as CSV. */
  readonly directory: string
  readonly stop: AbortSignal
  readonly onBegin: (name: string) => void
}

export interface AuditMeasure {
  readonly name: string
  readonly form: RecordForm
  readonly rows: number
  /** Of the files that were read. */
  readonly octets: number
  readonly seconds: number
  readonly rowsPerSecond: number
  readonly cpuSeconds: number
  readonly peakBytes: number
  readonly judged: number
  readonly wrong: number
}

/** As many records in a file as an operator might put into one. */
const FILE_ROWS = 10_000_000
const EXTENSIONS: Readonly<Record<RecordForm, string>> = { csv: 'csv', gzip: 'csv.gz', parquet: 'parquet' }

/** One after another. Fails with benchFailed. */
export async function measureAudits(options: AuditBenchOptions): Promise<AuditMeasure[]> {
  const directory = await mkdtemp(join(options.directory, 'loa-bench-audit-'))
  const children = new Children()
  const onStop = () => void children.endAll()
  options.stop.addEventListener('abort', onStop)
  const measures: AuditMeasure[] = []
  try {
    for (const rows of options.rows) {
      let before: AuditSummary | null = null
      for (const form of options.forms) {
        const bench = new AuditBench(options, children, join(directory, form))
        const { measure, summary } = await bench.measure(form, rows)
        if (before !== null && JSON.stringify(summary) !== JSON.stringify(before))
          throw benchFailure('benchFailed', { name: measure.name, why: 'the forms do not agree' })
        before = summary
        measures.push(measure)
      }
    }
    return measures
  } finally {
    options.stop.removeEventListener('abort', onStop)
    await children.endAll()
    await rm(directory, { recursive: true, force: true })
  }
}

class AuditBench {
  readonly #options: AuditBenchOptions
  readonly #children: Children
  readonly #directory: string

  constructor(options: AuditBenchOptions, children: Children, directory: string) {
    this.#options = options
    this.#children = children
    this.#directory = directory
  }

  async measure(form: RecordForm, rows: number): Promise<{ measure: AuditMeasure; summary: AuditSummary }> {
    const name = `${form}, ${rows}`
    const files = await this.#make(form, rows)
    this.#options.onBegin(name)
    try {
      const octets = (await Promise.all(files.map(file => stat(file)))).reduce((sum, { size }) => sum + size, 0)
      const list = join(this.#directory, 'list.json')
      await writeFile(list, JSON.stringify(MADE_UP_LIST))
      const { code, stdout, stderr, usage, seconds } = await this.#children.loa([
        ...['zerorating', 'audit', '--list', list, '--json', '--operator', 'made-up'],
        ...['--out', join(this.#directory, 'out'), '--cdr', ...files],
      ]).exit
      if (code !== 0 || usage === null) throw benchFailure('benchFailed', { name, why: lastSentence(stderr) })
      const summary = auditSummary.parse(JSON.parse(stdout))
      if (summary.rows.in !== rows || summary.rows.rejected !== 1)
        throw benchFailure('benchFailed', { name, why: `it read ${summary.rows.in} records` })
      const { cpuSeconds, peakBytes } = usage
      const { judged } = summary.rows
      const wrong = summary.wrong.records
      const took = { seconds, rowsPerSecond: rows / seconds, cpuSeconds, peakBytes }
      return { measure: { name, form, rows, octets, ...took, judged, wrong }, summary }
    } finally {
      await rm(this.#directory, { recursive: true, force: true })
    }
  }

  async #make(form: RecordForm, rows: number): Promise<readonly string[]> {
    const { seed, concernedPercent } = this.#options
    await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    const count = Math.ceil(rows / FILE_ROWS)
    const files = Array.from({ length: count }, (_, at) =>
      join(this.#directory, `records-${at + 1}.${EXTENSIONS[form]}`),
    )
    this.#options.onBegin(`making ${rows} records (${form})`)
    await makeUpRecords({ rows, seed, form, files, concernedPercent }, this.#directory)
    return files
  }
}

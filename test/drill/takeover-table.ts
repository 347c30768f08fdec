/** What a drill of take-overs found, for people. */
import { DOUBTFUL_MAX } from './takeover-world.ts'

/** One take-over, as the new owner told it. */
export interface TakeOver {
  readonly uncertain: number
  /** From the fault to the next submit_sm that the centre read; null: there was none to be sent. */
  readonly seconds: number | null
}

export interface FaultReport {
  readonly fault: string
  readonly takeOvers: readonly TakeOver[]
  readonly findings: readonly string[]
}

export interface RoundReport {
  readonly faults: readonly FaultReport[]
  readonly received: number
  readonly findings: readonly string[]
}

const COLUMNS = [
  ['fault', -66],
  ['times', 5],
  ['take-overs', 10],
  ['s to go on, p50', 15],
  ['p95', 5],
  ['max', 5],
  ['in doubt, p50', 13],
  ['max', 4],
  ['findings', 8],
] as const

function line(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, i) => {
      const width = COLUMNS[i][1]
      return width < 0 ? String(cell).padEnd(-width) : String(cell).padStart(width)
    })
    .join('  ')
}

function at(values: readonly number[], share: number, digits: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return value === undefined ? '-' : value.toFixed(digits)
}

/** A row of a fault, or of all of them. */
function row(name: string, reports: readonly FaultReport[]): string {
  const takeOvers = reports.flatMap(report => report.takeOvers)
  const seconds = takeOvers.map(one => one.seconds).filter(each => each !== null)
  const doubtful = takeOvers.map(one => one.uncertain)
  const times = [0.5, 0.95, 1].map(share => at(seconds, share, 1))
  const findings = reports.reduce((sum, report) => sum + report.findings.length, 0)
  return line([
    ...[name, reports.length, takeOvers.length, ...times],
    ...[at(doubtful, 0.5, 0), at(doubtful, 1, 0), findings],
  ])
}

export function table(rounds: readonly RoundReport[]): string {
  const reports = rounds.flatMap(({ faults }) => faults)
  const received = rounds.reduce((sum, round) => sum + round.received, 0)
  const findings = findingsOf(rounds).length
  const names = [...new Set(reports.map(({ fault }) => fault))].toSorted()
  const of = (name: string) => reports.filter(({ fault }) => fault === name)
  return [
    line(COLUMNS.map(([name]) => name)),
    ...names.map(name => row(name, of(name))),
    row('all', reports),
    `${rounds.length} rounds, ${received} submit_sm read by the centres; at most ${DOUBTFUL_MAX} may be in doubt after a take-over`,
    findings === 0 ? 'nothing was found' : `${findings} findings`,
  ].join('\n')
}

export function findingsOf(rounds: readonly RoundReport[]): string[] {
  return rounds.flatMap(round => [
    ...round.findings,
    ...round.faults.flatMap(({ fault, findings }) => findings.map(finding => `${fault}: ${finding}`)),
  ])
}

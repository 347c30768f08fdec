/** What `loa bench zerorating` measured, as tables for people. */
import { columns } from '../src/app/columns.ts'
import { figure } from '../src/app/terminal.ts'
import type { AuditMeasure } from './zerorating-audit.ts'
import type { measureGy } from './zerorating-gy.ts'
import type { LookupMeasure } from './zerorating-lookups.ts'

const GY_HEAD = ['', 'asked/s', 'answered/s', 'µs CPU', '% core', 'p50 ms', 'p99 ms', 'max ms', 'refused']

export function gyTable(rows: Awaited<ReturnType<typeof measureGy>>): string {
  const lines = rows.map(row =>
    'missing' in row
      ? [row.name, row.missing]
      : [
          row.name,
          row.perSecond === null ? `window ${row.window}` : figure(row.perSecond),
          figure(row.requestsPerSecond),
          row.cpuMicros.toFixed(2),
          (row.cpuShare * 100).toFixed(0),
          ...[row.latencyMs.p50, row.latencyMs.p99, row.latencyMs.max].map(ms => ms.toFixed(2)),
          figure(row.refused),
        ],
  )
  return columns([GY_HEAD, ...lines])
}

const AUDIT_HEAD = ['', 'records', 'MB read', 'seconds', 'records/s', 'CPU s', 'MB', 'judged', 'wrong']

export function auditTable(measures: readonly AuditMeasure[]): string {
  const lines = measures.map(of => [
    of.form,
    figure(of.rows),
    figure(of.octets / 1e6),
    of.seconds.toFixed(1),
    figure(of.rowsPerSecond),
    of.cpuSeconds.toFixed(1),
    figure(of.peakBytes / 1e6),
    figure(of.judged),
    figure(of.wrong),
  ])
  return columns([AUDIT_HEAD, ...lines])
}

export function lookupTable(measures: readonly LookupMeasure[]): string {
  const lines = measures.map(({ name, lookups, found, nanosecondsEach }) => [
    name,
    figure(lookups),
    figure(found),
    nanosecondsEach.toFixed(0),
  ])
  return columns([['', 'look-ups', 'found', 'ns CPU each'], ...lines])
}

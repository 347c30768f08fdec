/** What `loa bench loudspeakers` measured, for people. */
import { columns } from '../../src/app/columns.ts'
import { figure } from '../../src/app/terminal.ts'
import { type Machine, machineLines } from '../machine.ts'
import { type LoudspeakersMeasure, PROVINCES, type Spell, TOGETHER, URGENT_MS } from './run.ts'

export interface LoudspeakersBench extends LoudspeakersMeasure {
  readonly command: string
  readonly machine: Machine
}

const MB = 1_000_000
const SECONDS_OF_HOUR = 3600

export function loudspeakersTable(bench: LoudspeakersBench): string {
  const { clusters, urgentMs, urgentInTime, machine, command } = bench
  const row = (name: string, { seconds, cpuSeconds }: Spell, devices: number | null) => [
    ...[name, seconds.toFixed(1), cpuSeconds.toFixed(1), (cpuSeconds / seconds).toFixed(2)],
    devices === null ? '' : ((cpuSeconds * 1000) / devices).toFixed(2),
  ]
  const urgently = (urgentMs.count * clusters) / PROVINCES.length
  return [
    columns([
      [`${figure(clusters)} devices`, 'seconds', 'processor s', 'of one core', 'ms a device'],
      row(`coming: hello and stream, ${TOGETHER} at a time`, bench.connect, clusters),
      row('idle: all connected, a beat each 5 s', bench.idle, null),
      row('telling: approval to the last agenda', bench.release, clusters),
      row('the same until all have reported', bench.receipts, clusters),
      row('urgents for a tenth, told, fetched, reported', bench.urgents, urgently),
    ]),
    `devices come, are told and report as fast as the server can; within an hour, once each: ${hourly(bench)} of one core`,
    columns([
      ['from approval to the sound at a device, ms', 'p50', 'p95', 'max'],
      [
        `${urgentInTime} of ${urgentMs.count} within ${URGENT_MS}`,
        ...[urgentMs.p50, urgentMs.p95, urgentMs.max].map(ms => ms.toFixed(0)),
      ],
    ]),
    `${memory(bench)}\n` +
      `a year of one cluster: ${figure(bench.yearPlays)} plays, computed in ${bench.yearMs.toFixed(0)} ms`,
    machineLines(machine, 'cores', command).join('\n'),
  ].join('\n\n')
}

/** All of them come, are told and report, and are idle for the rest of it. */
function hourly({ connect, idle, receipts }: LoudspeakersBench): string {
  const idleShare = idle.cpuSeconds / idle.seconds
  return ((connect.cpuSeconds + receipts.cpuSeconds) / SECONDS_OF_HOUR + idleShare).toFixed(2)
}

function memory(bench: LoudspeakersBench): string {
  const { clusters, memoryBytes, memoryBeforeBytes: before, memoryConnectedBytes: connected } = bench
  const mb = (bytes: number) => figure(Math.round(bytes / MB))
  const each = Math.max(0, connected - before) / clusters / 1000
  return `memory of the server: ${mb(before)} MB before they came, ${mb(connected)} MB with all connected (${each.toFixed(0)} kB a device), at most ${mb(memoryBytes)} MB`
}

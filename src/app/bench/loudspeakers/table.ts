/** What `loa bench loudspeakers` measured, for people. */
import { columns } from '../../columns.ts'
import { figure } from '../../terminal.ts'
import { type Machine, machineLines } from '../machine.ts'
import { type LoudspeakersMeasure, type Spell, URGENT_MS } from './run.ts'

export interface LoudspeakersBench extends LoudspeakersMeasure {
  readonly command: string
  readonly machine: Machine
}

export function loudspeakersTable(bench: LoudspeakersBench): string {
  const { clusters, urgentMs, urgentInTime, machine, command } = bench
  const row = (name: string, { seconds, cpuSeconds }: Spell) => [
    name,
    seconds.toFixed(1),
    cpuSeconds.toFixed(1),
    (cpuSeconds / seconds).toFixed(2),
  ]
  return [
    columns([
      [`${figure(clusters)} devices`, 'seconds', 'processor seconds', 'of one core'],
      row('all of them come', bench.connect),
      row('nothing happens', bench.idle),
      row('from an approval to the last agenda', bench.release),
      row('and until all have told that they played', bench.receipts),
      row('urgents, one after another', bench.urgents),
    ]),
    columns([
      ['from approval to the sound at a device, ms', 'p50', 'p95', 'max'],
      [
        `${urgentInTime} of ${urgentMs.count} within ${URGENT_MS}`,
        ...[urgentMs.p50, urgentMs.p95, urgentMs.max].map(ms => ms.toFixed(0)),
      ],
    ]),
    `memory of the server at most ${figure(Math.round(bench.memoryBytes / 1e6))} MB\n` +
      `a year of one cluster: ${figure(bench.yearPlays)} plays, computed in ${bench.yearMs.toFixed(0)} ms`,
    machineLines(machine, 'cores', command).join('\n'),
  ].join('\n\n')
}

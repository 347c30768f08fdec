/** What `loa bench takeover` measured, for people. */
import { columns } from '../../src/app/columns.ts'
import { figure } from '../../src/app/terminal.ts'
import { type Machine, machineLines } from '../machine.ts'
import type { Measure } from '../measures.ts'
import { SHARE, SILENT_MS, TAKEN_SECONDS, type TakeOverMeasure } from './run.ts'

export interface TakeOverBench extends TakeOverMeasure {
  readonly command: string
  readonly machine: Machine
}

export function takeOverTable(bench: TakeOverBench): string {
  const { takeOvers, uncertainMax, commitMs, stops, rates, machine, command, seed } = bench
  const { seconds, uncertain } = takeOvers
  const parts = [
    columns([
      [`owner killed, ${seconds.count} times`, 'p50', 'p95', 'max', 'at most'],
      [
        's to the next submit_sm at the centre',
        ...[seconds.p50, seconds.p95, seconds.max].map(each => each.toFixed(2)),
        `p95 ${TAKEN_SECONDS}`,
      ],
      ['subscribers in doubt', ...[uncertain.p50, uncertain.p95, uncertain.max].map(String), String(uncertainMax)],
      [
        'ms until the log has a group of 6 kB',
        ...[commitMs.p50, commitMs.p95, commitMs.max].map(each => each.toFixed(1)),
        '',
      ],
    ]),
  ]
  if (stops.length > 0)
    parts.push(
      columns([
        ['stopped during', 'ms to the last submit_sm', `at most ${SILENT_MS}`],
        ...stops.map(({ during, ms }) => [during, ms.toFixed(0), ms <= SILENT_MS ? 'yes' : 'no']),
      ]),
    )
  if (rates !== null)
    parts.push(
      columns([
        ['a round of one segment, a receipt each', 'segments/s', 'sender µs', 'of the rate without'],
        row(rates.without, ''),
        row(rates.withLog, `${(rates.share * 100).toFixed(0)} % (at least ${(SHARE * 100).toFixed(0)})`),
      ]),
    )
  parts.push(machineLines(machine, 'cores', `${command}, seed ${seed}`).join('\n'))
  return parts.join('\n\n')
}

function row({ name, segmentsPerSecond, senderMicros }: Measure, share: string): string[] {
  return [name, figure(Math.round(segmentsPerSecond)), senderMicros.toFixed(2), share]
}

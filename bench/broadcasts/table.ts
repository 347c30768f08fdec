/** What `loa bench broadcasts` measured, for people. */
import { columns } from '../../src/app/columns.ts'
import { figure } from '../../src/app/terminal.ts'
import { type Machine, machineLines } from '../machine.ts'
import {
  ASKED_MS,
  type BroadcastsMeasure,
  COUNTRY_SECONDS,
  MEMORY_BYTES,
  type Soon,
  type Spell,
  STORM_SECONDS,
  type Taken,
} from './run.ts'

export interface BroadcastsBench extends BroadcastsMeasure {
  readonly command: string
  readonly machine: Machine
}

const MB = 1_000_000

export function broadcastsTable(bench: BroadcastsBench): string {
  const { releases, country, machine, command, seed } = bench
  const soon = (name: string, { ms, inTime }: Soon) => [
    name,
    ...[ms.p50, ms.p95, ms.max].map(each => each.toFixed(0)),
    `${inTime} of ${ms.count}`,
  ]
  return [
    columns([
      [
        `to the last of ${releases.bscs} BSCs, ${releases.operators} operators, ms`,
        ...['p50', 'p95', 'max', `below ${ASKED_MS}`],
      ],
      soon('approved', releases.approved),
      soon('corrected', releases.corrected),
      soon('taken back', releases.stopped),
    ]),
    columns([
      [
        `${figure(country.cells)} cells, ${country.bscs} BSCs, s`,
        ...['asked', 'answered', 'within', 'server', 'node', 'BSCs'],
      ],
      spell('on the air', country.onAir, COUNTRY_SECONDS),
      ...country.storms.map(each => spell('again, after all lost their data', each, STORM_SECONDS)),
      spell('off the air', country.off, COUNTRY_SECONDS),
      ...country.regions.map(({ cells, onAir }) =>
        spell(`a part of them, ${figure(cells)} cells by name`, onAir, COUNTRY_SECONDS),
      ),
    ]),
    `the authority knew of all cells after ${country.toldSeconds.toFixed(1)} s`,
    columns([
      ['processor s', 'seconds', 'server', 'nodes', 'BSCs'],
      [
        `${figure(releases.approved.ms.count)} written, approved, corrected, taken back`,
        releases.seconds.toFixed(1),
        ...taken(releases.cpuSeconds),
      ],
      [
        `on the air at ${figure(country.cells)} cells, nothing happens`,
        country.idle.seconds.toFixed(1),
        ...taken(country.idle.cpuSeconds),
      ],
    ]),
    `memory of the node: ${megabytes(country.memoryBeforeBytes)} MB with all BSCs connected, at most ${megabytes(country.memoryBytes)} MB with all cells on the air (below ${megabytes(MEMORY_BYTES)}), ${megabytes(country.memoryRegionsBytes)} MB with parts of them by name`,
    machineLines(machine, 'cores', `${command}, seed ${seed}`).join('\n'),
  ].join('\n\n')
}

function spell(name: string, { asked, answered, cpuSeconds }: Spell, within: number): string[] {
  return [name, asked.toFixed(2), answered.toFixed(2), String(within), ...taken(cpuSeconds)]
}

function taken({ server, nodes, bscs }: Taken): string[] {
  return [server, nodes, bscs].map(seconds => seconds.toFixed(2))
}

function megabytes(bytes: number): string {
  return figure(Math.round(bytes / MB))
}

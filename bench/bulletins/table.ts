/** What `loa bench bulletins` measured, for people. */
import { columns } from '../../src/app/columns.ts'
import { figure } from '../../src/app/terminal.ts'
import { type Machine, machineLines } from '../machine.ts'
import type { BulletinsMeasure, Served } from './run.ts'

export interface BulletinsBench extends BulletinsMeasure {
  readonly command: string
  readonly machine: Machine
  readonly readers: number
}

export function bulletinsTable(bench: BulletinsBench): string {
  const { publishedMs, loa, firstOctets, nginx, readers, machine, command } = bench
  const row = (name: string, served: Served) => [
    name,
    figure(Math.round(served.perSecondAndCore)),
    figure(Math.round(served.requests / served.seconds)),
    figure(served.octets),
  ]
  return [
    columns([
      ['/bulletins', 'requests a second and core', 'requests a second', 'octets of an answer'],
      row('loa serve', loa),
      ...(nginx === null ? [] : [row('nginx', nginx)]),
    ]),
    nginx === null
      ? 'nginx is not installed: nothing to compare with'
      : `loa serve : nginx = ${(loa.perSecondAndCore / nginx.perSecondAndCore).toFixed(2)} for each core`,
    columns([
      ['first octet of /bulletins, ms', 'p50', 'p95', 'p99', 'max'],
      ...firstOctets.map(({ connections, perSecond, ms }) => [
        `${connections} connection${connections === 1 ? '' : 's'}, ${perSecond} requests a second`,
        ...[ms.p50, ms.p95, ms.p99, ms.max].map(each => each.toFixed(2)),
      ]),
    ]),
    columns([
      ['from approval to page, feeds and alert, ms', 'p50', 'p95', 'max'],
      [figure(publishedMs.count), ...[publishedMs.p50, publishedMs.p95, publishedMs.max].map(ms => ms.toFixed(0))],
    ]),
    machineLines(machine, 'cores', `${command}, ${readers} readers`).join('\n'),
  ].join('\n\n')
}

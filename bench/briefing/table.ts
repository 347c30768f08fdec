/** What `loa bench briefing` measured, for people. */
import { columns } from '../../src/app/columns.ts'
import { figure } from '../../src/app/terminal.ts'
import { type Machine, machineLines } from '../machine.ts'
import type { Missing } from '../measures.ts'
import type { Beside } from './beside.ts'
import type { PagesMeasure } from './pages.ts'
import type { Quantiles } from './quantiles.ts'
import type { RestartMeasure } from './restart.ts'
import type { CleanMeasure, LossyMeasure, RejoinMeasure } from './run.ts'

export interface BriefingBench {
  readonly command: string
  readonly machine: Machine
  readonly seed: number
  readonly sites: number
  readonly speaking: number
  readonly clean: CleanMeasure
  readonly lossy: LossyMeasure
  readonly rejoin: RejoinMeasure
  readonly restart: RestartMeasure
  /** Null: not asked for. */
  readonly pages: PagesMeasure | Missing | null
  readonly beside: readonly (Beside | Missing)[]
}

const percent = (share: number, digits = 1) => `${(share * 100).toFixed(digits)} %`
const share = (part: number, of: number) => (of === 0 ? 0 : part / of)

export function briefingTable(bench: BriefingBench): string {
  const { sites, speaking, seed, command, machine } = bench
  return [
    `${sites} sites, ${speaking} speaking`,
    counted(bench),
    times(bench),
    besides(bench),
    machineLines(machine, 'cores', `${command}, seed ${seed}`).join('\n'),
  ].join('\n\n')
}

function counted({ clean, lossy }: BriefingBench): string {
  const rate = (count: number) => figure(Math.round(count / clean.seconds))
  return columns([
    ['', ''],
    ['media process, of one core', percent(clean.cpuShare)],
    ['processor for a packet, in or out, µs', clean.cpuMicrosEach.toFixed(1)],
    ['packets in / out, a second', `${rate(clean.packetsIn)} / ${rate(clean.packetsOut)}`],
    ['bots, of one core', percent(clean.botsCpuShare)],
    ['datagrams lost on the bad lines', percent(lossy.lostOnTheLines)],
    ['pictures that lack something', `${percent(share(lossy.framesLost, lossy.frames), 2)} of ${figure(lossy.frames)}`],
    ['voice that was made up', `${percent(share(lossy.voicesLost, lossy.voices), 2)} of ${figure(lossy.voices)}`],
    ['packets of pictures that came while it was behind', figure(lossy.behind)],
    ['changes of the class of a bad line', figure(lossy.classChanges)],
    ['media process over bad lines, of one core', percent(lossy.cpuShare)],
  ])
}

function times({ clean, rejoin, restart, pages }: BriefingBench): string {
  const row = (name: string, { count, p50, p95, p99, max }: Quantiles) => [
    name,
    figure(count),
    ...[p50, p95, p99, max].map(ms => ms.toFixed(ms < 100 ? 2 : 0)),
  ]
  return columns([
    ['milliseconds', 'count', 'p50', 'p95', 'p99', 'max'],
    row('from bot to bot by the server', clean.delayMs),
    row("of that the bots' own", clean.botsOwnMs),
    row('who is heard, told and answered', clean.heardMs),
    row('join', clean.joinMs),
    row('back after another address', rejoin.addressChange),
    row('back after a second without a line', rejoin.blackHole),
    row('back after the media process was killed', rejoin.killed),
    row('back after the server was killed', restart.heard),
    row('of that until it was ready', restart.ready),
    ...(pages === null || 'missing' in pages
      ? []
      : [
          row('a page of Chromium, from Join to the first sound', pages.joined),
          row('loaded anew, to the first sound', pages.loadedAnew),
        ]),
  ])
}

function besides({ clean, beside, pages }: BriefingBench): string {
  const lines = beside.map(each => {
    if ('missing' in each) return `${each.name}: ${each.missing}`
    const ours = clean.cpuMicrosEach / each.cpuMicrosEach
    return `beside ${each.name}: ${each.cpuMicrosEach.toFixed(1)} µs a packet; ours takes ${ours.toFixed(2)} times as much`
  })
  if (pages !== null && 'missing' in pages) lines.push(`${pages.name}: ${pages.missing}`)
  return lines.join('\n')
}

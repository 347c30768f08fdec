/** `loa bench briefing`: what forwarding a briefing costs, how late packets are, what bad lines lose, how soon a site is back. */

import type { Command } from 'commander'
import { count } from '../../src/app/options.ts'
import { baseFailure } from '../../src/base/failures.ts'
import { SITES_MAX } from '../../src/media/room.ts'
import { AUDIO_SLOTS } from '../../src/media/transport.ts'
import { type Beside, type BesideName, isBeside } from '../briefing/beside.ts'
import type { Missing } from '../measures.ts'

interface BenchBriefingFlags {
  readonly sites: number
  readonly speaking: number
  readonly seconds: number
  readonly loss: number
  readonly rejoins: number
  readonly pages: number
  readonly seed: number
  readonly beside: readonly BesideName[]
  readonly json?: true
}

const DEFAULT_BESIDE: readonly BesideName[] = ['werift']

const EXAMPLE = `
Examples:
  loa bench briefing
  loa bench briefing --sites 24 --speaking 3 --seconds 20 --loss 0.05 --json > briefing.json

The media process, the bots and the bad lines are processes of this machine, on its loopback alone. Figures belong to it.
Pages join where Debian's chromium-headless-shell is, in a checkout. For a ratio, npm's werift forwards the same once more where it is installed, as in a checkout.
With --beside pion, Go's pion does so with repair, reports and transport-wide feedback; with --beside pion-bare it only forwards. Debian's golang-go and golang-github-pion-webrtc.v3-dev build it first (minutes).`

export function registerBenchBriefing(bench: Command): void {
  bench
    .command('briefing')
    .description('what forwarding a briefing costs, what bad lines lose, how soon a site is back')
    .option('--sites <n>', 'of the briefing', count({ from: 2, to: SITES_MAX }), 24)
    .option('--speaking <n>', 'who are heard and seen', count({ from: 1, to: AUDIO_SLOTS }), 3)
    .option('--seconds <n>', 'of each measurement', count({ from: 1, to: 3600 }), 20)
    .option('--loss <share>', 'of the datagrams on the bad lines, each way', share, 0.05)
    .option('--rejoins <n>', 'of sites that were cut off, each way', count({ from: 1, to: 500 }), 50)
    .option('--pages <n>', 'that join in a real Chromium', count({ from: 0, to: 500 }), 30)
    .option('--seed <n>', 'of the bad lines', count({ from: 0, to: 2 ** 32 - 1 }), 1)
    .option('--beside <names...>', 'forwarders of others: werift, pion, pion-bare', besides, DEFAULT_BESIDE)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(benchBriefing)
}

/** One after the other: each is told the ones before. */
function besides(text: string, before: readonly BesideName[]): readonly BesideName[] {
  if (!isBeside(text))
    throw baseFailure('usage', {
      vi: `'${text}' không phải werift, pion hay pion-bare`,
      en: `'${text}' is none of werift, pion, pion-bare`,
    })
  return before === DEFAULT_BESIDE ? [text] : [...before, text]
}

function share(text: string): number {
  const value = /^(?:0|0?\.\d+|0\.\d+)$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= 0.5))
    throw baseFailure('usage', {
      vi: `'${text}' không phải tỷ lệ từ 0 đến 0.5`,
      en: `'${text}' is no share from 0 to 0.5`,
    })
  return value
}

async function benchBriefing(flags: BenchBriefingFlags): Promise<void> {
  const { commandTyped, measuring } = await import('../measuring.ts')
  const { machineNow } = await import('../machine.ts')
  const { measureBeside } = await import('../briefing/beside.ts')
  const { measureClean, measureLossy, measureRejoins } = await import('../briefing/run.ts')
  const { measureRestarts } = await import('../briefing/restart.ts')
  const { measurePages } = await import('../briefing/pages.ts')
  const { briefingTable } = await import('../briefing/table.ts')
  const { sites, speaking, seconds, loss, rejoins, pages, seed } = flags
  if (speaking > sites)
    throw baseFailure('usage', {
      vi: '--speaking không được lớn hơn --sites',
      en: '--speaking is at most as many as --sites',
    })
  const machine = machineNow()
  const bench = await measuring(undefined, async needs => {
    const options = { ...needs, sites, speaking, seconds, loss, rejoins, seed }
    const measured = {
      clean: await measureClean(options),
      lossy: await measureLossy(options),
      rejoin: await measureRejoins(options),
      restart: await measureRestarts(options),
      pages: pages === 0 ? null : await measurePages({ ...options, pages }),
    }
    const beside: (Beside | Missing)[] = []
    for (const name of flags.beside) beside.push(await measureBeside(name, options))
    return { command: commandTyped(), machine, seed, sites, speaking, ...measured, beside }
  })
  process.stdout.write(`${flags.json ? JSON.stringify(bench) : briefingTable(bench)}\n`)
}

/** `loa bench`: throughput, processor time and memory of the sender, beside others. Other benches are its subcommands. */

import type { Command } from 'commander'
import { count } from '../../src/app/options.ts'
import { language } from '../../src/app/terminal.ts'
import { baseFailure } from '../../src/base/failures.ts'
import { registerBenchAuthority } from './authority.ts'
import { registerBenchBriefing } from './briefing.ts'
import { registerBenchBroadcasts } from './broadcasts.ts'
import { registerBenchBulletins } from './bulletins.ts'
import { registerBenchLoudspeakers } from './loudspeakers.ts'
import { registerBenchTakeover } from './takeover.ts'
import { registerBenchZerorating } from './zerorating.ts'

interface BenchFlags {
  readonly subscribers?: number
  readonly segments?: number
  readonly receipts?: 'last' | 'all' | 'none'
  readonly window: number
  readonly seed: number
  readonly repeat: number
  readonly dir?: string
  readonly peers?: true
  readonly json?: true
}

/** As `loa round run` has it; measured to be the best, docs/how-to/measure.md. */
const WINDOW = 1000
/** As many numbers fit, with gaps as a country has them. */
const SUBSCRIBERS_MAX = 160_000_000

const EXAMPLE = `
Examples:
  loa bench
  loa bench --peers --json > bench.json
  loa bench --subscribers 1000000 --segments 6 --receipts last

Both ends run on this machine. Figures belong to it; ratios of one run can be compared.`

const SUBCOMMANDS = [
  registerBenchAuthority,
  registerBenchZerorating,
  registerBenchBriefing,
  registerBenchBulletins,
  registerBenchBroadcasts,
  registerBenchLoudspeakers,
  registerBenchTakeover,
]

export function registerBench(program: Command): void {
  const bench = program.command('bench')
  bench
    .description('how fast this machine sends with ledger and receipts on, and what it costs')
    .option(
      '--subscribers <n>',
      'of each round (default: as many as take a few seconds)',
      count({ from: 1, to: SUBSCRIBERS_MAX }),
    )
    .option('--segments <n>', 'of the message (default: one, then eleven)', count({ from: 1, to: 255 }))
    .option('--receipts <which>', 'last, all or none', which)
    .option('--window <n>', 'submit_sm in flight, at most', count({ from: 1, to: 100_000 }), WINDOW)
    .option('--seed <n>', 'of the numbers', count({ from: 0, to: 2 ** 32 - 1 }), 1)
    .option('--repeat <n>', 'runs of each, of which the fastest counts', count({ from: 1, to: 100 }), 1)
    .option('--dir <dir>', "where the ledgers lie (default: the system's directory for such)")
    .option('--peers', 'also npm smpp, Kannel and raw TCP on the same machine')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(benchSender)
  for (const register of SUBCOMMANDS) register(bench)
}

function which(text: string): 'last' | 'all' | 'none' {
  if (text === 'last' || text === 'all' || text === 'none') return text
  throw baseFailure('usage', {
    vi: `'${text}' không nằm trong: last, all, none`,
    en: `'${text}' is none of last, all, none`,
  })
}

async function benchSender(flags: BenchFlags): Promise<void> {
  const { findPeers } = await import('../peers.ts')
  const { runBench } = await import('../run.ts')
  const { commandTyped, measuring } = await import('../measuring.ts')
  const { benchTable } = await import('../bench-table.ts')
  const peers = flags.peers ? await findPeers() : null
  const result = await measuring(
    flags.dir,
    async needs =>
      await runBench({
        ...needs,
        subscribers: flags.subscribers ?? null,
        segments: flags.segments ?? null,
        receipts: flags.receipts ?? null,
        window: flags.window,
        seed: flags.seed,
        repeat: flags.repeat,
        peers,
      }),
  )
  const command = commandTyped()
  process.stdout.write(
    flags.json ? `${JSON.stringify({ command, ...result })}\n` : `${benchTable(result, command, language())}\n`,
  )
}

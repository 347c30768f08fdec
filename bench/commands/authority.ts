/** `loa bench authority`: how the authority's server bears years of work, a sending node and those who watch. */

import type { Command } from 'commander'
import { count } from '../../src/app/options.ts'
import { language } from '../../src/app/terminal.ts'

interface BenchAuthorityFlags {
  readonly operators: number
  readonly campaigns: number
  readonly rounds: number
  readonly browsers: number
  readonly seconds: number
  readonly seed: number
  readonly dir?: string
  readonly json?: true
}

/** Each browser has two streams open, and the server gives 500 to one person. */
const BROWSERS_MAX = 250

const EXAMPLE = `
Examples:
  loa bench authority
  loa bench authority --json > authority.json
  loa bench authority --rounds 200 --seconds 2

Takes some minutes and 3 GB of disk, most of it for filling the database.`

export function registerBenchAuthority(bench: Command): void {
  bench
    .command('authority')
    .description("the authority's server: start, lists, reads while a node sends, who watches")
    .option('--operators <n>', 'in the database', count({ from: 1, to: 100 }), 30)
    .option('--campaigns <n>', 'likewise', count({ from: 1, to: 100_000 }), 1000)
    .option('--rounds <n>', 'likewise, each at all operators', count({ from: 1, to: 100_000 }), 10_000)
    .option('--browsers <n>', 'that watch', count({ from: 1, to: BROWSERS_MAX }), 200)
    .option('--seconds <n>', 'of each measurement', count({ from: 1, to: 600 }), 20)
    .option('--seed <n>', 'of the numbers', count({ from: 0, to: 2 ** 32 - 1 }), 1)
    .option('--dir <dir>', "where the databases lie (default: the system's directory for such)")
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(benchAuthority)
}

async function benchAuthority(flags: BenchAuthorityFlags): Promise<void> {
  const { runAuthorityBench } = await import('../authority/run.ts')
  const { commandTyped, measuring } = await import('../measuring.ts')
  const { authorityTable } = await import('../authority/authority-table.ts')
  const { operators, campaigns, rounds, browsers, seconds, seed } = flags
  const size = { operators, campaigns, rounds }
  const result = await measuring(
    flags.dir,
    async needs => await runAuthorityBench({ ...needs, size, browsers, seconds, seed }),
  )
  const command = commandTyped()
  process.stdout.write(
    flags.json ? `${JSON.stringify({ command, ...result })}\n` : `${authorityTable(result, command, language())}\n`,
  )
}

/** `loa bench bulletins`: what a reader of /bulletins costs, beside nginx, how soon the first octet is there and what was approved public. */
import type { Command } from 'commander'
import { count } from '../../src/app/options.ts'

interface BenchBulletinsFlags {
  readonly releases: number
  readonly readers: number
  readonly seconds: number
  readonly json?: true
}

const EXAMPLE = `
Examples:
  loa bench bulletins
  loa bench bulletins --releases 50 --readers 16 --seconds 5 --json > bulletins.json

Server, nginx and readers are processes of this machine. Figures belong to it; ratios of one run can be compared.`

export function registerBenchBulletins(bench: Command): void {
  bench
    .command('bulletins')
    .description(
      'what readers of /bulletins cost, beside nginx; how soon the first octet is there, and what was approved public',
    )
    .option('--releases <n>', 'approved one after another', count({ from: 1, to: 10_000 }), 50)
    .option('--readers <n>', 'at once', count({ from: 1, to: 256 }), 16)
    .option('--seconds <n>', 'of each measurement', count({ from: 1, to: 600 }), 5)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(benchBulletins)
}

async function benchBulletins({ json, ...flags }: BenchBulletinsFlags): Promise<void> {
  const { machineNow } = await import('../machine.ts')
  const { commandTyped, measuring } = await import('../measuring.ts')
  const { measureBulletins } = await import('../bulletins/run.ts')
  const { bulletinsTable } = await import('../bulletins/table.ts')
  const machine = machineNow()
  const measured = await measuring(undefined, async needs => await measureBulletins({ ...flags, ...needs }))
  const bench = { command: commandTyped(), machine, readers: flags.readers, ...measured }
  process.stdout.write(json ? `${JSON.stringify(bench)}\n` : `${bulletinsTable(bench)}\n`)
}

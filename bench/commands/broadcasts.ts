/** `loa bench broadcasts`: how soon every BSC is asked after an approval, what a country's cells cost a node, and BSCs that lose their data. */
import type { Command } from 'commander'
import { count } from '../../src/app/options.ts'

interface BenchBroadcastsFlags {
  readonly releases: number
  readonly bscs: number
  readonly cells: number
  readonly storms: number
  readonly seconds: number
  readonly seed: number
  readonly column: boolean
  readonly json?: true
}

const EXAMPLE = `
Examples:
  loa bench broadcasts
  loa bench broadcasts --no-column
  loa bench broadcasts --releases 5 --bscs 20 --cells 1000 --json > broadcasts.json

Server, nodes and BSCs are processes of this machine; BSCs are simulated. Figures belong to it.`

export function registerBenchBroadcasts(bench: Command): void {
  bench
    .command('broadcasts')
    .description(
      "how soon every controller of cells has a broadcast, a correction, a stop; a country's cells at one node",
    )
    .option('--releases <n>', 'approved one after another', count({ from: 1, to: 1000 }), 50)
    .option('--bscs <n>', 'controllers of the large operator', count({ from: 1, to: 1000 }), 200)
    .option('--cells <n>', 'of them all', count({ from: 1, to: 1_000_000 }), 50_000)
    .option('--storms <n>', 'in which all lose their data at once', count({ from: 0, to: 100 }), 3)
    .option('--seconds <n>', 'in which nothing happens', count({ from: 0, to: 600 }), 10)
    .option('--no-column', 'tables of cells do not name the controller of each')
    .option('--seed <n>', 'of where cells stand', count({ from: 0, to: 2 ** 32 - 1 }), 1)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(benchBroadcasts)
}

async function benchBroadcasts({ json, ...flags }: BenchBroadcastsFlags): Promise<void> {
  const { machineNow } = await import('../machine.ts')
  const { commandTyped, measuring } = await import('../measuring.ts')
  const { measureBroadcasts } = await import('../broadcasts/run.ts')
  const { broadcastsTable } = await import('../broadcasts/table.ts')
  const machine = machineNow()
  const measured = await measuring(undefined, async needs => await measureBroadcasts({ ...flags, ...needs }))
  const bench = { command: commandTyped(), machine, ...measured }
  process.stdout.write(json ? `${JSON.stringify(bench)}\n` : `${broadcastsTable(bench)}\n`)
}

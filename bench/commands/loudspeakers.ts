/** `loa bench loudspeakers`: thousands of devices at one server, and how soon an urgent word is there. */
import type { Command } from 'commander'
import { count } from '../../src/app/options.ts'

interface BenchLoudspeakersFlags {
  readonly clusters: number
  readonly urgents: number
  readonly seconds: number
  readonly json?: true
}

const EXAMPLE = `
Examples:
  loa bench loudspeakers
  loa bench loudspeakers --clusters 10000 --urgents 50 --json > loudspeakers.json

Server and devices are two processes of this machine. Figures belong to it.`

export function registerBenchLoudspeakers(bench: Command): void {
  bench
    .command('loudspeakers')
    .description('what thousands of loudspeakers cost a server; how soon an urgent word is there')
    .option('--clusters <n>', 'connected at once', count({ from: 1, to: 20_000 }), 10_000)
    .option('--urgents <n>', 'released one after another', count({ from: 1, to: 1000 }), 50)
    .option('--seconds <n>', 'in which nothing happens', count({ from: 1, to: 600 }), 20)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(benchLoudspeakers)
}

async function benchLoudspeakers({ json, ...flags }: BenchLoudspeakersFlags): Promise<void> {
  const { machineNow } = await import('../machine.ts')
  const { commandTyped, measuring } = await import('../measuring.ts')
  const { measureLoudspeakers } = await import('../loudspeakers/run.ts')
  const { loudspeakersTable } = await import('../loudspeakers/table.ts')
  const machine = machineNow()
  const measured = await measuring(undefined, async needs => await measureLoudspeakers({ ...flags, ...needs }))
  const bench = { command: commandTyped(), machine, ...measured }
  process.stdout.write(json ? `${JSON.stringify(bench)}\n` : `${loudspeakersTable(bench)}\n`)
}

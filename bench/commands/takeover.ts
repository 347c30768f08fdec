/** `loa bench takeover`: how soon a standby goes on when its owner is killed, whom that leaves in doubt, and what the log costs a round. */
import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { count } from '../../src/app/options.ts'

interface BenchTakeoverFlags {
  readonly takeovers: number
  readonly tps: number
  readonly subscribers: number
  readonly repeat: number
  readonly stops: boolean
  readonly seed: number
  readonly picture?: string
  readonly json?: true
}

const EXAMPLE = `
Examples:
  loa bench takeover
  loa bench takeover --takeovers 10 --subscribers 0 --no-stops
  loa bench takeover --picture takeover.svg --json > takeover.json

Owner, standbys, SMS centre and three NATS servers (Debian: nats-server) are processes of this machine. Figures belong to it; the two rates
of one run can be compared.`

export function registerBenchTakeover(bench: Command): void {
  bench
    .command('takeover')
    .description(
      'how soon a standby goes on when its owner is killed, whom that leaves in doubt, and what the log costs a round',
    )
    .option('--takeovers <n>', 'owners killed, one after another', count({ from: 1, to: 10_000 }), 100)
    .option('--tps <n>', 'segments per second of that round', count({ from: 10, to: 20_000 }), 500)
    .option(
      '--subscribers <n>',
      'of the rounds with and without a log; 0: they are not measured',
      count({ from: 0, to: 100_000_000 }),
      5_000_000,
    )
    .option('--repeat <n>', 'runs of each of them, of which the fastest counts', count({ from: 1, to: 20 }), 3)
    .option('--no-stops', 'stops during faults are not measured')
    .option('--seed <n>', 'of the audience and of when owners are killed', count({ from: 0, to: 2 ** 32 - 1 }), 1)
    .option('--picture <file>', 'take-over times as SVG')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(benchTakeover)
}

async function benchTakeover({ json, picture, ...flags }: BenchTakeoverFlags): Promise<void> {
  const { machineNow } = await import('../machine.ts')
  const { commandTyped, measuring } = await import('../measuring.ts')
  const { measureTakeOver } = await import('../takeover/run.ts')
  const { takeOverTable } = await import('../takeover/table.ts')
  const { takeOversPicture } = await import('../takeover/picture.ts')
  const machine = machineNow()
  const measured = await measuring(undefined, async needs => {
    const measure = await measureTakeOver({ ...flags, ...needs })
    if (picture !== undefined) writeFileSync(picture, takeOversPicture(measure.takeOvers.each))
    return measure
  })
  const bench = { command: commandTyped(), machine, ...measured }
  process.stdout.write(json ? `${JSON.stringify(bench)}\n` : `${takeOverTable(bench)}\n`)
}

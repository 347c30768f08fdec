/** `loa bench zerorating`: the audit of charging records, online charging, and look-ups in the list. */

import { tmpdir } from 'node:os'
import type { Command } from 'commander'
import { count } from '../../src/app/options.ts'

interface BenchZeroratingFlags {
  readonly rows: readonly number[]
  readonly seconds: number
  readonly lookups: number
  readonly seed: number
  readonly dir: string
  readonly json?: true
}

const ROWS_MAX = 1_000_000_000
const SERVICES = 1000
const CONCERNED_PERCENT = 2
const PER_SECOND = 10_000
const WINDOW = 256

const EXAMPLE = `
Examples:
  loa bench zerorating
  loa bench zerorating --rows 1000000 10000000 100000000 --json > zerorating.json

Charging records are made up of the seed, two of a hundred for a service of the list. 100 million take 10 GB of disk as
CSV for a while. Online charging is measured beside freeDiameter where that is installed. Figures belong to the machine.`

export function registerBenchZerorating(bench: Command): void {
  bench
    .command('zerorating')
    .description('the audit of charging records, online charging beside freeDiameter, look-ups')
    .option('--rows <n...>', 'charging records of each audit', many, [1_000_000])
    .option('--seconds <n>', 'of each measurement of online charging', count({ from: 1, to: 600 }), 10)
    .option('--lookups <n>', 'in a list of 1000 services', count({ from: 1, to: 1_000_000_000 }), 5_000_000)
    .option('--seed <n>', 'of the records', count({ from: 0, to: 2 ** 32 - 1 }), 1)
    .option('--dir <dir>', 'where the records are made and removed', tmpdir())
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(benchZerorating)
}

let isFirst = true

/** The first one given takes the place of the default. */
function many(text: string, before: readonly number[]): readonly number[] {
  const rows = count({ from: 1, to: ROWS_MAX })(text)
  const all = isFirst ? [rows] : [...before, rows]
  isFirst = false
  return all
}

async function benchZerorating(flags: BenchZeroratingFlags): Promise<void> {
  const { machineLines, machineNow } = await import('../machine.ts')
  const { commandTyped, measuring } = await import('../measuring.ts')
  const { measureAudits } = await import('../zerorating-audit.ts')
  const { measureGy } = await import('../zerorating-gy.ts')
  const { measureLookups } = await import('../zerorating-lookups.ts')
  const { auditTable, gyTable, lookupTable } = await import('../zerorating-tables.ts')
  const machine = machineNow()
  const command = commandTyped()
  const lookups = measureLookups({ services: SERVICES, lookups: flags.lookups })
  const { online, audits } = await measuring(flags.dir, async needs => ({
    online: await measureGy({ seconds: flags.seconds, perSecond: PER_SECOND, window: WINDOW, ...needs }),
    audits: await measureAudits({
      rows: flags.rows,
      forms: ['parquet', 'csv'],
      seed: flags.seed,
      concernedPercent: CONCERNED_PERCENT,
      ...needs,
    }),
  }))
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ command, machine, seed: flags.seed, lookups, online, audits })}\n`
      : `${[
          lookupTable(lookups),
          gyTable(online),
          auditTable(audits),
          machineLines(machine, 'cores', `${command}, seed ${flags.seed}`).join('\n'),
        ].join('\n\n')}\n`,
  )
}

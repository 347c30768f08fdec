/** By hand: `node src/app/bench/zerorating-gy.bench.ts [--json]`. Figures belong to the machine; ratios can be compared. */

import { columns } from '../columns.ts'
import { figure } from '../terminal.ts'
import { machineLines, machineNow } from './machine.ts'
import { GY_BENCH_DEFAULTS, measureGy } from './zerorating-gy.ts'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
const machine = machineNow()
const rows = await measureGy({
  ...GY_BENCH_DEFAULTS,
  stop: stop.signal,
  onBegin: name => process.stderr.write(`${name}\n`),
})
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ machine, rows })}\n`)
else {
  const head = [
    '',
    'asked/s',
    'answered/s',
    'µs CPU',
    '% core',
    'p50 ms',
    'p99 ms',
    'max ms',
    'refused',
  ]
  const lines = rows.map(row =>
    'missing' in row
      ? [row.name, row.missing]
      : [
          row.name,
          row.perSecond === null ? `window ${row.window}` : figure(row.perSecond),
          figure(row.requestsPerSecond),
          row.cpuMicros.toFixed(2),
          (row.cpuShare * 100).toFixed(0),
          ...[row.latencyMs.p50, row.latencyMs.p99, row.latencyMs.max].map(ms => ms.toFixed(2)),
          figure(row.refused),
        ],
  )
  process.stdout.write(`${columns([head, ...lines])}\n\n`)
  process.stdout.write(`${machineLines(machine, 'cores', '').join('\n')}\n`)
}

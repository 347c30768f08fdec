/**
 * By hand:
 *
 *   node src/app/bench/zerorating-audit.bench.ts --rows 1000000,10000000,100000000 --form parquet,csv --dir /tmp [--json]
 *
 * Figures belong to the machine; that seconds grow as records do can be compared anywhere.
 */
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import type { RecordForm } from '../../zerorating/audit/made-up-records.ts'
import { columns } from '../columns.ts'
import { figure } from '../terminal.ts'
import { machineLines, machineNow } from './machine.ts'
import { measureAudits } from './zerorating-audit.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    form: { type: 'string', default: 'parquet,csv' },
    seed: { type: 'string', default: '1' },
    concerned: { type: 'string', default: '2' },
    dir: { type: 'string', default: tmpdir() },
    json: { type: 'boolean', default: false },
  },
})
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
const machine = machineNow()
const measures = await measureAudits({
  rows: values.rows.split(',').map(Number),
  forms: values.form.split(',') as RecordForm[],
  seed: Number(values.seed),
  concernedPercent: Number(values.concerned),
  directory: values.dir,
  stop: stop.signal,
  onBegin: name => process.stderr.write(`${name}\n`),
})
if (values.json) process.stdout.write(`${JSON.stringify({ machine, measures })}\n`)
else {
  const head = ['', 'records', 'MB read', 'seconds', 'records/s', 'CPU s', 'MB', 'judged', 'wrong']
  const rows = measures.map(of => [
    of.form,
    figure(of.rows),
    figure(of.octets / 1e6),
    of.seconds.toFixed(1),
    figure(of.rowsPerSecond),
    of.cpuSeconds.toFixed(1),
    figure(of.peakBytes / 1e6),
    figure(of.judged),
    figure(of.wrong),
  ])
  process.stdout.write(`${columns([head, ...rows])}\n\n`)
  process.stdout.write(`${machineLines(machine, 'cores', `seed ${values.seed}`).join('\n')}\n`)
}

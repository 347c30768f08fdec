/**
 * How fast the centre is: it and a raw blaster, each in a process of its own, over loopback.
 *
 *   node tools/smsc/smsc.bench.ts [SUBSCRIBERS]     best of three each; a table
 *
 * The figures that count are processor seconds per message: on a machine with two cores they say which end is measured.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Blasted, Load } from './blaster.ts'
import type { Count } from './count.ts'
import { startCentreProcess } from './process.ts'

const BLASTER = fileURLToPath(new URL('./blaster.ts', import.meta.url))

export interface BenchResult {
  readonly blasted: Blasted
  readonly count: Count
  readonly centreCpuSeconds: number
}

export async function bench(
  load: Omit<Load, 'host' | 'port'>,
  flags: Readonly<Record<string, string>> = {},
): Promise<BenchResult> {
  const centre = await startCentreProcess(flags)
  const before = await centre.cpuSeconds()
  const { subscribers, segments, window, receipts, references } = load
  const args = [centre.port, subscribers, segments, window, receipts ? 1 : 0, references]
  const child = spawn(process.execPath, [BLASTER, ...args.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', text => {
    output += text
  })
  await once(child, 'close')
  const centreCpuSeconds = (await centre.cpuSeconds()) - before
  const count = await centre.close()
  return { blasted: JSON.parse(output) as Blasted, count, centreCpuSeconds }
}

async function best(load: Omit<Load, 'host' | 'port'>, flags?: Record<string, string>) {
  const results = [await bench(load, flags), await bench(load, flags), await bench(load, flags)]
  const [first] = results.sort((a, b) => a.blasted.seconds - b.blasted.seconds)
  return first
}

async function main(subscribers: number): Promise<void> {
  const plain = { subscribers, segments: 6, window: 10_000, references: 1, receipts: false }
  const cases: [string, Omit<Load, 'host' | 'port'>, Record<string, string>?][] = [
    ['no receipts', plain],
    ['a receipt for each', { ...plain, receipts: true }],
    ['256 references', { ...plain, references: 256 }],
    ['receipts after 1 s', { ...plain, receipts: true }, { 'receipt-delay': '1s' }],
    ['window 1000', { ...plain, window: 1000 }],
    ['window 10', { ...plain, subscribers: subscribers / 10, window: 10 }],
  ]
  process.stdout.write('case                  messages/s  centre µs/msg  blaster µs/msg\n')
  for (const [name, load, flags] of cases) {
    const { blasted, centreCpuSeconds } = await best(load, flags)
    const { messages, seconds, cpuSeconds } = blasted
    const rate = Math.round(messages / seconds).toString()
    const micros = (used: number) => ((used / messages) * 1e6).toFixed(3).padStart(14)
    process.stdout.write(`${name.padEnd(20)} ${rate.padStart(11)} ${micros(centreCpuSeconds)} ${micros(cpuSeconds)}\n`)
  }
}

if (import.meta.main) await main(Number(process.argv[2] ?? 1_000_000))

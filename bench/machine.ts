/** The machine that figures belong to. */
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { figure } from '../src/app/terminal.ts'
import { version } from '../src/app/version.ts'

export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memoryBytes: number
  readonly system: string
  readonly node: string
  readonly loa: string
  /** Processes that wanted to run in the minute before, beside this one. */
  readonly load: number
}

export function machineNow(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    loa: version(),
    load: loadavg()[0],
  }
}

/** Two lines for people. `cores`: the word for them. */
export function machineLines(machine: Machine, cores: string, seed: string): string[] {
  const megabytes = figure(machine.memoryBytes / 1e6)
  return [
    `${machine.cpu}, ${machine.cores} ${cores}, ${megabytes} MB, load ${machine.load.toFixed(1)}`,
    `${machine.system}, Node ${machine.node}, Loa ${machine.loa}, ${seed}`,
  ]
}

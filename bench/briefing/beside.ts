/**
 * The same forwarding by others alone, in the repository's `bench/peers`, where they are: processor time a packet. npm's `werift`, and
 * `pion` and `pion-bare`, which are built first and therefore only where they are asked for.
 */
import { reason } from '../../src/base/failure.ts'
import type { Missing } from '../measures.ts'
import type { BriefingBenchOptions } from './run.ts'

export interface Beside {
  readonly name: string
  readonly seconds: number
  readonly packetsIn: number
  readonly packetsOut: number
  /** Processor time of the forwarder for a packet, in or out. */
  readonly cpuMicrosEach: number
}

type Measure = (options: BriefingBenchOptions) => Promise<Beside>

/** File and what of it measures. No literal imports, so that a build does not take the repository's peers along. */
const FORWARDERS = {
  werift: { file: 'werift.ts', measure: 'measureWerift' },
  pion: { file: 'pion.ts', measure: 'measurePion' },
  'pion-bare': { file: 'pion.ts', measure: 'measureBarePion' },
} as const
export type BesideName = keyof typeof FORWARDERS

export function isBeside(name: string): name is BesideName {
  return Object.hasOwn(FORWARDERS, name)
}

export async function measureBeside(name: BesideName, options: BriefingBenchOptions): Promise<Beside | Missing> {
  const { file, measure } = FORWARDERS[name]
  try {
    const path = new URL(`../peers/${file}`, import.meta.url).href
    const forwarder = (await import(path)) as Readonly<Record<string, Measure>>
    options.onBegin(name)
    return await forwarder[measure](options)
  } catch (error) {
    return { name, missing: reason(error) }
  }
}

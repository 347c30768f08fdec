/**
 * The same forwarding by npm's `werift` alone, in the repository's `bench/peers`, where it is installed: processor time a packet.
 */
import { reason } from '../../../base/failure.ts'
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

interface Forwarder {
  readonly measureWerift: (options: BriefingBenchOptions) => Promise<Beside>
}

const NAME = 'werift'

export async function measureBeside(options: BriefingBenchOptions): Promise<Beside | Missing> {
  let forwarder: Forwarder
  try {
    // No literal, so that a build does not take the repository's peers along.
    const path = new URL('../../../../bench/peers/werift.ts', import.meta.url).href
    forwarder = (await import(path)) as Forwarder
  } catch (error) {
    return { name: NAME, missing: reason(error) }
  }
  options.onBegin(NAME)
  return await forwarder.measureWerift(options)
}

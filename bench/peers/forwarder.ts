/**
 * A foreign forwarder of a briefing, a process of its own, measured as ours is: the bots are those of `loa bench briefing`, on
 * node-datachannel. How it is started and spoken with is its own matter; what it is asked is the same.
 */

import type { Kind } from '../../src/media/transport.ts'
import { Crowd } from '../../town/bots/crowd.ts'
import type { Beside } from '../briefing/beside.ts'
import type { BriefingBenchOptions } from '../briefing/run.ts'
import { warmUpMs } from '../briefing/run.ts'
import { cpuSecondsOf } from '../cpu-seconds.ts'

export interface Reply {
  readonly sdp: string
  /** Packets so far. */
  readonly received: number
  readonly sent: number
}

export type Question =
  | { readonly offer: number; readonly isHeard: boolean }
  | { readonly answer: number; readonly sdp: string }
  | Record<string, never>

export interface Forwarder {
  readonly name: string
  readonly pid: number
  ask(question: Question): Promise<Reply>
}

const SPEAKS: readonly Kind[] = ['audio', 'main', 'thumbnail']

export async function measured(
  { name, pid, ask }: Forwarder,
  { sites, speaking, seconds, stop, ...options }: BriefingBenchOptions,
): Promise<Beside> {
  const crowd = new Crowd()
  try {
    for (let number = 0; number < sites; number++) {
      // The two calls of a media server that a bot needs.
      const media = {
        join: async () => ({ join: `${number}`, sdp: (await ask({ offer: number, isHeard: number < speaking })).sdp }),
        answer: async (_: string, sdp: string) => {
          await ask({ answer: number, sdp })
        },
      }
      await crowd.join(media, { room: name, site: `${number}`, number })
      await crowd.sends(number, number < speaking ? SPEAKS : [])
    }
    await pause(warmUpMs({ ...options, seconds }))
    const before = { ...(await ask({})), cpu: cpuSecondsOf(pid) }
    const began = performance.now()
    for (let second = 0; second < seconds && !stop.aborted; second++) await pause(1000)
    const took = (performance.now() - began) / 1000
    const after = { ...(await ask({})), cpu: cpuSecondsOf(pid) }
    const [packetsIn, packetsOut] = [after.received - before.received, after.sent - before.sent]
    return {
      name,
      seconds: took,
      packetsIn,
      packetsOut,
      cpuMicrosEach: ((after.cpu - before.cpu) * 1e6) / Math.max(1, packetsIn + packetsOut),
    }
  } finally {
    await crowd.end()
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, ms))
}

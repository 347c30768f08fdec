/**
 * npm's werift as the forwarder of a briefing, as plain as it can be: what a heard site sends goes to all others, header rewritten,
 * nothing repaired, nothing decided. A process of its own; the bots are those of `loa bench briefing`, on node-datachannel.
 *
 * Its own handling of loss is left out: it only forwards. So its processor time a packet is a lower bound of what it would take.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Beside } from '../../src/app/bench/briefing/beside.ts'
import type { BriefingBenchOptions } from '../../src/app/bench/briefing/run.ts'
import { warmUpMs } from '../../src/app/bench/briefing/run.ts'
import { cpuSecondsOf } from '../../src/app/bench/cpu-seconds.ts'
import { Crowd } from '../../src/app/bots/crowd.ts'
import type { MediaServer } from '../../src/media/server.ts'

const PROCESS = fileURLToPath(new URL('werift-process.ts', import.meta.url))

export async function measureWerift(options: BriefingBenchOptions): Promise<Beside> {
  const { sites, speaking, seconds, stop } = options
  const child = fork(PROCESS, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const crowd = new Crowd()
  const ask = async (message: object) =>
    await new Promise<{ sdp: string; received: number; sent: number }>(resolve => {
      child.once('message', value => resolve(value as never))
      child.send(message)
    })
  try {
    for (let number = 0; number < sites; number++) {
      // The two calls of a media server that a bot needs.
      const media = {
        join: async () => ({
          join: `${number}`,
          sdp: (await ask({ offer: number, isHeard: number < speaking })).sdp,
        }),
        answer: async (_: string, sdp: string) => {
          await ask({ answer: number, sdp })
        },
      } as unknown as MediaServer
      await crowd.join(media, { room: 'werift', site: `${number}`, number })
      await crowd.sends(number, number < speaking ? ['audio', 'main', 'thumbnail'] : [])
    }
    await pause(warmUpMs(options))
    const before = { ...(await ask({})), cpu: cpuSecondsOf(child.pid ?? 0) }
    const began = performance.now()
    for (let second = 0; second < seconds && !stop.aborted; second++) await pause(1000)
    const took = (performance.now() - began) / 1000
    const after = { ...(await ask({})), cpu: cpuSecondsOf(child.pid ?? 0) }
    const [packetsIn, packetsOut] = [after.received - before.received, after.sent - before.sent]
    return {
      ...{ name: 'werift', seconds: took, packetsIn, packetsOut },
      cpuMicrosEach: ((after.cpu - before.cpu) * 1e6) / Math.max(1, packetsIn + packetsOut),
    }
  } finally {
    await crowd.end()
    child.kill('SIGKILL')
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, ms))
}

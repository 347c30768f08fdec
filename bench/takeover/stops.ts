/** A stop is asked at the owner's directory while something else is wrong: how long submit_sm go on. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Children } from '../../src/app/children/children.ts'
import { askControl } from '../../src/round/control.ts'
import { beginLeg, type LegToMeasure, type MeasuredLeg } from './leg.ts'
import type { NatsServers } from './nats-servers.ts'

const LOOK_MS = 5
/** Nothing more comes after so long a silence. */
const SILENT_MS = 1500

export interface StopMeasure {
  readonly during: string
  /** From the question to the last submit_sm that the centre read. */
  readonly ms: number
}

type Fault = (leg: MeasuredLeg, nats: NatsServers, stream: string) => Promise<() => Promise<void>>

const nothing = async () => {}

const FAULTS: Readonly<Record<string, Fault>> = {
  'nothing else': async () => nothing,
  'a standby killed': async leg => {
    await leg.members.find(member => member !== leg.owner())?.kill()
    return nothing
  },
  'the log’s leader killed': async (_leg, nats, stream) => {
    const leader = nats.leaderOf(stream) ?? nats.all[0]
    await leader.kill()
    return async () => await leader.start()
  },
  'a server of the log suspended': async (_leg, nats) => {
    nats.all[0].signal('SIGSTOP')
    return async () => nats.all[0].signal('SIGCONT')
  },
  'the log without a majority': async (_leg, nats) => {
    const away = nats.all.slice(0, 2)
    await Promise.all(away.map(server => server.kill()))
    return async () => {
      await Promise.all(away.map(server => server.start()))
    }
  },
}

/** Each fault once. */
export async function measureStops(
  children: Children,
  nats: NatsServers,
  of: Omit<LegToMeasure, 'subscribers' | 'name'> & { readonly afterMs: number },
): Promise<StopMeasure[]> {
  const { tps, afterMs } = of
  const stops: StopMeasure[] = []
  for (const [during, strike] of Object.entries(FAULTS)) {
    const name = `stop-${stops.length + 1}`
    const leg = await beginLeg(children, { ...of, name, subscribers: tps * 60 })
    try {
      const takeBack = await strike(leg, nats, `LOA-${name}`)
      await wait(afterMs)
      stops.push({ during, ms: await silence(leg) })
      await takeBack()
    } finally {
      await leg.close()
    }
  }
  return stops
}

async function silence(leg: MeasuredLeg): Promise<number> {
  let count = await leg.received()
  const from = performance.now()
  let last = from
  const asked = askControl(leg.owner().dir, { ask: 'stop' })
  while (performance.now() - last < SILENT_MS) {
    await wait(LOOK_MS)
    const now = await leg.received()
    if (now > count) last = performance.now()
    count = now
  }
  ;(await asked)?.destroy()
  return last - from
}

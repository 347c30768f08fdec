/**
 * Reads of the API while a node on the same machine sends at full speed: a read every so often, whether or not those
 * before it have been answered, as from people who do not know of each other.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { RoundLive } from '../../src/areas/rounds/model.ts'
import { type Asker, type Times, timesOf } from './timing.ts'

export interface Reads {
  readonly perSecond: number
  readonly seconds: number
  readonly all: Times
  readonly each: readonly (Times & { readonly read: string })[]
  /** What the node sent meanwhile, by its centre's count. */
  readonly segmentsPerSecond: number
}

const PER_SECOND = 50
/** Before it counts. */
const WARM_SECONDS = 2

export async function measureReads(of: {
  readonly asker: Asker
  /** That is being sent. */
  readonly round: string
  readonly seconds: number
  /** Segments that the centre has received. */
  readonly submits: () => Promise<number>
}): Promise<Reads> {
  const { asker, round, seconds, submits } = of
  const reads: Readonly<Record<string, string>> = {
    'live page': `/api/v1/rounds/${round}/live`,
    round: `/api/v1/rounds/${round}`,
    rounds: '/api/v1/rounds',
    campaigns: '/api/v1/campaigns',
    operators: '/api/v1/operators',
    trail: '/api/v1/trail',
  }
  await readFor(asker, reads, WARM_SECONDS)
  const before = { submits: await submits(), at: performance.now() }
  const took = await readFor(asker, reads, seconds)
  const sent = (await submits()) - before.submits
  const { body } = await asker.well<RoundLive>(reads['live page'])
  if (body.directives.some(({ returnedAt }) => returnedAt !== null))
    throw new Error('the node had sent all before the reads were through')
  return {
    perSecond: PER_SECOND,
    seconds,
    all: timesOf([...took.values()].flat()),
    each: [...took].map(([read, ms]) => ({ read, ...timesOf(ms) })),
    segmentsPerSecond: (sent * 1000) / (performance.now() - before.at),
  }
}

async function readFor(
  asker: Asker,
  reads: Readonly<Record<string, string>>,
  seconds: number,
): Promise<ReadonlyMap<string, number[]>> {
  const took = new Map(Object.keys(reads).map(name => [name, [] as number[]]))
  const paths = Object.entries(reads)
  const asked: Promise<void>[] = []
  const began = performance.now()
  for (let i = 0; i < seconds * PER_SECOND; i++) {
    const [name, path] = paths[i % paths.length]
    await wait(Math.max(0, began + (i * 1000) / PER_SECOND - performance.now()))
    asked.push(
      asker.well(path).then(({ ms }) => {
        took.get(name)?.push(ms)
      }),
    )
  }
  await Promise.all(asked)
  return took
}

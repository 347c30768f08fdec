/**
 * Three NATS servers on loopback that sync what they take; over them a leg whose owner is killed again and again, legs that are stopped
 * while something is wrong, and one round with a log beside the same without.
 */
import { join } from 'node:path'
import { Children } from '../../src/app/children/children.ts'
import { openLog } from '../../src/round/logs/open.ts'
import type { ReceiptsAsked } from '../../src/round/shape.ts'
import { COMMIT_MAX_MS } from '../../src/round/syncing.ts'
import { type Quantiles, quantilesOf } from '../briefing/quantiles.ts'
import { benchFailure } from '../failures.ts'
import type { Measure } from '../measures.ts'
import { better } from '../measures.ts'
import { orStopped } from '../measuring.ts'
import { RoundBench } from '../rounds.ts'
import { WINDOW } from './leg.ts'
import { NatsServers, placesOnLoopback } from './nats-servers.ts'
import { measureStops, type StopMeasure } from './stops.ts'
import { measureTakeOvers, type TakeOversMeasure } from './take-overs.ts'

export interface TakeOverOptions {
  readonly takeovers: number
  readonly tps: number
  readonly subscribers: number
  readonly repeat: number
  readonly stops: boolean
  readonly seed: number
  readonly directory: string
  readonly onBegin: (what: string) => void
  readonly stop: AbortSignal
}

export interface RatesMeasure {
  readonly without: Measure
  readonly withLog: Measure
  /** Of the rate without a log. */
  readonly share: number
}

export interface TakeOverMeasure {
  readonly seed: number
  /** What an entry of a group takes until a majority has it, in milliseconds. */
  readonly commitMs: Quantiles
  readonly takeOvers: TakeOversMeasure
  /** In doubt after a take-over, at most. */
  readonly uncertainMax: number
  readonly stops: readonly StopMeasure[]
  readonly rates: RatesMeasure | null
}

/** At most. */
export const TAKEN_SECONDS = 10
export const SILENT_MS = 1000
/** At least. */
export const SHARE = 0.3

const SYNC_MS = 50
const AHEAD_MIN = 64
const PROBES = 100
const PROBE_OCTETS = 6000
const ROUND_WINDOW = 1000
/** Between a fault and the stop. */
const STOP_AFTER_MS = 300

/** Fails with peerMissing where this machine has no nats-server, with benchFailed. */
export async function measureTakeOver(options: TakeOverOptions): Promise<TakeOverMeasure> {
  const { directory, onBegin, takeovers, tps, seed } = options
  onBegin('NATS servers')
  const places = await placesOnLoopback(3)
  const nats = await NatsServers.start(join(directory, 'nats'), places)
  if (nats === null) throw benchFailure('natsMissing')
  const children = new Children()
  const of = { servers: nats.url, directory, tps, seed }
  try {
    const measured = async () => {
      const commitMs = await probed(nats.url)
      onBegin('take-overs')
      const takeOvers = await measureTakeOvers(children, { ...of, name: 'take-overs', takeovers })
      if (options.stops) onBegin('stops')
      const stops = options.stops ? await measureStops(children, nats, { ...of, afterMs: STOP_AFTER_MS }) : []
      const rates = options.subscribers > 0 ? await measureRates(children, nats.url, options) : null
      const ahead = Math.ceil((tps * (SYNC_MS + COMMIT_MAX_MS)) / 1000)
      const uncertainMax = WINDOW + ahead + AHEAD_MIN
      return { seed, commitMs, takeOvers, uncertainMax, stops, rates }
    }
    return await orStopped(options.stop, measured())
  } finally {
    await children.endAll()
    await nats.close()
  }
}

async function probed(servers: string): Promise<Quantiles> {
  const log = await openLog(servers, 'probe')
  const times: number[] = []
  try {
    for (let index = 1; index <= PROBES; index++) {
      const from = performance.now()
      await new Promise<void>(done => log.append(index, Buffer.alloc(PROBE_OCTETS, index), () => done()))
      times.push(performance.now() - from)
    }
  } finally {
    log.close()
  }
  return quantilesOf(times)
}

/** The two in turn, so that what else this machine does befalls both; of each the fastest. */
async function measureRates(
  children: Children,
  servers: string,
  { directory, seed, subscribers, repeat, onBegin }: TakeOverOptions,
): Promise<RatesMeasure> {
  const bench = new RoundBench(children, directory)
  const startUp = await bench.startUp(seed)
  const receipts: ReceiptsAsked = 'all'
  const round = { subscribers, seed, segmentsEach: 1, receipts, window: ROUND_WINDOW, tps: 0 }
  const measured = async (at: number) => {
    onBegin('a round without a log')
    const without = await bench.measure({ ...round, name: 'without a log' }, startUp)
    onBegin('a round with a log')
    const log = { servers, leg: `rate-${at}` }
    return { without, withLog: await bench.measure({ ...round, name: 'with a log', log }, startUp) }
  }
  let best = await measured(1)
  for (let at = 2; at <= repeat; at++) {
    const next = await measured(at)
    best = { without: better(best.without, next.without), withLog: better(best.withLog, next.withLog) }
  }
  return { ...best, share: best.withLog.segmentsPerSecond / best.without.segmentsPerSecond }
}

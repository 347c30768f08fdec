/** All measurements of one `loa bench`, one after another: on few cores two at once would measure each other. */

import assert from 'node:assert/strict'
import { Children } from '../src/app/children/children.ts'
import type { ReceiptsAsked } from '../src/round/shape.ts'
import { demoFailure } from '../town/failures.ts'
import { measureApi } from './api.ts'
import { type Machine, machineNow } from './machine.ts'
import { better, type Measure, type Missing, type Ratio, type RawRatio, ratiosOf, rawRatiosOf } from './measures.ts'
import { orStopped } from './measuring.ts'
import { measureKannel, measureNpmSmpp, measureRawTcp, type Peers } from './peers.ts'
import { RoundBench, type RoundToMeasure, type StartUp } from './rounds.ts'

export interface BenchOptions {
  /** Null: as many as make a few seconds. */
  readonly subscribers: number | null
  /** Null: one, then eleven. */
  readonly segments: number | null
  /** Null: all of one, the last of more. */
  readonly receipts: ReceiptsAsked | null
  readonly window: number
  readonly seed: number
  /** Runs of each, of which the fastest counts. */
  readonly repeat: number
  readonly peers: Peers | null
  readonly directory: string
  readonly stop: AbortSignal
  readonly onBegin: (name: string) => void
}

export interface Bench {
  readonly machine: Machine
  readonly seed: number
  readonly startUp: StartUp
  readonly measures: readonly Measure[]
  readonly missing: readonly Missing[]
  readonly ratios: readonly Ratio[]
  readonly rawRatios: readonly RawRatio[]
}

/** Segments that take a few seconds: with a receipt each, with fewer receipts, and messages of slower senders. */
const SEGMENTS_WITH_RECEIPTS = 5_000_000
const SEGMENTS = 10_000_000
const API_MESSAGES = 400_000
const NPM_MESSAGES = 200_000
const KANNEL_MESSAGES = 50_000
const RAW_MESSAGES = 30_000_000
/** npm's smpp and Kannel gain nothing from more. */
const PEER_WINDOW = 1000
const PACE_TPS = 1000
/** Long enough that the compiler's warm-up is not most of it. */
const PACE_SECONDS = 20

export function roundsOf(options: BenchOptions): RoundToMeasure[] {
  const { window, seed } = options
  return shapesOf(options).map(segmentsEach => {
    const receipts = options.receipts ?? (segmentsEach === 1 ? 'all' : 'last')
    return {
      name: roundName(segmentsEach, receipts),
      subscribers: options.subscribers ?? Math.ceil(segmentsFor(receipts) / segmentsEach),
      segmentsEach,
      receipts,
      window,
      tps: 0,
      seed,
    }
  })
}

/** Segments of each message. */
function shapesOf({ segments }: BenchOptions): readonly number[] {
  return segments === null ? [1, 11] : [segments]
}

function segmentsFor(receipts: ReceiptsAsked): number {
  return receipts === 'all' ? SEGMENTS_WITH_RECEIPTS : SEGMENTS
}

function roundName(segments: number, receipts: ReceiptsAsked): string {
  const asked = { all: 'a receipt each', last: 'receipt of the last', none: 'no receipts' }
  return `loa round, ${segments} segment${segments === 1 ? '' : 's'}, ${asked[receipts]}`
}

/** Fails with benchFailed; with demoStopped when `stop` says so. */
export async function runBench(options: BenchOptions): Promise<Bench> {
  const machine = machineNow()
  const children = new Children()
  const onStop = () => void children.endAll()
  options.stop.addEventListener('abort', onStop)
  try {
    const rounds = new RoundBench(children, options.directory)
    options.onBegin('start-up')
    const startUp = await orStopped(options.stop, rounds.startUp(options.seed))
    const rows: (Measure | Missing)[] = []
    for (const { name, measure } of tasksOf(options, rounds, startUp)) {
      if (options.stop.aborted) throw demoFailure('demoStopped')
      options.onBegin(name)
      const before = rows.filter(row => 'kind' in row)
      rows.push(await orStopped(options.stop, measure(before)))
    }
    const measures = rows.filter(row => 'kind' in row)
    const missing = rows.filter(row => 'missing' in row)
    const ratios = ratiosOf(measures)
    const rawRatios = rawRatiosOf(measures)
    return { machine, seed: options.seed, startUp, measures, missing, ratios, rawRatios }
  } finally {
    options.stop.removeEventListener('abort', onStop)
    await children.endAll()
  }
}

interface Task {
  readonly name: string
  /** `before`: what was measured before it. */
  readonly measure: (before: readonly Measure[]) => Promise<Measure | Missing>
}

function tasksOf(options: BenchOptions, rounds: RoundBench, startUp: StartUp): Task[] {
  const { window, seed, peers } = options
  const few = (messages: number) => Math.min(messages, options.subscribers ?? messages)
  const best = (name: string, run: () => Promise<Measure>): Task => ({
    name,
    measure: () => bestOf(options.repeat, run),
  })
  const ofRound = (round: RoundToMeasure) => best(round.name, () => rounds.measure(round, startUp))
  const plain: RoundToMeasure = {
    name: roundName(1, 'none'),
    subscribers: options.subscribers ?? SEGMENTS,
    segmentsEach: 1,
    receipts: 'none',
    window,
    tps: 0,
    seed,
  }
  const paced = {
    ...plain,
    name: `loa round at ${PACE_TPS} segments/s`,
    subscribers: few(PACE_TPS * PACE_SECONDS),
    receipts: 'all' as const,
    tps: PACE_TPS,
  }
  const api = 'loa/smpp, a promise each'
  const own = [
    ...roundsOf(options).map(ofRound),
    { name: paced.name, measure: () => rounds.measure(paced, startUp) },
    best(api, () => measureApi({ name: api, messages: few(API_MESSAGES), window: PEER_WINDOW, seed })),
  ]
  if (peers === null) return own
  const run = { window: PEER_WINDOW, seed }
  return [
    ...own,
    ofRound(plain),
    best('npm smpp', () => measureNpmSmpp(peers, { ...run, messages: few(NPM_MESSAGES) })),
    { name: 'Kannel', measure: () => measureKannel(peers, { ...run, messages: few(KANNEL_MESSAGES) }) },
    ...shapesOf(options).map(segments => rawTask(options, peers, segments)),
  ]
}

/** The octets of the round of so many segments that was measured before. */
function rawTask({ subscribers, repeat }: BenchOptions, peers: Peers, segments: number): Task {
  const name = `raw TCP, octets of ${segments} segment${segments === 1 ? '' : 's'}`
  const messages = Math.min(RAW_MESSAGES, subscribers ?? RAW_MESSAGES)
  return {
    name,
    measure: before => {
      const round = before.find(({ kind, segmentsEach }) => kind === 'round' && segmentsEach === segments)
      assert(round?.octetsEach, 'the round was measured before its octets')
      const { octetsEach } = round
      return bestOf(repeat, () => measureRawTcp(peers, { name, messages, octetsEach }))
    },
  }
}

async function bestOf(times: number, run: () => Promise<Measure>): Promise<Measure> {
  let best = await run()
  for (let i = 1; i < times; i++) best = better(best, await run())
  return best
}

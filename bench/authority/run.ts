/**
 * All of `loa bench authority`, one after another, and beside each figure what it must be.
 *
 * One run, one server: its memory is what it had at the most from its start to its end, after all of this.
 */

import { Children } from '../../src/app/children/children.ts'
import { Failure } from '../../src/base/failure.ts'
import type { Signed } from '../../town/authority-client.ts'
import { approveRound, of, scheduleRound, writeRound } from '../../town/deeds.ts'
import { demoFailure } from '../../town/failures.ts'
import { contentOf } from '../../town/story.ts'
import { untilThere } from '../../town/waiting.ts'
import { benchFailure } from '../failures.ts'
import { type Machine, machineNow } from '../machine.ts'
import { orStopped } from '../measuring.ts'
import { messageOf } from '../message.ts'
import type { CountrySize } from './large-country.ts'
import { type ListTimes, measureLists } from './lists.ts'
import { measureReads, type Reads } from './reading.ts'
import { AuthorityStage } from './stage.ts'
import { measureStarts, type StartTimes } from './starting.ts'
import { Asker } from './timing.ts'
import { BROWSERS_OF_ONE, measureWatching, type Watching } from './watching.ts'

export interface AuthorityBenchOptions {
  readonly size: CountrySize
  readonly browsers: number
  /** Of each measurement that takes time. */
  readonly seconds: number
  readonly seed: number
  readonly directory: string
  readonly stop: AbortSignal
  readonly onBegin: (what: Step) => void
}

export type Step = 'fill' | 'starts' | 'lists' | 'reads' | 'watching'

export interface Figure {
  readonly name: 'ready' | 'list' | 'read' | 'watching' | 'memory'
  readonly value: number
  readonly unit: 'ms' | '%' | 'MB'
  /** It must be below this. */
  readonly below: number
  readonly isMet: boolean
}

export interface AuthorityBench {
  readonly machine: Machine
  readonly seed: number
  readonly size: CountrySize
  readonly figures: readonly Figure[]
  readonly starts: StartTimes
  readonly lists: readonly ListTimes[]
  readonly reads: Reads
  readonly watching: Watching
  readonly memory: { readonly peakBytes: number }
}

/** Of the message that the node sends meanwhile. */
const SEGMENTS = 53
/** What a node sends in a second at the very most: enough of them, and it is not through before its time. */
const SEGMENTS_A_SECOND_MAX = 6_000_000
/** Where a figure is, on the demo's table: nothing is out of the ordinary. */
const PLAIN_ROUND = 5

/** Fails with benchFailed; with demoStopped when `stop` says so. */
export async function runAuthorityBench(options: AuthorityBenchOptions): Promise<AuthorityBench> {
  const machine = machineNow()
  const { directory, size, seconds, seed } = options
  const subscribers = Math.ceil(((seconds + 10) * SEGMENTS_A_SECOND_MAX) / SEGMENTS)
  const stage = new AuthorityStage({ directory, size, subscribers, seed })
  const children = new Children()
  const onStop = () => void stage.close()
  options.stop.addEventListener('abort', onStop)
  try {
    const measured = await orStopped(options.stop, measureAll(stage, children, options))
    return { machine, seed, size, figures: figuresOf(measured), ...measured }
  } catch (error) {
    if (options.stop.aborted) throw demoFailure('demoStopped')
    if (error instanceof Failure) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw benchFailure('benchFailed', { name: 'authority', why })
  } finally {
    options.stop.removeEventListener('abort', onStop)
    await Promise.all([stage.close(), children.endAll()])
  }
}

type Measured = Pick<AuthorityBench, 'starts' | 'lists' | 'reads' | 'watching' | 'memory'>

async function measureAll(
  stage: AuthorityStage,
  children: Children,
  { directory, browsers, seconds, onBegin }: AuthorityBenchOptions,
): Promise<Measured> {
  onBegin('fill')
  await stage.fill()
  onBegin('starts')
  const full = stage.host.authorityData
  const starts = await measureStarts(children, { directory, full, seconds })
  onBegin('lists')
  await stage.open()
  const { url } = stage.host
  const asker = new Asker(url, of(stage.signed, 'administrator').cookie)
  try {
    const lists = await measureLists(asker, 'operator-0')
    onBegin('reads')
    const reads = await readWhileSending(stage, asker, seconds)
    onBegin('watching')
    const watching = await watch(stage, asker, { browsers, seconds })
    const exit = await stage.host.endAuthority()
    return { starts, lists, reads, watching, memory: { peakBytes: exit?.usage?.peakBytes ?? 0 } }
  } finally {
    asker.close()
  }
}

async function readWhileSending(stage: AuthorityStage, asker: Asker, seconds: number): Promise<Reads> {
  await stage.startReal()
  const { real, host, signed } = stage
  await untilThere('the node', async () => {
    await host.assertRunning([real])
    const operator = await of(signed, 'administrator').get<{ isConnected: boolean }>(`/api/v1/operators/${real.id}`)
    return operator.isConnected ? true : null
  })
  const content = contentOf(PLAIN_ROUND, [real], messageOf(SEGMENTS))
  const { id } = await approveRound(signed, await writeRound(signed, content))
  await scheduleRound(signed, id)
  const centre = host.centre(real)
  const submits = async () => (await centre.count()).submits
  await untilThere('the node', async () => ((await submits()) > 0 ? true : null))
  const reads = await measureReads({ asker, round: id, seconds, submits })
  await of(signed, 'editor').post(`/api/v1/rounds/${id}/stop`, { reason: 'đã đo xong' })
  await host.killNode(real)
  await host.endCentre(real)
  return reads
}

async function watch(
  stage: AuthorityStage,
  asker: Asker,
  { browsers, seconds }: { browsers: number; seconds: number },
): Promise<Watching> {
  const { signed, host } = stage
  const tellers = await stage.startTellers()
  try {
    const operators = stage.reporting
    const content = { ...contentOf(PLAIN_ROUND, []), operators: [...operators] }
    const { id: round } = await approveRound(signed, await writeRound(signed, content))
    const taken = Promise.all(tellers.map(teller => teller.take(round)))
    await scheduleRound(signed, round)
    await taken
    const keys: string[] = []
    for (let at = 0; at < browsers; at += BROWSERS_OF_ONE) keys.push(await makeKey(signed, at))
    return await measureWatching({ url: host.url, keys, asker, round, tellers, browsers, seconds })
  } finally {
    for (const teller of tellers) teller.close()
  }
}

async function makeKey(signed: Signed, at: number): Promise<string> {
  const { secret } = await of(signed, 'administrator').post<{ secret: string }>('/api/v1/keys', {
    name: `Bench ${at}`,
    scopes: ['read'],
    expiresAt: null,
  })
  return secret
}

function figuresOf({ starts, lists, reads, watching, memory }: Measured): Figure[] {
  const figure = (name: Figure['name'], value: number, unit: Figure['unit'], below: number): Figure => ({
    name,
    value,
    unit,
    below,
    isMet: value < below,
  })
  return [
    figure('ready', Math.max(starts.firstMs, starts.emptyMs, starts.fullMs), 'ms', 2000),
    figure('list', Math.max(...lists.map(({ worstMs }) => worstMs)), 'ms', 100),
    figure('read', reads.all.p99Ms, 'ms', 50),
    figure('watching', watching.watchedShare * 100, '%', 15),
    figure('memory', memory.peakBytes / 1e6, 'MB', 200),
  ]
}

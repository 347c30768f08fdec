/**
 * What `loa bench briefing` measures: the media process with bots around it, each in a process of its own on this machine.
 *
 *   clean    bots reach the server straight: processor time, packets, forward delay
 *   lossy    every datagram over bad lines, both ways: what is lost after all repair; how soon a site is back
 *   beside   the same forwarding by werift alone, where it is installed: processor time a packet
 *
 * The heard sites send voice and both pictures, the others their thumbnail; everybody is sent the voices, the large pictures and six
 * thumbnails.
 */

import type { MediaEvent } from '../../src/media/server.ts'
import { THUMBNAIL_SLOTS } from '../../src/media/transport.ts'
import { type MediaSupervisor, openMediaServer } from '../../src/sfu/supervisor.ts'
import { Crowd } from '../../town/bots/crowd.ts'
import { GOOD_LINE, type Line, randomLoss } from '../../town/bots/impairer.ts'
import { Lines } from '../../town/bots/lines.ts'
import type { CrowdFigures } from '../../town/bots/words.ts'
import { demoFailure } from '../../town/failures.ts'
import { cpuSecondsOf } from '../cpu-seconds.ts'
import { type Quantiles, quantilesOf } from './quantiles.ts'

const ROOM = 'bench'
const BIND = '127.0.0.1'
const JITTER_MS = 300
/** Each way. */
const LINE_MS = 10
/** Until the compiler, the slots and the bots' estimates have settled; a quick look takes less. */
export const warmUpMs = ({ seconds }: Pick<BriefingBenchOptions, 'seconds'>) => Math.min(3000, seconds * 1000)
/** The last packets are repaired until then. */
const STILL_COMING_MS = 1700
const HOLE_MS = 1000
/** A page notices the hole by its silence, and tries at once. */
const NOTICED_MS = 700
/** As the supervisor sees it. */
const MEDIA_SETTLED_MS = 10_500
/** Cut off at the same time. */
const IN_A_HOLE = 8

export interface BriefingBenchOptions {
  readonly sites: number
  readonly speaking: number
  readonly seconds: number
  readonly loss: number
  /** Of each kind, so many or more. */
  readonly rejoins: number
  readonly seed: number
  readonly stop: AbortSignal
  readonly onBegin: (name: string) => void
}

export interface CleanMeasure {
  readonly seconds: number
  /** Of one core's time: the media process. */
  readonly cpuShare: number
  readonly cpuMicrosEach: number
  readonly botsCpuShare: number
  readonly packetsIn: number
  readonly packetsOut: number
  /** From a bot to each bot that hears it: the queues of both in it. */
  readonly delayMs: Quantiles
  /** The same without a server between. */
  readonly botsOwnMs: Quantiles
  readonly joinMs: Quantiles
  /** From a change of the floor told here until it holds there: there and back, while packets go. */
  readonly heardMs: Quantiles
}

export interface LossyMeasure {
  readonly seconds: number
  /** Share of the datagrams, both ways. */
  readonly lostOnTheLines: number
  readonly frames: number
  readonly framesLost: number
  readonly voices: number
  readonly voicesLost: number
  /** Since the sites joined. A line that loses a tenth is given less from then on: what it is not given counts as lost above. */
  readonly classChanges: number
  /** Packets of pictures that came while the process was too late with its work: they count as lost above. */
  readonly behind: number
  readonly cpuShare: number
}

/** From the event to the first packet of the new connection, over lines that take 10 ms and lose nothing. */
export interface RejoinMeasure {
  /** A system tells its page of another network, and the page joins at once. */
  readonly addressChange: Quantiles
  /** Nothing came through for a second; from its end. */
  readonly blackHole: Quantiles
  /** The media process, by SIGKILL; all sites at once. */
  readonly killed: Quantiles
}

export async function measureClean(options: BriefingBenchOptions): Promise<CleanMeasure> {
  options.onBegin('clean lines')
  return await withBriefing(options, async ({ media, crowd, joinMs }) => {
    await pause(warmUpMs(options), options)
    await crowd.figures()
    const before = await marks(media, crowd)
    const began = performance.now()
    const heardMs = await changes(media, options)
    const figures = await crowd.figures()
    const seconds = (performance.now() - began) / 1000
    const after = await marks(media, crowd)
    const cpu = after.cpu - before.cpu
    const packetsIn = after.received - before.received
    const packetsOut = figures.packetsReceived - before.figures.packetsReceived
    return {
      seconds,
      cpuShare: cpu / seconds,
      cpuMicrosEach: (cpu * 1e6) / (packetsIn + packetsOut),
      botsCpuShare: (after.botsCpu - before.botsCpu) / seconds,
      packetsIn,
      packetsOut,
      delayMs: quantilesOf(figures.delays),
      botsOwnMs: quantilesOf(figures.ownDelays),
      joinMs: quantilesOf(joinMs),
      heardMs: quantilesOf(heardMs),
    }
  })
}

/** Tells who is heard ten times a second, the same ones, and asks behind it: an answer comes after what was told before it. */
async function changes(media: MediaSupervisor, options: BriefingBenchOptions): Promise<number[]> {
  const took: number[] = []
  const until = performance.now() + options.seconds * 1000
  while (performance.now() < until) {
    await pause(100, options)
    const began = performance.now()
    media.heard(ROOM, heardOf(options))
    await media.accounts(ROOM)
    took.push(performance.now() - began)
  }
  return took
}

export async function measureLossy(options: BriefingBenchOptions): Promise<LossyMeasure> {
  options.onBegin(`lines that lose ${(options.loss * 100).toFixed(1)} % and jitter by ${JITTER_MS} ms`)
  const line = { ...GOOD_LINE, delayMs: LINE_MS, loss: randomLoss(options.loss), jitterMs: JITTER_MS }
  return await overLines(options, line, async ({ media, crowd, events }, lines) => {
    await pause(warmUpMs(options), options)
    await crowd.figures()
    const before = { ...(await marks(media, crowd)), lines: await lines.figures() }
    const began = performance.now()
    await pause(options.seconds * 1000 + STILL_COMING_MS, options)
    const { frames, framesLost, voices, voicesLost } = await crowd.figures()
    const seconds = (performance.now() - began) / 1000
    const after = { ...(await marks(media, crowd)), lines: await lines.figures() }
    return {
      seconds,
      lostOnTheLines: (after.lines.lost - before.lines.lost) / (after.lines.sent - before.lines.sent),
      frames,
      framesLost,
      voices,
      voicesLost,
      behind: after.behind - before.behind,
      classChanges: events.filter(({ is }) => is === 'line').length,
      cpuShare: (after.cpu - before.cpu) / seconds,
    }
  })
}

export async function measureRejoins(options: BriefingBenchOptions): Promise<RejoinMeasure> {
  options.onBegin('who was cut off is back')
  return await overLines(options, { ...GOOD_LINE, delayMs: LINE_MS }, async (briefing, lines) => {
    const comeBack = new Comeback({ ...briefing, options, lines })
    return {
      addressChange: quantilesOf(await comeBack.afterAnotherAddress()),
      blackHole: quantilesOf(await comeBack.afterAHole()),
      killed: quantilesOf(await comeBack.afterAKill()),
    }
  })
}

async function overLines<Result>(
  options: BriefingBenchOptions,
  line: Line,
  act: (briefing: Briefing, lines: Lines) => Promise<Result>,
): Promise<Result> {
  const lines = new Lines()
  try {
    return await withBriefing({ ...options, over: { lines, line } }, async briefing => await act(briefing, lines))
  } finally {
    await lines.end()
  }
}

interface Briefing {
  readonly media: MediaSupervisor
  readonly crowd: Crowd
  readonly joinMs: readonly number[]
  /** By site, where bots go by a line. */
  readonly ports: readonly number[]
  readonly events: MediaEvent[]
}

async function withBriefing<Result>(
  options: BriefingBenchOptions & { readonly over?: { readonly lines: Lines; readonly line: Line } },
  act: (briefing: Briefing) => Promise<Result>,
): Promise<Result> {
  const events: MediaEvent[] = []
  const crowd = new Crowd()
  const media = openMediaServer({
    port: 0,
    bind: BIND,
    announced: [],
    recordings: null,
    log: { warn: () => {} },
    onEvent: event => {
      if (event.is !== 'sites') events.push(event)
    },
  })
  try {
    media.open(ROOM, { recordTo: null, isEcho: false })
    media.heard(ROOM, heardOf(options))
    media.shows(ROOM, { thumbnails: namesOf(options).slice(0, THUMBNAIL_SLOTS), screen: null })
    await media.up()
    const { sites, seed, over } = options
    const port = media.port ?? 0
    const ports = (await over?.lines.open({ sites, line: over.line, seed, port })) ?? []
    const hall = { media, crowd, options, ports }
    const joinMs = await entered(hall, over === undefined ? 1 : sites)
    return await act({ media, crowd, joinMs, ports, events })
  } finally {
    await crowd.end()
    await media.stop()
  }
}

interface Hall extends Pick<Briefing, 'media' | 'crowd' | 'ports'> {
  readonly options: BriefingBenchOptions
}

/** So many at a time. */
async function entered(hall: Hall, atOnce: number): Promise<number[]> {
  const numbers = Array.from({ length: hall.options.sites }, (_, number) => number)
  const joinMs: number[] = []
  for (let from = 0; from < numbers.length; from += atOnce) {
    const some = numbers.slice(from, from + atOnce)
    joinMs.push(...(await Promise.all(some.map(async number => await enter(hall, number)))))
  }
  return joinMs
}

/** Joins, as often as it takes, and sends what it is to send. Milliseconds. */
async function enter({ media, crowd, options, ports }: Hall, number: number): Promise<number> {
  const began = performance.now()
  const port = ports[number]
  const via = port === undefined ? {} : { via: { address: BIND, port } }
  // By a bad line that is judged less comes: what is asked there is what repair is worth.
  const tells = port === undefined
  const site = nameOf(number)
  for (;;) {
    if (options.stop.aborted) throw demoFailure('demoStopped')
    const joined = await crowd.join(media, { room: ROOM, site, number, tells, ...via })
    if (joined !== null) break
  }
  await crowd.sends(number, number < options.speaking ? ['audio', 'main', 'thumbnail'] : ['thumbnail'])
  return performance.now() - began
}

/** How soon who was cut off hears again. */
class Comeback {
  readonly #hall: Hall & { readonly lines: Lines; readonly events: MediaEvent[] }

  constructor(hall: Hall & { readonly lines: Lines; readonly events: MediaEvent[] }) {
    this.#hall = hall
  }

  /** One after another: the page is told by its system, and joins at once. */
  async afterAnotherAddress(): Promise<number[]> {
    const { lines } = this.#hall
    return await this.#each(1, async number => {
      await lines.readdress(number)
      return performance.now()
    })
  }

  async afterAHole(): Promise<number[]> {
    const { lines, options } = this.#hall
    return await this.#each(IN_A_HOLE, async number => {
      await lines.hole(number, HOLE_MS)
      const over = performance.now() + HOLE_MS
      await pause(NOTICED_MS, options)
      return over
    })
  }

  /** All at once: each page is told by the server that there was another process, and joins. */
  async afterAKill(): Promise<number[]> {
    const { options } = this.#hall
    const took: number[] = []
    while (took.length < options.rejoins) {
      // Of a process that had just been started the next one would be waited for.
      if (took.length > 0) await pause(MEDIA_SETTLED_MS, options)
      took.push(...(await this.#killed()))
    }
    return took
  }

  async #killed(): Promise<number[]> {
    const { media, events, options } = this.#hall
    events.length = 0
    const began = performance.now()
    if (media.pid !== null) process.kill(media.pid, 'SIGKILL')
    while (!events.some(({ is }) => is === 'down')) await pause(1, options)
    const numbers = Array.from({ length: options.sites }, (_, number) => number)
    return await Promise.all(numbers.map(async number => await this.#back(number, began)))
  }

  /** Milliseconds from what `act` gives to the first packet; so many sites at a time. */
  async #each(atOnce: number, act: (number: number) => Promise<number>): Promise<number[]> {
    const { sites, speaking, rejoins } = this.#hall.options
    // Those that are not heard: a slot begins at once for them.
    const listeners = Array.from({ length: Math.max(1, sites - speaking) }, (_, turn) => sites - 1 - turn)
    const took: number[] = []
    for (let turn = 0; took.length < rejoins; turn++) {
      const some = listeners.slice((turn * atOnce) % listeners.length).slice(0, atOnce)
      took.push(...(await Promise.all(some.map(async number => await this.#back(number, await act(number))))))
    }
    return took
  }

  async #back(number: number, from: number): Promise<number> {
    await enter(this.#hall, number)
    await this.#hall.crowd.first(number)
    return performance.now() - from
  }
}

interface Marks {
  readonly cpu: number
  readonly botsCpu: number
  readonly received: number
  readonly behind: number
  readonly figures: CrowdFigures
}

async function marks(media: MediaSupervisor, crowd: Crowd): Promise<Marks> {
  const accounts = await media.accounts(ROOM)
  return {
    cpu: cpuSecondsOf(media.pid ?? 0),
    botsCpu: cpuSecondsOf(crowd.pid),
    received: accounts.reduce((sum, { received }) => sum + received, 0),
    behind: accounts.reduce((sum, { withheld }) => sum + withheld.behind, 0),
    figures: await crowd.figures(),
  }
}

function namesOf({ sites }: Pick<BriefingBenchOptions, 'sites'>): string[] {
  return Array.from({ length: sites }, (_, number) => nameOf(number))
}

function heardOf(options: Pick<BriefingBenchOptions, 'sites' | 'speaking'>): string[] {
  return namesOf(options).slice(0, options.speaking)
}

function nameOf(number: number): string {
  return `site-${String(number).padStart(2, '0')}`
}

async function pause(ms: number, { stop }: Pick<BriefingBenchOptions, 'stop'>): Promise<void> {
  if (stop.aborted) throw demoFailure('demoStopped')
  await new Promise(resolve => setTimeout(resolve, ms))
}

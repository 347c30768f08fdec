/**
 * One who listens over a poor line in virtual time: three sites have the floor, the line carries so much and has a queue, and is tried
 * for better classes all the time. What is heard of the speaker meanwhile, and what class it comes to.
 *
 *   speaker, two more ─► the very room that forwards ─► so many kbit/s, a queue ─► listener
 *                                                    ◄── NACK, RR, REMB or TWCC ──┘
 */

import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { MediaRoom } from '../../src/media/room.ts'
import { FIRST_DOWN, RED_TYPE } from '../../src/media/transport.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { readRtcp } from '../../src/rtp/rtcp-reader.ts'
import { AUDIO_RATE } from '../../src/rtp/times.ts'
import { GOOD_LINE, Impairer, type Line } from '../../town/bots/impairer.ts'
import { framesOf } from '../peers/opus-frames.ts'
import { Listening, type ListeningOptions, NUMBERED } from './listening.ts'
import { Schedule } from './schedule.ts'
import { EPOCH_MS, type Stream, sends } from './sending.ts'

const LISTENER = 'the listener'
const HEARD = 3
const THUMBNAILS = 6
/** 24 kbit/s of voice, some 500 kbit/s of pictures. */
export const VOICE_60: Stream = { kind: 'audio', frameMs: 60, octets: 180, packets: 1 }
export const VOICE_20: Stream = { kind: 'audio', frameMs: 20, octets: 60, packets: 1 }
const PICTURES: readonly Stream[] = [
  { kind: 'main', frameMs: 50, octets: 1000, packets: 3 },
  { kind: 'thumbnail', frameMs: 140, octets: 600, packets: 1 },
]
/** The first three are heard; thumbnails are of all but the first. */
const PLAIN: readonly (readonly Stream[])[] = [PICTURES, PICTURES, []]
/** All that class A is given, some 2 Mbit/s, with key frames as large as they are. */
const LIVELY_PICTURES: readonly Stream[] = [
  { kind: 'main', frameMs: 50, octets: 1000, packets: 3, keyPackets: 25 },
  { kind: 'thumbnail', frameMs: 140, octets: 600, packets: 1, keyPackets: 3 },
]
export const LIVELY = Array.from({ length: 1 + THUMBNAILS }, () => LIVELY_PICTURES)
/** Of UDP, IP and SRTP, in octets of a packet. */
const OVERHEAD = 38
const TICKS_A_MS = AUDIO_RATE / 1000
/** Later than this a browser does not wait for it. */
const PLAYED_MS = 1000
export const GAP_MS = 60
/** Later than this it is heard late, or a browser waits longer for all that follows. */
export const LATE_MS = 200
const UP: Line = { ...GOOD_LINE, delayMs: 20 }

/** A tenth of a second of it. */
export interface Moment {
  readonly ms: number
  readonly is: LineClass
  /** Bits a second: what its line is thought to carry; all that it is sent. */
  readonly estimate: number | null
  readonly sent: number
  /** Packets of it. */
  readonly padding: number
  /** Milliseconds in the line's queue, at the most. */
  readonly queuedMs: number
}

const MOMENT_MS = 100
/** Since a queue began to grow or something was lost: what comes of it follows within so long. */
const TROUBLE_MS = 1600
const QUEUED_MS = 20

export interface Outcome {
  /** As `at s: class`. */
  readonly classes: readonly string[]
  readonly is: LineClass
  /** Milliseconds, each. */
  readonly gaps: readonly number[]
  /** How long the voice waited at the most. */
  readonly waitedMs: number
  /** How long 99 of a hundred of its packets waited at the most. */
  readonly p99Ms: number
  /** How many of its packets came later than LATE_MS. */
  readonly late: number
  /** Packets of pictures that waited too long. */
  readonly unsent: number
  /** Packets of all kinds for which the line had no room, or that it lost. */
  readonly overrun: number
  readonly moments: readonly Moment[]
  /** When those packets of the voice were sent that came too late or never. */
  readonly lostAt: readonly number[]
  /** How often the sources were asked for a key frame. */
  readonly asked: number
  /** When it lost a class though its line had lost nothing and let nothing wait, and had room for all pictures. */
  readonly fellForNothing: readonly number[]
  readonly padding: number
  /** Packets in which a voice was repeated. */
  readonly repeated: number
  /** Of the voice's packets, 0 to 1: what came too late to be heard, or never. */
  readonly lost: number
  /** The worst that it had, and the one at each second. */
  readonly worst: LineClass
  readonly seconds: string
}

export interface Listener extends Pick<ListeningOptions, 'estimatesVoices' | 'tells' | 'hangs'> {
  /** The class that it begins with. */
  readonly from: LineClass
  readonly voice: Stream
  readonly seed: number
  readonly lastsMs: number
  /** Its line is another one from each instant on. */
  readonly later?: readonly { readonly ms: number; readonly line: Line }[]
  /** So often another one of the three is the speaker, whose picture alone class B shows. */
  readonly turnMs?: number
  /** What sites send besides their voices. */
  readonly pictures?: readonly (readonly Stream[])[]
}

export function listened(line: Line, options: Listener): Outcome {
  const { from, voice, seed, lastsMs, later = [], pictures = PLAIN } = options
  const schedule = new Schedule()
  const now = () => schedule.now as Millis
  const room = new MediaRoom({ random: seeded(seed), epochMs: EPOCH_MS })
  const up = new Impairer(UP, seeded(seed + 1), schedule)
  const down = new Impairer(line, seeded(seed + 2), schedule)
  for (const change of later) schedule.after(change.ms, () => down.becomes(change.line))
  const frameTicks = voice.frameMs * TICKS_A_MS
  /** Of each frame of the voice how long it took from its speaker, give or take what is the same for all. */
  const took = new Map<number, number>()
  let first: number | null = null
  const listening = new Listening({
    ...options,
    schedule,
    up,
    down: framed(down),
    onCame: (slot, { timestamp, payloadType, bytes, payloadAt }) => {
      if (slot !== 0) return
      first ??= timestamp
      const ticks = (timestamp - first) | 0
      const together = payloadType === RED_TYPE ? 1 : framesOf(bytes.subarray(payloadAt)).length
      const frames = Array.from({ length: together }, (_, n) => Math.round(ticks / frameTicks) + n)
      for (const frame of payloadType === RED_TYPE ? [frames[0] - 1, ...frames] : frames)
        if (!took.has(frame)) took.set(frame, now() - frame * voice.frameMs)
    },
  })
  const joined = room.join(LISTENER, { transport: listening.transport, line: from, now: now() })
  const sites = pictures.map((_, site) => `site ${site}`)
  let asked = 0
  for (const [at, site] of sites.entries()) {
    const wanted = new Set<number>()
    const sendRtcp = (track: number, octets: Buffer) => {
      if (!isPli(octets)) return
      asked += 1
      schedule.after(UP.delayMs, () => wanted.add(track))
    }
    const transport = { sendRtp: () => {}, sendRtcp, close: () => {} }
    const { told } = room.join(site, { transport, line: 'A', now: now() })
    const voices = at < HEARD ? [at === 0 ? voice : VOICE_20] : []
    sends({ schedule, told, up, asked: wanted }, [...voices, ...pictures[at]])
  }
  const heard = sites.slice(0, HEARD)
  room.heard(heard)
  if (options.turnMs !== undefined)
    schedule.every(options.turnMs, () => {
      heard.push(...heard.splice(0, 1))
      room.heard(heard)
    })
  const screen = sites.find((_, at) => pictures[at].some(({ kind }) => kind === 'screen')) ?? null
  room.shows({ thumbnails: sites.slice(1, 1 + THUMBNAILS), screen })
  joined.told.connected([null, null, null, null], now(), { numbered: options.tells === true ? NUMBERED : [] })
  listening.begin(joined)
  const account = () => room.accounts().get(LISTENER)?.to
  const classes: string[] = []
  const moments: Moment[] = []
  const fellForNothing: number[] = []
  let [is, worst, seconds] = [from, from, '']
  let [queuedMs, lost, unsent, octets, padding] = [0, 0, 0, 0, 0]
  let [troubledAt, overflowedAt] = [0, 0]
  schedule.every(10, () => {
    queuedMs = Math.max(queuedMs, down.queuedMs)
    if (down.queuedMs >= QUEUED_MS || down.lost > lost) troubledAt = now()
    if (unsent < (account()?.unsent ?? 0)) overflowedAt = now()
    lost = down.lost
    unsent = account()?.unsent ?? 0
    for (const event of room.tick(now())) {
      if (event.is !== 'line' || event.site !== LISTENER) continue
      // A voice is cut for what its line does alone, a picture also where too many come.
      const why = event.line === 'D' ? troubledAt : Math.max(troubledAt, overflowedAt)
      if (event.line > is && now() - why > TROUBLE_MS) fellForNothing.push(now())
      is = event.line
      if (is > worst) worst = is
      classes.push(`${Math.round(now() / 1000)} s: ${is}`)
    }
  })
  schedule.every(MOMENT_MS, () => {
    const all = account()
    const bitrate = (of: number) => (of * 8000) / MOMENT_MS
    moments.push({
      ms: now(),
      is,
      queuedMs,
      estimate: room.estimate(LISTENER),
      sent: bitrate((all?.octets ?? 0) - octets),
      padding: (all?.padding ?? 0) - padding,
    })
    octets = all?.octets ?? 0
    padding = all?.padding ?? 0
    queuedMs = 0
  })
  schedule.every(1000, () => {
    seconds += is
  })
  while (schedule.now < lastsMs) schedule.step()
  const delays = [...took.values()].sort((one, other) => one - other)
  const [leastMs] = delays
  return {
    classes,
    is,
    worst,
    seconds,
    moments,
    asked,
    fellForNothing,
    ...heardOf(took, { leastMs, voice, lastsMs }),
    overrun: down.lost,
    late: delays.filter(ms => ms - leastMs > LATE_MS).length,
    waitedMs: (delays.at(-1) ?? 0) - leastMs,
    p99Ms: delays[Math.floor(0.99 * delays.length)] - leastMs,
    unsent: account()?.unsent ?? 0,
    padding: account()?.padding ?? 0,
    repeated: account()?.repeating ?? 0,
  }
}

/** The classes after half a minute of 24 sites with such lines down, three of which speak; six are shown as thumbnails. */
export function gathered(line: Line, seed: number): string {
  const schedule = new Schedule()
  const now = () => schedule.now as Millis
  const room = new MediaRoom({ random: seeded(seed), epochMs: EPOCH_MS })
  const up = new Impairer(UP, seeded(seed + 1), schedule)
  const sites = Array.from({ length: 24 }, (_, site) => `site ${site}`)
  const classes = new Map<string, LineClass>()
  for (const [at, site] of sites.entries()) {
    const down = new Impairer(line, seeded(seed + 2 + at), schedule)
    const listening = new Listening({ schedule, up, down: framed(down), tells: true })
    const wanted = new Set<number>()
    const sendRtcp = (track: number, octets: Buffer) => {
      if (track >= FIRST_DOWN) listening.transport.sendRtcp(track, octets)
      else if (isPli(octets)) wanted.add(track)
    }
    const transport = { ...listening.transport, sendRtcp }
    const joined = room.join(site, { transport, line: 'D', now: now() })
    const voices = at < HEARD ? [VOICE_20] : []
    const pictures = at <= THUMBNAILS ? LIVELY_PICTURES : []
    const streams = [...voices, ...pictures]
    sends({ schedule, told: joined.told, up, asked: wanted, numbered: NUMBERED }, streams)
    listening.begin(joined)
    classes.set(site, 'D')
  }
  room.heard(sites.slice(0, HEARD))
  room.shows({ thumbnails: sites.slice(1, 1 + THUMBNAILS), screen: null })
  schedule.every(10, () => {
    for (const event of room.tick(now())) if (event.is === 'line') classes.set(event.site, event.line)
  })
  while (schedule.now < 30_000) schedule.step()
  return [...classes.values()].join('')
}

function isPli(octets: Buffer): boolean {
  const read = readRtcp(octets)
  return read.ok && read.packets.some(({ type }) => type === 'PLI')
}

/** As it is on the wire. */
function framed(line: Pick<Impairer, 'send'>): Pick<Impairer, 'send'> {
  return {
    send: (octets, deliver) =>
      line.send(Buffer.concat([octets, Buffer.alloc(OVERHEAD)]), came =>
        deliver(came.subarray(0, came.length - OVERHEAD)),
      ),
  }
}

function heardOf(
  took: ReadonlyMap<number, number>,
  { leastMs, voice, lastsMs }: { leastMs: number; voice: Stream; lastsMs: number },
): Pick<Outcome, 'gaps' | 'lost' | 'lostAt'> {
  const { frameMs } = voice
  const [first] = took.keys()
  const gaps: number[] = []
  const count = lastsMs / frameMs - 20
  const lostAt: number[] = []
  let gapMs = 0
  for (let n = 0; n < count; n++) {
    const tookMs = took.get(first + n)
    if (tookMs === undefined || tookMs - leastMs > PLAYED_MS) {
      gapMs += frameMs
      lostAt.push(n * frameMs)
    } else {
      if (gapMs > GAP_MS) gaps.push(gapMs)
      gapMs = 0
    }
  }
  return { gaps, lostAt, lost: lostAt.length / count }
}

export const slow = (kbits: number, queueMs: number): Line => ({
  ...GOOD_LINE,
  rate: { bitrate: kbits * 1000, queueOctets: (kbits * queueMs) / 8 },
})

/**
 * One who listens over a poor line in virtual time: three sites have the floor, the line carries so much and has a queue, and is tried
 * for better classes all the time. What is heard of the speaker meanwhile, and what class it comes to.
 *
 *   speaker, two more ─► the very room that forwards ─► so many kbit/s, a queue ─► listener
 *                                                    ◄── NACK, RR, REMB or TWCC ──┘
 */
import { GOOD_LINE, Impairer, type Line } from '../../src/app/bots/impairer.ts'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { Room } from '../../src/media/room.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { Listening, type ListeningOptions, NUMBERED } from './listening.ts'
import { Schedule } from './schedule.ts'
import { EPOCH_MS, type Stream, sends } from './sending.ts'

const [SPEAKER, SECOND, THIRD, LISTENER] = ['a', 'b', 'c', 'd']
/** 24 kbit/s of voice, some 500 kbit/s of pictures. */
export const VOICE_60: Stream = { kind: 'audio', frameMs: 60, octets: 180, packets: 1 }
export const VOICE_20: Stream = { kind: 'audio', frameMs: 20, octets: 60, packets: 1 }
const PICTURES: readonly Stream[] = [
  { kind: 'main', frameMs: 50, octets: 1000, packets: 3 },
  { kind: 'thumbnail', frameMs: 140, octets: 600, packets: 1 },
]
/** Of UDP, IP and SRTP, in octets of a packet. */
const OVERHEAD = 38
/** Later than this a browser does not wait for it. */
const PLAYED_MS = 1000
export const GAP_MS = 60
const UP: Line = { ...GOOD_LINE, delayMs: 20 }

export interface Outcome {
  /** As `at s: class`. */
  readonly classes: readonly string[]
  readonly is: LineClass
  /** Milliseconds, each. */
  readonly gaps: readonly number[]
  /** How long the voice waited at the most. */
  readonly waitedMs: number
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
  /** Its line is another one from then on. */
  readonly later?: { readonly ms: number; readonly line: Line }
}

export function listened(line: Line, options: Listener): Outcome {
  const { from, voice, seed, lastsMs, later } = options
  const schedule = new Schedule()
  const now = () => schedule.now as Millis
  const room = new Room({ random: seeded(seed), epochMs: EPOCH_MS })
  const up = new Impairer(UP, seeded(seed + 1), schedule)
  const down = new Impairer(line, seeded(seed + 2), schedule)
  const then = new Impairer(later?.line ?? line, seeded(seed + 3), schedule)
  const isThen = () => later !== undefined && schedule.now >= later.ms
  const took = new Map<number, number>()
  const listening = new Listening({
    ...{ ...options, schedule, up },
    down: framed({ send: (...sent) => (isThen() ? then : down).send(...sent) }),
    onCame: (slot, rtp, tookMs) => {
      if (slot === 0) took.set(rtp.sequence, Math.min(tookMs, took.get(rtp.sequence) ?? tookMs))
    },
  })
  const nowhere = { sendRtp: () => {}, sendRtcp: () => {}, close: () => {} }
  const joined = room.join(LISTENER, { transport: listening.transport, line: from, now: now() })
  for (const site of [SPEAKER, SECOND, THIRD]) {
    const { told } = room.join(site, { transport: nowhere, line: 'A', now: now() })
    const own = site === SPEAKER ? voice : VOICE_20
    sends({ schedule, told, up }, site === THIRD ? [own] : [own, ...PICTURES])
  }
  room.heard([SPEAKER, SECOND, THIRD])
  room.shows({ thumbnails: [SECOND, THIRD], screen: null })
  joined.told.connected([null, null, null, null], now(), {
    numbered: options.tells === true ? NUMBERED : [],
  })
  listening.begin(joined)
  const classes: string[] = []
  let [is, worst, seconds] = [from, from, '']
  schedule.every(10, () => {
    for (const event of room.tick(now())) {
      if (event.is !== 'line' || event.site !== LISTENER) continue
      is = event.line
      if (is > worst) worst = is
      classes.push(`${Math.round(now() / 1000)} s: ${is}`)
    }
  })
  schedule.every(1000, () => {
    seconds += is
  })
  while (schedule.now < lastsMs) schedule.step()
  const delays = [...took.values()]
  const leastMs = Math.min(...delays)
  return {
    ...{ classes, is, worst, seconds, ...heardOf(took, { leastMs, voice, lastsMs }) },
    waitedMs: Math.max(...delays) - leastMs,
    padding: room.accounts().get(LISTENER)?.to.padding ?? 0,
    repeated: room.accounts().get(LISTENER)?.to.repeating ?? 0,
  }
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
): Pick<Outcome, 'gaps' | 'lost'> {
  const { frameMs } = voice
  const [first] = took.keys()
  const gaps: number[] = []
  const count = lastsMs / frameMs - 20
  let gapMs = 0
  let lost = 0
  for (let n = 0; n < count; n++) {
    const tookMs = took.get((first + n) & 0xffff)
    if (tookMs === undefined || tookMs - leastMs > PLAYED_MS) {
      gapMs += frameMs
      lost += 1
    } else {
      if (gapMs > GAP_MS) gaps.push(gapMs)
      gapMs = 0
    }
  }
  return { gaps, lost: lost / count }
}

export const slow = (kbits: number, queueMs: number): Line => ({
  ...GOOD_LINE,
  rate: { bitrate: kbits * 1000, queueOctets: (kbits * queueMs) / 8 },
})

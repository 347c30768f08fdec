/**
 * Poor lines in virtual time: three sites have the floor, one listens over a line that carries so much and whose queue is deep, and
 * is tried for better classes all the time. What is heard of the speaker meanwhile, and what class it comes to.
 *
 *   speaker, two more ─► the very room that forwards ─► so many kbit/s, a queue ─► listener
 *                                                    ◄── NACK, RR, REMB ──────────┘
 *
 * `SEED=n` loses others of its packets.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GOOD_LINE, Impairer, type Line, randomLoss } from '../../src/app/bots/impairer.ts'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { Room } from '../../src/media/room.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { Listening } from './listening.ts'
import { Schedule } from './schedule.ts'
import { EPOCH_MS, type Stream, sends } from './sending.ts'

const SEED = Number(process.env.SEED ?? 1)
const LASTS_MS = 130_000
const [SPEAKER, SECOND, THIRD, LISTENER] = ['a', 'b', 'c', 'd']
/** 24 kbit/s of voice, some 500 kbit/s of pictures. */
const VOICE_60: Stream = { kind: 'audio', frameMs: 60, octets: 180, packets: 1 }
const VOICE_20: Stream = { kind: 'audio', frameMs: 20, octets: 60, packets: 1 }
const PICTURES: readonly Stream[] = [
  { kind: 'main', frameMs: 50, octets: 1000, packets: 3 },
  { kind: 'thumbnail', frameMs: 140, octets: 600, packets: 1 },
]
/** Of UDP, IP and SRTP, in octets of a packet. */
const OVERHEAD = 38
/** Later than this a browser does not wait for it. */
const PLAYED_MS = 1000
const GAP_MS = 60
const UP: Line = { ...GOOD_LINE, delayMs: 20 }

interface Outcome {
  /** As `at s: class`. */
  readonly classes: readonly string[]
  readonly is: LineClass
  /** Milliseconds, each. */
  readonly gaps: readonly number[]
  /** How long the voice waited at the most. */
  readonly waitedMs: number
  readonly padding: number
}

interface Listener {
  /** The class that it begins with. */
  readonly from: LineClass
  readonly voice: Stream
  readonly estimatesVoices: boolean
}

function listened(line: Line, { from, voice, estimatesVoices }: Listener): Outcome {
  const schedule = new Schedule()
  const now = () => schedule.now as Millis
  const room = new Room({ random: seeded(SEED), epochMs: EPOCH_MS })
  const up = new Impairer(UP, seeded(SEED + 1), schedule)
  const down = new Impairer(line, seeded(SEED + 2), schedule)
  const took = new Map<number, number>()
  const listening = new Listening({
    ...{ schedule, up, down: framed(down), estimatesVoices },
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
  joined.told.connected([null, null, null, null], now())
  listening.begin(joined)
  const classes: string[] = []
  let is = from
  schedule.every(10, () => {
    for (const event of room.tick(now())) {
      if (event.is !== 'line' || event.site !== LISTENER) continue
      is = event.line
      classes.push(`${Math.round(now() / 1000)} s: ${is}`)
    }
  })
  while (schedule.now < LASTS_MS) schedule.step()
  const delays = [...took.values()]
  const leastMs = Math.min(...delays)
  return {
    ...{ classes, is, gaps: gapsOf(took, leastMs, voice) },
    waitedMs: Math.max(...delays) - leastMs,
    padding: room.accounts().get(LISTENER)?.to.padding ?? 0,
  }
}

/** As it is on the wire. */
function framed(line: Impairer): Pick<Impairer, 'send'> {
  return {
    send: (octets, deliver) =>
      line.send(Buffer.concat([octets, Buffer.alloc(OVERHEAD)]), came =>
        deliver(came.subarray(0, came.length - OVERHEAD)),
      ),
  }
}

function gapsOf(took: ReadonlyMap<number, number>, leastMs: number, { frameMs }: Stream): number[] {
  const [first] = took.keys()
  const gaps: number[] = []
  let gapMs = 0
  for (let n = 0; n < LASTS_MS / frameMs - 20; n++) {
    const tookMs = took.get((first + n) & 0xffff)
    if (tookMs === undefined || tookMs - leastMs > PLAYED_MS) gapMs += frameMs
    else {
      if (gapMs > GAP_MS) gaps.push(gapMs)
      gapMs = 0
    }
  }
  return gaps
}

const slow = (kbits: number, queueMs: number): Line => ({
  ...GOOD_LINE,
  rate: { bitrate: kbits * 1000, queueOctets: (kbits * queueMs) / 8 },
})

type Row = readonly [string, Line, Omit<Listener, 'estimatesVoices'>, LineClass]
const ROWS: readonly Row[] = [
  ['64 kbit/s, a queue of 400 ms', slow(64, 400), { from: 'D', voice: VOICE_60 }, 'D'],
  ['64 kbit/s, a queue of 2 s', slow(64, 2000), { from: 'D', voice: VOICE_60 }, 'D'],
  ['64 kbit/s, a queue of 150 ms', slow(64, 150), { from: 'D', voice: VOICE_60 }, 'D'],
  ['64 kbit/s, frames of 20 ms', slow(64, 400), { from: 'D', voice: VOICE_20 }, 'D'],
  ['100 kbit/s, a queue of 400 ms', slow(100, 400), { from: 'D', voice: VOICE_60 }, 'D'],
  ['400 kbit/s, a queue of 400 ms', slow(400, 400), { from: 'C', voice: VOICE_20 }, 'C'],
  ['400 kbit/s, a queue of 2 s', slow(400, 2000), { from: 'C', voice: VOICE_20 }, 'C'],
  ['1 Mbit/s, a queue of 400 ms', slow(1000, 400), { from: 'B', voice: VOICE_20 }, 'B'],
  ['200 kbit/s, and 64 before', slow(200, 400), { from: 'D', voice: VOICE_60 }, 'C'],
  ['1 Mbit/s, and 64 before', slow(1000, 400), { from: 'D', voice: VOICE_20 }, 'B'],
  ['10 Mbit/s, and 64 before', slow(10_000, 400), { from: 'D', voice: VOICE_20 }, 'A'],
  [
    '200 kbit/s, half a per cent lost',
    { ...slow(200, 400), loss: randomLoss(0.005) },
    { from: 'D', voice: VOICE_60 },
    'C',
  ],
]

for (const estimatesVoices of [false, true])
  test(`a voice has no gap while its line is tried for more by one that estimates ${
    estimatesVoices ? 'all that comes' : 'pictures alone'
  }, and the line comes to what it carries`, context => {
    const told: Record<string, string> = {}
    for (const [name, line, options] of ROWS) {
      const { classes, is, gaps, waitedMs, padding } = listened(line, {
        ...{ ...options, estimatesVoices },
      })
      context.diagnostic(
        `SEED=${SEED}, ${name}: ${gaps.length} gaps above ${GAP_MS} ms, the longest ${Math.max(0, ...gaps)} ms, ` +
          `waited ${Math.round(waitedMs)} ms, ${padding} of padding, ${classes.join(', ') || 'no other class'}`,
      )
      told[name] = `${is}, ${gaps.length} gaps`
    }
    assert.deepEqual(
      told,
      Object.fromEntries(ROWS.map(([name, , , to]) => [name, `${to}, 0 gaps`])),
    )
  })

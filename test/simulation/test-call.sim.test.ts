/**
 * A test call in virtual time, over lines of which it is known what they carry: a site alone with itself, whose camera sees a still
 * wall, so that its pictures try no line; what its browser thinks of its line, and the class that it is given in the end.
 *
 *   site: voice, small pictures ── line up ──► the very room that forwards ── copies, padding ── line down ──► the site
 *                                                                          ◄── NACK, RR, REMB or TWCC ──
 *
 * `SEED=n` loses others of its packets.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { MediaRoom } from '../../src/media/room.ts'
import type { Quality } from '../../src/media/server.ts'
import { type Verdict, verdictOf } from '../../src/media/verdict.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { GOOD_LINE, Impairer, type Line, randomLoss } from '../../town/bots/impairer.ts'
import { Listening, NUMBERED } from './listening.ts'
import { Schedule } from './schedule.ts'
import { EPOCH_MS, type Stream, sends } from './sending.ts'

const SEED = Number(process.env.SEED ?? 1)
const CALL_MS = 11_000
const SITE = 'a'
/** A picture is one packet. Some 60 kbit/s of pictures. */
const STREAMS: readonly Stream[] = [
  { kind: 'audio', frameMs: 20, octets: 60, packets: 1 },
  { kind: 'main', frameMs: 50, octets: 300, packets: 1 },
  { kind: 'thumbnail', frameMs: 140, octets: 150, packets: 1 },
]

interface Outcome {
  readonly verdict: Verdict
  readonly padding: number
  /** Of all that was sent down. */
  readonly lost: number
}

/** Its line down; up it is a good one. */
function testCall(line: Line, tells: boolean): Outcome {
  const schedule = new Schedule()
  const now = () => schedule.now as Millis
  const room = new MediaRoom({ random: seeded(SEED), epochMs: EPOCH_MS, isEcho: true })
  const up = new Impairer(GOOD_LINE, seeded(SEED + 1), schedule)
  const down = new Impairer(line, seeded(SEED + 2), schedule)
  const listening = new Listening({ schedule, up, down, tells })
  const joined = room.join(SITE, { transport: listening.transport, line: 'A', now: now() })
  const told = {
    ...joined.told,
    connected: (ssrcs: readonly (number | null)[], at: Millis) =>
      joined.told.connected(ssrcs, at, { numbered: tells ? NUMBERED : [] }),
  }
  sends({ schedule, told, up }, STREAMS)
  let is: LineClass = 'A'
  schedule.every(10, () => {
    for (const event of room.tick(now())) if (event.is === 'line') is = event.line
    room.assertSummed()
  })
  listening.begin(joined)
  const samples: Omit<Quality, 'path'>[] = []
  schedule.every(1000, () => {
    const quality = room.quality(SITE)
    if (quality !== null) samples.push({ ...quality, up: { ...quality.up, kbits: 200 } })
  })
  let isOver = false
  schedule.after(CALL_MS, () => {
    isOver = true
  })
  while (!isOver) schedule.step()
  const verdict = verdictOf(samples, is)
  assert.ok(verdict !== null)
  const padding = room.accounts().get(SITE)?.to.padding ?? 0
  return { verdict, padding, lost: down.lost / down.sent }
}

const slow = (bitrate: number, queueMs = 200): Line => ({
  ...GOOD_LINE,
  rate: { bitrate, queueOctets: (bitrate * queueMs) / 8000 },
})

for (const tells of [false, true])
  test(`a line is given the class that it carries, by ${tells ? 'our' : 'its receiver’s'} estimate, though the camera that tries it sees a still wall`, context => {
    const rows: readonly [string, Line, LineClass][] = [
      ['good', GOOD_LINE, 'A'],
      ['10 Mbit/s', slow(10_000_000), 'A'],
      ['1 Mbit/s', slow(1_000_000), 'B'],
      ['1 Mbit/s, a long queue', slow(1_000_000, 1500), 'B'],
      ['300 kbit/s', slow(300_000), 'C'],
      ['64 kbit/s', slow(64_000), 'D'],
      ['3 % lost', { ...GOOD_LINE, loss: randomLoss(0.03) }, 'B'],
    ]
    const given: Record<string, string> = {}
    for (const [name, line] of rows) {
      const { verdict, padding, lost } = testCall(line, tells)
      context.diagnostic(
        `SEED=${SEED}, ${name}: ${verdict.is} ${verdict.because ?? ''}, ` +
          `${Math.round(verdict.measured.downKbits)} kbit/s, ${padding} packets of padding, ` +
          `lost ${(lost * 100).toFixed(1)} %`,
      )
      given[name] = verdict.is
    }
    assert.deepEqual(given, Object.fromEntries(rows.map(([name, , is]) => [name, is])))
  })

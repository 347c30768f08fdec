/**
 * A test call in virtual time, over lines of which it is known what they carry: a site alone with itself, whose camera sees a still
 * wall, so that its pictures try no line; what its browser thinks of its line, and the class that it is given in the end.
 *
 *   site: voice, small pictures ── line up ──► the very room that forwards ── copies, padding ── line down ──► the site
 *                                                                          ◄── NACK, RR, REMB ──
 *
 * `SEED=n` loses others of its packets.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GOOD_LINE, Impairer, type Line, randomLoss } from '../../src/app/bots/impairer.ts'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { Room } from '../../src/media/room.ts'
import type { Quality } from '../../src/media/server.ts'
import {
  clockRateOf,
  FIRST_DOWN,
  isVideo,
  KINDS,
  type Kind,
  OPUS_TYPE,
  TRACKS,
  VP8_TYPE,
} from '../../src/media/transport.ts'
import { type Verdict, verdictOf } from '../../src/media/verdict.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { MissingPackets } from '../../src/rtp/missing-packets.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { Reception } from '../../src/rtp/reception.ts'
import type { RtcpPacket } from '../../src/rtp/rtcp.ts'
import { readRtcp } from '../../src/rtp/rtcp-reader.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { SenderClock } from '../../src/rtp/sender-clock.ts'
import { SourceSequence } from '../../src/rtp/source-sequence.ts'
import { ntpOf } from '../../src/rtp/times.ts'
import { Schedule } from './schedule.ts'

const SEED = Number(process.env.SEED ?? 1)
const EPOCH_MS = 1_800_000_000_000
const CALL_MS = 11_000
const SITE = 'a'
const FRAME_MS = { audio: 20, main: 50, thumbnail: 140 } as const
/** Of a packet's payload: a picture is one packet. Some 60 kbit/s of pictures. */
const OCTETS = { audio: 60, main: 300, thumbnail: 150 } as const
type Sent = keyof typeof FRAME_MS

/** As browsers do: none for five seconds, then what came; up by 8 % to 1.5 times of what comes, down where it waits. */
class Estimate {
  bitrate: number | null = null
  #octets = 0
  #leastMs = Number.POSITIVE_INFINITY
  #waitedMs = 0

  came(octets: number, tookMs: number): void {
    this.#octets += octets
    this.#leastMs = Math.min(this.#leastMs, tookMs)
    this.#waitedMs = tookMs - this.#leastMs
  }

  second(now: number): void {
    const came = this.#octets * 8
    this.#octets = 0
    if (now < 5000) return
    this.bitrate ??= came
    if (this.#waitedMs > 50) this.bitrate = Math.min(this.bitrate, 0.85 * came)
    else if (this.bitrate < 1.5 * came) this.bitrate = Math.min(1.5 * came, 1.08 * this.bitrate)
  }
}

interface Outcome {
  readonly verdict: Verdict
  readonly padding: number
  /** Of all that was sent down. */
  readonly lost: number
}

/** Its line down; up it is a good one. */
function testCall(line: Line): Outcome {
  const schedule = new Schedule()
  const now = () => schedule.now as Millis
  const room = new Room({ random: seeded(SEED), epochMs: EPOCH_MS, isEcho: true })
  const up = new Impairer(GOOD_LINE, seeded(SEED + 1), schedule)
  const down = new Impairer(line, seeded(SEED + 2), schedule)
  const estimate = new Estimate()
  const slots = TRACKS.slice(FIRST_DOWN).map(({ kind }) => ({
    kind,
    sequence: new SourceSequence(),
    reception: new Reception(clockRateOf(kind)),
    missing: new MissingPackets(),
    clock: new SenderClock(clockRateOf(kind)),
  }))
  const rtp = new RtpPacket()
  const arrives = (slot: number, octets: Buffer, sentAt: number) => {
    assert.equal(rtp.read(octets), null)
    const { sequence, reception, missing, kind } = slots[slot]
    const placed = sequence.place(rtp.sequence)
    const { extended } = sequence
    reception.arrived(placed, { extended, timestamp: rtp.timestamp }, now())
    missing.arrived(placed, extended, { now: now(), jitterMs: reception.jitterMs })
    // Of voices alone a browser estimates nothing.
    if (isVideo(kind)) estimate.came(octets.length, now() - sentAt)
  }
  const transport = {
    sendRtp: (track: number, octets: Buffer) => {
      const sentAt = now()
      down.send(Buffer.from(octets), came => arrives(track - FIRST_DOWN, came, sentAt))
    },
    sendRtcp: (track: number, octets: Buffer) => {
      down.send(Buffer.from(octets), came => {
        const read = readRtcp(came)
        assert.ok(read.ok)
        for (const packet of read.packets)
          if (packet.type === 'SR') slots[track - FIRST_DOWN].clock.reported(packet, now())
      })
    },
    close: () => {},
  }
  const { ssrcs, told } = room.join(SITE, { transport, line: 'A', now: now() })
  const every = (ms: number, act: () => void) => {
    const again = () => {
      act()
      schedule.after(ms, again)
    }
    schedule.after(ms, again)
  }
  const tell = (slot: number, packets: readonly RtcpPacket[]) =>
    up.send(encodeRtcp(packets), came => told.rtcp(slot + FIRST_DOWN, came, now()))
  told.connected(
    KINDS.map((_, kind) => kind + 1),
    now(),
  )
  for (const kind of ['audio', 'main', 'thumbnail'] as const) {
    let n = 0
    every(FRAME_MS[kind], () => {
      const octets = packetOf(kind, n++)
      up.send(octets, came => told.rtp(KINDS.indexOf(kind), came, now()))
    })
    every(1000, () => {
      const ntp = ntpOf(EPOCH_MS + now())
      const report = { type: 'SR' as const, ssrc: KINDS.indexOf(kind) + 1, ntp, blocks: [] }
      const counts = { rtp: n * ticksOf(kind), packets: n, octets: n * OCTETS[kind] }
      const octets = encodeRtcp([{ ...report, ...counts }])
      up.send(octets, came => told.rtcp(KINDS.indexOf(kind), came, now()))
    })
  }
  every(10, () => {
    room.tick(now())
    room.assertSummed()
    for (const [slot, { missing }] of slots.entries()) {
      const lost = missing.due(now(), 100).ask.map(extended => extended & 0xffff)
      if (lost.length > 0) tell(slot, [{ type: 'NACK', sender: 2, media: ssrcs[slot], lost }])
    }
  })
  const samples: Omit<Quality, 'path'>[] = []
  every(1000, () => {
    estimate.second(now())
    for (const [slot, { reception, clock }] of slots.entries()) {
      const received = reception.report()
      const block = received && { ssrc: ssrcs[slot], ...received, ...clock.lastReport(now()) }
      if (block !== null) tell(slot, [{ type: 'RR', ssrc: 2, blocks: [block] }])
    }
    const bitrate = estimate.bitrate
    if (bitrate !== null) tell(3, [{ type: 'REMB', sender: 2, bitrate, ssrcs: ssrcs.slice(3) }])
    const quality = room.quality(SITE)
    if (quality !== null) samples.push({ ...quality, up: { ...quality.up, kbits: 200 } })
  })
  let is: LineClass = 'A'
  let isOver = false
  schedule.after(CALL_MS, () => {
    isOver = true
  })
  every(10, () => {
    for (const event of room.tick(now())) if (event.is === 'line') is = event.line
  })
  while (!isOver) schedule.step()
  const verdict = verdictOf(samples, is)
  assert.ok(verdict !== null)
  const padding = room.accounts().get(SITE)?.to.padding ?? 0
  return { verdict, padding, lost: down.lost / down.sent }
}

function packetOf(kind: Sent, n: number): Buffer {
  const head = isVideo(kind) ? [0x90, 0x80, 0x80, n & 0x7f, n % 20 === 0 ? 0x10 : 0x11] : [0x48]
  return encodeRtp({
    payloadType: isVideo(kind) ? VP8_TYPE : OPUS_TYPE,
    marker: isVideo(kind),
    sequence: n & 0xffff,
    timestamp: n * ticksOf(kind),
    ssrc: KINDS.indexOf(kind) + 1,
    extensions: [],
    payload: Buffer.concat([Buffer.from(head), Buffer.alloc(OCTETS[kind])]),
  })
}

function ticksOf(kind: Sent): number {
  return (clockRateOf(kind as Kind) * FRAME_MS[kind]) / 1000
}

const slow = (bitrate: number, queueMs = 200): Line => ({
  ...GOOD_LINE,
  rate: { bitrate, queueOctets: (bitrate * queueMs) / 8000 },
})

test('a line is given the class that it carries, though the camera that tries it sees a still wall', context => {
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
    const { verdict, padding, lost } = testCall(line)
    context.diagnostic(
      `SEED=${SEED}, ${name}: ${verdict.is} ${verdict.because ?? ''}, ` +
        `${Math.round(verdict.measured.downKbits)} kbit/s, ${padding} packets of padding, ` +
        `lost ${(lost * 100).toFixed(1)} %`,
    )
    given[name] = verdict.is
  }
  assert.deepEqual(given, Object.fromEntries(rows.map(([name, , is]) => [name, is])))
})

/**
 * A site that listens in virtual time: what comes down its line it counts, asks for again, and estimates as a browser does.
 *
 *   room ── RTP, SR ──► line down ──► slots ──► what its browser thinks of its line
 *        ◄── NACK, RR, REMB ── line up ◄──┘
 *
 * Or it estimates nothing, and tells what came of each number of the whole line, and when: ten times a second, or later where its
 * computer hangs.
 */
import assert from 'node:assert/strict'
import type { Millis } from '../../src/base/clock.ts'
import type { Joined } from '../../src/media/room.ts'
import {
  clockRateOf,
  FIRST_DOWN,
  isVideo,
  TRACKS,
  TRANSPORT_NUMBER_ID,
  type Transport,
} from '../../src/media/transport.ts'
import { extensionAt, transportNumberOf } from '../../src/rtp/extensions.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { Reception } from '../../src/rtp/reception.ts'
import type { RtcpPacket } from '../../src/rtp/rtcp.ts'
import { readRtcp } from '../../src/rtp/rtcp-reader.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { SenderClock } from '../../src/rtp/sender-clock.ts'
import { SourceSequence } from '../../src/rtp/source-sequence.ts'
import { TransportArrivals } from '../../src/rtp/transport-arrivals.ts'
import { Vp8Payload } from '../../src/rtp/vp8.ts'
import { BrowserNack } from '../../town/bots/browser-nack.ts'
import type { Impairer } from '../../town/bots/impairer.ts'
import type { Schedule } from './schedule.ts'

const SSRC = 2
const TOLD_EVERY_MS = 100
/** By slot. */
export const NUMBERED = TRACKS.slice(FIRST_DOWN).map(() => true)

/** As browsers do: none for five seconds, then what came; up by 8 % to 1.5 times of what comes, down where it waits. */
class Estimate {
  bitrate: number | null = null
  #octets = 0
  #firstMs: number | null = null
  #leastMs = Number.POSITIVE_INFINITY
  #waitedMs = 0

  came(octets: number, { now, tookMs }: { now: number; tookMs: number }): void {
    this.#octets += octets
    this.#firstMs ??= now
    this.#leastMs = Math.min(this.#leastMs, tookMs)
    this.#waitedMs = tookMs - this.#leastMs
  }

  second(now: number): void {
    const came = this.#octets * 8
    this.#octets = 0
    // Where nothing comes, what was thought before stays.
    if (this.#firstMs === null || now - this.#firstMs < 5000 || came === 0) return
    this.bitrate ??= came
    if (this.#waitedMs > 50) this.bitrate = Math.min(this.bitrate, 0.85 * came)
    else if (this.bitrate < 1.5 * came) this.bitrate = Math.min(1.5 * came, 1.08 * this.bitrate)
  }
}

export interface ListeningOptions {
  readonly schedule: Schedule
  readonly up: Pick<Impairer, 'send'>
  readonly down: Pick<Impairer, 'send'>
  /** Of voices alone a browser estimates nothing; others do. */
  readonly estimatesVoices?: boolean
  /** It tells what came of each number, in place of an estimate. */
  readonly tells?: boolean
  /** Whether its computer looks at nothing now. */
  readonly hangs?: (ms: number) => boolean
  /** Each packet that comes, and how long it took. */
  readonly onCame?: (slot: number, rtp: RtpPacket, tookMs: number) => void
}

export class Listening {
  readonly #options: ListeningOptions
  readonly #estimate = new Estimate()
  readonly #slots = TRACKS.slice(FIRST_DOWN).map(({ kind }) => ({
    kind,
    sequence: new SourceSequence(),
    reception: new Reception(clockRateOf(kind)),
    missing: new BrowserNack(),
    clock: new SenderClock(clockRateOf(kind)),
  }))
  readonly #rtp = new RtpPacket()
  readonly #vp8 = new Vp8Payload()
  readonly #arrivals = new TransportArrivals()
  /** What came while it hung. */
  readonly #waiting: (() => void)[] = []

  constructor(options: ListeningOptions) {
    this.#options = options
  }

  get #now(): Millis {
    return this.#options.schedule.now as Millis
  }

  readonly transport: Transport = {
    sendRtp: (track, octets) => {
      const sentAt = this.#now
      this.#options.down.send(Buffer.from(octets), came =>
        this.#looks(() => this.#arrives(track - FIRST_DOWN, came, sentAt)),
      )
    },
    sendRtcp: (track, octets) =>
      this.#options.down.send(Buffer.from(octets), came => {
        const read = readRtcp(came)
        assert.ok(read.ok)
        for (const packet of read.packets)
          if (packet.type === 'SR') this.#slots[track - FIRST_DOWN].clock.reported(packet, this.#now)
      }),
    close: () => {},
  }

  #looks(at: () => void): void {
    if (this.#options.hangs?.(this.#now) === true) this.#waiting.push(at)
    else {
      for (const one of this.#waiting.splice(0)) one()
      at()
    }
  }

  #arrives(slot: number, octets: Buffer, sentAt: number): void {
    const rtp = this.#rtp
    assert.equal(rtp.read(octets), null)
    const { sequence, reception, missing, kind } = this.#slots[slot]
    const placed = sequence.place(rtp.sequence)
    const { extended } = sequence
    const now = this.#now
    reception.arrived(placed, { extended, timestamp: rtp.timestamp }, now)
    missing.arrived(extended, now)
    const { payloadAt, payloadEnd } = rtp
    if (isVideo(kind) && payloadAt < payloadEnd)
      if (this.#vp8.read(octets, payloadAt, payloadEnd) === null && this.#vp8.beginsKeyFrame)
        missing.forgetBefore(extended)
    const tookMs = now - sentAt
    const numberAt = extensionAt(rtp, TRANSPORT_NUMBER_ID)
    const number = numberAt === -1 ? null : transportNumberOf(octets, numberAt)
    if (number !== null) this.#arrivals.came(number, now)
    if (isVideo(kind) || this.#options.estimatesVoices) this.#estimate.came(octets.length, { now, tookMs })
    this.#options.onCame?.(slot, rtp, tookMs)
  }

  /** Asks for what is missing, and reports once a second. */
  begin({ ssrcs, told }: Joined): void {
    const { schedule, up } = this.#options
    const tell = (slot: number, packets: readonly RtcpPacket[]) =>
      up.send(encodeRtcp(packets), came => told.rtcp(slot + FIRST_DOWN, came, this.#now))
    schedule.every(10, () => {
      if (this.#options.hangs?.(this.#now) === true) return
      this.#looks(() => {})
      for (const [slot, { missing, kind }] of this.#slots.entries()) {
        const { ask, gaveUp } = missing.due(this.#now)
        const lost = ask.map(extended => extended & 0xffff)
        // The picture stands still from here on.
        if (isVideo(kind) && gaveUp > 0) tell(slot, [{ type: 'PLI', sender: SSRC, media: ssrcs[slot] }])
        if (lost.length > 0) tell(slot, [{ type: 'NACK', sender: SSRC, media: ssrcs[slot], lost }])
      }
    })
    if (this.#options.tells)
      schedule.every(TOLD_EVERY_MS, () => {
        if (this.#options.hangs?.(this.#now) === true) return
        const told = this.#arrivals.due({ sender: SSRC, media: ssrcs[3] })
        if (told !== null) tell(3, [told])
      })
    schedule.every(1000, () => {
      this.#estimate.second(this.#now)
      for (const [slot, { reception, clock }] of this.#slots.entries()) {
        const received = reception.report()
        const block = received && { ssrc: ssrcs[slot], ...received, ...clock.lastReport(this.#now) }
        if (block !== null) tell(slot, [{ type: 'RR', ssrc: SSRC, blocks: [block] }])
      }
      const { bitrate } = this.#estimate
      if (bitrate !== null && this.#options.tells !== true)
        tell(3, [{ type: 'REMB', sender: SSRC, bitrate, ssrcs: ssrcs.slice(3) }])
    })
  }
}

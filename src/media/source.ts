/**
 * One source: one kind of media of one connection, from its packets' octets to what may be forwarded of it.
 *
 *   octets ─► format ─► SSRC ─► SourceSequence ─► allowed? ─► MissingPackets, PacketHistory, RED ─► `packet`, to be forwarded
 *                                    └► Reception          └─ no: withheld; nothing is kept, nothing asked for
 *
 * Who may not be forwarded is followed all the same, so that it is clear where its stream stands when it may. Nothing that came
 * before is kept or repeated then: what was said without the floor is never heard. Knows no receiver.
 */
import assert from 'node:assert/strict'
import type { Millis } from '../base/clock.ts'
import { MissingPackets } from '../rtp/missing-packets.ts'
import { opusTicks } from '../rtp/opus.ts'
import { RtpPacket } from '../rtp/packet.ts'
import { PacketHistory } from '../rtp/packet-history.ts'
import { Reception } from '../rtp/reception.ts'
import { RedHistory, type Sounding } from '../rtp/red.ts'
import type { ReportBlock, RtcpPacket } from '../rtp/rtcp.ts'
import { SenderClock } from '../rtp/sender-clock.ts'
import type { SourcePacket } from '../rtp/slot.ts'
import { type Placed, SourceSequence } from '../rtp/source-sequence.ts'
import { Vp8Payload } from '../rtp/vp8.ts'
import type { Reason } from './accounts.ts'
import { KeyFrameThrift } from './key-frame-thrift.ts'
import type { Second } from './meter.ts'
import { clockRateOf, isVideo, type Kind, OPUS_TYPE, PACKET_SIZE_MAX, VP8_TYPE } from './transport.ts'

/** Octets that are kept to be sent again: a second and a half of each kind at its highest rate, and a key frame. */
const HISTORY_OCTETS: Readonly<Record<Kind, number>> = {
  audio: 50_000,
  main: 500_000,
  thumbnail: 100_000,
  screen: 1_000_000,
}
/** How many packets of voice are repeated in the next one. */
const RED_DEPTH = 1
/** Of who asks sources for something. */
export const SERVER_SSRC = 1

class Arrived implements SourcePacket {
  readonly rtp = new RtpPacket()
  vp8: Vp8Payload | null = null
  extended = 0
  timestamp = 0
  at = 0 as Millis
}

export class Source {
  readonly kind: Kind
  /** By which slots know it; no other source ever has it. */
  readonly number: number
  readonly ssrc: number | null
  readonly clock: SenderClock
  /** Between the last two reports. */
  since: Pick<Second, 'octets' | 'expected' | 'lost'> = { octets: 0, expected: 0, lost: 0 }
  /** The server's wall time before that of the source's reports, the same for all that a site sends; null: none came yet. */
  aheadMs: number | null = null
  /** One object for all packets: nothing is allocated a packet (`media.bench.ts`). */
  readonly #packet = new Arrived()
  readonly #vp8 = new Vp8Payload()
  readonly #sequence = new SourceSequence()
  readonly #reception: Reception
  readonly #thrift = new KeyFrameThrift()
  #missing = new MissingPackets()
  #history: PacketHistory
  #red: RedHistory | null = null
  #sounding: Sounding | null = null
  #isAllowed = false
  #hasCome = false
  #wasAsked = false
  // Since the last report.
  #octets = 0
  #repaired = 0
  /** Extended number: the highest that came when it was allowed. */
  #after = Number.NEGATIVE_INFINITY

  constructor(of: { readonly kind: Kind; readonly number: number; readonly ssrc: number | null }) {
    this.kind = of.kind
    this.number = of.number
    this.ssrc = of.ssrc
    this.clock = new SenderClock(clockRateOf(of.kind))
    this.#reception = new Reception(clockRateOf(of.kind))
    this.#history = new PacketHistory({ octetsMax: HISTORY_OCTETS[of.kind] })
  }

  get jitterMs(): number {
    return this.#reception.jitterMs
  }

  /** That which `receive` or `again` read last. */
  get packet(): SourcePacket {
    return this.#packet
  }

  get isAllowed(): boolean {
    return this.#isAllowed
  }

  /** The packet that `receive` read last had been asked for, and is so late that who loses it hardly asks in time. */
  get wasAsked(): boolean {
    return this.#wasAsked
  }

  /** Newer ones came before the packet that `receive` read last. */
  get isLate(): boolean {
    return this.#packet.extended < this.#sequence.highest
  }

  /** The highest extended number so far: a slot that is given the source now sends nothing up to it. */
  get highest(): number {
    return this.#hasCome ? this.#sequence.highest : Number.NEGATIVE_INFINITY
  }

  /** Whether it may be forwarded from now on. */
  allow(isAllowed: boolean): void {
    if (isAllowed === this.#isAllowed) return
    this.#isAllowed = isAllowed
    this.#after = this.highest
    this.#missing = new MissingPackets()
    this.#history = new PacketHistory({ octetsMax: HISTORY_OCTETS[this.kind] })
    this.#red = null
    this.#sounding = null
  }

  /** One datagram. Null: `packet` holds it, and it may be forwarded. */
  receive(octets: Buffer, now: Millis): Reason | null {
    if (!this.#read(octets, now)) return 'malformed'
    const packet = this.#packet
    if (packet.rtp.ssrc !== this.ssrc) return 'unknown-ssrc'
    const placed = this.#sequence.place(packet.rtp.sequence)
    packet.extended = this.#sequence.extended
    packet.timestamp = packet.rtp.timestamp
    this.#reception.arrived(placed, packet, now)
    this.#octets += octets.length
    if (placed === 'suspect' || placed === 'duplicate') return placed
    this.#hasCome = true
    if (!this.#isAllowed) return this.kind === 'audio' || this.kind === 'main' ? 'no-floor' : 'not-shown'
    if (packet.extended <= this.#after) return 'before-the-switch'
    this.#keep(placed, octets, now)
    return null
  }

  /** A packet that was forwarded, once more in `packet`; null where it is not kept. */
  again(extended: number, now: Millis): SourcePacket | null {
    const octets = this.#history.get(extended, now)
    if (octets === null || !this.#read(octets, now)) return null
    this.#packet.extended = extended
    return this.#packet
  }

  /** Of the kind's format, as far as it is looked into. */
  #read(octets: Buffer, now: Millis): boolean {
    const packet = this.#packet
    if (octets.length > PACKET_SIZE_MAX || packet.rtp.read(octets) !== null) return false
    const { payloadType, payloadAt, payloadEnd } = packet.rtp
    packet.at = now
    packet.vp8 = null
    if (!isVideo(this.kind)) return payloadType === OPUS_TYPE && opusTicks(octets, payloadAt, payloadEnd) !== null
    if (payloadType !== VP8_TYPE) return false
    // Without a payload it only fills its place in the sequence.
    if (payloadAt === payloadEnd) return true
    if (this.#vp8.read(octets, payloadAt, payloadEnd) !== null) return false
    packet.vp8 = this.#vp8
    return true
  }

  #keep(placed: Placed, octets: Buffer, now: Millis): void {
    const { extended, vp8 } = this.#packet
    const { jitterMs } = this.#reception
    this.#wasAsked = this.#missing.arrived(placed, extended, { now, jitterMs })
    if (this.#wasAsked) this.#repaired += 1
    this.#history.put(extended, octets, now)
    if (vp8?.beginsKeyFrame) {
      this.#missing.keyFrameBegan(extended)
      this.#thrift.came()
    }
    if (isVideo(this.kind)) return
    const { timestamp, payloadAt, payloadEnd } = this.#packet.rtp
    this.#sounding = { extended, timestamp, payload: octets.subarray(payloadAt, payloadEnd) }
    this.#red ??= new RedHistory({ depth: RED_DEPTH, payloadType: OPUS_TYPE })
    this.#red.add(this.#sounding)
  }

  /** Writes the voice that came last with those before it into `out` from `at` on, and gives the offset behind it. */
  putRepeating(out: Buffer, at: number): number {
    assert(this.#red !== null && this.#sounding !== null, 'a voice was received')
    return this.#red.put(out, at, this.#sounding)
  }

  wantKeyFrame(): void {
    if (isVideo(this.kind)) this.#thrift.want()
  }

  /** What it is to be asked for now: packets that are missing, a key frame. */
  due(now: Millis, rttMs: number): RtcpPacket[] {
    if (!this.#isAllowed || this.ssrc === null) return []
    const media = this.ssrc
    // Before the answer can be here: else on a long line one lost request or answer is all there is time for.
    const { ask, gaveUp } = this.#missing.due(now, rttMs / 2)
    if (gaveUp > 0) this.wantKeyFrame()
    const asked: RtcpPacket[] = []
    if (ask.length > 0) {
      const lost = ask.map(extended => extended & 0xffff)
      asked.push({ type: 'NACK', sender: SERVER_SSRC, media, lost })
    }
    if (this.#thrift.due(now, rttMs)) asked.push({ type: 'PLI', sender: SERVER_SSRC, media })
    return asked
  }

  /** Of the time since the last call; null where nothing came yet. */
  report(now: Millis): ReportBlock | null {
    const received = this.#reception.report()
    const { expected, lost } = this.#reception.since
    // What came again because it was asked for had been lost on its first way.
    this.since = { octets: this.#octets, expected, lost: lost + this.#repaired }
    this.#octets = 0
    this.#repaired = 0
    if (received === null || this.ssrc === null) return null
    return { ssrc: this.ssrc, ...received, ...this.clock.lastReport(now) }
  }
}

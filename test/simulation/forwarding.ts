/**
 * A small briefing in virtual time: sources that speak and are filmed, a server that forwards who has the floor, receivers. All
 * that goes between them is octets over impaired lines, both ways.
 *
 *   source ── line up ──► server: SourceSequence, MissingPackets, PacketHistory ─► Slot ── line down ──► receiver
 *          ◄─ NACK, PLI ─                                                             ◄─ NACK, PLI, RR ─
 *
 * Each payload holds the truth: which source, which of its packets, which frame. What a slot sends is looked at by it
 * (`Truth`), and not by what the code under test says. A source may restart and send rubbish; the floor changes at random.
 */
import assert from 'node:assert/strict'
import type { Millis } from '../../src/base/clock.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import { kindOf } from '../../src/rtp/demultiplex.ts'
import { MissingPackets } from '../../src/rtp/missing-packets.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { PacketHistory, Resends } from '../../src/rtp/packet-history.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { Reception } from '../../src/rtp/reception.ts'
import type { RtcpPacket } from '../../src/rtp/rtcp.ts'
import { readRtcp } from '../../src/rtp/rtcp-reader.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { roundTripMs, SenderClock } from '../../src/rtp/sender-clock.ts'
import { Slot, type SourcePacket, type Withheld } from '../../src/rtp/slot.ts'
import { SourceSequence } from '../../src/rtp/source-sequence.ts'
import { AUDIO_RATE, ntpOf, VIDEO_RATE } from '../../src/rtp/times.ts'
import { Vp8Payload } from '../../src/rtp/vp8.ts'
import { Impairer, type Line } from '../../town/bots/impairer.ts'
import { Schedule } from './schedule.ts'

export interface Plan {
  readonly seed: number
  readonly minutes: number
  readonly sources: number
  readonly receivers: number
  readonly up: Line
  readonly down: Line
  /** Of the floor, in the mean. */
  readonly changeMs: number
  /** Each line is dead for so long once in `everyMs`. */
  readonly blackHole: { readonly everyMs: number; readonly ms: number } | null
  /** A source begins with other numbers under the same SSRC. */
  readonly restartMs: number | null
}

export interface Outcome {
  readonly received: number
  readonly forwarded: number
  readonly resent: number
  readonly changes: number
  readonly restarts: number
  /** Of slots' numbers: all of them, those that never came, those on their way when the floor changed, which nobody sends again. */
  readonly numbers: number
  readonly lost: number
  readonly lostAtChange: number
  readonly roundTripMs: number
  readonly withheld: Readonly<Record<string, number>>
}

type Medium = 'video' | 'audio'
const MEDIA: readonly Medium[] = ['video', 'audio']
const FRAME_MS = { video: 50, audio: 20 }
const FRAME_TICKS = { video: 4500, audio: 960 }
const CLOCK_RATES = { video: VIDEO_RATE, audio: AUDIO_RATE }
const KEY_FRAME_PACKETS = 10
const FRAME_PACKETS = 3
const TICK_MS = 10
const REPORT_MS = 1000
/** At the least; and no sooner than one asked for may have come. */
const KEY_FRAME_AGAIN_MS = 500
/** Somewhere between the 0.2 and the 3 s after which a browser asks. */
const STUCK_MS = 1500
const SENT_KEPT = 512
const RUBBISH_IN = 3000
/** What happened within this time before a change of the floor may not be repaired. */
const REPAIR_MS = 1200
const WINDOW = 8192
/** Far from the sequence that it had, so that it cannot be taken for it. */
const RESTART_AWAY = 20_000
const OUT = Buffer.alloc(2000)

const near = (number: number, low: number) => number + (((low - number) << 16) >> 16)
const ssrcOf = (source: number, medium: Medium) => 1000 + 2 * source + MEDIA.indexOf(medium)

/** The last ten octets of each payload. */
interface PayloadTrailer {
  /** The source and how often it restarted. */
  readonly run: number
  readonly packet: number
  readonly frame: number
}

/** No source restarts so often. */
const RUNS = 10_000
const TOLD_SIZE = 10

function tell({ run, packet, frame }: PayloadTrailer): Buffer {
  const octets = Buffer.alloc(TOLD_SIZE)
  octets.writeUInt16BE(run, 0)
  octets.writeUInt32BE(packet, 2)
  octets.writeUInt32BE(frame, 6)
  return octets
}

function toldBy(octets: Buffer): PayloadTrailer {
  const at = octets.length - TOLD_SIZE
  const [packet, frame] = [octets.readUInt32BE(at + 2), octets.readUInt32BE(at + 6)]
  return { run: octets.readUInt16BE(at), packet, frame }
}

/** One medium of one source. */
class Sender {
  readonly source: number
  readonly medium: Medium
  readonly ssrc: number
  readonly #send: (octets: Buffer) => void
  readonly #sent: Buffer[] = new Array(SENT_KEPT)
  /** Just before all wraps. */
  #sequence = 65_300
  #timestamp = 2 ** 32 - 900_000
  #picture = 32_700
  #packet = 0
  #frame = 0
  #restarts = 0
  #keyWanted = true

  constructor(source: number, medium: Medium, send: (octets: Buffer) => void) {
    this.source = source
    this.medium = medium
    this.ssrc = ssrcOf(source, medium)
    this.#send = send
  }

  frame(): void {
    const isKey = this.medium === 'video' && this.#keyWanted
    const packets = this.medium === 'audio' ? 1 : isKey ? KEY_FRAME_PACKETS : FRAME_PACKETS
    this.#keyWanted = false
    for (let i = 0; i < packets; i++) this.#emit({ isKey, isFirst: i === 0, isLast: i === packets - 1 })
    this.#frame += 1
  }

  #emit({ isKey, isFirst, isLast }: { isKey: boolean; isFirst: boolean; isLast: boolean }): void {
    const picture = (this.#picture + this.#frame) & 0x7fff
    const head = [isFirst ? 0x90 : 0x80, 0x80, 0x80 | (picture >> 8), picture & 0xff, isKey ? 0x10 : 0x11]
    const run = this.source * RUNS + this.#restarts
    const told = tell({ run, packet: this.#packet, frame: this.#frame })
    const octets = encodeRtp({
      payloadType: this.medium === 'video' ? 96 : 111,
      marker: this.medium === 'video' && isLast,
      sequence: (this.#sequence + this.#packet) & 0xffff,
      timestamp: (this.#timestamp + this.#frame * FRAME_TICKS[this.medium]) >>> 0,
      ssrc: this.ssrc,
      payload: Buffer.concat([Buffer.from(this.medium === 'video' ? head : [0x48]), told]),
    })
    this.#sent[octets.readUInt16BE(2) & (SENT_KEPT - 1)] = octets
    this.#packet += 1
    this.#send(octets)
  }

  /** Answers to its own stream, of what it still has. */
  hears(packet: RtcpPacket): void {
    if (packet.type === 'PLI' && packet.media === this.ssrc) this.#keyWanted = true
    if (packet.type !== 'NACK' || packet.media !== this.ssrc) return
    for (const sequence of packet.lost) {
      const octets = this.#sent[sequence & (SENT_KEPT - 1)]
      if (octets?.readUInt16BE(2) === sequence) this.#send(octets)
    }
  }

  restart(): void {
    this.#restarts += 1
    this.#sequence += RESTART_AWAY
    this.#timestamp += 123_456_789
    this.#picture += 777
    this.#keyWanted = true
  }
}

/** Looks at what a slot sends, by what its payloads tell. */
class Truth {
  readonly medium: Medium
  #run: number | null = null
  #offsets = { sequence: 0, timestamp: 0, picture: 0 }
  #highestTimestamp = 0
  #highestTimestampAt = 0
  #highestPicture = 0
  /** Extended by us; the first is as it is. */
  highest: number | null = null
  first = 0
  /** Where each source begins, and when the floor was given. */
  readonly begun: { readonly at: number; readonly givenAt: number }[] = []
  readonly #sentAs = new Map<number, string>()
  expectsAnother = true

  constructor(medium: Medium) {
    this.medium = medium
  }

  /** `isAgain`: on request, else a number must be new. */
  sent(octets: Buffer, when: { now: number; givenAt: number; isAgain: boolean }): void {
    const told = toldBy(octets)
    const wire = octets.readUInt16BE(2)
    const timestamp = octets.readUInt32BE(4)
    const picture = this.medium === 'video' ? octets.readUInt16BE(14) & 0x7fff : told.frame & 0x7fff
    if (this.highest === null) {
      this.highest = wire - 1
      this.first = wire
      this.#begin(told, { timestamp, picture }, when)
    } else if (this.expectsAnother || told.run !== this.#run) {
      assert.equal(wire, (this.highest + 1) & 0xffff, 'a source goes on with the next number')
      const ticks = (timestamp - this.#highestTimestamp) | 0
      const wentBy = ((when.now - this.#highestTimestampAt) * CLOCK_RATES[this.medium]) / 1000
      assert.ok(ticks >= FRAME_TICKS[this.medium] && Math.abs(ticks - wentBy) <= FRAME_TICKS[this.medium])
      if (this.medium === 'video') {
        assert.equal(picture, (this.#highestPicture + 1) & 0x7fff, 'and with the next picture')
        assert.equal(octets[12] & 0x10, 0x10, 'at the beginning')
        assert.equal(octets[16] & 1, 0, 'of a key frame')
      }
      this.#begin(told, { timestamp, picture }, when)
    }
    const number = near(this.highest, wire)
    assert.equal((wire - told.packet) & 0xffff, this.#offsets.sequence, 'a gap stays as it is')
    const ticks = (timestamp - told.frame * FRAME_TICKS[this.medium]) >>> 0
    assert.equal(ticks, this.#offsets.timestamp, 'times stay as they are')
    assert.equal((picture - told.frame) & 0x7fff, this.#offsets.picture, 'pictures too')
    const name = `${told.run}/${told.packet}`
    const before = this.#sentAs.get(number)
    if (before !== undefined) assert.ok(when.isAgain && before === name, `${number} again`)
    this.#sentAs.set(number, name)
    this.#sentAs.delete(number - WINDOW)
    if (number > this.highest) this.highest = number
    if (((timestamp - this.#highestTimestamp) | 0) > 0) {
      this.#highestTimestamp = timestamp
      this.#highestTimestampAt = when.now
      this.#highestPicture = picture
    }
  }

  #begin(told: PayloadTrailer, is: { timestamp: number; picture: number }, when: { now: number; givenAt: number }) {
    const next = (this.highest as number) + 1
    this.begun.push({ at: next, givenAt: when.givenAt })
    this.expectsAnother = false
    this.#run = told.run
    this.#offsets = {
      sequence: (next - told.packet) & 0xffff,
      timestamp: (is.timestamp - told.frame * FRAME_TICKS[this.medium]) >>> 0,
      picture: (is.picture - told.frame) & 0x7fff,
    }
    this.#highestTimestamp = is.timestamp
    this.#highestTimestampAt = when.now
    this.#highestPicture = is.picture
  }
}

/** One medium of one source, as the server has it. */
class Incoming {
  readonly sender: Sender
  readonly sequence = new SourceSequence()
  readonly reception: Reception
  readonly missing = new MissingPackets()
  readonly history = new PacketHistory({ octetsMax: 2_000_000 })
  placed = 0
  needsKeyFrame = false
  askedAt = Number.NEGATIVE_INFINITY

  constructor(sender: Sender) {
    this.sender = sender
    this.reception = new Reception(CLOCK_RATES[sender.medium])
  }
}

/** One slot of one receiver, at both ends of its line. */
class Outgoing {
  readonly medium: Medium
  readonly ssrc: number
  readonly slot: Slot
  readonly truth: Truth
  readonly resends = new Resends()
  readonly withheld: Record<Withheld, number> = { 'not-given': 0, 'no-key-frame-yet': 0, 'before-the-switch': 0 }
  forwarded = 0
  resent = 0
  roundTripMs = 100
  /** At the receiver. */
  readonly sequence = new SourceSequence()
  readonly reception: Reception
  readonly missing = new MissingPackets()
  readonly clock: SenderClock
  readonly absent = new Map<number, number>()
  /** Those of them that no key frame has made unneeded. */
  readonly #needed = new Map<number, number>()
  readonly #had = new Set<string>()
  cameHighest: number | null = null

  constructor(receiver: number, medium: Medium) {
    const clockRate = CLOCK_RATES[medium]
    this.medium = medium
    this.ssrc = 5000 + 2 * receiver + MEDIA.indexOf(medium)
    this.truth = new Truth(medium)
    this.reception = new Reception(clockRate)
    this.clock = new SenderClock(clockRate)
    this.slot = new Slot({
      ssrc: this.ssrc,
      payloadType: 96,
      clockRate,
      sequence: 65_500,
      timestamp: 2 ** 32 - 45_000,
      pictureId: 32_760,
      leastAdvance: FRAME_TICKS[medium],
      isVideo: medium === 'video',
      extensionIds: new Uint8Array(16),
      absSendTimeId: 3,
    })
  }

  /** A packet reached the receiver. */
  came(octets: Buffer, packet: RtpPacket, now: number): void {
    const placed = this.sequence.place(packet.sequence)
    assert.ok(placed !== 'suspect' && placed !== 'restarted', `a slot is ${placed}`)
    const { extended } = this.sequence
    this.reception.arrived(placed, { extended, timestamp: packet.timestamp }, now as Millis)
    this.missing.arrived(placed, extended, { now: now as Millis, jitterMs: this.reception.jitterMs })
    if (placed === 'duplicate') return
    const { run, packet: number } = toldBy(octets)
    const name = `${run}/${number}`
    assert.equal(this.#had.has(name), false, `${name} is delivered twice`)
    this.#had.add(name)
    if (this.#had.size > WINDOW) this.#had.delete(this.#had.values().next().value as string)
    const isKey = this.medium === 'video' && (octets[12] & 0x10) !== 0 && (octets[16] & 1) === 0
    if (isKey) this.missing.keyFrameBegan(extended)
    const at = near(this.truth.highest as number, packet.sequence)
    this.cameHighest ??= this.truth.first - 1
    for (let gap = this.cameHighest + 1; gap < at; gap++) {
      this.absent.set(gap, now)
      this.#needed.set(gap, now)
    }
    this.absent.delete(at)
    this.#needed.delete(at)
    if (isKey) for (const number of this.#needed.keys()) if (number < at) this.#needed.delete(number)
    if (at > this.cameHighest) this.cameHighest = at
  }

  /** The picture stands still for so long that the receiver asks for a key frame. */
  isStuck(now: number): boolean {
    const [noticedAt] = this.#needed.values()
    return this.medium === 'video' && noticedAt !== undefined && now - noticedAt > STUCK_MS
  }

  /** Numbers that never came: lost, and those of a source that lost the floor before they could be sent again. */
  losses(): { lost: number; lostAtChange: number } {
    const { begun } = this.truth
    let lostAtChange = 0
    for (const [number, noticedAt] of this.absent) {
      const next = begun.find(({ at }) => at > number)
      if (next !== undefined && next.givenAt - noticedAt < REPAIR_MS) lostAtChange += 1
    }
    return { lost: this.absent.size - lostAtChange, lostAtChange }
  }
}

export class Forwarding {
  readonly #plan: Plan
  readonly #schedule = new Schedule()
  readonly #random: Random
  readonly #incoming = new Map<number, Incoming>()
  readonly #ups: Impairer[] = []
  readonly #upsBack: Impairer[] = []
  readonly #downs: Impairer[] = []
  readonly #downsBack: Impairer[] = []
  readonly #receivers: Outgoing[][] = []
  readonly #rtp = new RtpPacket()
  readonly #vp8 = new Vp8Payload()
  readonly #endMs: number
  readonly #withheld: Record<string, number> = { malformed: 0, duplicate: 0, suspect: 0 }
  #floor = 0
  #givenAt = 0
  #received = 0
  #changes = 0
  #restarts = 0

  constructor(plan: Plan) {
    this.#plan = plan
    this.#endMs = plan.minutes * 60_000
    this.#random = seeded(plan.seed)
    const lines = (line: Line, count: number) =>
      Array.from(
        { length: count },
        (_, i) => new Impairer(line, seeded(plan.seed * 97 + this.#random.below(1e9) + i), this.#schedule),
      )
    this.#ups = lines(plan.up, plan.sources)
    this.#upsBack = lines(plan.up, plan.sources)
    this.#downs = lines(plan.down, plan.receivers)
    this.#downsBack = lines(plan.down, plan.receivers)
    for (let source = 0; source < plan.sources; source++) for (const medium of MEDIA) this.#addSender(source, medium)
    for (let receiver = 0; receiver < plan.receivers; receiver++)
      this.#receivers.push(MEDIA.map(medium => new Outgoing(receiver, medium)))
  }

  get #now(): Millis {
    return this.#schedule.now as Millis
  }

  get #slots(): Outgoing[] {
    return this.#receivers.flat()
  }

  run(): Outcome {
    this.#give(0)
    const every = (ms: number, act: () => void) => {
      const again = () => {
        if (this.#now > this.#endMs + 3000) return
        act()
        this.#schedule.after(ms, again)
      }
      this.#schedule.after(ms, again)
    }
    for (const { sender } of this.#incoming.values())
      every(FRAME_MS[sender.medium], () => this.#now < this.#endMs && sender.frame())
    every(TICK_MS, () => this.#tick())
    every(REPORT_MS, () => this.#report())
    every(100, () => this.#atRandom())
    while (this.#schedule.step());
    return this.#outcome()
  }

  #addSender(source: number, medium: Medium): void {
    const send = (octets: Buffer) => {
      this.#ups[source].send(octets, came => this.#fromSource(came))
      if (this.#random.below(RUBBISH_IN) > 0) return
      const rubbish = octets.subarray(0, this.#random.below(12))
      this.#ups[source].send(rubbish, came => this.#fromSource(came))
    }
    const sender = new Sender(source, medium, send)
    this.#incoming.set(sender.ssrc, new Incoming(sender))
  }

  #fromSource(octets: Buffer): void {
    this.#received += 1
    const rtp = this.#rtp
    if (kindOf(octets) !== 'rtp' || rtp.read(octets) !== null) return void this.#withheld.malformed++
    const incoming = this.#incoming.get(rtp.ssrc) as Incoming
    const { sender, sequence, reception, missing, history } = incoming
    const placed = sequence.place(rtp.sequence)
    const now = this.#now
    const { extended } = sequence
    reception.arrived(placed, { extended, timestamp: rtp.timestamp }, now)
    const wasAsked = missing.arrived(placed, extended, { now, jitterMs: reception.jitterMs })
    if (placed === 'duplicate' || placed === 'suspect') return void this.#withheld[placed]++
    incoming.placed += 1
    history.put(extended, octets, now)
    const packet = this.#asSource(octets, extended, sender.medium)
    if (packet.vp8?.beginsKeyFrame) missing.keyFrameBegan(extended)
    const slots = this.#slots.filter(({ medium }) => medium === sender.medium)
    const waited = slots.filter(({ slot }) => slot.needsKeyFrame)
    for (const outgoing of slots) this.#forward(outgoing, sender.source, { packet, wasAsked })
    for (const outgoing of waited) if (!outgoing.slot.needsKeyFrame) this.#catchUp(outgoing, incoming, extended)
  }

  /** The slot begins with a packet that came late: those behind it, which waited for it, are sent now. */
  #catchUp(outgoing: Outgoing, { sender, history, sequence }: Incoming, begun: number): void {
    for (let extended = begun + 1; extended <= sequence.highest; extended++) {
      const octets = history.get(extended, this.#now)
      if (octets === null) continue
      const packet = this.#asSource(octets, extended, sender.medium)
      const size = outgoing.slot.forward(sender.source, packet, OUT, this.#now)
      assert.equal(typeof size, 'number')
      outgoing.withheld['no-key-frame-yet'] -= 1
      outgoing.forwarded += 1
      this.#sendDown(outgoing, size as number, false)
    }
  }

  #asSource(octets: Buffer, extended: number, medium: Medium): SourcePacket {
    const rtp = this.#rtp
    assert.equal(rtp.read(octets), null)
    const isVp8 = medium === 'video' && this.#vp8.read(octets, rtp.payloadAt, rtp.payloadEnd) === null
    return { rtp, extended, vp8: isVp8 ? this.#vp8 : null, at: this.#now }
  }

  /**
   * What was asked for goes down twice: it is so late already that a receiver which loses it would hardly ask again in time.
   */
  #forward(
    outgoing: Outgoing,
    source: number,
    { packet, wasAsked }: { packet: SourcePacket; wasAsked: boolean },
  ): void {
    const size = outgoing.slot.forward(source, packet, OUT, this.#now)
    if (typeof size === 'string') return void outgoing.withheld[size]++
    outgoing.forwarded += 1
    this.#sendDown(outgoing, size, false)
    if (!wasAsked) return
    outgoing.resent += 1
    this.#sendDown(outgoing, size, true)
  }

  #sendDown(outgoing: Outgoing, size: number, isAgain: boolean): void {
    const octets = Buffer.from(OUT.subarray(0, size))
    outgoing.truth.sent(octets, { now: this.#now, givenAt: this.#givenAt, isAgain })
    this.#downs[this.#receiverOf(outgoing)].send(octets, came => {
      const packet = new RtpPacket()
      assert.equal(packet.read(came), null)
      outgoing.came(came, packet, this.#now)
    })
  }

  #receiverOf(outgoing: Outgoing): number {
    return (outgoing.ssrc - 5000) >> 1
  }

  /** Asks sources for what is missing, and lets receivers ask. */
  #tick(): void {
    const now = this.#now
    for (const incoming of this.#incoming.values()) {
      const { sender, missing } = incoming
      const roundTripMs = 2 * this.#plan.up.delayMs + this.#plan.up.jitterMs
      const againMs = Math.max(KEY_FRAME_AGAIN_MS, 2 * roundTripMs)
      const { ask, gaveUp } = missing.due(now, roundTripMs)
      if (ask.length > 0) this.#toSource(sender, this.#nack(sender.ssrc, ask))
      if (sender.medium === 'video' && sender.source === this.#floor)
        incoming.needsKeyFrame ||= gaveUp > 0 || this.#slots.some(({ slot }) => slot.needsKeyFrame)
      if (!incoming.needsKeyFrame || now - incoming.askedAt < againMs) continue
      incoming.needsKeyFrame = false
      incoming.askedAt = now
      this.#toSource(sender, encodeRtcp([{ type: 'PLI', sender: 1, media: sender.ssrc }]))
    }
    for (const outgoing of this.#slots) {
      const { ask } = outgoing.missing.due(now, outgoing.roundTripMs)
      if (ask.length > 0) this.#toServer(outgoing, this.#nack(outgoing.ssrc, ask))
      if (outgoing.isStuck(now))
        this.#toServer(outgoing, encodeRtcp([{ type: 'PLI', sender: 2, media: outgoing.ssrc }]))
    }
  }

  #nack(media: number, ask: readonly number[]): Buffer {
    return encodeRtcp([{ type: 'NACK', sender: 1, media, lost: ask.map(number => number & 0xffff) }])
  }

  #toSource(sender: Sender, octets: Buffer): void {
    this.#upsBack[sender.source].send(octets, came => {
      const read = readRtcp(came)
      assert.ok(read.ok)
      for (const packet of read.packets) sender.hears(packet)
    })
  }

  #toServer(outgoing: Outgoing, octets: Buffer): void {
    this.#downsBack[this.#receiverOf(outgoing)].send(octets, came => {
      assert.equal(kindOf(came), 'rtcp')
      const read = readRtcp(came)
      assert.ok(read.ok)
      for (const packet of read.packets) this.#fromReceiver(outgoing, packet)
    })
  }

  #fromReceiver(outgoing: Outgoing, packet: RtcpPacket): void {
    const floor = this.#incoming.get(ssrcOf(this.#floor, outgoing.medium)) as Incoming
    if (packet.type === 'PLI') floor.needsKeyFrame = true
    if (packet.type === 'RR') {
      const trip = roundTripMs(packet.blocks[0], ntpOf(this.#now))
      if (trip !== null) outgoing.roundTripMs += (trip - outgoing.roundTripMs) / 8
    }
    if (packet.type !== 'NACK') return
    for (const sequence of packet.lost) {
      const extended = outgoing.slot.extendedOf(sequence)
      const octets = extended === null ? null : floor.history.get(extended, this.#now)
      if (extended === null || octets === null) continue
      if (!outgoing.resends.allow(sequence, this.#now, outgoing.roundTripMs)) continue
      const again = this.#asSource(octets, extended, outgoing.medium)
      const size = outgoing.slot.forward(this.#floor, again, OUT, this.#now)
      assert.equal(typeof size, 'number')
      assert.equal(OUT.readUInt16BE(2), sequence, 'what is sent again has the number that was asked for')
      outgoing.resent += 1
      this.#sendDown(outgoing, size as number, true)
    }
  }

  /** Sender reports down, receiver reports up. */
  #report(): void {
    for (const outgoing of this.#slots) {
      const { slot, ssrc, reception, clock } = outgoing
      const report: RtcpPacket = {
        type: 'SR',
        ssrc,
        ntp: ntpOf(this.#now),
        rtp: slot.timestamp,
        packets: outgoing.forwarded,
        octets: 0,
        blocks: [],
      }
      this.#downs[this.#receiverOf(outgoing)].send(encodeRtcp([report]), came => {
        const read = readRtcp(came)
        assert.ok(read.ok && read.packets[0].type === 'SR')
        clock.reported(read.packets[0], this.#now)
      })
      const received = reception.report()
      if (received === null) continue
      const block = { ssrc, ...received, ...clock.lastReport(this.#now) }
      this.#toServer(outgoing, encodeRtcp([{ type: 'RR', ssrc: 2, blocks: [block] }]))
    }
  }

  /** Ten times a second: the floor, a restart, a dead line. */
  #atRandom(): void {
    const { changeMs, blackHole, restartMs, sources } = this.#plan
    const happens = (everyMs: number) => this.#random.below(everyMs) < 100
    if (this.#now >= this.#endMs) return
    if (happens(changeMs)) this.#give(this.#random.below(sources))
    if (restartMs !== null && happens(restartMs)) {
      const source = this.#random.below(sources)
      for (const { sender } of this.#incoming.values()) if (sender.source === source) sender.restart()
      if (source === this.#floor) this.#givenAt = this.#now
      this.#restarts += 1
    }
    if (blackHole === null) return
    for (const line of [...this.#ups, ...this.#downs]) if (happens(blackHole.everyMs)) line.blackHole(blackHole.ms)
  }

  #give(source: number): void {
    this.#floor = source
    this.#givenAt = this.#now
    this.#changes += 1
    for (const { slot, truth, medium } of this.#slots) {
      const { sequence } = this.#incoming.get(ssrcOf(source, medium)) as Incoming
      slot.give(source, { after: sequence.highest })
      truth.expectsAnother = true
    }
  }

  /** Received = forwarded + withheld by reason, for each slot. */
  #outcome(): Outcome {
    const { malformed, duplicate, suspect } = this.#withheld
    const all = [...this.#incoming.values()]
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
    const placed = sum(all.map(one => one.placed))
    assert.equal(this.#received, placed + malformed + duplicate + suspect)
    for (const { medium, forwarded, withheld } of this.#slots) {
      const offered = sum(all.filter(one => one.sender.medium === medium).map(one => one.placed))
      assert.equal(offered, forwarded + sum(Object.values(withheld)))
    }
    const slots = this.#slots
    const losses = slots.map(slot => slot.losses())
    const reasons = Object.keys(slots[0].withheld) as Withheld[]
    return {
      received: this.#received,
      forwarded: sum(slots.map(({ forwarded }) => forwarded)),
      resent: sum(slots.map(({ resent }) => resent)),
      changes: this.#changes,
      restarts: this.#restarts,
      numbers: sum(slots.map(({ truth }) => (truth.highest ?? 0) - truth.first + 1)),
      lost: sum(losses.map(({ lost }) => lost)),
      lostAtChange: sum(losses.map(one => one.lostAtChange)),
      roundTripMs: sum(slots.map(one => one.roundTripMs)) / slots.length,
      withheld: {
        ...this.#withheld,
        ...Object.fromEntries(reasons.map(why => [why, sum(slots.map(one => one.withheld[why]))])),
      },
    }
  }
}

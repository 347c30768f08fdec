/**
 * A whole briefing in virtual time: the sites' ends of their lines, around the very room that forwards. All that goes between
 * them is octets over impaired lines, both ways.
 *
 *   site: senders ── line up ──► MediaRoom ── line down ──► slots of every other site
 *        ◄── NACK, PLI, REMB ──       ◄── NACK, PLI, RR, REMB ──
 *
 * Each payload holds the truth: which site, which kind, which packet, which frame. What leaves the room is looked at by it, and
 * not by what the code under test says: who had the floor when it came, whether the slot's stream goes on, whether the same
 * number is the same packet. After everything that happens to the room its accounts must sum.
 */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import type { Millis } from '../../src/base/clock.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import { MediaRoom, type RoomEvent } from '../../src/media/room.ts'
import {
  AUDIO_SLOTS,
  clockRateOf,
  FIRST_DOWN,
  isVideo,
  KINDS,
  type Kind,
  OPUS_TYPE,
  RED_TYPE,
  SLOTS,
  TRACKS,
  type Transport,
  type TransportListener,
  VP8_TYPE,
} from '../../src/media/transport.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { Reception } from '../../src/rtp/reception.ts'
import { splitRed } from '../../src/rtp/red.ts'
import type { RtcpPacket } from '../../src/rtp/rtcp.ts'
import { readRtcp } from '../../src/rtp/rtcp-reader.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { SenderClock } from '../../src/rtp/sender-clock.ts'
import { SourceSequence } from '../../src/rtp/source-sequence.ts'
import { ntpOf } from '../../src/rtp/times.ts'
import { Vp8Payload } from '../../src/rtp/vp8.ts'
import { BrowserNack } from '../../town/bots/browser-nack.ts'
import { Impairer, type Line } from '../../town/bots/impairer.ts'
import { framesOf } from '../peers/opus-frames.ts'
import { Schedule } from './schedule.ts'

const FRAME_MS: Readonly<Record<Kind, number>> = { audio: 20, main: 50, thumbnail: 140, screen: 200 }
/** Packets of a frame, of a key frame, and octets of each. */
const PACKETS: Readonly<Record<Kind, readonly [number, number, number]>> = {
  audio: [1, 1, 60],
  main: [3, 10, 1000],
  thumbnail: [1, 3, 900],
  screen: [3, 20, 1100],
}
const EPOCH_MS = 1_800_000_000_000
const TICK_MS = 10
const SENT_KEPT = 1024
const STILL_COMING = 200

/** What stands in the last octets of each payload. */
interface Truth {
  readonly site: number
  /** How often it has joined. */
  readonly run: number
  readonly kind: number
  readonly packet: number
  readonly frame: number
}

const TRUTH_SIZE = 11

function tell({ site, run, kind, packet, frame }: Truth): Buffer {
  const octets = Buffer.from([site, run, kind, ...new Array<number>(TRUTH_SIZE - 3).fill(0)])
  octets.writeUInt32BE(packet, 3)
  octets.writeUInt32BE(frame, 7)
  return octets
}

function toldBy(octets: Buffer, end = octets.length): Truth {
  const at = end - TRUTH_SIZE
  const [packet, frame] = [octets.readUInt32BE(at + 3), octets.readUInt32BE(at + 7)]
  return { site: octets[at], run: octets[at + 1], kind: octets[at + 2], packet, frame }
}

const nameOf = ({ site, run, kind, packet }: Truth) => `${site}/${run}/${kind}/${packet}`
const near = (number: number, low: number) => number + (((low - number) << 16) >> 16)

/** One kind of one connection of a site. All its numbers begin just before they wrap. */
class Sender {
  readonly ssrc: number
  readonly kind: Kind
  readonly #of: Pick<Truth, 'site' | 'run'>
  readonly #send: (octets: Buffer) => void
  readonly #sent: Buffer[] = []
  #packet = 0
  /** By the time of its capture, so that a pause is one in the timestamps too. */
  #frame = 0
  #octets = 0
  #keyWanted = true
  keyFrames = 0
  /** The last REMB, bits a second. */
  limit: number | null = null

  constructor(kind: Kind, of: Pick<Truth, 'site' | 'run'>, send: (octets: Buffer) => void) {
    this.kind = kind
    this.#of = of
    this.#send = send
    this.ssrc = 0x1000 + of.site * 256 + of.run * 4 + KINDS.indexOf(kind)
  }

  frame(now: number): void {
    const video = isVideo(this.kind)
    const isKey = video && this.#keyWanted
    const [packets, keyPackets, octets] = PACKETS[this.kind]
    const count = isKey ? keyPackets : packets
    this.#keyWanted = false
    if (isKey) this.keyFrames += 1
    this.#frame = Math.floor(now / FRAME_MS[this.kind])
    const picture = (32_700 + this.#frame) & 0x7fff
    for (let i = 0; i < count; i++) {
      const head = video
        ? [i === 0 ? 0x90 : 0x80, 0x80, 0x80 | (picture >> 8), picture & 0xff, isKey ? 0x10 : 0x11]
        : [0x48]
      const { site, run } = this.#of
      const truth = { site, run, kind: KINDS.indexOf(this.kind), packet: this.#packet, frame: this.#frame }
      const payload = Buffer.concat([Buffer.from(head), Buffer.alloc(octets - 20), tell(truth)])
      this.#emit(payload, video && i === count - 1)
    }
  }

  #emit(payload: Buffer, marker: boolean): void {
    const octets = encodeRtp({
      payloadType: isVideo(this.kind) ? VP8_TYPE : OPUS_TYPE,
      marker,
      sequence: (65_300 + this.#packet) & 0xffff,
      timestamp: this.#timestamp,
      ssrc: this.ssrc,
      payload,
    })
    this.#sent[octets.readUInt16BE(2) & (SENT_KEPT - 1)] = octets
    this.#packet += 1
    this.#octets += payload.length
    this.#send(octets)
  }

  get #timestamp(): number {
    return (2 ** 32 - 900_000 + this.#frame * ticksOf(this.kind)) >>> 0
  }

  /** The site's clock is an hour wrong. */
  report(): Buffer | null {
    if (this.#packet === 0) return null
    return encodeRtcp([
      {
        type: 'SR',
        ssrc: this.ssrc,
        ntp: ntpOf(EPOCH_MS - 3_600_000 + this.#frame * FRAME_MS[this.kind]),
        rtp: this.#timestamp,
        packets: this.#packet,
        octets: this.#octets,
        blocks: [],
      },
    ])
  }

  hears(packet: RtcpPacket): void {
    if (packet.type === 'PLI' && packet.media === this.ssrc) this.#keyWanted = true
    if (packet.type === 'REMB') this.limit = packet.bitrate
    if (packet.type !== 'NACK' || packet.media !== this.ssrc) return
    for (const sequence of packet.lost) {
      const octets = this.#sent[sequence & (SENT_KEPT - 1)]
      if (octets?.readUInt16BE(2) === sequence) this.#send(octets)
    }
  }
}

/** 120 ms: a tenth of a second, and a tick or two. */
const WAITS_TICKS = 5760

function ticksOf(kind: Kind): number {
  return (clockRateOf(kind) * FRAME_MS[kind]) / 1000
}

/**
 * Looks at what one slot sends, as it leaves the room: within a source its numbers are moved by constants, and wherever these
 * are others it begins, with the next number, the time that went by later, and a key frame.
 */
class SlotTruth {
  readonly #kind: Kind
  #source = ''
  #highest = -1
  #offsets = { sequence: 0, timestamp: 0, picture: 0 }
  #highestTimestamp = 0
  #highestAt = 0
  /** Null: none was sent, though padding was. */
  #highestPicture: number | null = null
  readonly #sentAs = new Map<number, string>()
  begun = 0

  constructor(kind: Kind) {
    this.#kind = kind
  }

  sent(octets: Buffer, truth: Truth, now: number): void {
    const video = isVideo(this.#kind)
    const wire = octets.readUInt16BE(2)
    const timestamp = octets.readUInt32BE(4)
    const picture = video ? octets.readUInt16BE(14) & 0x7fff : truth.frame & 0x7fff
    const kind = KINDS[truth.kind]
    const offsets = {
      sequence: (wire - truth.packet) & 0xffff,
      timestamp: (timestamp - truth.frame * ticksOf(kind)) >>> 0,
      picture: (picture - truth.frame) & 0x7fff,
    }
    const source = `${truth.site}/${truth.run}/${truth.kind}`
    // Frames of a voice that go together have one number: behind them numbers are moved by another constant, and times are not.
    const isVoice = !video && offsets.timestamp === this.#offsets.timestamp
    const isSame = source === this.#source && (isVoice || isDeepStrictEqual(offsets, this.#offsets))
    if (!isSame) this.#begins(octets, { wire, timestamp, picture, now })
    this.#source = source
    this.#offsets = offsets
    const number = this.#highest === -1 ? wire : near(this.#highest, wire)
    const before = this.#sentAs.get(number)
    assert.ok(before === undefined || before === nameOf(truth), 'a number is one packet')
    this.#sentAs.set(number, nameOf(truth))
    this.#sentAs.delete(number - 4096)
    this.#highest = Math.max(this.#highest, number)
    if (!isSame || ((timestamp - this.#highestTimestamp) | 0) > 0) {
      this.#highestTimestamp = timestamp
      this.#highestAt = now
      this.#highestPicture = picture
    }
  }

  /** Padding alone, at the time of the last picture; whoever comes after it begins. */
  padded(octets: Buffer, now: number): void {
    assert.ok(isVideo(this.#kind), 'no voice is padded')
    const wire = octets.readUInt16BE(2)
    const timestamp = octets.readUInt32BE(4)
    if (this.#highest === -1) {
      this.#highest = wire - 1
      this.#highestTimestamp = timestamp
      this.#highestAt = now
    }
    assert.equal(wire, (this.#highest + 1) & 0xffff, 'padding has the next number')
    assert.equal(timestamp, this.#highestTimestamp)
    this.#highest += 1
    this.#sentAs.set(this.#highest, 'padding')
    this.#source = ''
  }

  #begins(octets: Buffer, is: { wire: number; timestamp: number; picture: number; now: number }): void {
    this.begun += 1
    if (isVideo(this.#kind)) {
      assert.equal(octets[12] & 0x10, 0x10, 'a source begins at the beginning')
      assert.equal(octets[16] & 1, 0, 'of a key frame')
    }
    if (this.#highest === -1) return
    assert.equal(is.wire, (this.#highest + 1) & 0xffff, 'with the next number')
    const ticks = (is.timestamp - this.#highestTimestamp) | 0
    const wentBy = ((is.now - this.#highestAt) * clockRateOf(this.#kind)) / 1000
    const frame = isVideo(this.#kind) ? 4500 : 960
    // Frames of a voice that go together leave up to a tenth of a second after they came.
    const waits = isVideo(this.#kind) ? 0 : WAITS_TICKS
    assert.ok(ticks >= frame && Math.abs(ticks - wentBy) <= frame + waits + 1, 'the time that went by later')
    if (!isVideo(this.#kind)) return
    if (this.#highestPicture !== null)
      assert.equal(is.picture, (this.#highestPicture + 1) & 0x7fff, 'and with the next picture')
  }
}

/** One slot at a receiver's end. */
class Listening {
  readonly ssrc: number
  readonly kind: Kind
  readonly sequence = new SourceSequence()
  readonly reception: Reception
  readonly missing = new BrowserNack()
  readonly clock: SenderClock
  /** Extended numbers that came, and those that are in others: a voice that was repeated. */
  readonly #had = new Set<number>()
  #first: number | null = null
  /** By how much the reports date a packet later than it was made, and of whom it was. */
  dated: { readonly site: number; readonly aheadMs: number } | null = null

  constructor(kind: Kind, ssrc: number) {
    this.kind = kind
    this.ssrc = ssrc
    this.reception = new Reception(clockRateOf(kind))
    this.clock = new SenderClock(clockRateOf(kind))
  }

  /** Whether it is new. */
  came(packet: RtpPacket, vp8: Vp8Payload, now: Millis): boolean {
    const placed = this.sequence.place(packet.sequence)
    assert.ok(placed !== 'suspect' && placed !== 'restarted', `a slot’s packet is ${placed}`)
    const { extended } = this.sequence
    this.reception.arrived(placed, { extended, timestamp: packet.timestamp }, now)
    this.missing.arrived(extended, now)
    if (packet.payloadAt === packet.payloadEnd) return placed !== 'duplicate'
    if (
      isVideo(this.kind) &&
      vp8.read(packet.bytes, packet.payloadAt, packet.payloadEnd) === null &&
      vp8.beginsKeyFrame
    )
      this.missing.forgetBefore(extended)
    this.#first ??= extended
    this.#had.add(extended)
    if (packet.payloadType === RED_TYPE) this.#had.add(extended - 1)
    const wallMs = this.clock.wallMsOf(packet.timestamp)
    const { site, kind, frame } = toldBy(packet.bytes, packet.payloadEnd)
    if (wallMs !== null) this.dated = { site, aheadMs: wallMs - frame * FRAME_MS[KINDS[kind]] }
    return placed !== 'duplicate'
  }

  /** Of all its numbers those that never came; the last ones may still come. */
  get lost(): { readonly numbers: number; readonly lost: number } {
    const end = this.sequence.highest - STILL_COMING
    if (this.#first === null || end <= this.#first) return { numbers: 0, lost: 0 }
    let lost = 0
    for (let number = this.#first; number < end; number++) if (!this.#had.has(number)) lost += 1
    return { numbers: end - this.#first, lost }
  }

  due(now: Millis): RtcpPacket[] {
    const { ask, gaveUp } = this.missing.due(now)
    const asked: RtcpPacket[] = []
    const lost = ask.map(extended => extended & 0xffff)
    if (lost.length > 0) asked.push({ type: 'NACK', sender: 2, media: this.ssrc, lost })
    // The picture stands still from here on.
    if (isVideo(this.kind) && gaveUp > 0) asked.push({ type: 'PLI', sender: 2, media: this.ssrc })
    return asked
  }
}

/** One connection of a site, at the site's end. */
interface Seat {
  readonly told: TransportListener
  readonly senders: readonly Sender[]
  readonly slots: readonly Listening[]
  readonly truths: readonly SlotTruth[]
  isOpen: boolean
}

export interface SitePlan {
  readonly up: Line
  readonly down: Line
  /** What its browser thinks of its line, bits a second. */
  readonly estimate: number
  readonly line: LineClass
  /** It sends voice and picture whether it has the floor or not. */
  readonly cheats: boolean
}

interface SimulatedSite {
  readonly number: number
  readonly name: string
  readonly plan: SitePlan
  readonly lines: {
    readonly up: Impairer
    readonly upBack: Impairer
    readonly down: Impairer
    readonly downBack: Impairer
  }
  /** The newest last. */
  readonly seats: Seat[]
  /** Whether it believes that it has the floor. */
  speaks: boolean
}

export const nameOfSite = (number: number) => `site-${String(number).padStart(2, '0')}`

export class Briefing {
  readonly schedule = new Schedule()
  readonly room: MediaRoom
  readonly sites: readonly SimulatedSite[]
  readonly events: RoomEvent[] = []
  readonly #random: Random
  readonly #rtp = new RtpPacket()
  readonly #vp8 = new Vp8Payload()
  /** Packets that came while their site was not to be forwarded: none of them may ever go out. */
  readonly #forbidden = new Set<string>()
  #heard: readonly number[] = []
  #thumbnails: readonly number[] = []
  /** When the floor was last changed. */
  changedAt = 0
  /** By receiver and site, voices that arrived, by when the room sent them. */
  readonly #voices: { readonly to: number; readonly of: number; readonly sentAt: number }[] = []
  delivered = 0
  /** Between a voice and the picture of the same instant. */
  readonly separationMs: number[] = []

  constructor(plans: readonly SitePlan[], seed: number) {
    this.#random = seeded(seed)
    this.room = new MediaRoom({ random: seeded(seed + 1), epochMs: EPOCH_MS })
    const line = (of: Line) => new Impairer(of, seeded(this.#random.below(1e9)), this.schedule)
    this.sites = plans.map((plan, number) => ({
      number,
      name: nameOfSite(number),
      plan,
      lines: { up: line(plan.up), upBack: line(plan.up), down: line(plan.down), downBack: line(plan.down) },
      seats: [],
      speaks: false,
    }))
    this.#every(TICK_MS, () => this.#tick())
  }

  get now(): Millis {
    return this.schedule.now as Millis
  }

  /** Lets everything happen up to this instant. */
  runUntil(ms: number): void {
    let isReached = false
    this.schedule.after(ms - this.now, () => {
      isReached = true
    })
    while (!isReached) this.schedule.step()
  }

  #every(ms: number, act: () => void, isOver = () => false): void {
    const again = () => {
      if (isOver()) return
      act()
      this.schedule.after(ms, again)
    }
    this.schedule.after(ms, again)
  }

  // What the authority decides -------------------------------------------------------------------------------------

  heard(numbers: readonly number[]): void {
    this.#heard = numbers
    this.changedAt = this.now
    this.room.heard(numbers.map(nameOfSite))
    // Who lost the floor hears of it later, and speaks on until then.
    for (const site of this.sites)
      this.schedule.after(100, () => {
        site.speaks = this.#heard.includes(site.number)
      })
  }

  shows(numbers: readonly number[]): void {
    this.#thumbnails = numbers
    this.room.shows({ thumbnails: numbers.map(nameOfSite), screen: null })
  }

  #mayGoOut({ site, kind }: Truth): boolean {
    const named = KINDS[kind] === 'thumbnail' ? this.#thumbnails : this.#heard
    return named.includes(site)
  }

  // Sites ----------------------------------------------------------------------------------------------------------

  join(number: number): void {
    const site = this.sites[number]
    const run = site.seats.length
    const truths = TRACKS.slice(FIRST_DOWN).map(({ kind }) => new SlotTruth(kind))
    const transport: Transport = {
      sendRtp: (track, octets) => this.#leaves(site, seat, { track, octets }),
      sendRtcp: (track, octets) => this.#toSite(site, seat, { track, octets: Buffer.from(octets) }),
      close: () => {
        seat.isOpen = false
      },
    }
    const { ssrcs, told } = this.room.join(site.name, { transport, line: site.plan.line, now: this.now })
    assert.equal(ssrcs.length, SLOTS)
    const senders = KINDS.map(
      (kind, track) => new Sender(kind, { site: number, run }, octets => this.#toRoom(site, seat, { track, octets })),
    )
    const slots = TRACKS.slice(FIRST_DOWN).map(({ kind }, slot) => new Listening(kind, ssrcs[slot]))
    const seat: Seat = { told, senders, slots, truths, isOpen: true }
    site.seats.push(seat)
    const isOver = () => !seat.isOpen || site.seats.at(-1) !== seat
    for (const sender of senders)
      if (sender.kind !== 'screen')
        this.#every(FRAME_MS[sender.kind], () => this.#maySend(site, sender.kind) && sender.frame(this.now), isOver)
    this.#every(TICK_MS, () => this.#listen(site, seat), isOver)
    this.#every(1000, () => this.#report(site, seat), isOver)
    told.connected(
      senders.map(({ ssrc }) => ssrc),
      this.now,
    )
    this.room.assertSummed()
  }

  /** The shell noticed that the connection before the last one is dead. */
  goneBefore(number: number): void {
    this.sites[number].seats.at(-2)?.told.gone(this.now)
  }

  gone(number: number): void {
    this.sites[number].seats.at(-1)?.told.gone(this.now)
  }

  blackHole(number: number, ms: number): void {
    for (const line of Object.values(this.sites[number].lines)) line.blackHole(ms)
  }

  #maySend({ speaks, plan }: SimulatedSite, kind: Kind): boolean {
    return kind === 'thumbnail' || speaks || plan.cheats
  }

  #toRoom(site: SimulatedSite, seat: Seat, { track, octets }: { track: number; octets: Buffer }): void {
    site.lines.up.send(octets, came => {
      const truth = toldBy(came)
      if (!this.#mayGoOut(truth)) this.#forbidden.add(nameOf(truth))
      // Octets that are kept must not be those that another delivery has.
      seat.told.rtp(track, came, this.now)
      this.room.assertSummed()
    })
  }

  /** What leaves the room for a site. */
  #leaves(site: SimulatedSite, seat: Seat, { track, octets }: { track: number; octets: Buffer }): void {
    assert.ok(seat.isOpen, 'nothing is sent after it was closed')
    const copy = Buffer.from(octets)
    const slot = track - FIRST_DOWN
    assert.equal(copy.readUInt32BE(8), seat.slots[slot].ssrc)
    if (this.#isPadding(copy)) seat.truths[slot].padded(copy, this.now)
    else {
      this.#isRight(site, copy)
      // Of frames that go together the first, whose time it is; of a voice that is repeated the last.
      const [first] = this.#truthsOf(copy)
      seat.truths[slot].sent(copy, this.#rtp.payloadType === RED_TYPE ? toldBy(copy) : first, this.now)
    }
    const sentAt = this.now
    site.lines.down.send(copy, came => this.#arrives(site, seat, { slot, octets: came, sentAt }))
  }

  #isPadding(octets: Buffer): boolean {
    assert.equal(this.#rtp.read(octets), null)
    return this.#rtp.payloadAt === this.#rtp.payloadEnd
  }

  /** It may go out to this site. */
  #isRight(site: SimulatedSite, octets: Buffer): void {
    assert.notEqual(toldBy(octets).site, site.number, 'nobody hears itself')
    for (const one of this.#truthsOf(octets)) {
      assert.ok(this.#mayGoOut(one), `${nameOf(one)} goes out ${this.now - this.changedAt} ms after a change`)
      assert.ok(!this.#forbidden.has(nameOf(one)), `${nameOf(one)} came while nobody was to hear it`)
    }
  }

  /** Of a packet with voices repeated, or with frames that go together, of each of them. */
  #truthsOf(octets: Buffer): Truth[] {
    const rtp = this.#rtp
    assert.equal(rtp.read(octets), null)
    if (rtp.payloadType === OPUS_TYPE)
      return framesOf(octets.subarray(rtp.payloadAt, rtp.payloadEnd)).map(frame => toldBy(frame))
    if (rtp.payloadType !== RED_TYPE) return [toldBy(octets, rtp.payloadEnd)]
    const red = splitRed(octets, rtp.payloadAt, rtp.payloadEnd)
    assert.ok(red.ok)
    return red.blocks.map(({ to }) => toldBy(octets, to))
  }

  #arrives(
    site: SimulatedSite,
    seat: Seat,
    { slot, octets, sentAt }: { slot: number; octets: Buffer; sentAt: number },
  ): void {
    if (!seat.isOpen) return
    assert.equal(this.#rtp.read(octets), null)
    this.delivered += 1
    const listening = seat.slots[slot]
    if (!listening.came(this.#rtp, this.#vp8, this.now)) return
    if (listening.kind !== 'audio') return
    const count = this.#rtp.payloadType === RED_TYPE ? 1 : this.#truthsOf(octets).length
    for (let frame = 0; frame < count; frame++) this.#voices.push({ to: site.number, of: toldBy(octets).site, sentAt })
  }

  #toSite(site: SimulatedSite, seat: Seat, { track, octets }: { track: number; octets: Buffer }): void {
    site.lines.upBack.send(octets, came => {
      const read = readRtcp(came)
      assert.ok(read.ok)
      for (const packet of read.packets) {
        if (track < FIRST_DOWN) for (const sender of seat.senders) sender.hears(packet)
        else if (packet.type === 'SR') seat.slots[track - FIRST_DOWN].clock.reported(packet, this.now)
      }
    })
  }

  /** RTCP of a site, told on the track of each stream that it names, as a shell does. */
  #toRoomRtcp(site: SimulatedSite, seat: Seat, packets: readonly RtcpPacket[]): void {
    const octets = encodeRtcp(packets)
    const named = seat.slots.flatMap(({ ssrc }, slot) =>
      octets.includes(Buffer.of(ssrc >>> 24, ssrc >>> 16, ssrc >>> 8, ssrc)) ? [slot + FIRST_DOWN] : [],
    )
    site.lines.downBack.send(octets, came => {
      for (const track of named) seat.told.rtcp(track, Buffer.from(came), this.now)
    })
  }

  #listen(site: SimulatedSite, seat: Seat): void {
    for (const slot of seat.slots) {
      const asked = slot.due(this.now)
      if (asked.length > 0) this.#toRoomRtcp(site, seat, asked)
    }
  }

  #report(site: SimulatedSite, seat: Seat): void {
    for (const [track, sender] of seat.senders.entries()) {
      const report = sender.report()
      if (report !== null) site.lines.up.send(report, came => seat.told.rtcp(track, came, this.now))
    }
    const blocks = seat.slots.flatMap(({ ssrc, reception, clock }) => {
      const received = reception.report()
      return received === null ? [] : [{ ssrc, ...received, ...clock.lastReport(this.now) }]
    })
    const ssrcs = seat.slots.filter(({ kind }) => isVideo(kind)).map(({ ssrc }) => ssrc)
    const estimate = site.plan.estimate
    this.#toRoomRtcp(site, seat, [
      { type: 'RR', ssrc: 2, blocks },
      { type: 'REMB', sender: 2, bitrate: estimate, ssrcs },
    ])
    this.#compare(seat)
  }

  /** The voice and the picture of one site, as the reports that go with them date them. */
  #compare({ slots }: Seat): void {
    if (this.now - this.changedAt < 3000) return
    for (let place = 0; place < 3; place++) {
      const [voice, picture] = [slots[place], slots[AUDIO_SLOTS + place]]
      if (voice.dated === null || picture.dated === null) continue
      if (voice.dated.site === picture.dated.site)
        this.separationMs.push(Math.abs(voice.dated.aheadMs - picture.dated.aheadMs))
    }
  }

  #tick(): void {
    this.events.push(...this.room.tick(this.now))
    for (const site of this.sites) {
      const lit = this.room.lamp(site.name, this.now)
      const mayBeLit = this.#heard.includes(site.number) || this.now - this.changedAt < 320
      assert.ok(lit === 0 || mayBeLit, `${site.name} is told that it is heard`)
    }
  }

  // What came of it ------------------------------------------------------------------------------------------------

  /** Of all sources. */
  get keyFrames(): number {
    const senders = this.sites.flatMap(({ seats }) => seats.flatMap(seat => seat.senders))
    return senders.reduce((total, { keyFrames }) => total + keyFrames, 0)
  }

  /** The share of slots' numbers that never came to their receivers, 0 to 1. */
  lost(kind: Kind): number {
    const all = this.sites
      .flatMap(({ seats }) => seats.flatMap(({ slots }) => slots))
      .filter(slot => slot.kind === kind)
      .map(slot => slot.lost)
    const sum = (count: (of: (typeof all)[number]) => number) => all.reduce((total, one) => total + count(one), 0)
    return sum(({ lost }) => lost) / sum(({ numbers }) => numbers)
  }

  /** Who heard whom, by voices that arrived and were sent between two instants: a row a receiver. */
  matrix(fromMs: number, toMs: number): string[] {
    const cells = this.sites.map(() => this.sites.map(() => '·'))
    for (const { to, of, sentAt } of this.#voices) if (sentAt >= fromMs && sentAt < toMs) cells[to][of] = '#'
    return cells.map(row => row.join(''))
  }
}

/**
 * The way down of one connection: its slots, its line, and an account of what it was sent. Who is shown where, and of whom what
 * is withheld, is told by the room; that a packet may be forwarded at all is decided before this.
 */
import type { Millis } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { putTransportNumber } from '../rtp/extensions.ts'
import { PADDING_MAX } from '../rtp/packet-writer.ts'
import { CNAME, type ReportBlock, type RtcpPacket } from '../rtp/rtcp.ts'
import { encodeRtcp } from '../rtp/rtcp-writer.ts'
import { roundTripMs } from '../rtp/sender-clock.ts'
import type { Withheld } from '../rtp/slot.ts'
import { AUDIO_RATE, ntpOf, ticksToMs } from '../rtp/times.ts'
import type { ReceiverAccount } from './accounts.ts'
import { DownSlot } from './down-slot.ts'
import { FILLED_SLOT, type Filling } from './filling.ts'
import { KeyFrameWishes } from './key-frame-thrift.ts'
import type { Line } from './line.ts'
import type { Source } from './source.ts'
import { AUDIO_SLOTS, FIRST_DOWN, isVideo, TRACKS, TRANSPORT_NUMBER_ID, type Transport } from './transport.ts'

/*
 * Pictures of a receiver that wait until its line has room for them: a key frame comes all at once, and would fill a short queue in which
 * the voices are lost. Voices never wait here.
 *
 *   picture ─► has its line room, and does none wait? ─► it goes
 *                     └── no ─► waits, first come first ─► a tick later ─► it goes, if its slot still shows its source
 *                                        └── for half a second: all are given up, and their slots begin anew with a key frame
 *
 * Numbers alone wait, not octets: a packet that goes is read out of what is kept of its source, so that nothing goes of a source that may
 * not be forwarded any more. Where that much has to wait, the line may be given too much: `Line.overflowed`.
 */

const WAITS_MAX_MS = 500
const WAITING_MAX = 1000

interface Held {
  readonly slot: number
  /** Of the source. */
  readonly source: number
  readonly extended: number
  readonly since: Millis
}

class Holding {
  #held: Held[] = []

  get isEmpty(): boolean {
    return this.#held.length === 0
  }

  /** How long the first has waited. */
  waitsMs(now: Millis): number {
    return now - (this.#held[0]?.since ?? now)
  }

  hold(held: Held): void {
    this.#held.push(held)
  }

  next(): Held | undefined {
    return this.#held.shift()
  }

  /** All that wait, where the first has waited too long: they are given up. */
  over(now: Millis): readonly Held[] {
    if (this.waitsMs(now) < WAITS_MAX_MS && this.#held.length < WAITING_MAX) return []
    const over = this.#held
    this.#held = []
    return over
  }
}

/** Of all streams of the server, for the session description too. */
export const SERVER_CNAME = 'loa'
/** A second and a half of all that a good line is given. */
const AGAIN_MAX = 600
/** Octets of a packet of padding: header, and the time of sending or the number; the most that fits behind them. */
const PADDED_HEAD_SIZE = 20

export interface ReceiverOptions {
  readonly transport: Transport
  readonly line: Line
  readonly account: ReceiverAccount
  /** Of a test call; null: it is none. */
  readonly filling: Filling | null
  readonly random: Random
  /** By slot. */
  readonly ssrcs: readonly number[]
}

export class Receiver {
  readonly line: Line
  readonly account: ReceiverAccount
  readonly slots: readonly DownSlot[]
  /** It decodes voices that repeat the last ones (RED). One that does not is sent each twice where they are lost: Firefox. */
  takesRed = true
  readonly #transport: Transport
  /** By slot. */
  readonly #wishes = TRACKS.slice(FIRST_DOWN).map(() => new KeyFrameWishes())
  readonly #filling: Filling | null
  readonly #holding = new Holding()
  /** How many may still be sent again: one for each that was sent, so that whoever asks for ever is sent twice as much at the most. */
  #mayGoAgain = AGAIN_MAX

  constructor({ transport, line, account, filling, random, ssrcs }: ReceiverOptions) {
    this.line = line
    this.account = account
    this.#transport = transport
    this.#filling = filling
    this.slots = TRACKS.slice(FIRST_DOWN).map(({ kind }, slot) => new DownSlot({ kind, ssrc: ssrcs[slot], random }))
  }

  /** Where it was taken, packets of a slot are numbered with all others of the line. */
  number(numbered: readonly boolean[]): void {
    if (!numbered.includes(true)) return
    this.line.number()
    for (const [slot, down] of this.slots.entries()) if (numbered[slot]) down.number()
  }

  /** The source's last packet, in this slot. Null: it was sent, or waits for its line. */
  forward(slot: number, source: Source, now: Millis): Withheld | null {
    if (this.#waits(source, now)) {
      this.#holding.hold({ slot, source: source.number, extended: source.packet.extended, since: now })
      this.account.sent += 1
      return null
    }
    const down = this.slots[slot]
    const isRepeated = source.kind === 'audio' && this.line.repeats
    if (source.kind === 'audio' && (this.#putsTogether || down.holds)) {
      const withheld = down.hold(source, now)
      if (withheld === null) this.account.sent += 1
      return withheld
    }
    const isRepeating = isRepeated && this.takesRed
    const octets = isRepeating ? down.forwardRepeating(source, now) : down.forward(source, now)
    if (typeof octets === 'string') return octets
    this.account.sent += 1
    if (isRepeating) this.account.repeating += 1
    if (source.packet.vp8?.beginsKeyFrame) this.#wishes[slot].came()
    if (this.#mayGoAgain < AGAIN_MAX) this.#mayGoAgain += 1
    this.#send(slot, octets, now)
    const goesTwice = (isRepeated && !this.takesRed) || (source.wasAsked && this.line.repeats)
    if (goesTwice) this.#sendMore(slot, octets, now)
    return null
  }

  /** Frames of a voice go together, where headers cost as much as they do. */
  get #putsTogether(): boolean {
    return this.#filling === null && this.line.is === 'D' && !this.line.repeats
  }

  #waits({ kind }: Source, now: Millis): boolean {
    if (!isVideo(kind) || this.#filling !== null) return false
    return !this.#holding.isEmpty || !this.line.mayGo(0, now)
  }

  /** What waits for its line and may go now, and frames that go together. */
  release(now: Millis): void {
    for (let slot = 0; slot < AUDIO_SLOTS; slot++) if (this.slots[slot].holds) this.#releaseFrames(slot, now)
    while (!this.#holding.isEmpty && this.line.mayGo(this.#holding.waitsMs(now), now)) {
      const held = this.#holding.next()
      if (held !== undefined && !this.#release(held, now)) this.account.unsent += 1
    }
    const over = this.#holding.over(now)
    if (over.length === 0) return
    this.account.unsent += over.length
    this.line.overflowed(now)
    for (const slot of new Set(over.map(held => held.slot))) {
      const { source } = this.slots[slot]
      if (source !== null) this.slots[slot].give(source)
    }
  }

  #releaseFrames(slot: number, now: Millis): void {
    const isAll = !this.#putsTogether
    for (let went = this.slots[slot].release(now, { isAll }); went !== null; ) {
      if (went.octets !== null) this.#send(slot, went.octets, now)
      this.account.unsent += went.gone
      went = this.slots[slot].release(now, { isAll })
    }
  }

  /** Whether it went: its slot may show another by now, or its source may not be forwarded. */
  #release({ slot, source: number, extended }: Held, now: Millis): boolean {
    const { source } = this.slots[slot]
    if (source?.number !== number || source.again(extended, now) === null) return false
    const octets = this.slots[slot].forward(source, now)
    if (typeof octets === 'string') return false
    if (source.packet.vp8?.beginsKeyFrame) this.#wishes[slot].came()
    if (this.#mayGoAgain < AGAIN_MAX) this.#mayGoAgain += 1
    this.#send(slot, octets, now)
    return true
  }

  /** A packet of the source that the slot had to withhold until it began, with one that came later. */
  catchUp(slot: number, source: Source, now: Millis): void {
    const octets = this.slots[slot].forward(source, now)
    if (typeof octets !== 'string') this.#sendMore(slot, octets, now)
  }

  #sendMore(slot: number, octets: Buffer, now: Millis): void {
    this.account.resent += 1
    this.#mayGoAgain -= 1
    this.#send(slot, octets, now)
  }

  /** Padding up to what its line is to be tried with. */
  fill(now: Millis): void {
    const most = { padding: PADDING_MAX, now }
    while (this.#filling?.hasRoom(PADDED_HEAD_SIZE + PADDING_MAX, now)) this.#pad(FILLED_SLOT, most)
    const { padding } = this.line
    while (this.line.hasRoom(PADDED_HEAD_SIZE + padding, now)) {
      const slot = this.#freeSlot()
      if (slot === -1) return
      this.line.padded(this.#pad(slot, { padding, now }))
    }
  }

  /** -1: all show somebody. */
  #freeSlot(): number {
    return this.slots.findLastIndex(({ source }, slot) => source === null && isVideo(TRACKS[FIRST_DOWN + slot].kind))
  }

  #pad(slot: number, { padding, now }: { readonly padding: number; readonly now: Millis }): number {
    const octets = this.slots[slot].pad(now, padding)
    this.account.padding += 1
    this.#send(slot, octets, now)
    return octets.length
  }

  /** Its line is not given this. */
  giveUp(): void {
    this.account.withheld[this.line.is] += 1
  }

  #send(slot: number, octets: Buffer, now: Millis): void {
    const { own } = this.line
    if (own !== null && putTransportNumber(octets, TRANSPORT_NUMBER_ID, own.number)) own.sent(octets.length, now)
    this.account.octets += octets.length
    this.line.sent(octets.length)
    this.#filling?.sent(octets.length)
    this.#transport.sendRtp(FIRST_DOWN + slot, octets)
  }

  /** About once a second: whether its line is of another class now. */
  judge(now: Millis): boolean {
    const isOther = this.line.report(now)
    this.#filling?.reported(this.line)
    return isOther
  }

  /** RTCP that names this slot. `wallMs`: the server's. */
  told(slot: number, packet: RtcpPacket, { now, wallMs }: { now: Millis; wallMs: number }): void {
    const { ssrc, source } = this.slots[slot]
    switch (packet.type) {
      case 'SR':
      case 'RR':
        for (const block of packet.blocks) if (block.ssrc === ssrc) this.#reported(slot, block, wallMs)
        return
      case 'NACK':
        if (packet.media === ssrc) this.#sendAgain(slot, packet.lost, now)
        return
      case 'PLI':
        if (packet.media === ssrc && this.#wishes[slot].wish(wallMs)) source?.wantKeyFrame()
        return
      case 'FIR':
        if (packet.requests.some(request => request.ssrc === ssrc))
          if (this.#wishes[slot].wish(wallMs)) source?.wantKeyFrame()
        return
      case 'REMB':
        // Of the whole line: once, wherever the compound is told.
        if (packet.ssrcs[0] === ssrc) this.line.estimated(packet.bitrate)
        return
      case 'TWCC':
        if (packet.media === ssrc) this.line.told(packet, now)
        return
      default:
    }
  }

  #reported(slot: number, block: ReportBlock, wallMs: number): void {
    this.line.received(this.slots[slot].receivedBy(block))
    const thereAndBackMs = roundTripMs(block, ntpOf(wallMs))
    if (thereAndBackMs !== null) this.line.wentThereAndBack(thereAndBackMs)
    const { kind } = TRACKS[FIRST_DOWN + slot]
    if (kind === 'audio') this.line.jittered(ticksToMs(block.jitter, AUDIO_RATE))
  }

  #sendAgain(slot: number, lost: readonly number[], now: Millis): void {
    const { rttMs } = this.line
    // Of which nothing is kept.
    const isPadding = this.slots[slot].source === null
    const isPicture = isVideo(TRACKS[FIRST_DOWN + slot].kind)
    let asked = 0
    for (const [at, sequence] of lost.entries()) {
      if (this.#mayGoAgain <= 0) {
        this.account.notResent += lost.length - at
        break
      }
      const isLost = this.slots[slot].isLost(sequence)
      const isFull = isPicture && !this.line.mayGoAgain(now)
      const octets = isFull ? null : this.slots[slot].again(sequence, now, rttMs)
      if (isLost && (octets !== null || isFull || isPadding)) asked += 1
      if (octets === null) {
        this.account.notResent += 1
        continue
      }
      this.#sendMore(slot, octets, now)
      // An answer that is lost too comes too late when it is asked for once more.
      if (this.line.repeats) this.#sendMore(slot, octets, now)
    }
    this.line.asked(asked)
    this.#filling?.missed(asked)
  }

  /**
   * What slots say of their time: all, or those alone that have begun another source, for a picture must not wait a second
   * before it is beside its voice. `wallMs`: the server's.
   */
  report(wallMs: number, which: 'all' | 'undated'): void {
    // A hundred times a second.
    for (let slot = 0; slot < this.slots.length; slot++) {
      const down = this.slots[slot]
      if (this.#wishes[slot].due(wallMs)) down.source?.wantKeyFrame()
      const report = which === 'all' || down.isUndated ? down.report(wallMs) : null
      if (report === null) continue
      const items = [{ item: CNAME, text: SERVER_CNAME }]
      const names = { type: 'SDES' as const, chunks: [{ ssrc: down.ssrc, items }] }
      this.#transport.sendRtcp(FIRST_DOWN + slot, encodeRtcp([report, names]))
    }
  }
}

/**
 * One slot of one receiver: which source it shows, what it sent, and what is sent again.
 *
 *   source's packet ─► Slot: the slot's own numbers ─► octets to send
 *   number asked for ─► Slot: the source's number ─► the source's history ─► the same octets again
 *
 * A slot begins a source with what comes after it was given it. Once another is given or none, nothing more of the one before
 * goes out, on request either. All octets to send stand in one buffer, until the next.
 */
import type { Millis } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { isOneFrame, opusTicks, putTogether } from '../rtp/opus.ts'
import { PADDING_BIT } from '../rtp/packet.ts'
import { Resends } from '../rtp/packet-history.ts'
import type { ReportBlock, SenderReport } from '../rtp/rtcp.ts'
import { extendSequence } from '../rtp/sequences.ts'
import { COPY_GROWS_MAX, Slot, type Withheld } from '../rtp/slot.ts'
import { ntpOf } from '../rtp/times.ts'
import type { Source } from './source.ts'
import { Together } from './together.ts'
import {
  ABS_SEND_TIME_ID,
  clockRateOf,
  isVideo,
  type Kind,
  OPUS_TYPE,
  PACKET_SIZE_MAX,
  RED_TYPE,
  TRANSPORT_NUMBER_ID,
  VP8_TYPE,
} from './transport.ts'

const EXTENSION_IDS = Uint8Array.from({ length: 16 }, (_, id) => (id === ABS_SEND_TIME_ID ? id : 0))
/** Ticks: 20 ms of voice, a twentieth of a second of pictures. */
const FRAME_TICKS = { audio: 960, video: 4500 }
const SEQUENCES = 0x10000
const TIMESTAMPS = 0x100000000
const PICTURES = 0x8000
const HEADER_SIZE = 12
const LATE_MAX = 512
/** Of frames that went together: a second of them. */
const TOGETHER_MAX = 17
/** A voice and its last ones. */
const OUT = Buffer.alloc(4 * PACKET_SIZE_MAX)
const VIEWS = Array.from({ length: PACKET_SIZE_MAX + COPY_GROWS_MAX + 1 }, (_, size) => OUT.subarray(0, size))

export interface DownSlotOptions {
  readonly kind: Kind
  readonly ssrc: number
  readonly random: Random
}

/** Numbers of a slot up to the highest that its receiver knows. */
interface Reported {
  readonly highest: number
  readonly lost: number
  readonly skipped: number
}

export class DownSlot {
  readonly ssrc: number
  readonly #slot: Slot
  #resends = new Resends()
  #source: Source | null = null
  /** Extended: the first number that was sent, and the highest; null: none was. */
  #first: number | null = null
  #highest = 0
  /** Of those sent, the last that were sent behind newer ones. */
  readonly #late = new Set<number>()
  #askedHighest = Number.NEGATIVE_INFINITY
  #packets = 0
  #octets = 0
  /** Its receiver was not told yet what the timestamps of this source mean. */
  isUndated = false
  #reported: Reported | null = null
  readonly #together = new Together()
  /** What went together, by its number: of its source alone it could not be made again. */
  readonly #wentTogether = new Map<number, Buffer>()

  constructor({ kind, ssrc, random }: DownSlotOptions) {
    this.ssrc = ssrc
    this.#slot = new Slot({
      ssrc,
      payloadType: isVideo(kind) ? VP8_TYPE : OPUS_TYPE,
      clockRate: clockRateOf(kind),
      sequence: random.below(SEQUENCES),
      timestamp: random.below(TIMESTAMPS),
      pictureId: random.below(PICTURES),
      leastAdvance: isVideo(kind) ? FRAME_TICKS.video : FRAME_TICKS.audio,
      isVideo: isVideo(kind),
      extensionIds: EXTENSION_IDS,
      absSendTimeId: ABS_SEND_TIME_ID,
    })
  }

  /** From now on its packets have a place for the number of the whole line. */
  number(): void {
    this.#slot.transportId = TRANSPORT_NUMBER_ID
  }

  get source(): Source | null {
    return this.#source
  }

  /** Its source is to be asked. */
  get needsKeyFrame(): boolean {
    return this.#slot.needsKeyFrame
  }

  /** From the next packet on; null: nobody's. */
  give(source: Source | null): void {
    this.#source = source
    this.isUndated = source !== null
    this.#together.clear()
    this.#wentTogether.clear()
    if (source === null) this.#slot.take()
    else this.#slot.give(source.number, { after: source.highest })
  }

  /** The source's last packet as this slot sends it, or why it does not. The octets are overwritten by the next. */
  forward(source: Source, now: Millis): Buffer | Withheld {
    const size = this.#slot.forward(source.number, source.packet, OUT, now)
    return typeof size === 'string' ? size : this.#sent(VIEWS[size])
  }

  /** The same with the voice's last packets in it. */
  forwardRepeating(source: Source, now: Millis): Buffer | Withheld {
    const { packet } = source
    const withheld = this.#slot.place(source.number, packet)
    if (withheld !== null) return withheld
    const { rtp } = packet
    rtp.bytes.copy(OUT, 0, 0, rtp.payloadAt)
    const payloadAt = this.#slot.writeHeader(rtp, OUT, now)
    OUT[0] &= ~PADDING_BIT
    OUT[1] = (OUT[1] & 0x80) | RED_TYPE
    return this.#sent(OUT.subarray(0, source.putRepeating(OUT, payloadAt)))
  }

  /** Frames wait that are to go together. */
  get holds(): boolean {
    return !this.#together.isEmpty
  }

  /** The voice's last packet is to go together with the next ones. Null: it waits. */
  hold({ number, packet }: Source, now: Millis): Withheld | null {
    const withheld = this.#slot.refusal(number, packet)
    if (withheld !== null) return withheld
    const { bytes, payloadAt, payloadEnd, timestamp } = packet.rtp
    const ticks = opusTicks(bytes, payloadAt, payloadEnd) ?? 0
    const isFrame = ticks === FRAME_TICKS.audio && isOneFrame(bytes.subarray(payloadAt, payloadEnd))
    const like = isFrame ? bytes[payloadAt] : null
    this.#together.add({ extended: packet.extended, timestamp, ticks, like, since: now })
    return null
  }

  /** What waits and is due now, one packet a call, and how many frames could not go any more. `isAll`: whatever waits. */
  release(now: Millis, { isAll = false } = {}): { readonly octets: Buffer | null; readonly gone: number } | null {
    const frames = this.#together.take(now, { isAll })
    if (frames.length === 0) return null
    const octets = this.#source === null ? null : this.#putTogether(this.#source, frames, now)
    return { octets, gone: octets === null ? frames.length : 0 }
  }

  #putTogether(source: Source, frames: readonly number[], now: Millis): Buffer | null {
    const payloads: Uint8Array[] = []
    // The first is read last: its header is written over.
    for (const extended of frames.toReversed()) {
      const packet = source.again(extended, now)
      if (packet === null) return null
      const { bytes, payloadAt, payloadEnd } = packet.rtp
      payloads.unshift(bytes.subarray(payloadAt, payloadEnd))
    }
    const { packet } = source
    if (this.#slot.placeTogether(source.number, packet, frames.length) !== null) return null
    const { rtp } = packet
    rtp.bytes.copy(OUT, 0, 0, rtp.payloadAt)
    const payloadAt = this.#slot.writeHeader(rtp, OUT, now)
    OUT[0] &= ~PADDING_BIT
    const octets = this.#sent(OUT.subarray(0, putTogether(payloads, OUT, payloadAt)))
    this.#wentTogether.set(this.#slot.sequence, Buffer.from(octets))
    const [oldest] = this.#wentTogether.keys()
    if (this.#wentTogether.size > TOGETHER_MAX) this.#wentTogether.delete(oldest)
    return octets
  }

  /** So many octets of padding, where the slot shows nobody. */
  pad(now: Millis, padding: number): Buffer {
    const octets = this.#slot.pad(now, padding)
    this.#numbered()
    return octets
  }

  #sent(octets: Buffer): Buffer {
    this.#numbered()
    this.#octets += octets.length - HEADER_SIZE
    return octets
  }

  #numbered(): void {
    const { sequence } = this.#slot
    const extended = this.#first === null ? sequence : extendSequence(this.#highest, sequence)
    if (this.#first === null || extended > this.#highest) this.#highest = extended
    else this.#isLate(extended)
    this.#first ??= extended
    this.#packets += 1
  }

  #isLate(extended: number): void {
    this.#late.add(extended)
    const [oldest] = this.#late
    if (this.#late.size > LATE_MAX) this.#late.delete(oldest)
  }

  /** What was sent under this number, once more. Null: it is too old, is not of the source's any more, or went again just now. */
  again(sequence: number, now: Millis, rttMs: number): Buffer | null {
    const together = this.#wentTogether.get(sequence)
    if (together !== undefined) return this.#resends.allow(sequence, now, rttMs) ? VIEWS[together.copy(OUT)] : null
    const source = this.#source
    const extended = source === null ? null : this.#slot.extendedOf(sequence)
    if (source === null || extended === null) return null
    const packet = source.again(extended, now)
    if (packet === null || !this.#resends.allow(sequence, now, rttMs)) return null
    const size = this.#slot.forward(source.number, packet, OUT, now)
    return typeof size === 'string' ? null : VIEWS[size]
  }

  /**
   * Whether this number, which was sent, is asked for by the first time. One that came late up its source's line is not told: its
   * receiver has missed it before it was sent.
   */
  isLost(sequence: number): boolean {
    if (this.#first === null) return false
    const extended = extendSequence(this.#highest, sequence)
    if (extended > this.#highest || extended <= this.#askedHighest) return false
    this.#askedHighest = extended
    return !this.#late.has(extended)
  }

  /** A report of its receiver: how many were sent since the one before, and how many of them did not come. */
  receivedBy({ highestSequence, cumulativeLost }: ReportBlock): { expected: number; lost: number } {
    const before = this.#reported
    this.#reported = { highest: highestSequence, lost: cumulativeLost, skipped: this.#skipped }
    const expected = before === null ? 0 : (highestSequence - before.highest) | 0
    if (before === null || expected <= 0) return { expected: 0, lost: 0 }
    // What never reached the server is missing here too, and is no loss of this line.
    const skipped = this.#reported.skipped - before.skipped
    return { expected: expected - skipped, lost: cumulativeLost - before.lost - skipped }
  }

  /** Numbers that were left out, for they never came. */
  get #skipped(): number {
    return this.#first === null ? 0 : this.#highest - this.#first + 1 - this.#packets
  }

  /** Null where it sends nothing, or its source has not said what its timestamps mean. `wallMs`: the server's. */
  report(wallMs: number): SenderReport | null {
    const source = this.#source
    if (source === null || source.aheadMs === null) return null
    const timestamp = source.clock.timestampOf(wallMs - source.aheadMs)
    const rtp = timestamp === null ? null : this.#slot.timestampOf(timestamp)
    if (rtp === null) return null
    this.isUndated = false
    const { ssrc } = this
    const packets = this.#packets >>> 0
    const octets = this.#octets % TIMESTAMPS
    return { type: 'SR', ssrc, ntp: ntpOf(wallMs), rtp, packets, octets, blocks: [] }
  }
}

/**
 * A slot: one outgoing stream into which one source after another is written.
 *
 *   source 1   … 65534 65535     0                  withheld: the floor is no longer its
 *   source 2          811 812 ‖ 813   814   815     ‖ a key frame, of which it starts
 *   slot       …    77    78    79    80    81      sequence, VP8's picture id and TL0PICIDX go on by one, the timestamp by
 *                                                   the time that went by
 *
 * Within a source a packet's numbers are its own moved by a constant: a gap stays a gap, a late packet fills it, and one that
 * came again on request is the one that it would have been. Nothing of before a switch is sent after it. Video begins with a
 * key frame; where that came late, what is behind it was withheld meanwhile, and the caller sends it from the history, so that
 * the receiver need not ask for it. The packet itself is not touched: what is sent is a copy. Duplicates are none of its business
 * (`source-sequence.ts`). Nothing is allocated a packet (`forward.bench.ts`).
 *
 * Where its line's packets are numbered together, each copy has a place for its number and no other header extension, whatever
 * the source's had: also one whose source sends none at all.
 */
import assert from 'node:assert/strict'
import type { Millis } from '../base/clock.ts'
import {
  absSendTime,
  extensionAt,
  placeTransportNumber,
  putAbsSendTime,
  renameExtensions,
  transportNumber,
} from './extensions.ts'
import { type RtpPacket, rewriteRtp } from './packet.ts'
import { encodeRtp } from './packet-writer.ts'
import { extendBits, extendSequence, extendTimestamp } from './sequences.ts'
import { DROPOUT_MAX } from './source-sequence.ts'
import { msToTicks } from './times.ts'
import { putPictureId, putTl0PicIdx, type Vp8Payload } from './vp8.ts'

export interface SlotOptions {
  readonly ssrc: number
  readonly payloadType: number
  readonly clockRate: number
  /** Of the first packet. By chance (RFC 3550, section 5.1). */
  readonly sequence: number
  readonly timestamp: number
  readonly pictureId: number
  /** Ticks between two packets at a switch, at the least: the length of a frame. */
  readonly leastAdvance: number
  /** Begins with a key frame; else with any packet, whose marker says that somebody begins to speak (RFC 7587, section 4.1). */
  readonly isVideo: boolean
  /** At the place of a source's identifier of a header extension the slot's; 0: not sent. */
  readonly extensionIds: Uint8Array
  /** The source's identifier of abs-send-time, which is written anew: else the line up would be taken for the line down. */
  readonly absSendTimeId: number
}

/** Octets that a copy may have more than its packet. */
export const COPY_GROWS_MAX = 8

/** What came of a source. Read once, for all slots. */
export interface SourcePacket {
  readonly rtp: RtpPacket
  /** Its sequence number, extended. */
  readonly extended: number
  /** Null for audio, and for a packet without payload. */
  readonly vp8: Vp8Payload | null
  readonly at: Millis
}

export type Withheld =
  /** The slot is not this source's. */
  | 'not-given'
  | 'no-key-frame-yet'
  /** It belongs before the packet that the source began with, or came before. */
  | 'before-the-switch'

/** A number of few bits that goes on by one where the source's own begins anew. */
class Continued {
  /** Of the source, extended; null: none since the switch. */
  #last: number | null = null
  /** What is added to the source's. */
  #offset = 0
  #highest: number

  constructor(first: number) {
    this.#highest = first - 1
  }

  begin(): void {
    this.#last = null
  }

  map(value: number, bits: number): number {
    const last = this.#last ?? value
    const extended = extendBits(last, value, bits)
    if (this.#last === null) this.#offset = this.#highest + 1 - extended
    if (this.#last === null || extended > last) this.#last = extended
    const mapped = extended + this.#offset
    if (mapped > this.#highest) this.#highest = mapped
    return mapped
  }
}

const NOBODY = -1
const NO_PAYLOAD = new Uint8Array(0)

export class Slot {
  /** Numbers of the packet that was placed last. */
  sequence = 0
  timestamp = 0
  marker = false
  /** The identifier of the transport-wide number, for which each copy has a place; 0: it has none. */
  transportId = 0
  readonly #options: SlotOptions
  #source = NOBODY
  #isRunning = false
  /** Of the source, extended: the highest before the slot was given to it, the first that is sent, and the highest. */
  #after = 0
  #first = 0
  #last = 0
  /** What is added to the source's extended number. */
  #sequenceOffset = 0
  #timestampOffset = 0
  /** Of the slot, extended: the highest sent; null before the first. */
  #highest: number | null = null
  #highestTimestamp = 0
  #highestAt = 0
  readonly #pictures: Continued
  readonly #tl0 = new Continued(0)

  constructor(options: SlotOptions) {
    assert.equal(options.extensionIds.length, 16, 'identifiers are from 0 to 15')
    this.#options = options
    this.#pictures = new Continued(options.pictureId)
  }

  /**
   * From now on this source's, by whatever number the caller has for it; also when it is to begin anew with a key frame. What is
   * sent comes after the extended number `after`, the highest that the source had: nothing of before, however late it comes.
   */
  give(source: number, { after }: { readonly after: number }): void {
    assert(source >= 0, 'a source has a number')
    this.#source = source
    this.#isRunning = false
    this.#after = after
  }

  /** From now on nobody's. */
  take(): void {
    this.#source = NOBODY
    this.#isRunning = false
  }

  /** Video waits: its source is to be asked. */
  get needsKeyFrame(): boolean {
    return this.#options.isVideo && this.#source !== NOBODY && !this.#isRunning
  }

  /**
   * Writes the packet as the slot sends it to the beginning of `out`, which has room for it and COPY_GROWS_MAX octets, and gives
   * its length; or says why it is not sent. `now` is when it is sent: that of its arrival, or later.
   */
  forward(source: number, packet: SourcePacket, out: Buffer, now: Millis): number | Withheld {
    const withheld = this.place(source, packet)
    if (withheld !== null) return withheld
    const { rtp, vp8 } = packet
    rtp.bytes.copy(out)
    if (vp8 !== null) {
      if (vp8.pictureIdBits > 0) putPictureId(vp8, out, this.#pictures.map(vp8.pictureId, vp8.pictureIdBits))
      if (vp8.tl0PicIdx >= 0) putTl0PicIdx(vp8, out, this.#tl0.map(vp8.tl0PicIdx, 8))
    }
    return rtp.bytes.length + this.writeHeader(rtp, out, now) - rtp.payloadAt
  }

  /**
   * The next packet of a stream that is nobody's: padding alone (RFC 3550, section 5.1), at the time of the last picture, which
   * a receiver counts and never decodes. Within a source there is no number for one. `padding`: its octets.
   */
  pad(now: Millis, padding: number): Buffer {
    assert(this.#source === NOBODY, 'a source has its numbers for itself')
    const { ssrc, payloadType, extensionIds, absSendTimeId } = this.#options
    if (this.#highest === null) {
      this.#highest = this.#options.sequence - 1
      this.#highestTimestamp = this.#options.timestamp
      this.#highestAt = now
    }
    this.#highest += 1
    this.sequence = this.#highest & 0xffff
    this.timestamp = this.#highestTimestamp >>> 0
    this.marker = false
    const { marker, sequence, timestamp } = this
    const header = { payloadType, marker, sequence, timestamp, ssrc }
    const { transportId } = this
    const id = transportId === 0 ? extensionIds[absSendTimeId] : transportId
    const data = transportId === 0 ? absSendTime(now) : transportNumber(0)
    const extensions = id === 0 ? [] : [{ id, data }]
    return encodeRtp({ ...header, extensions, payload: NO_PAYLOAD, padding })
  }

  /** Finds the packet's numbers, for whoever sends another payload in its place (RED). Null: it is sent. */
  place(source: number, packet: SourcePacket): Withheld | null {
    if (source !== this.#source) return 'not-given'
    const { rtp, extended, vp8 } = packet
    // A source that restarted, or was away for so long, is begun anew.
    if (this.#isRunning && extended - this.#last > DROPOUT_MAX) this.give(source, { after: this.#last })
    if (!this.#isRunning) {
      if (extended <= this.#after) return 'before-the-switch'
      if (this.#options.isVideo && !vp8?.beginsKeyFrame) return 'no-key-frame-yet'
      this.#begin(packet)
    }
    if (extended < this.#first) return 'before-the-switch'
    if (extended > this.#last) this.#last = extended
    const number = extended + this.#sequenceOffset
    this.sequence = number & 0xffff
    this.timestamp = (rtp.timestamp + this.#timestampOffset) >>> 0
    this.marker = rtp.marker || (!this.#options.isVideo && extended === this.#first)
    if (this.#highest === null || number > this.#highest) this.#highest = number
    const timestamp = extendTimestamp(this.#highestTimestamp, this.timestamp)
    if (timestamp > this.#highestTimestamp) {
      this.#highestTimestamp = timestamp
      this.#highestAt = packet.at
    }
    return null
  }

  /** Null: the slot takes a voice's packet, so far as that can be said before it is placed. */
  refusal(source: number, { extended }: Pick<SourcePacket, 'extended'>): Withheld | null {
    if (source !== this.#source) return 'not-given'
    const isBefore = this.#isRunning ? extended < this.#first : extended <= this.#after
    return isBefore ? 'before-the-switch' : null
  }

  /**
   * Finds the numbers of a voice's packet that is sent together with those behind it, `frames` in all: the next number, whatever is missing
   * before it at its source. Nothing of before the last of them is sent afterwards, nor found by its number.
   */
  placeTogether(source: number, packet: SourcePacket, frames: number): Withheld | null {
    if (this.#isRunning && this.#highest !== null) this.#sequenceOffset = this.#highest + 1 - packet.extended
    const withheld = this.place(source, packet)
    if (withheld !== null) return withheld
    this.#first = packet.extended + frames
    this.#last = Math.max(this.#last, this.#first - 1)
    this.#sequenceOffset -= frames - 1
    this.#highestTimestamp += (frames - 1) * this.#options.leastAdvance
    return null
  }

  /**
   * Header and header extensions of the packet that was placed last, over those of the source's in a copy. Gives where the
   * payload of the copy begins, which moves with them.
   */
  writeHeader(rtp: RtpPacket, out: Buffer, now: Millis): number {
    const { ssrc, payloadType, extensionIds, absSendTimeId } = this.#options
    const { marker, sequence, timestamp } = this
    rewriteRtp(out, { payloadType, marker, sequence, timestamp, ssrc })
    if (this.transportId !== 0) return placeTransportNumber(rtp, out, this.transportId)
    if (rtp.extensionEnd === rtp.extensionAt) return rtp.payloadAt
    const sentAt = extensionAt(rtp, absSendTimeId)
    if (sentAt >= 0) putAbsSendTime(out, sentAt, now)
    renameExtensions(rtp, out, extensionIds)
    return rtp.payloadAt
  }

  #begin({ rtp, extended, at }: SourcePacket): void {
    const { clockRate, leastAdvance } = this.#options
    this.#isRunning = true
    this.#first = extended
    this.#last = extended
    this.#pictures.begin()
    this.#tl0.begin()
    if (this.#highest === null) {
      this.#highestTimestamp = this.#options.timestamp
      this.#highestAt = at
      this.#sequenceOffset = this.#options.sequence - extended
      this.#timestampOffset = this.#options.timestamp - rtp.timestamp
      return
    }
    const elapsed = msToTicks(at - this.#highestAt, clockRate)
    const timestamp = this.#highestTimestamp + Math.max(leastAdvance, elapsed)
    this.#sequenceOffset = this.#highest + 1 - extended
    this.#timestampOffset = timestamp - rtp.timestamp
  }

  /**
   * The source's extended number of what the slot sent under this one; null where it is of before the switch, was not sent, or
   * the slot is nobody's.
   */
  extendedOf(sequence: number): number | null {
    if (!this.#isRunning || this.#highest === null) return null
    const number = extendSequence(this.#highest, sequence)
    const extended = number - this.#sequenceOffset
    return number > this.#highest || extended < this.#first ? null : extended
  }

  /** The slot's timestamp of what has this one at its source, for sender reports; null where the slot sends nothing. */
  timestampOf(timestamp: number): number | null {
    return this.#isRunning ? (timestamp + this.#timestampOffset) >>> 0 : null
  }
}

/**
 * One of a bot's streams up: the clip's frames at their times, over and over, as one stream of RTP; what is asked for again is
 * sent again, and a key frame that is asked for begins the clip anew. Time and chance are told.
 */
import type { Millis } from '../../src/base/clock.ts'
import { clockRateOf, isVideo, type Kind, OPUS_TYPE, VP8_TYPE } from '../../src/media/transport.ts'
import { PacketHistory, Resends } from '../../src/rtp/packet-history.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { CNAME, type ReceiverReport, type RtcpPacket } from '../../src/rtp/rtcp.ts'
import { roundTripMs } from '../../src/rtp/sender-clock.ts'
import { extendSequence } from '../../src/rtp/sequences.ts'
import { msToTicks, ntpOf } from '../../src/rtp/times.ts'
import { Vp8Payload } from '../../src/rtp/vp8.ts'
import type { ClipFrame } from './clip.ts'
import { markOf } from './mark.ts'

const HISTORY_OCTETS = 500_000
const HEADER_SIZE = 12
const PICTURES = 0x8000
/** Between the last frame of the clip and the first of the next turn. */
const FRAME_MS = 20

export interface SenderOptions {
  readonly kind: Kind
  readonly ssrc: number
  readonly frames: readonly ClipFrame[]
  readonly durationMs: number
  /** Null: nothing is written behind payloads. */
  readonly site: number | null
  readonly send: (octets: Buffer) => void
  /** Of each packet when it goes first, and which frame it is of. */
  /** A report came: milliseconds there and back. */
  readonly onRoundTrip: (ms: number) => void
  readonly onSent?: (kind: Kind, packet: { number: number; frame: number; now: Millis }) => void
}

export class BotSender {
  readonly kind: Kind
  readonly ssrc: number
  /** It is sent; who is muted sends nothing. */
  isOn = false
  readonly #options: SenderOptions
  readonly #history = new PacketHistory({ octetsMax: HISTORY_OCTETS })
  readonly #resends = new Resends()
  readonly #vp8 = new Vp8Payload()
  #next = 0
  /** When the clip began. */
  #from = 0
  #firstAt: number | null = null
  #packets = 0
  #octets = 0
  #frames = 0
  #keyWanted = false
  keyFramesAsked = 0

  constructor(options: SenderOptions) {
    this.#options = options
    this.kind = options.kind
    this.ssrc = options.ssrc
  }

  get packets(): number {
    return this.#packets
  }

  /** Sends what is due. */
  tick(now: Millis): void {
    if (!this.isOn) return
    const { frames } = this.#options
    if (this.#firstAt === null) this.#begin(now)
    if (this.#keyWanted) this.#begin(now)
    for (;;) {
      if (this.#next === frames.length) this.#again()
      if (this.#from + frames[this.#next].atMs > now) return
      this.#frame(frames[this.#next], now)
      this.#next += 1
    }
  }

  /** Whom nobody decodes goes on without a key frame, as a camera does: what is lost before one is not asked for. */
  #again(): void {
    const { frames, durationMs, site } = this.#options
    this.#next = site !== null && isVideo(this.kind) ? 1 : 0
    this.#from += durationMs + FRAME_MS - frames[this.#next].atMs
  }

  #begin(now: Millis): void {
    this.#firstAt ??= now
    this.#keyWanted = false
    this.#next = 0
    this.#from = now - this.#options.frames[0].atMs
  }

  mute(): void {
    this.isOn = false
    this.#keyWanted = true
  }

  #frame({ payloads }: ClipFrame, now: Millis): void {
    const timestamp = msToTicks(now - (this.#firstAt ?? now), clockRateOf(this.kind)) >>> 0
    for (const [i, payload] of payloads.entries())
      this.#packet(payload, { timestamp, isLast: i === payloads.length - 1, now })
    this.#frames += 1
  }

  #packet(payload: Buffer, { timestamp, isLast, now }: { timestamp: number; isLast: boolean; now: Millis }): void {
    const { site, send, onSent } = this.#options
    const number = this.#packets++
    const mark = site === null ? Buffer.alloc(0) : markOf({ site, kind: this.kind, number })
    const octets = encodeRtp({
      payloadType: isVideo(this.kind) ? VP8_TYPE : OPUS_TYPE,
      marker: isVideo(this.kind) && isLast,
      sequence: number & 0xffff,
      timestamp,
      ssrc: this.ssrc,
      payload: Buffer.concat([payload, mark]),
    })
    if (isVideo(this.kind)) this.#number(octets)
    this.#octets += octets.length - HEADER_SIZE
    this.#history.put(number, octets, now)
    onSent?.(this.kind, { number, frame: this.#frames, now: performance.now() as Millis })
    send(octets)
  }

  /** Pictures count on over every beginning of the clip. */
  #number(octets: Buffer): void {
    const picture = this.#frames % PICTURES
    if (this.#vp8.read(octets, HEADER_SIZE, octets.length) !== null) return
    const { pictureIdAt, pictureIdBits } = this.#vp8
    if (pictureIdBits === 15) octets.writeUInt16BE(0x8000 | picture, pictureIdAt)
    if (pictureIdBits === 7) octets[pictureIdAt] = picture & 0x7f
  }

  /** RTCP of who receives it. */
  told(packet: RtcpPacket, now: Millis): void {
    if (packet.type === 'PLI' && packet.media === this.ssrc) {
      this.keyFramesAsked += 1
      this.#keyWanted = true
    }
    if (packet.type === 'RR') this.#reported(packet, now)
    if (packet.type !== 'NACK' || packet.media !== this.ssrc) return
    for (const sequence of packet.lost) {
      const octets = this.#history.get(extendSequence(this.#packets, sequence), now)
      if (octets !== null && this.#resends.allow(sequence, now, 0)) this.#options.send(octets)
    }
  }

  #reported({ blocks }: ReceiverReport, now: Millis): void {
    for (const block of blocks) {
      const ms = block.ssrc === this.ssrc ? roundTripMs(block, ntpOf(performance.timeOrigin + now)) : null
      if (ms !== null) this.#options.onRoundTrip(ms)
    }
  }

  /** Null: it has sent nothing yet. */
  report(now: Millis, wallMs: number): RtcpPacket[] | null {
    if (this.#firstAt === null) return null
    const rtp = msToTicks(now - this.#firstAt, clockRateOf(this.kind)) >>> 0
    return [
      {
        type: 'SR',
        ssrc: this.ssrc,
        ntp: ntpOf(wallMs),
        rtp,
        packets: this.#packets,
        octets: this.#octets,
        blocks: [],
      },
      { type: 'SDES', chunks: [{ ssrc: this.ssrc, items: [{ item: CNAME, text: 'bot' }] }] },
    ]
  }
}

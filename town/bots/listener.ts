/**
 * One slot of a bot's connection, down: what comes is counted and not decoded, what is missing is asked for. Each packet is told
 * with its mark and when it came; a voice that is repeated in another one is told too. Time is told.
 */
import type { Millis } from '../../src/base/clock.ts'
import { clockRateOf, isVideo, type Kind, RED_TYPE } from '../../src/media/transport.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { Reception } from '../../src/rtp/reception.ts'
import { splitRed } from '../../src/rtp/red.ts'
import type { RtcpPacket } from '../../src/rtp/rtcp.ts'
import { SenderClock } from '../../src/rtp/sender-clock.ts'
import { SourceSequence } from '../../src/rtp/source-sequence.ts'
import { Vp8Payload } from '../../src/rtp/vp8.ts'
import { BrowserNack } from './browser-nack.ts'
import { type Mark, readMark } from './mark.ts'

/** Of who asks. */
export const BOT_SSRC = 2

export type Heard = (mark: Mark, came: { readonly now: Millis; readonly isRepeated: boolean }) => void

export class BotListener {
  readonly ssrc: number
  readonly kind: Kind
  readonly #onHeard: Heard
  readonly #rtp = new RtpPacket()
  readonly #vp8 = new Vp8Payload()
  readonly #sequence = new SourceSequence()
  readonly #reception: Reception
  readonly #nack = new BrowserNack()
  readonly #clock: SenderClock
  packets = 0
  octets = 0
  keyFrames = 0
  /** Packets that the slot said were there and that never came: numbers that were given up. */
  givenUp = 0

  constructor(options: { readonly kind: Kind; readonly ssrc: number; readonly onHeard: Heard }) {
    this.kind = options.kind
    this.ssrc = options.ssrc
    this.#onHeard = options.onHeard
    this.#reception = new Reception(clockRateOf(options.kind))
    this.#clock = new SenderClock(clockRateOf(options.kind))
  }

  rtp(octets: Buffer, now: Millis): void {
    const packet = this.#rtp
    if (packet.read(octets) !== null || packet.ssrc !== this.ssrc) return
    this.packets += 1
    this.octets += octets.length
    const placed = this.#sequence.place(packet.sequence)
    const { extended } = this.#sequence
    this.#reception.arrived(placed, { extended, timestamp: packet.timestamp }, now)
    this.#nack.arrived(extended, now)
    if (isVideo(this.kind)) this.#picture(extended)
    this.#tell(now)
  }

  #picture(extended: number): void {
    const { bytes, payloadAt, payloadEnd } = this.#rtp
    if (this.#vp8.read(bytes, payloadAt, payloadEnd) !== null || !this.#vp8.beginsKeyFrame) return
    this.keyFrames += 1
    this.#nack.forgetBefore(extended)
  }

  #tell(now: Millis): void {
    const { bytes, payloadType, payloadAt, payloadEnd } = this.#rtp
    if (payloadType !== RED_TYPE) return this.#tellOne({ from: payloadAt, to: payloadEnd }, now, false)
    const split = splitRed(bytes, payloadAt, payloadEnd)
    if (!split.ok) return
    for (const block of split.blocks) this.#tellOne(block, now, block.offset > 0)
  }

  #tellOne({ from, to }: { from: number; to: number }, now: Millis, isRepeated: boolean): void {
    const mark = readMark(this.#rtp.bytes, from, to)
    if (mark !== null) this.#onHeard(mark, { now, isRepeated })
  }

  /** Milliseconds, of the whole connection. */
  wentThereAndBack(ms: number): void {
    this.#nack.wentThereAndBack(ms)
  }

  /** Of its sender. */
  told(packet: RtcpPacket, now: Millis): void {
    if (packet.type === 'SR' && packet.ssrc === this.ssrc) this.#clock.reported(packet, now)
  }

  due(now: Millis): RtcpPacket[] {
    const { ask, gaveUp } = this.#nack.due(now)
    this.givenUp += gaveUp
    const asked: RtcpPacket[] = []
    const lost = ask.map(extended => extended & 0xffff)
    if (lost.length > 0) asked.push({ type: 'NACK', sender: BOT_SSRC, media: this.ssrc, lost })
    // The picture stands still from here on.
    if (isVideo(this.kind) && gaveUp > 0) asked.push({ type: 'PLI', sender: BOT_SSRC, media: this.ssrc })
    return asked
  }

  report(now: Millis): RtcpPacket | null {
    const received = this.#reception.report()
    if (received === null) return null
    const block = { ssrc: this.ssrc, ...received, ...this.#clock.lastReport(now) }
    return { type: 'RR', ssrc: BOT_SSRC, blocks: [block] }
  }
}

/**
 * A probe: for a few tens of milliseconds a line is sent as much as a better class needs, with padding, and what came of it shows
 * what the line carries.
 *
 *   sent   ▮▮▮  ▮▮▮  ▮▮▮  ▮▮▮            a burst a tick, by the time that went by: the rate at which it was sent
 *   came     ▮▮▮  ▮▮▮  ▮▮▮  ▮▮▮          as quickly: it carries that; ▮ ▮ ▮ ▮ ▮ ▮ slower: so much is what it carries
 *
 * What is sent besides meanwhile is of it too. Where the server was too late to send so much, or all came at once behind a pause
 * of its receiver, it has shown nothing; where a fifth of it is gone, that the line does not carry it. Pure.
 */
import type { Millis } from '../base/clock.ts'
import type { CamePacket } from './sent-packets.ts'

/** And a tick more, in which the last burst is sent. */
const LASTS_MS = 30
const TICK_MS = 10
const PACKETS_MIN = 5
/** Of its packets; of the rate that was meant. */
const CAME = 0.8
const SENT = 0.8
/** The last one is so much quicker than the first: they waited for their receiver. */
const COMPRESSED_MS = 10
const TOLD_WITHIN_MS = 1500

export interface Probed {
  /** Bits a second that it carries, as far as was sent; null: nothing was shown. */
  readonly bitrate: number | null
}

export class Probe {
  readonly bitrate: number
  readonly number: number
  readonly #since: Millis
  #sentAt: Millis
  #packets = 0
  #octets = 0
  /** Of those the ones before the last burst. */
  #octetsBefore = 0
  #isSending = true
  readonly #came: CamePacket[] = []

  /** `bitrate`: bits a second. `number`: by which its packets are known; not 0. */
  constructor(bitrate: number, { number, now }: { readonly number: number; readonly now: Millis }) {
    this.bitrate = bitrate
    this.number = number
    this.#since = now
    this.#sentAt = now
  }

  /** What is sent now is of it. */
  get isSending(): boolean {
    return this.#isSending
  }

  sent(octets: number, now: Millis): void {
    if (now > this.#sentAt) this.#octetsBefore = this.#octets
    this.#sentAt = now
    this.#packets += 1
    this.#octets += octets
  }

  /** Whether one packet more is to be sent now. */
  hasRoom(now: Millis): boolean {
    if (!this.#isSending) return false
    const ms = Math.min(LASTS_MS, now - this.#since) + TICK_MS
    if (this.#octets < (this.bitrate * ms) / 8000) return true
    if (now - this.#since >= LASTS_MS && this.#packets >= PACKETS_MIN) this.#isSending = false
    return this.#isSending && now - this.#since >= LASTS_MS
  }

  came(packet: CamePacket): void {
    this.#came.push(packet)
  }

  /** Null: not all is told yet. */
  probed(now: Millis): Probed | null {
    const isLate = now - this.#since >= TOLD_WITHIN_MS
    if (this.#isSending) return isLate ? { bitrate: null } : null
    if (this.#came.length < this.#packets && !isLate) return null
    if (this.#came.length < CAME * this.#packets) return { bitrate: 0 }
    return { bitrate: this.#carried() }
  }

  #carried(): number | null {
    const came = this.#came
    const [first, last] = [came[0], came[came.length - 1]]
    const sentMs = this.#sentAt - this.#since
    const sentBitrate = sentMs <= 0 ? 0 : (this.#octetsBefore * 8000) / sentMs
    if (sentBitrate < SENT * this.bitrate) return null
    const tookMs = (packet: CamePacket) => packet.arrivedMs - packet.sentAt
    if (tookMs(last) < tookMs(first) - COMPRESSED_MS) return null
    const arrivedMs = Math.max(...came.map(one => one.arrivedMs)) - first.arrivedMs
    const octets = came.reduce((sum, one) => sum + one.octets, -first.octets)
    return arrivedMs <= 0 ? sentBitrate : Math.min(sentBitrate, (octets * 8000) / arrivedMs)
  }
}

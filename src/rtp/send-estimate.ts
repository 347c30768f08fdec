/**
 * What a line carries, estimated by the one who sends (draft-ietf-rmcat-gcc-02, with libwebrtc as its model): what was sent is
 * numbered, its receiver says of each number when it came, and all else is counted here.
 *
 *   sent ─► SentPackets ─► came, lost ─► QueueTrend ── a queue grows ─► down to 0.85 of what comes through
 *              ▲                 │                  ── none stands ───► up by 8 % a second, to 1.5 times of that
 *           Probe ◄──────────────┴── loss above a tenth ──────────────► down by half of it
 *
 * The line carries at least the rate of arrival while there is no queue. There is a queue where even the quickest packet of half a
 * second is late. So neither a computer that hangs nor one that is sent little makes the estimate fall. In bits a second on the wire:
 * the headers around a packet are counted too. Knows no class and no slot. Pure: the caller brings time.
 */
import type { Millis } from '../base/clock.ts'
import { ArrivalRate } from './arrival-rate.ts'
import { Probe, type Probed } from './probe.ts'
import { QueueTrend } from './queue-trend.ts'
import type { TransportFeedback } from './rtcp.ts'
import { SentPackets } from './sent-packets.ts'

/** Octets of IP, UDP and SRTP. */
export const WIRE_OVERHEAD = 38
const DOWN_TO = 0.85
const UP_A_SECOND = 1.08
const UP_TO = { times: 1.5, more: 10_000 }
/** Milliseconds that the quickest waits: a queue stands, or none does. */
const STANDS_MS = 30
const NONE_MS = 15
/** The rate of sending is measured less exactly than that of arrival. */
const FULL = 1.1
const DOWN_EVERY_MS = 300
const LOSS = { packets: 20, bad: 0.1 }
const LOSS_SECONDS = 5
const STEP_MAX_MS = 1000
const TENTH_MS = 100
const TENTHS = 5

interface Tenth {
  readonly tenth: number
  octets: number
}

export class SendEstimate {
  readonly #sent = new SentPackets()
  readonly #trend = new QueueTrend()
  readonly #arrived = new ArrivalRate()
  #bitrate: number
  /** In each tenth of the last half second. */
  #went: Tenth[] = []
  #window = { packets: 0, lost: 0 }
  /** In each second, of the last ones. */
  #losses: { readonly second: number; packets: number; lost: number }[] = []
  #loss = 0
  #downAt = Number.NEGATIVE_INFINITY
  #toldAt: Millis | null = null
  #probe: Probe | null = null
  #probes = 0

  /** `bitrate`: the first estimate, bits a second. */
  constructor(bitrate: number) {
    this.#bitrate = bitrate
  }

  /** Bits a second. */
  get bitrate(): number {
    return this.#bitrate
  }

  /** A report of its receiver has come. */
  get isTold(): boolean {
    return this.#toldAt !== null
  }

  /** Packets wait, even the quickest of them. */
  get isQueued(): boolean {
    return this.#trend.queuedMs >= STANDS_MS
  }

  /** How long at the least. */
  get queuedMs(): number {
    return this.#trend.queuedMs
  }

  /** Share of the last seconds' packets, 0 to 1, what came again not among those that came; without probes. */
  get loss(): number {
    let [packets, lost] = [0, 0]
    for (const one of this.#losses) {
      packets += one.packets
      lost += one.lost
    }
    return packets === 0 ? 0 : Math.max(0, lost / packets)
  }

  /** What was lost in front of more than is sent now says nothing. */
  forgetLoss(): void {
    this.#losses = []
  }

  get isProbing(): boolean {
    return this.#probe !== null
  }

  /** Transport-wide, of the packet that is sent next. */
  get number(): number {
    return this.#sent.number
  }

  /** A packet of so many octets, under that number. */
  sent(octets: number, now: Millis): void {
    const wire = octets + WIRE_OVERHEAD
    const probe = this.#probe?.isSending === true ? this.#probe : null
    probe?.sent(wire, now)
    const tenth = Math.floor(now / TENTH_MS)
    const last = this.#went.at(-1)
    if (last?.tenth === tenth) last.octets += wire
    else this.#went = [...this.#since(tenth), { tenth, octets: wire }]
    this.#sent.sent(wire, { probe: probe?.number ?? 0, now })
  }

  /** What was sent in the last half second, in bits a second. */
  sentBitrate(now: Millis): number {
    const last = this.#since(Math.floor(now / TENTH_MS))
    const octets = last.reduce((sum, one) => sum + one.octets, 0)
    return (octets * 8000) / (TENTHS * TENTH_MS)
  }

  #since(tenth: number): Tenth[] {
    return this.#went.filter(one => one.tenth > tenth - TENTHS)
  }

  /** Whether the probe sends one packet more now. */
  hasRoom(now: Millis): boolean {
    return this.#probe?.hasRoom(now) ?? false
  }

  probe(bitrate: number, now: Millis): void {
    this.#probes += 1
    this.#probe = new Probe(bitrate, { number: this.#probes, now })
  }

  /** What came of the probe, once; null: nothing yet. */
  probed(now: Millis): Probed | null {
    const probed = this.#probe?.probed(now) ?? null
    if (probed === null) return null
    this.#probe = null
    this.#bitrate = Math.max(this.#bitrate, probed.bitrate ?? 0)
    return probed
  }

  told(feedback: TransportFeedback, now: Millis): void {
    const { came, lost } = this.#sent.told(feedback)
    for (const packet of came) {
      this.#trend.came(packet.sentAt, packet.arrivedMs)
      this.#arrived.came(packet.arrivedMs, packet.octets)
      if (packet.probe !== 0 && packet.probe === this.#probe?.number) this.#probe.came(packet)
    }
    this.#window.packets += came.length + lost
    this.#window.lost += lost
    this.#lose(came.length + lost, lost, now)
    const ms = Math.min(STEP_MAX_MS, now - (this.#toldAt ?? now))
    this.#toldAt = now
    this.#step(ms, now)
  }

  #lose(packets: number, lost: number, now: Millis): void {
    const second = Math.floor(now / 1000)
    const last = this.#losses.at(-1)
    if (last?.second === second) {
      last.packets += packets
      last.lost += lost
      return
    }
    const kept = this.#losses.filter(one => one.second > second - LOSS_SECONDS)
    this.#losses = [...kept, { second, packets, lost }]
  }

  #step(ms: number, now: Millis): void {
    const rate = this.#arrived.bitrate
    const { signal, queuedMs } = this.#trend
    // Behind less than what comes through a queue goes away.
    const isMore = rate === null || this.sentBitrate(now) * FULL > rate
    const isOver = signal === 'over' && queuedMs >= STANDS_MS && isMore
    const isLossy = this.#isLossy()
    if (isOver || (isLossy && isMore)) return this.#down({ rate, isOver }, now)
    if (queuedMs > NONE_MS || signal === 'over' || rate === null) return
    const grown = this.#bitrate * UP_A_SECOND ** (ms / 1000)
    const most = UP_TO.times * rate + UP_TO.more
    this.#bitrate = Math.max(this.#bitrate, rate, Math.min(most, grown))
  }

  #down({ rate, isOver }: { rate: number | null; isOver: boolean }, now: Millis): void {
    if (now - this.#downAt < DOWN_EVERY_MS) return
    this.#downAt = now
    if (!isOver && !this.isQueued) this.#bitrate *= 1 - this.#loss / 2
    else if (rate !== null) this.#bitrate = Math.min(this.#bitrate, DOWN_TO * rate)
  }

  /** Once for each so many packets. */
  #isLossy(): boolean {
    const { packets, lost } = this.#window
    if (packets < LOSS.packets) return false
    this.#loss = Math.max(0, lost / packets)
    this.#window = { packets: 0, lost: 0 }
    return this.#loss > LOSS.bad
  }
}

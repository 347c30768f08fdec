/**
 * What one source sends while it stands in a track: its packets in order again, as far as they come in time, each at its instant.
 *
 *   packets, late, in any order ─► kept by number ─► due ─► in order, at instants that never go back
 *
 * Nobody waits for a packet longer than for its instant to be due: what is not there then is a gap. Instants follow the
 * capture times without a jump that a listener would hear: a fourth faster or slower at the most, and at once where more than
 * 100 ms are missing. Bounded in packets and octets; what has no room is lost, as on a line.
 */
import type { Millis } from '../../base/clock.ts'
import type { SenderClock } from '../../rtp/sender-clock.ts'
import { extendTimestamp, timestampDelta } from '../../rtp/sequences.ts'
import { ticksToMs } from '../../rtp/times.ts'
import type { Source } from '../source.ts'
import { clockRateOf } from '../transport.ts'
import { LeastLately } from './least-lately.ts'

/**
 * When a packet was captured, on the recorder's clock, whatever clocks its site has.
 *
 *   RTP timestamp ── sender reports ─► the site's wall clock ── + the least delay of the site lately ─► our clock
 *                 └─ before the first report: + the least delay of the source lately ──────────────────┘
 *
 * Delay is how long after it was captured a packet came, by both clocks: what they are apart, and the line. The least of it lately
 * is the line without its queues, and follows clocks that drift apart. A site has one clock, so that its voice and its picture
 * are as far apart as they were. What a site says of its clock moves nobody but itself, and nothing beyond its arrival.
 */
class CaptureTime {
  readonly #clock: SenderClock
  readonly #clockRate: number
  readonly #site: LeastLately
  readonly #own = new LeastLately()
  /** Extended. */
  #timestamp: number | null = null

  /** `site`: the delay by the reports of all that the site sends. */
  constructor(of: { readonly clock: SenderClock; readonly clockRate: number; readonly site: LeastLately }) {
    this.#clock = of.clock
    this.#clockRate = of.clockRate
    this.#site = of.site
  }

  /** Of a packet that comes now. Never after now. */
  of(timestamp: number, now: Millis): number {
    this.#timestamp = extendTimestamp(this.#timestamp ?? timestamp, timestamp)
    const mediaMs = ticksToMs(this.#timestamp, this.#clockRate)
    this.#own.add(now - mediaMs, now)
    const wallMs = this.#clock.wallMsOf(timestamp)
    if (wallMs === null) return mediaMs + this.#own.least
    this.#site.add(now - wallMs, now)
    return wallMs + this.#site.least
  }

  /** Its line takes longer now, for good. */
  forget(): void {
    this.#own.forget()
    this.#site.forget()
  }
}

const PACKETS_MAX = 2048
const OCTETS_MAX = 4_000_000
/** So many in a row that are too late are no accident of the line. */
const LATE_MAX = 25
const STEP_MS = 100
const BACK_MAX_MS = 1000
const PACE = 1 / 4

/** A packet that came, without its head. */
export interface Kept {
  readonly extended: number
  readonly timestamp: number
  readonly marker: boolean
  readonly payload: Buffer
  readonly beginsFrame: boolean
  readonly beginsKeyFrame: boolean
  readonly capturedAt: number
}

export interface Due {
  readonly packet: Kept
  /** When it is heard or seen. */
  readonly at: number
}

export class Take {
  readonly source: Source
  readonly #time: CaptureTime
  readonly #kept: Kept[] = []
  #octets = 0
  #late = 0
  #released: number
  #last: { readonly timestamp: number; readonly at: number } | null = null

  /** `site`: the delay of all that its site sends. `after`: packets up to this number are not its own. */
  constructor(source: Source, site: LeastLately, after = Number.NEGATIVE_INFINITY) {
    this.source = source
    this.#released = after
    this.#time = new CaptureTime({ clock: source.clock, clockRate: clockRateOf(source.kind), site })
  }

  /** The highest number that it has or had. */
  get highest(): number {
    return this.#kept.at(-1)?.extended ?? this.#released
  }

  /** A key frame begins among what is kept: none is to be asked for. */
  get hasKeyFrame(): boolean {
    return this.#kept.some(({ beginsKeyFrame }) => beginsKeyFrame)
  }

  /** The packet that the source read last. `written`: up to that instant nothing more can be. */
  took(now: Millis, written: number): void {
    const { rtp, extended, vp8 } = this.source.packet
    const capturedAt = this.#time.of(rtp.timestamp, now)
    const isLate = extended <= this.#released || capturedAt < written - STEP_MS
    this.#late = isLate ? this.#late + 1 : 0
    if (this.#late >= LATE_MAX) this.#time.forget()
    const from = vp8?.at ?? rtp.payloadAt
    const payload = rtp.bytes.subarray(from, rtp.payloadEnd)
    const isFull = this.#kept.length >= PACKETS_MAX || this.#octets + payload.length > OCTETS_MAX
    if (isLate || isFull) return
    const place = this.#kept.findLastIndex(one => one.extended <= extended) + 1
    if (this.#kept[place - 1]?.extended === extended) return
    this.#octets += payload.length
    const { timestamp, marker } = rtp
    const beginsFrame = vp8?.beginsFrame ?? false
    const beginsKeyFrame = vp8?.beginsKeyFrame ?? false
    this.#kept.splice(place, 0, { extended, timestamp, marker, payload, beginsFrame, beginsKeyFrame, capturedAt })
  }

  /** All that was captured before, in order. */
  due(until: number): Due[] {
    let count = 0
    while (count < this.#kept.length && this.#kept[count].capturedAt < until) count += 1
    return this.#kept.splice(0, count).map(packet => {
      this.#octets -= packet.payload.length
      this.#released = packet.extended
      return { packet, at: this.#instantOf(packet) }
    })
  }

  #instantOf({ timestamp, capturedAt }: Kept): number {
    const at = this.#last === null ? capturedAt : this.#after(this.#last, { timestamp, capturedAt })
    this.#last = { timestamp, at }
    return at
  }

  #after(
    last: { readonly timestamp: number; readonly at: number },
    { timestamp, capturedAt }: Pick<Kept, 'timestamp' | 'capturedAt'>,
  ): number {
    const ticks = Math.max(0, timestampDelta(last.timestamp, timestamp))
    const ms = ticksToMs(ticks, clockRateOf(this.source.kind))
    const off = capturedAt - (last.at + ms)
    if (off > STEP_MS || off < -BACK_MAX_MS) return Math.max(last.at, capturedAt)
    const most = ms * PACE
    return last.at + ms + Math.max(-most, Math.min(most, off))
  }
}

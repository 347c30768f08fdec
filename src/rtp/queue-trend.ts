/**
 * Whether a queue grows on a line, by when packets were sent and when they came (draft-ietf-rmcat-gcc-02, section 5, with the line
 * through the last delays in place of its filter, as libwebrtc has it).
 *
 *   sent     ││││      ││││      ││││          groups: what was sent within 5 ms, or came at once behind a pause of its receiver
 *   came        ││││       ││││         ││││
 *   delays      0         +1          +3       smoothed; a line through the last 20: its slope, against a threshold that adapts
 *
 * And how long a queue stands: by how much the quickest packet of the last half second took longer than the quickest of all. A
 * computer that hangs makes packets late, and then has them all at once: its last ones are as quick as ever, so that no queue
 * stands. The quickest of all is of the last 10 to 20 s, so that another route is no queue for long. Two clocks, of which only
 * differences count. Pure.
 */
import type { Millis } from '../base/clock.ts'

const GROUP_MS = 5
/** What came at once, and is of one group, however it was sent. */
const BURST_MS = 5
const BURST_MAX_MS = 100
/** A clock that was set, or a pause: begun anew. */
const JUMP_MS = 3000
const KEPT = 20
const SMOOTHING = 0.9
const GAIN = 4
const DELTAS_MAX = 60
/** Milliseconds, of the modified slope. */
const THRESHOLD = { first: 12.5, least: 6, most: 600, up: 0.0087, down: 0.039, outlier: 15 }
const ADAPTS_OVER_MAX_MS = 100
const OVER_FOR_MS = 10
const RECENT = { ms: 100, count: 5 }
const BASE_MS = 10_000

export type Signal = 'over' | 'normal' | 'under'

interface Group {
  readonly firstSentAt: number
  lastSentAt: number
  readonly firstArrivedMs: number
  arrivedMs: number
}

export class QueueTrend {
  #group: Group | null = null
  #before: Group | null = null
  #delayMs = 0
  #smoothedMs = 0
  #deltas = 0
  /** Of the last KEPT groups, the oldest first: numbers in place, for they outlive what is told at once (`media.bench.ts`). */
  readonly #arrivals = new Float64Array(KEPT)
  readonly #delays = new Float64Array(KEPT)
  #points = 0
  #slope = 0
  #threshold = THRESHOLD.first
  #adaptedAt: number | null = null
  #overForMs: number | null = null
  #signal: Signal = 'normal'
  /** The quickest of each tenth of a second, the newest last. */
  #recent: { readonly tenth: number; least: number }[] = []
  #base: { since: number; least: number; before: number } | null = null

  get signal(): Signal {
    return this.#signal
  }

  /** How long packets wait at the least. */
  get queuedMs(): number {
    if (this.#base === null) return 0
    let quickest = Number.POSITIVE_INFINITY
    for (const { least } of this.#recent) quickest = Math.min(quickest, least)
    return quickest - Math.min(this.#base.least, this.#base.before)
  }

  /** In the order in which they were sent. */
  came(sentAt: Millis, arrivedMs: number): void {
    this.#stands(sentAt, arrivedMs - sentAt)
    const group = this.#group
    if (group === null) return this.#begin(sentAt, arrivedMs)
    if (Math.abs(arrivedMs - group.arrivedMs) > JUMP_MS) return this.#restart(sentAt, arrivedMs)
    if (sentAt < group.firstSentAt) return
    if (isOf(group, sentAt, arrivedMs)) {
      group.lastSentAt = Math.max(group.lastSentAt, sentAt)
      group.arrivedMs = Math.max(group.arrivedMs, arrivedMs)
      return
    }
    if (this.#before !== null) this.#compare(this.#before, group)
    this.#before = group
    this.#begin(sentAt, arrivedMs)
  }

  #begin(sentAt: number, arrivedMs: number): void {
    this.#group = { firstSentAt: sentAt, lastSentAt: sentAt, firstArrivedMs: arrivedMs, arrivedMs }
  }

  #restart(sentAt: number, arrivedMs: number): void {
    this.#before = null
    this.#points = 0
    this.#deltas = 0
    this.#signal = 'normal'
    this.#overForMs = null
    this.#recent = []
    this.#base = null
    this.#begin(sentAt, arrivedMs)
    this.#stands(sentAt, arrivedMs - sentAt)
  }

  #stands(sentAt: number, tookMs: number): void {
    const tenth = Math.floor(sentAt / RECENT.ms)
    const last = this.#recent.at(-1)
    if (last?.tenth === tenth) last.least = Math.min(last.least, tookMs)
    else if (last === undefined || tenth > last.tenth) {
      this.#recent.push({ tenth, least: tookMs })
      this.#recent = this.#recent.filter(one => one.tenth > tenth - RECENT.count)
    }
    const base = this.#base
    if (base === null) this.#base = { since: sentAt, least: tookMs, before: tookMs }
    else if (sentAt - base.since < BASE_MS) base.least = Math.min(base.least, tookMs)
    else this.#base = { since: sentAt, least: tookMs, before: base.least }
  }

  #compare(before: Group, group: Group): void {
    const sentMs = group.lastSentAt - before.lastSentAt
    this.#deltas = Math.min(DELTAS_MAX, this.#deltas + 1)
    this.#delayMs += group.arrivedMs - before.arrivedMs - sentMs
    this.#smoothedMs = SMOOTHING * this.#smoothedMs + (1 - SMOOTHING) * this.#delayMs
    this.#keep(group.arrivedMs, this.#smoothedMs)
    const slope = this.#points < KEPT ? this.#slope : slopeOf(this.#arrivals, this.#delays)
    this.#detect(slope, { sentMs, now: group.arrivedMs })
    this.#slope = slope
  }

  #keep(arrivedMs: number, delayMs: number): void {
    if (this.#points < KEPT) this.#points += 1
    else {
      this.#arrivals.copyWithin(0, 1)
      this.#delays.copyWithin(0, 1)
    }
    this.#arrivals[this.#points - 1] = arrivedMs
    this.#delays[this.#points - 1] = delayMs
  }

  #detect(slope: number, { sentMs, now }: { readonly sentMs: number; readonly now: number }): void {
    const modified = this.#deltas * slope * GAIN
    if (modified > this.#threshold) {
      // Half of it: nobody knows when in between it began.
      this.#overForMs = this.#overForMs === null ? sentMs / 2 : this.#overForMs + sentMs
      if (this.#overForMs > OVER_FOR_MS && slope >= this.#slope) {
        this.#overForMs = 0
        this.#signal = 'over'
      }
    } else {
      this.#overForMs = null
      this.#signal = modified < -this.#threshold ? 'under' : 'normal'
    }
    this.#adapt(Math.abs(modified), now)
  }

  #adapt(modified: number, now: number): void {
    const { least, most, up, down, outlier } = THRESHOLD
    const ms = Math.min(ADAPTS_OVER_MAX_MS, now - (this.#adaptedAt ?? now))
    this.#adaptedAt = now
    if (modified > this.#threshold + outlier) return
    const by = modified < this.#threshold ? down : up
    const adapted = this.#threshold + by * (modified - this.#threshold) * ms
    this.#threshold = Math.max(least, Math.min(most, adapted))
  }
}

function isOf(group: Group, sentAt: number, arrivedMs: number): boolean {
  if (sentAt - group.firstSentAt <= GROUP_MS) return true
  const arrivalMs = arrivedMs - group.arrivedMs
  const isQuicker = arrivalMs < sentAt - group.lastSentAt
  return isQuicker && arrivalMs <= BURST_MS && arrivedMs - group.firstArrivedMs < BURST_MAX_MS
}

/** Of the line with the least squares. */
function slopeOf(arrivals: Float64Array, delays: Float64Array): number {
  let [at, delayMs] = [0, 0]
  for (let i = 0; i < KEPT; i++) {
    at += arrivals[i] / KEPT
    delayMs += delays[i] / KEPT
  }
  let [above, below] = [0, 0]
  for (let i = 0; i < KEPT; i++) {
    above += (arrivals[i] - at) * (delays[i] - delayMs)
    below += (arrivals[i] - at) ** 2
  }
  return below === 0 ? 0 : above / below
}

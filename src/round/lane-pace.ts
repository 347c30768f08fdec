/**
 * How many segments a second one lane writes: as many as the centre bears.
 *
 * No limit until it was too much. Then the pace is cut, first to nine tenths of the best that was borne of late, next of
 * what was accepted. Each period that is borne adds to it: a twentieth, twice as much after each further one, but
 * carefully near the pace that failed last. Where throttling does not depend on the pace, it grows at once.
 *
 * A period is a second, because many centres count so many segments in each second of their clock: they take all of
 * them at its start and throttle the rest. In any second of it they take what they bear; in a tenth of one, nothing.
 * With few throttled answers in it, it is longer: a third of three answers is no share.
 *
 * Knows no window. Pure: the caller brings the time in milliseconds.
 */
import { type Answers, Bearing } from './bearing.ts'

const PERIOD_MS = 1000
const PERIOD_MAX_MS = 5000
/** With fewer answers it is not known whether throttling is the pace's fault. */
const TELLING_ANSWERS = 32
/** But fewer are enough where they all say the same. */
const TELLING_IF_ALIKE = 8
const STEP_BACK = 0.9
const GROWTH_FIRST = 0.05
const GROWTH_MAX = 1
const GROWTH_FREE = 3
/** At most, where some were throttled. */
const GROWTH_THROTTLED = 0.2
/** How long a pace that failed is approached with care. */
const REMEMBERED_MS = 30_000
/** A pace above this is no limit. Segments per second. */
const PACE_MAX = 50_000_000
const PACE_MIN = 1
/** How much of a pace may be saved up, in milliseconds. */
const BURST_MS = 20

export class LanePace {
  readonly bearing: Bearing
  #perSecond = Number.POSITIVE_INFINITY
  #allowance = 0
  #refilledAt: number
  #growth = GROWTH_FIRST
  /** Throttled answers do not slow the growth: they do not depend on the pace, or nothing is known of it. */
  #isFree = false
  /** Segments per second: the best of the bearable periods since the last cut. */
  #borne = 0
  #failed = Number.POSITIVE_INFINITY
  #failedUntil = 0

  constructor(answers: Answers, now: number) {
    this.bearing = new Bearing(answers, now)
    this.#refilledAt = now
  }

  get perSecond(): number {
    return this.#perSecond
  }

  room(now: number): number {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY
    const most = Math.max(1, (this.#perSecond * BURST_MS) / 1000)
    const due = ((now - this.#refilledAt) * this.#perSecond) / 1000
    this.#allowance = Math.min(most, this.#allowance + due)
    this.#refilledAt = now
    return Math.floor(this.#allowance)
  }

  wrote(count: number): void {
    if (this.#perSecond !== Number.POSITIVE_INFINITY) this.#allowance -= count
  }

  tick(now: number, inFlight: number): void {
    const { bearing } = this
    const ms = bearing.age(now)
    if (ms < PERIOD_MS || !this.#isTelling(ms)) return
    const { answered, throttled } = bearing
    if (answered === 0) return bearing.begin(now)
    const accepted = ((answered - throttled) * 1000) / ms
    const verdict = bearing.verdict(now)
    bearing.begin(now)
    if (now >= this.#failedUntil) this.#failed = Number.POSITIVE_INFINITY
    if (verdict === 'too-much') return this.cut(accepted, now, inFlight)
    this.#borne = Math.max(this.#borne, accepted)
    if (verdict === 'no-matter') {
      this.#isFree = true
      this.#growth = GROWTH_FREE
      this.#failed = Number.POSITIVE_INFINITY
    }
    this.#grow(throttled > 0)
  }

  #isTelling(ms: number): boolean {
    const { answered, throttled } = this.bearing
    const areAlike = throttled === 0 || throttled === answered
    return answered >= (areAlike ? TELLING_IF_ALIKE : TELLING_ANSWERS) || ms >= PERIOD_MAX_MS
  }

  /** `accepted`: segments a second. Where nothing was, nothing is known of what would be. */
  cut(accepted: number, now: number, inFlight: number): void {
    this.#isFree = accepted === 0
    this.#growth = this.#isFree ? GROWTH_FREE : GROWTH_FIRST
    this.#failed = this.#isFree ? Number.POSITIVE_INFINITY : Math.min(this.#failed, this.#perSecond)
    this.#failedUntil = now + REMEMBERED_MS
    // Somewhat below what was accepted: else the next share is as small whether it helps or not.
    const isKnown = this.#borne > accepted && STEP_BACK * this.#borne < this.#perSecond
    this.#perSecond = Math.max(PACE_MIN, STEP_BACK * (isKnown ? this.#borne : accepted))
    this.#borne = 0
    this.#refilledAt = now
    this.bearing.beginAfterCut(inFlight, now)
  }

  #grow(wasThrottled: boolean): void {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return
    if (wasThrottled && !this.#isFree) this.#growth = Math.min(GROWTH_THROTTLED, this.#growth)
    const isNearFailing = this.#perSecond * (1 + this.#growth) > this.#failed * STEP_BACK
    this.#perSecond *= 1 + (isNearFailing ? GROWTH_FIRST : this.#growth)
    if (!this.#isFree) this.#growth = Math.min(GROWTH_MAX, this.#growth * 2)
    // It bears what it did not bear before: what was remembered is no longer so.
    if (this.#perSecond > this.#failed) this.#failed = Number.POSITIVE_INFINITY
    if (this.#perSecond > PACE_MAX) this.#perSecond = Number.POSITIVE_INFINITY
  }
}

/**
 * How many segments a second one lane writes: as many as the centre bears.
 *
 * Each period is looked at as a whole: where a tenth or more were throttled, the pace steps back to nine tenths of what
 * the centre has borne of late, then to what it accepted; where even that did not help, throttling does not depend on
 * the pace, and it is taken back. Without throttling the pace grows, faster with each quiet period, but carefully near
 * where it failed.
 *
 * A period is a second, because many centres count so many segments in each second of their clock: they take all of
 * them at its start and throttle the rest. In any second of it they take what they bear; in a tenth of one, nothing.
 *
 * What is in flight when the pace is cut was written before: its answers say nothing of what that brought. So the next
 * period begins behind them, and a centre that answers after half a second is not taken for one that throttles whatever
 * the pace.
 *
 * Knows no window. Pure: the caller brings the time in milliseconds.
 */

const PERIOD_MS = 1000
/** Below this share of throttled answers a period counts as bearable. */
const BEARABLE = 0.1
const CUT_DID_NOT_HELP = 0.7
/** With fewer answers in a period it is not known whether a cut helped. */
const TELLING_ANSWERS = 32
/** A share of throttled answers that no pace changes is borne, and this much more. */
const INDIFFERENT_SPREAD = 1.3
/** How long it is remembered what was borne, what failed, and what did not help. */
const REMEMBERED_PERIODS = 30
const STEP_BACK = 0.9
/** What a quiet period adds to the pace; doubled by each further one. */
const GROWTH_FIRST = 0.05
const GROWTH_MAX = 1
/** Answers that have not come after so long are waited for no more. */
const STALE_MS = 5000
/** A pace above this is no limit. Segments per second. */
const PACE_MAX = 50_000_000
/** How much of a pace may be saved up, in milliseconds. */
const BURST_MS = 20

export class LanePace {
  /** Segments of the lane that are not answered yet. */
  inFlight = 0
  #perSecond = Number.POSITIVE_INFINITY
  #allowance = 0
  #refilledAt: number
  #periodStart: number
  #answered = 0
  #throttled = 0
  #growth = GROWTH_FIRST
  /** In a row: 1 to what was borne of late, 2 to what was accepted. */
  #cuts: 0 | 1 | 2 = 0
  #shareBeforeCut = 0
  #paceBeforeCut = Number.POSITIVE_INFINITY
  /** Segments per second: the best of the remembered bearable periods. */
  #borne = 0
  /** A share of throttled answers below this is no reason for a cut. */
  #bearable = BEARABLE
  #rememberedPeriods = 0
  /** Answers to come before the pace is thought about again; the others are to what was written before the last cut. */
  #untilTelling = 0
  #untilTellingAtLatest = 0

  constructor(now: number) {
    this.#periodStart = now
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
    this.inFlight += count
    if (this.#perSecond !== Number.POSITIVE_INFINITY) this.#allowance -= count
  }

  /** False of answers to what was written before the last cut: they tell nothing of the pace there is now. */
  answered(count: number): boolean {
    this.inFlight = Math.max(0, this.inFlight - count)
    this.#untilTelling -= count
    if (this.#untilTelling > 0) return false
    this.#answered += count
    return true
  }

  /** Likewise. */
  throttled(): boolean {
    const isTelling = this.answered(1)
    if (isTelling) this.#throttled++
    return isTelling
  }

  /** True at the end of a period that the centre has borne. */
  tick(now: number): boolean {
    if (now >= this.#untilTellingAtLatest) this.#untilTelling = 0
    if (this.#untilTelling > 0) this.#periodStart = now
    const ms = now - this.#periodStart
    if (ms < PERIOD_MS) return false
    const answered = this.#answered
    const throttled = this.#throttled
    this.#periodStart = now
    this.#answered = 0
    this.#throttled = 0
    if (answered === 0) return false
    const share = throttled / answered
    const accepted = ((answered - throttled) * 1000) / ms
    if (--this.#rememberedPeriods <= 0) this.#forget()
    if (share >= this.#bearable) {
      this.#slower({ share, accepted, answered, now })
      return false
    }
    this.#cuts = 0
    this.#borne = Math.max(this.#borne, accepted)
    if (throttled > 0) this.#growth = GROWTH_FIRST
    else this.#faster()
    return true
  }

  #slower(period: { share: number; accepted: number; answered: number; now: number }): void {
    const { share, accepted, answered, now } = period
    this.#growth = GROWTH_FIRST
    const isTelling = this.#cuts === 2 && answered >= TELLING_ANSWERS
    if (isTelling && share >= CUT_DID_NOT_HELP * this.#shareBeforeCut) {
      this.#cuts = 0
      this.#bearable = share * INDIFFERENT_SPREAD
      this.#rememberedPeriods = REMEMBERED_PERIODS
      this.#perSecond = this.#paceBeforeCut
      return
    }
    if (this.#cuts === 0) {
      this.#paceBeforeCut = this.#perSecond
      this.#rememberedPeriods = REMEMBERED_PERIODS
    }
    const borne = this.#borne * STEP_BACK
    const knows = this.#cuts === 0 && borne > accepted && borne < this.#perSecond
    this.#cuts = knows ? 1 : 2
    this.#borne = knows ? borne : 0
    this.#shareBeforeCut = share
    this.#perSecond = Math.max(1, knows ? borne : accepted)
    this.#refilledAt = now
    this.#untilTelling = this.inFlight
    this.#untilTellingAtLatest = now + STALE_MS
  }

  #forget(): void {
    this.#bearable = BEARABLE
    this.#paceBeforeCut = Number.POSITIVE_INFINITY
    this.#borne = 0
  }

  #faster(): void {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return
    const isNearFailing = this.#perSecond * (1 + this.#growth) > this.#paceBeforeCut * STEP_BACK
    this.#perSecond *= 1 + (isNearFailing ? GROWTH_FIRST : this.#growth)
    this.#growth = Math.min(GROWTH_MAX, this.#growth * 2)
    // It bears what it did not bear before: what was remembered is no longer so.
    if (this.#perSecond > this.#paceBeforeCut) this.#paceBeforeCut = Number.POSITIVE_INFINITY
    if (this.#perSecond > PACE_MAX) this.#perSecond = Number.POSITIVE_INFINITY
  }
}

/**
 * How fast one lane sends: its window and its pace, as the centre bears them.
 *
 * A centre says "slower" by temporary errors. If nearly all recent answers say so, the lane holds its breath and halves
 * its window; a tenth of a second without them widens it again. Besides, each period is looked at as a whole: where a
 * tenth or more were throttled, the pace steps back to nine tenths of what the centre has borne of late, then to what it
 * accepted; where even that did not help, throttling does not depend on the pace, and it is taken back. Without
 * throttling the pace grows, faster with each quiet period, but carefully near where it failed. Nothing throttled,
 * nothing limited.
 *
 * A period is a second, because many centres count so many segments in each second of their clock: they take all of
 * them at its start and throttle the rest. In any second of it they take what they bear; in a tenth of one, nothing.
 *
 * What is in flight when the pace is cut was written before: its answers say nothing of what that brought. So the next
 * period begins behind them, and a centre that answers after half a second is not taken for one that throttles whatever
 * the pace.
 *
 * Pure: the caller brings the time in milliseconds.
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
const WIDEN_MS = 100
const WINDOW_GROWTH = 1.5
/** Answers that have not come after so long are waited for no more. */
const STALE_MS = 5000
const BREATH_MS = 100
const BREATH_MAX_MS = 5000
/** Of the last 32 answers. */
const NEARLY_ALL = 28
/** A pace above this is no limit. Segments per second. */
const PACE_MAX = 50_000_000
/** How much of a pace may be saved up, in milliseconds. */
const BURST_MS = 20

export class LaneFlow {
  readonly #windowMax: number
  #window: number
  /** Segments per second. */
  #pace = Number.POSITIVE_INFINITY
  #allowance = 0
  #refilledAt = 0
  #periodStart = 0
  #answered = 0
  #throttled = 0
  /** The last 32 answers, one bit each: 1 is throttled. */
  #recent = 0
  #throttledAt = Number.NEGATIVE_INFINITY
  #widenedAt = 0
  #holdUntil = 0
  #breathMs = BREATH_MS
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
  #inFlight = 0
  /** Answers to come before the pace is thought about again; the others are to what was written before the last cut. */
  #untilPace = 0
  #untilPaceAtLatest = 0

  constructor(options: { windowMax: number; now: number }) {
    this.#windowMax = options.windowMax
    this.#window = options.windowMax
    this.#periodStart = options.now
    this.#refilledAt = options.now
  }

  get window(): number {
    return this.#window
  }

  get pace(): number {
    return this.#pace
  }

  /** Segments that may be written now besides those in flight. */
  room(inFlight: number, now: number): number {
    this.#inFlight = inFlight
    if (now < this.#holdUntil) return 0
    const room = this.#window - inFlight
    if (this.#pace === Number.POSITIVE_INFINITY) return room
    const most = Math.max(1, (this.#pace * BURST_MS) / 1000)
    this.#allowance = Math.min(
      most,
      this.#allowance + ((now - this.#refilledAt) * this.#pace) / 1000,
    )
    this.#refilledAt = now
    return Math.min(room, Math.floor(this.#allowance))
  }

  wrote(count: number): void {
    this.#inFlight += count
    if (this.#pace !== Number.POSITIVE_INFINITY) this.#allowance -= count
  }

  answered(count: number): void {
    this.#came(count)
    if (this.#untilPace > 0) return
    this.#answered += count
    if (this.#recent !== 0) this.#recent = count >= 32 ? 0 : (this.#recent << count) >>> 0
  }

  throttled(now: number): void {
    this.#came(1)
    this.#throttledAt = now
    if (this.#untilPace > 0) return
    this.#answered++
    this.#throttled++
    this.#recent = ((this.#recent << 1) | 1) >>> 0
    if (now < this.#holdUntil || bits(this.#recent) < NEARLY_ALL) return
    this.#recent = 0
    this.#holdUntil = now + this.#breathMs
    if (this.#window === 1) this.#breathMs = Math.min(BREATH_MAX_MS, this.#breathMs * 2)
    this.#window = Math.max(1, this.#window >> 1)
  }

  #came(count: number): void {
    this.#inFlight = Math.max(0, this.#inFlight - count)
    this.#untilPace -= count
  }

  tick(now: number): void {
    if (now >= this.#untilPaceAtLatest) this.#untilPace = 0
    this.#widen(now)
    if (this.#untilPace > 0) this.#periodStart = now
    const ms = now - this.#periodStart
    if (ms < PERIOD_MS) return
    const answered = this.#answered
    const throttled = this.#throttled
    this.#periodStart = now
    this.#answered = 0
    this.#throttled = 0
    if (answered === 0) return
    const share = throttled / answered
    const accepted = ((answered - throttled) * 1000) / ms
    if (--this.#rememberedPeriods <= 0) this.#forget()
    if (share >= this.#bearable) return this.#slower({ share, accepted, answered, now })
    this.#cuts = 0
    this.#breathMs = BREATH_MS
    this.#borne = Math.max(this.#borne, accepted)
    if (throttled > 0) this.#growth = GROWTH_FIRST
    else this.#faster()
  }

  #slower(period: { share: number; accepted: number; answered: number; now: number }): void {
    const { share, accepted, answered, now } = period
    this.#growth = GROWTH_FIRST
    const isTelling = this.#cuts === 2 && answered >= TELLING_ANSWERS
    if (isTelling && share >= CUT_DID_NOT_HELP * this.#shareBeforeCut) {
      this.#cuts = 0
      this.#bearable = share * INDIFFERENT_SPREAD
      this.#rememberedPeriods = REMEMBERED_PERIODS
      this.#pace = this.#paceBeforeCut
      return
    }
    if (this.#cuts === 0) {
      this.#paceBeforeCut = this.#pace
      this.#rememberedPeriods = REMEMBERED_PERIODS
    }
    const borne = this.#borne * STEP_BACK
    const knows = this.#cuts === 0 && borne > accepted && borne < this.#pace
    this.#cuts = knows ? 1 : 2
    this.#borne = knows ? borne : 0
    this.#shareBeforeCut = share
    this.#pace = Math.max(1, knows ? borne : accepted)
    this.#refilledAt = now
    this.#untilPace = this.#inFlight
    this.#untilPaceAtLatest = now + STALE_MS
  }

  #forget(): void {
    this.#bearable = BEARABLE
    this.#paceBeforeCut = Number.POSITIVE_INFINITY
    this.#borne = 0
  }

  #faster(): void {
    if (this.#pace === Number.POSITIVE_INFINITY) return
    const isNearFailing = this.#pace * (1 + this.#growth) > this.#paceBeforeCut * STEP_BACK
    this.#pace *= 1 + (isNearFailing ? GROWTH_FIRST : this.#growth)
    this.#growth = Math.min(GROWTH_MAX, this.#growth * 2)
    // It bears what it did not bear before: what was remembered is no longer so.
    if (this.#pace > this.#paceBeforeCut) this.#paceBeforeCut = Number.POSITIVE_INFINITY
    if (this.#pace > PACE_MAX) this.#pace = Number.POSITIVE_INFINITY
  }

  #widen(now: number): void {
    if (this.#window === this.#windowMax) return
    if (now - Math.max(this.#throttledAt, this.#widenedAt, this.#holdUntil) < WIDEN_MS) return
    this.#widenedAt = now
    const wider = Math.max(this.#window + 1, Math.floor(this.#window * WINDOW_GROWTH))
    this.#window = Math.min(this.#windowMax, wider)
  }
}

function bits(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}

/** What a late tick left unsent may be caught up within this time. */
const CATCH_UP_MS = 250
/** A second is watched in so many pieces. */
const PIECES = 200
const PIECE_MS = 1000 / PIECES

/**
 * The pace of the whole round, in segments per second; 0 is no limit.
 *
 * Invariant: never more than the pace in any second, wherever it begins: a centre counts its seconds, not ours. So what
 * a late tick missed is caught up only as far as the last second has room.
 */
export class RoundPace {
  readonly #perSecond: number
  #allowance = 0
  #refilledAt: number
  /** Segments written in each piece of the last second, and one piece more: the oldest is never quite over. */
  readonly #written = new Float64Array(PIECES + 1)
  #piece: number
  #inSecond = 0

  constructor(options: { perSecond: number; now: number }) {
    this.#perSecond = options.perSecond
    this.#refilledAt = options.now
    this.#piece = Math.floor(options.now / PIECE_MS)
  }

  room(now: number): number {
    if (this.#perSecond === 0) return Number.MAX_SAFE_INTEGER
    this.#forgetBefore(Math.floor(now / PIECE_MS))
    const most = Math.max(1, (this.#perSecond * CATCH_UP_MS) / 1000)
    const due = ((now - this.#refilledAt) * this.#perSecond) / 1000
    this.#allowance = Math.min(most, this.#allowance + due)
    this.#refilledAt = now
    return Math.floor(Math.min(this.#allowance, this.#perSecond - this.#inSecond))
  }

  wrote(count: number): void {
    if (this.#perSecond === 0) return
    this.#allowance -= count
    this.#written[this.#piece % this.#written.length] += count
    this.#inSecond += count
  }

  #forgetBefore(piece: number): void {
    const passed = Math.min(piece - this.#piece, this.#written.length)
    for (let i = 1; i <= passed; i++) {
      const at = (this.#piece + i) % this.#written.length
      this.#inSecond -= this.#written[at]
      this.#written[at] = 0
    }
    if (piece > this.#piece) this.#piece = piece
  }
}

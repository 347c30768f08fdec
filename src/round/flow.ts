/**
 * How fast one lane sends: its window and its pace, as the centre bears them.
 *
 * A centre says "slower" by temporary errors. If nearly all recent answers say so, the lane holds its breath and halves
 * its window. Otherwise each interval is looked at as a whole: where a tenth or more were throttled, the pace becomes
 * what the centre accepted; where that did not help, throttling does not depend on the pace, and it is taken back;
 * without throttling, pace and window grow. Nothing throttled, nothing limited.
 *
 * Pure: the caller brings the time in milliseconds.
 */

const INTERVAL_MS = 250
/** Below this share of throttled answers an interval counts as bearable. */
const BEARABLE = 0.1
const CUT_DID_NOT_HELP = 0.7
const GROWTH = 1.05
const BREATH_MS = 100
const BREATH_MAX_MS = 5000
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
  #intervalStart = 0
  #answered = 0
  #throttled = 0
  /** The last 32 answers, one bit each: 1 is throttled. */
  #recent = 0
  #holdUntil = 0
  #breathMs = BREATH_MS
  #lastAct: 'none' | 'cut' | 'grow' = 'none'
  #shareBeforeCut = 0

  constructor(options: { windowMax: number; now: number }) {
    this.#windowMax = options.windowMax
    this.#window = options.windowMax
    this.#intervalStart = options.now
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
    if (this.#pace !== Number.POSITIVE_INFINITY) this.#allowance -= count
  }

  answered(count: number): void {
    this.#answered += count
    if (this.#recent !== 0) this.#recent = count >= 32 ? 0 : (this.#recent << count) >>> 0
  }

  throttled(now: number): void {
    this.#answered++
    this.#throttled++
    this.#recent = ((this.#recent << 1) | 1) >>> 0
    if (now < this.#holdUntil || bits(this.#recent) < 16) return
    this.#recent = 0
    this.#holdUntil = now + this.#breathMs
    if (this.#window === 1) this.#breathMs = Math.min(BREATH_MAX_MS, this.#breathMs * 2)
    this.#window = Math.max(1, this.#window >> 1)
  }

  tick(now: number): void {
    const ms = now - this.#intervalStart
    if (ms < INTERVAL_MS) return
    const answered = this.#answered
    const throttled = this.#throttled
    this.#intervalStart = now
    this.#answered = 0
    this.#throttled = 0
    if (answered === 0) return
    const share = throttled / answered
    if (share < BEARABLE) this.#breathMs = BREATH_MS
    if (throttled === 0) return this.#grow(GROWTH)
    if (this.#lastAct === 'cut' && share >= CUT_DID_NOT_HELP * this.#shareBeforeCut)
      return this.#grow(1 / (1 - Math.min(0.5, share)))
    if (share < BEARABLE) return
    this.#lastAct = 'cut'
    this.#shareBeforeCut = share
    this.#pace = Math.max(1, ((answered - throttled) * 1000) / ms)
    this.#refilledAt = now
  }

  #grow(by: number): void {
    this.#lastAct = 'grow'
    if (this.#window < this.#windowMax)
      this.#window = Math.min(
        this.#windowMax,
        Math.max(this.#window + 1, Math.floor(this.#window * by)),
      )
    if (this.#pace === Number.POSITIVE_INFINITY) return
    this.#pace *= by
    if (this.#pace > PACE_MAX) this.#pace = Number.POSITIVE_INFINITY
  }
}

function bits(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}

/** The pace of the whole round, in segments per second; 0 is no limit. */
export class RoundPace {
  readonly #perSecond: number
  #allowance = 0
  #refilledAt: number

  constructor(options: { perSecond: number; now: number }) {
    this.#perSecond = options.perSecond
    this.#refilledAt = options.now
  }

  get isLimited(): boolean {
    return this.#perSecond > 0
  }

  room(now: number): number {
    if (this.#perSecond === 0) return Number.MAX_SAFE_INTEGER
    const most = Math.max(1, (this.#perSecond * BURST_MS) / 1000)
    const due = ((now - this.#refilledAt) * this.#perSecond) / 1000
    this.#allowance = Math.min(most, this.#allowance + due)
    this.#refilledAt = now
    return Math.floor(this.#allowance)
  }

  wrote(count: number): void {
    if (this.#perSecond > 0) this.#allowance -= count
  }
}

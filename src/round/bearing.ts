/**
 * What a lane's answers say of its pace: it is borne, it is too much, or the pace does not matter.
 *
 * A centre says "slower" by throttling. But some throttle by chance, or for reasons of their own: then a lower pace
 * brings no smaller share of throttled answers, only fewer accepted ones. So each cut of the pace is a trial. Where the
 * share stays what it was, it is borne from then on.
 *
 *   answers  ─────────────────┼ cut ┼──────────────┼─────────────┼───►
 *            a sample, judged       not of the pace  the next sample: did the cut help?
 *                                   there is now
 *
 * Not of the pace there is now are answers to what was in flight at the cut. And many centres count so many segments in
 * each second of their clock: what the lane took of this second before the cut is over only with the second.
 *
 * Knows no pace. Its owner decides when a sample is large enough. Pure: the caller brings the time in milliseconds.
 */

/** All answers of a lane so far, and how many of them were throttled. */
export interface Answers {
  answered: number
  throttled: number
}

export type Verdict = 'borne' | 'too-much' | 'no-matter'

/** A share of throttled answers that is borne whatever it comes from, and what chance may add: standard deviations. */
const BEARABLE = 0.1
const DEVIATIONS = 1.5
/** A cut that leaves more than this of the share did not help. */
const HELPED = 0.5
/** A share that a cut did not change is borne, and this much more. */
const SPREAD = 1.3
/** A centre that throttles nearly all has other troubles: it is not pressed for the rest. */
const BORNE_MAX = 0.9
/** How long such a share is borne without another trial. */
const REMEMBERED_MS = 30_000
/** A second of the centre's clock. */
const SETTLE_MS = 1000
/** Answers that have not come after so long are waited for no more. */
const STALE_MS = 5000

export class Bearing {
  readonly #all: Answers
  /** Where the sample at hand begins. */
  #answered = 0
  #throttled = 0
  #since: number
  /** After a cut: answers that come before the sample begins, and when it begins at the soonest and at the latest. */
  #awaited = 0
  #settledAt = 0
  #staleAt = 0
  #bearable = BEARABLE
  #bearableUntil = 0
  /** The share before the cut that is on trial, 0 for none. */
  #shareBefore = 0

  constructor(all: Answers, now: number) {
    this.#all = all
    this.#since = now
  }

  get answered(): number {
    return this.#all.answered - this.#answered
  }

  get throttled(): number {
    return this.#all.throttled - this.#throttled
  }

  /** How long the sample has taken; 0 while only answers come that tell nothing of the pace there is now. */
  age(now: number): number {
    if (this.#staleAt === 0) return now - this.#since
    if (now < this.#settledAt) return 0
    if (now < this.#staleAt && this.answered < this.#awaited) return 0
    this.begin(now)
    return 0
  }

  begin(now: number): void {
    this.#answered = this.#all.answered
    this.#throttled = this.#all.throttled
    this.#since = now
    this.#staleAt = 0
  }

  /** The pace was cut: the next sample begins once the answers tell of it. */
  beginAfterCut(inFlight: number, now: number): void {
    this.begin(now)
    this.#awaited = inFlight
    this.#settledAt = now + SETTLE_MS
    this.#staleAt = now + STALE_MS
  }

  /** Of the sample at hand. After `too-much` the caller cuts, and the next verdict is on that cut. */
  verdict(now: number): Verdict {
    const { answered, throttled } = this
    const share = throttled / answered
    const before = this.#shareBefore
    this.#shareBefore = 0
    if (now >= this.#bearableUntil) this.#bearable = BEARABLE
    if (before > 0 && share >= HELPED * before && share <= Math.min(BORNE_MAX, SPREAD * before)) {
      // Of what it accepts as well: a centre that throttles 4 of 5 does not throttle 6 of 5.
      const spread = Math.min(share * SPREAD, 1 - (1 - share) / SPREAD)
      this.#bearable = Math.max(BEARABLE, spread)
      this.#bearableUntil = now + REMEMBERED_MS
      return 'no-matter'
    }
    // A cut that helped: throttling does depend on the pace.
    if (before > 0 && share <= BEARABLE) this.#bearable = BEARABLE
    const bearable = answered * this.#bearable
    if (throttled <= bearable + DEVIATIONS * Math.sqrt(bearable)) return 'borne'
    this.#shareBefore = share
    return 'too-much'
  }

  /** The last cut was no trial: too little was known. */
  forgetTrial(): void {
    this.#shareBefore = 0
  }
}

/**
 * How far a round has come through its audience, and how far it may go: the walk and the intent mark.
 *
 *   0 ─────────── begun ───────────► at ─── may be begun ───► mark ─────────────► subscribers
 *                                                             └ a synced group says so
 *
 * The mark moves ahead of the walk by what the walk takes in one sync interval, so that it seldom waits for the disk; and, where a
 * group takes long to be synced, by what it takes meanwhile.
 *
 * Knows no disk: its owner says when a group is gathered and when it is synced.
 *
 * Invariant: at <= mark: nobody is begun whom no synced group covers.
 */

/** The mark is at least so many subscribers ahead. */
const AHEAD_MIN = 64

export class Walk {
  readonly #syncIntervalMs: number
  readonly #perMsMax: number
  #at: number
  #mark: number
  #ahead = AHEAD_MIN
  /** It came up to its mark since the last group was gathered. */
  #wasHeldUp = false
  /** Where it was when the last group was gathered. */
  #gatheredAt: number

  /** `at`: where an earlier run ended. `perSecondMax`: subscribers that the round's pace allows; Infinity: it has none. */
  constructor(options: { at: number; syncIntervalMs: number; perSecondMax: number }) {
    this.#syncIntervalMs = options.syncIntervalMs
    this.#perMsMax = options.perSecondMax / 1000
    this.#at = options.at
    this.#mark = options.at
    this.#gatheredAt = options.at
  }

  /** The next subscriber to begin. */
  get at(): number {
    return this.#at
  }

  get mark(): number {
    return this.#mark
  }

  /** Subscribers that may be begun now, of those before `end`. */
  room(end: number): number {
    return Math.min(this.#mark, end) - this.#at
  }

  /** The rank of the next subscriber; only where there is `room`. */
  begin(): number {
    const rank = this.#at++
    if (this.#at === this.#mark) this.#wasHeldUp = true
    return rank
  }

  /** The mark is so near that it should move, on the way to `end`. */
  isNearMark(end: number): boolean {
    return this.#at < end && this.#mark - this.#at < this.#ahead / 4
  }

  /**
   * A group is gathered `ms` after the last one; gives the mark that it says. `end` is null where nothing is to be begun. `commitMs`: how
   * long groups take to be synced, where that is not little beside the interval.
   */
  gather(ms: number, end: number | null, commitMs = 0): number {
    const walked = this.#at - this.#gatheredAt
    // What a round catches up on after a stall is no pace to count on: it would leave more in doubt than its own does.
    const perMs = Math.min(walked / Math.max(0.1, ms), this.#perMsMax)
    const inInterval = Math.ceil(perMs * (this.#syncIntervalMs + commitMs))
    // A walk that came up to its mark would have gone further: a slow group makes no slow walk.
    const wanted = this.#wasHeldUp ? Math.max(this.#ahead, inInterval) : inInterval
    this.#wasHeldUp = false
    this.#ahead = Math.max(AHEAD_MIN, Math.min(this.#ahead * 2, wanted))
    this.#gatheredAt = this.#at
    const mark = end === null ? this.#at : Math.min(end, this.#at + this.#ahead)
    // Until the group is synced, the lower of the two holds.
    this.#mark = Math.min(this.#mark, mark)
    return mark
  }

  /** The group with this mark is synced. `mayRise`: a round that was paused meanwhile begins nobody. */
  synced(mark: number, mayRise: boolean): void {
    this.#mark = mayRise ? mark : Math.min(this.#mark, mark)
  }

  /** The round is at its end: nobody further is covered. */
  close(): void {
    this.#mark = this.#at
  }
}

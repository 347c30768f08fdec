/**
 * How many segments one lane may have in flight.
 *
 * A lane opens its window step by step: a centre that is slow and far away would else get a thousand segments before
 * its first word. Each window that was answered and borne doubles it; a centre that is silent gets more in time. Once the lane has a pace, the window is what that pace has in flight while the centre answers: a centre that
 * bears ten at once is not offered twenty.
 *
 * Knows no throttling. Pure: the caller brings the time in milliseconds.
 */

const OPENING = 100
/** A window that is not answered in whole, and nothing of it throttled, is doubled after so long. */
const SILENT_MS = 500
/** The weight of one measured answer. */
const NEWEST = 0.1
/** An answer that takes so much longer than others is overdue. */
const OVERDUE = 4
const OVERDUE_MIN_MS = 1000

export class LaneWindow {
  readonly #most: number
  #opening: number
  #widenedAt: number
  /** How long the centre takes to accept a segment. */
  #answerMs = 0

  constructor(most: number, now: number) {
    this.#most = most
    this.#opening = Math.min(OPENING, most)
    this.#widenedAt = now
  }

  get isOpening(): boolean {
    return this.#opening > 0
  }

  /** At this pace, in segments per second. */
  size(perSecond: number): number {
    if (this.#opening > 0) return this.#opening
    if (perSecond === Number.POSITIVE_INFINITY) return this.#most
    const inFlight = Math.round((perSecond * this.#answerMs) / 1000)
    return Math.max(1, Math.min(this.#most, inFlight))
  }

  get overdueMs(): number {
    return Math.max(OVERDUE_MIN_MS, OVERDUE * this.#answerMs)
  }

  /** An answer that accepted a segment came `ms` after the segment was written. */
  timed(ms: number): void {
    this.#answerMs += (ms - this.#answerMs) * (this.#answerMs === 0 ? 1 : NEWEST)
  }

  /** What so many in flight are in a second. */
  perSecond(inFlight: number): number {
    return this.#answerMs === 0 ? 0 : (inFlight * 1000) / this.#answerMs
  }

  isSilent(now: number): boolean {
    return now - this.#widenedAt >= SILENT_MS
  }

  /** While it is opening. The widest window that was borne as well is open. */
  widen(now: number): void {
    this.#widenedAt = now
    this.#opening = Math.min(this.#most, this.#opening * 2)
  }

  open(): void {
    this.#opening = 0
  }
}

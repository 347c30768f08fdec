/**
 * How fast one lane sends, as the centre bears it: its window and its pace together.
 *
 * A centre says "slower" by temporary errors. While the window opens, they end the opening; from then on the pace
 * answers to the share of them in each period. Where a whole row of answers is throttled, the lane holds its breath.
 * Nothing throttled, nothing limited.
 *
 * Pure: the caller brings the time in milliseconds.
 */
import type { Answers } from './bearing.ts'
import { LanePace } from './lane-pace.ts'
import { LaneWindow } from './lane-window.ts'

/** Throttled answers in a row that make the lane hold its breath, and for how long; then it asks with no more than these. */
const ROW = 16
const BREATH_MS = 100
const SECOND_MS = 1000

export class LaneFlow {
  readonly #most: number
  readonly #answers: Answers = { answered: 0, throttled: 0 }
  readonly #window: LaneWindow
  readonly #pace: LanePace
  #inFlight = 0
  /** Throttled answers since the last one that was not. */
  #row = 0
  #heldUntil = 0
  /** When the first segment was written. */
  #beganAt: number

  constructor(options: { windowMax: number; now: number }) {
    this.#most = options.windowMax
    this.#beganAt = options.now
    this.#window = new LaneWindow(options.windowMax, options.now)
    this.#pace = new LanePace(this.#answers, options.now)
  }

  get window(): number {
    return this.#window.size(this.#pace.perSecond)
  }

  /** Segments per second. */
  get pace(): number {
    return this.#pace.perSecond
  }

  /** A segment without an answer for so long no longer counts as in flight: it is late, or lost. */
  get overdueMs(): number {
    return this.#window.overdueMs
  }

  /** Segments that may be written now besides those in flight. */
  room(inFlight: number, now: number): number {
    this.#inFlight = inFlight
    if (now < this.#heldUntil) return 0
    if (this.#window.isOpening) this.#open(now)
    const window = this.#row < ROW ? this.window : Math.min(ROW, this.window)
    return Math.min(window - inFlight, this.#pace.room(now))
  }

  wrote(count: number): void {
    this.#inFlight += count
    this.#pace.wrote(count)
  }

  answered(count: number): void {
    this.#answers.answered += count
    this.#inFlight -= count
    this.#row = 0
  }

  throttled(now: number): void {
    this.#answers.answered++
    this.#answers.throttled++
    this.#inFlight--
    if (++this.#row % ROW === 0) this.#heldUntil = now + BREATH_MS
  }

  /** An answer that accepted a segment came `ms` after the segment was written. One of many is enough. */
  timed(ms: number): void {
    this.#window.timed(ms)
  }

  tick(now: number): void {
    if (!this.#window.isOpening) return this.#pace.tick(now, Math.max(0, this.#inFlight))
    this.#open(now)
    if (this.#pace.bearing.throttled === 0 && this.#window.isSilent(now)) this.#window.widen(now)
  }

  /** A whole window was answered: the next is wider, or this one was too much and the lane gets a pace. */
  #open(now: number): void {
    const { bearing } = this.#pace
    const { answered, throttled } = bearing
    const size = this.window
    if (this.#answers.answered === 0 && this.#inFlight === 0) this.#beganAt = now
    if (answered < size) return
    // This second of the centre may be used up, by this lane or by others.
    if (throttled === answered && bearing.age(now) < SECOND_MS) return
    if (bearing.verdict(now) === 'borne') {
      bearing.begin(now)
      if (size === this.#most) this.#window.open()
      else this.#window.widen(now)
      return
    }
    bearing.forgetTrial()
    this.#window.open()
    const all = this.#answers
    const accepted =
      answered > throttled
        ? this.#window.perSecond((size * (answered - throttled)) / answered)
        : ((all.answered - all.throttled) * SECOND_MS) / (now - this.#beganAt)
    this.#pace.cut(accepted, now, Math.max(0, this.#inFlight))
  }
}

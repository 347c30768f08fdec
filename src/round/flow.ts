/**
 * How fast one lane sends, as the centre bears it: its window and its pace together.
 *
 * A centre says "slower" by temporary errors. The window answers at once, to nearly all of them; the pace once a
 * period, to a tenth of them. Nothing throttled, nothing limited.
 *
 * Pure: the caller brings the time in milliseconds.
 */
import { LanePace } from './lane-pace.ts'
import { LaneWindow } from './lane-window.ts'

export class LaneFlow {
  readonly #window: LaneWindow
  readonly #pace: LanePace

  constructor(options: { windowMax: number; now: number }) {
    this.#window = new LaneWindow(options.windowMax)
    this.#pace = new LanePace(options.now)
  }

  get window(): number {
    return this.#window.size
  }

  /** Segments per second. */
  get pace(): number {
    return this.#pace.perSecond
  }

  /** Segments that may be written now besides those in flight. */
  room(inFlight: number, now: number): number {
    this.#pace.inFlight = inFlight
    if (this.#window.isHeld(now)) return 0
    return Math.min(this.#window.size - inFlight, this.#pace.room(now))
  }

  wrote(count: number): void {
    this.#pace.wrote(count)
  }

  answered(count: number): void {
    if (this.#pace.answered(count)) this.#window.answered(count)
  }

  throttled(now: number): void {
    this.#window.throttled(now, this.#pace.throttled())
  }

  tick(now: number): void {
    this.#window.tick(now)
    if (this.#pace.tick(now)) this.#window.isBorne()
  }
}

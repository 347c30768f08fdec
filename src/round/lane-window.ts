/**
 * How many segments one lane may have in flight: as many as the centre bears.
 *
 * If nearly all recent answers are throttled, the lane holds its breath and halves its window; a tenth of a second
 * without them widens it again.
 *
 * Knows no pace. Pure: the caller brings the time in milliseconds.
 */

const WIDEN_MS = 100
const WINDOW_GROWTH = 1.5
const BREATH_MS = 100
const BREATH_MAX_MS = 5000
/** Of the last 32 answers. */
const NEARLY_ALL = 28

export class LaneWindow {
  readonly #most: number
  #size: number
  /** The last 32 answers, one bit each: 1 is throttled. */
  #recent = 0
  #throttledAt = Number.NEGATIVE_INFINITY
  #widenedAt = 0
  #holdUntil = 0
  #breathMs = BREATH_MS

  constructor(most: number) {
    this.#most = most
    this.#size = most
  }

  get size(): number {
    return this.#size
  }

  isHeld(now: number): boolean {
    return now < this.#holdUntil
  }

  answered(count: number): void {
    if (this.#recent !== 0) this.#recent = count >= 32 ? 0 : (this.#recent << count) >>> 0
  }

  /** `isTelling`: of what the lane sends now, not of what it sent before it was slowed. */
  throttled(now: number, isTelling: boolean): void {
    this.#throttledAt = now
    if (!isTelling) return
    this.#recent = ((this.#recent << 1) | 1) >>> 0
    if (now < this.#holdUntil || bits(this.#recent) < NEARLY_ALL) return
    this.#recent = 0
    this.#holdUntil = now + this.#breathMs
    if (this.#size === 1) this.#breathMs = Math.min(BREATH_MAX_MS, this.#breathMs * 2)
    this.#size = Math.max(1, this.#size >> 1)
  }

  tick(now: number): void {
    if (this.#size === this.#most) return
    if (now - Math.max(this.#throttledAt, this.#widenedAt, this.#holdUntil) < WIDEN_MS) return
    this.#widenedAt = now
    const wider = Math.max(this.#size + 1, Math.floor(this.#size * WINDOW_GROWTH))
    this.#size = Math.min(this.#most, wider)
  }

  /** A whole period was borne: the next breath is a short one again. */
  isBorne(): void {
    this.#breathMs = BREATH_MS
  }
}

function bits(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}

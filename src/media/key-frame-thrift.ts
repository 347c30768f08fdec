/**
 * When a source is asked for a key frame: at most once in 500 ms or two round trips, whoever wants one and however often. What
 * is asked too early is put off and never dropped: a picture that waits for it would stay black.
 *
 *   want   ×  × ×         ×
 *   ask    ×        ×           ×        500 ms between them, or longer, for an answer may be on its way
 *   came        │ a key frame that begins answers all who asked before it
 *
 * And what one receiver may want for one of its slots: a few at once, then one in three seconds, so that nobody spoils the picture
 * of all others by asking for ever. What is too much waits too.
 */
import type { Millis } from '../base/clock.ts'

const ASK_AGAIN_MS = 500
const WISHES_MAX = 10
const WISH_EVERY_MS = 3000

export class KeyFrameThrift {
  #isWanted = false
  #askedAt = Number.NEGATIVE_INFINITY

  want(): void {
    this.#isWanted = true
  }

  /** A key frame begins. */
  came(): void {
    this.#isWanted = false
  }

  /** Whether to ask now; then it counts as asked. */
  due(now: Millis, rttMs: number): boolean {
    const againMs = Math.max(ASK_AGAIN_MS, 2 * rttMs)
    if (!this.#isWanted || now - this.#askedAt < againMs) return false
    this.#isWanted = false
    this.#askedAt = now
    return true
  }
}

/** Of one slot of one receiver. */
export class KeyFrameWishes {
  #left = WISHES_MAX
  #countedAt: number | null = null
  #waits = false

  /** Whether it counts now; else it waits. */
  wish(nowMs: number): boolean {
    this.#waits = !this.#take(nowMs)
    return !this.#waits
  }

  /** Whether one that waited counts now. */
  due(nowMs: number): boolean {
    if (!this.#waits || !this.#take(nowMs)) return false
    this.#waits = false
    return true
  }

  /** The slot was sent a key frame. */
  came(): void {
    this.#waits = false
  }

  #take(nowMs: number): boolean {
    const since = nowMs - (this.#countedAt ?? nowMs)
    this.#left = Math.min(WISHES_MAX, this.#left + since / WISH_EVERY_MS)
    this.#countedAt = nowMs
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}

/**
 * When a source is asked for a key frame: at most once in 500 ms or two round trips, whoever wants one and however often. What
 * is asked too early is put off and never dropped: a picture that waits for it would stay black.
 *
 *   want   ×  × ×         ×
 *   ask    ×        ×           ×        500 ms between them, or longer, for an answer may be on its way
 *   came        │ a key frame that begins answers all who asked before it
 */
import type { Millis } from '../base/clock.ts'

const ASK_AGAIN_MS = 500

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

/**
 * When a source is asked for a key frame: at most once in 500 ms, whoever wants one and however often. What is asked too early
 * is put off and never dropped: a picture that waits for it would stay black.
 *
 *   want   ×  × ×         ×
 *   ask    ×        ×           ×        500 ms between them
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
  due(now: Millis): boolean {
    if (!this.#isWanted || now - this.#askedAt < ASK_AGAIN_MS) return false
    this.#isWanted = false
    this.#askedAt = now
    return true
  }
}

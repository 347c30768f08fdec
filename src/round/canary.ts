/**
 * The first few subscribers of a round: once all of them were written it pauses by itself, and people look before it
 * goes on.
 *
 *   out --all written--> back           none: the round has no canary, or its audience is no larger
 *
 * Knows no lane and no ledger.
 */
export class Canary {
  readonly size: number
  #state: 'none' | 'out' | 'back'

  /** `size`: 0 for none. `isBack`: an earlier run has seen to it. */
  constructor(options: { size: number; isBack: boolean }) {
    this.size = options.size
    this.#state = options.size === 0 ? 'none' : options.isBack ? 'back' : 'out'
  }

  get isBack(): boolean {
    return this.#state === 'back'
  }

  /** How far the walk may go in an audience of so many. */
  end(subscribers: number): number {
    return this.#state === 'out' ? Math.min(subscribers, this.size) : subscribers
  }

  /** True once: all that was begun is written, and that is the canary and not the whole audience. */
  comesBack(walked: { at: number; isWritten: boolean; subscribers: number }): boolean {
    if (this.#state !== 'out' || walked.at < this.size || walked.at >= walked.subscribers) return false
    if (!walked.isWritten) return false
    this.#state = 'back'
    return true
  }
}

/**
 * Bodies of callers whom nobody knows are looked at one by one, and whatever else waits comes between: however many of them
 * there are, others wait for one.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve()

  /** Resolves once those before have had theirs, and what else was waiting. */
  async next(): Promise<void> {
    this.#last = this.#last.then(() => new Promise(resolve => setImmediate(resolve)))
    await this.#last
  }
}

/**
 * Queue for the bodies of anonymous callers: one is read in each turn of the event loop, and other requests run in between.
 * However many anonymous callers there are, a known one waits for one body.
 */
export class AnonymousQueue {
  #last: Promise<void> = Promise.resolve()

  /** Resolves after those before, and after whatever else the event loop had to do. */
  async next(): Promise<void> {
    this.#last = this.#last.then(() => new Promise(resolve => setImmediate(resolve)))
    await this.#last
  }
}

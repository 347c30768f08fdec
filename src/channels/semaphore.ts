/** Semaphore with a bounded queue, first come first served. A caller for whom there is no place in the queue gets null at once. */
export class Semaphore {
  readonly #atOnce: number
  readonly #waitingMax: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor({ atOnce, waitingMax }: { readonly atOnce: number; readonly waitingMax: number }) {
    this.#atOnce = atOnce
    this.#waitingMax = waitingMax
  }

  /** Null: there are too many. */
  async take<T>(act: () => Promise<T>): Promise<T | null> {
    if (this.#running < this.#atOnce) this.#running++
    else if (this.#waiting.length < this.#waitingMax)
      // Whoever ends hands its place over: the number of those that run stays.
      await new Promise<void>(done => this.#waiting.push(done))
    else return null
    try {
      return await act()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }
}

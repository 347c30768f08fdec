/**
 * A shift by a lease: looked for with each beat until it is had, and lost once the process is not known to live any more, whatever it
 * believes. Knows no table.
 */
import type { Shift } from '../authority/shift.ts'

export interface LeaseNeeds {
  /** True: it is this process's. */
  readonly take: () => Promise<boolean>
  /** Whether others must take this process for living now. */
  readonly isLiving: () => boolean
  readonly onError: (error: unknown) => void
}

export class LeaseShift implements Shift {
  readonly #needs: LeaseNeeds
  readonly #runs = new Set<Run>()
  #isTaken = false

  constructor(needs: LeaseNeeds) {
    this.#needs = needs
  }

  isOurs(): boolean {
    return this.#isTaken && this.#needs.isLiving()
  }

  during(act: (signal: AbortSignal) => Promise<void>): () => Promise<void> {
    const run = new Run(act, this.#needs.onError)
    this.#runs.add(run)
    if (this.isOurs()) run.begin()
    return async () => {
      this.#runs.delete(run)
      await run.end()
    }
  }

  /** Takes it where it is free, and begins what is to run. */
  async look(): Promise<void> {
    this.#isTaken = await this.#needs.take()
    this.check()
  }

  /** Another may have it. */
  lose(): void {
    this.#isTaken = false
    this.check()
  }

  /** Ends what runs where it is lost. */
  check(): void {
    const isOurs = this.isOurs()
    for (const run of this.#runs)
      if (isOurs) run.begin()
      else run.end().catch(this.#needs.onError)
  }
}

/** One at a time: what was ended ends before it begins anew. */
class Run {
  readonly #act: (signal: AbortSignal) => Promise<void>
  readonly #onError: (error: unknown) => void
  #signal: AbortController | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(act: (signal: AbortSignal) => Promise<void>, onError: (error: unknown) => void) {
    this.#act = act
    this.#onError = onError
  }

  begin(): void {
    if (this.#signal !== null) return
    const own = new AbortController()
    this.#signal = own
    this.#running = this.#running
      .then(async () => {
        if (!own.signal.aborted) await this.#act(own.signal)
      })
      .catch(this.#onError)
  }

  async end(): Promise<void> {
    this.#signal?.abort()
    this.#signal = null
    await this.#running
  }
}

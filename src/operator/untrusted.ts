/** What nobody trusted has signed, or what is for somebody else: told to the engineers once each, and to nobody else. */
import { Failure, reason } from '../base/failure.ts'
import type { Log } from './log.ts'

/** Documents that are told, in all. */
const TOLD_MAX = 1000

export class Untrusted {
  readonly #log: Log
  readonly #told = new Set<string>()

  constructor(log: Log) {
    this.#log = log
  }

  /** `called`: the kind of document, for the log. */
  tell(sha256: string, called: string, error: unknown): void {
    if (this.#told.has(sha256) || this.#told.size >= TOLD_MAX) return
    this.#told.add(sha256)
    const why = error instanceof Failure ? error.code : reason(error)
    this.#log.warn(`a ${called} was refused`, { sha256, why })
  }
}

/** What nobody trusted has signed, or what is for somebody else: told to the engineers once each, and to nobody else. */
import { Failure, reason } from '../base/failure.ts'
import type { Log } from '../base/log.ts'

/** Documents that are told, in all. */
const TOLD_MAX = 1000

export class Untrusted {
  readonly #log: Log
  readonly #told = new Set<string>()

  constructor(log: Log) {
    this.#log = log
  }

  tell(sha256: string, kind: string, error: unknown): void {
    if (this.#told.has(sha256) || this.#told.size >= TOLD_MAX) return
    this.#told.add(sha256)
    const isFailure = error instanceof Failure
    const why = isFailure ? error.code : reason(error)
    const says = isFailure ? { says: error.sentence('en') } : {}
    this.#log.warn('document refused', { kind, sha256, why, ...says })
  }
}

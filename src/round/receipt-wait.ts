/**
 * How long a round waits for receipts once all was sent: while somebody's is missing, and not for ever after the last
 * answer of any centre, or after receipts could be kept again where disk or log were away.
 *
 * Knows the ledger and no lane. The caller brings the time in milliseconds.
 */
import { ACCEPTED, type Ledger, UNCERTAIN } from './ledger.ts'

/** The whole ledger is looked through no more often than this. */
const LOOK_MS = 1000

export class ReceiptWait {
  readonly #ledger: Ledger
  readonly #waitMs: number
  #answeredAt: number
  #lookedAt = Number.NEGATIVE_INFINITY
  #isMissing = true

  constructor(ledger: Ledger, options: { waitMs: number; now: number }) {
    this.#ledger = ledger
    this.#waitMs = options.waitMs
    this.#answeredAt = options.now
  }

  /** To a submit_sm, whatever it said. */
  answered(now: number): void {
    this.#answeredAt = now
  }

  /** Until now receipts could not be kept: centres bring them again, and are waited for as long anew. */
  heldUp(now: number): void {
    this.#answeredAt = now
  }

  /** An uncertain subscriber may still be proved by one. */
  isOn(now: number): boolean {
    const { counters, shape } = this.#ledger
    if (shape.tracked === 0 || now - this.#answeredAt >= this.#waitMs) return false
    if (counters[UNCERTAIN] > 0) return true
    if (counters[ACCEPTED] === 0) return false
    if (now - this.#lookedAt < LOOK_MS) return this.#isMissing
    this.#lookedAt = now
    this.#isMissing = this.#hasMissing()
    return this.#isMissing
  }

  /** An accepted subscriber whose receipts are all in (some say UNKNOWN) has nothing to wait for. */
  #hasMissing(): boolean {
    const ledger = this.#ledger
    for (let rank = 0; rank < ledger.shape.subscribers; rank++)
      if (ledger.outcome(rank) === ACCEPTED && ledger.awaitsReceipt(rank)) return true
    return false
  }
}

/**
 * The policy `resend`: after the walk, what has no known answer goes once more, each subscriber once and for good.
 *
 * Looks through the audience one time; what becomes uncertain behind it stays so. Knows no lane and no time but `now`.
 */
import { type Ledger, OUTCOME, RESENT, UNCERTAIN } from './ledger.ts'

/** Where those that go again wait; `accounts.ts` is one. */
export interface Resends {
  readonly waiting: number
  resend(rank: number, now: number): void
}

export class Resending {
  readonly #ledger: Ledger
  readonly #isWanted: boolean
  /** Subscribers before it were looked at. */
  #from = 0

  constructor(ledger: Ledger, policy: 'hold' | 'resend') {
    this.#ledger = ledger
    this.#isWanted = policy === 'resend'
  }

  /** Somebody may go once more. */
  get isDue(): boolean {
    const { counters, shape } = this.#ledger
    return this.#isWanted && this.#from < shape.subscribers && counters[UNCERTAIN] > 0
  }

  /** As many as may wait. */
  feed(resends: Resends, waitingMax: number, now: number): void {
    const { state, shape } = this.#ledger
    let rank = this.#from
    while (rank < shape.subscribers && resends.waiting < waitingMax) {
      if ((state[rank] & (OUTCOME | RESENT)) === UNCERTAIN) resends.resend(rank, now)
      rank++
    }
    this.#from = rank
  }
}

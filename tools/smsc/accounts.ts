/**
 * One system_id: the receipts that wait for it and the binds that can take them.
 *
 * Knows receivers, not sockets. Any receiver of the account gets any of its receipts, in turns.
 */
import { DueRing } from './ring.ts'

/** 16 million receipts, 20 octets each; past that submits are answered ESME_RMSGQFUL. */
const RECEIPTS_WAITING_MAX = 1 << 24
const TURN = 4096

export interface Receiver {
  /** Sends what is due, `most` at most; returns how many. */
  deliver(ring: DueRing, most: number): number
  flush(): void
}

export class Account {
  readonly system_id: string
  readonly fresh = new DueRing(RECEIPTS_WAITING_MAX)
  /** To be sent once more. */
  readonly again = new DueRing(RECEIPTS_WAITING_MAX)
  readonly #receivers: Receiver[] = []
  #turn = 0

  constructor(system_id: string) {
    this.system_id = system_id
  }

  get full(): boolean {
    return this.fresh.full || this.again.full
  }

  get waiting(): number {
    return this.fresh.size + this.again.size
  }

  add(receiver: Receiver): void {
    this.#receivers.push(receiver)
  }

  remove(receiver: Receiver): void {
    const index = this.#receivers.indexOf(receiver)
    if (index >= 0) this.#receivers.splice(index, 1)
  }

  /** Sends what is due as far as the receivers can take it. Returns when the next is due, Infinity: nothing to wait for. */
  pump(now: number): number {
    const receivers = this.#receivers
    let idle = 0
    while (idle < receivers.length && Math.min(this.fresh.due, this.again.due) <= now) {
      this.#turn = (this.#turn + 1) % receivers.length
      const receiver = receivers[this.#turn]
      const sent = receiver.deliver(this.fresh, TURN) + receiver.deliver(this.again, TURN)
      idle = sent === 0 ? idle + 1 : 0
    }
    for (const receiver of receivers) receiver.flush()
    const next = Math.min(this.fresh.due, this.again.due)
    return next > now ? next : Number.POSITIVE_INFINITY
  }
}

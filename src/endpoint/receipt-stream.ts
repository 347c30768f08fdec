/**
 * Receipts one after the other, for `for await`: each is answered when the next one is asked for, so that what the
 * loop's body stored is stored before the centre forgets it.
 *
 * A loop that is left by break or by an exception leaves its receipt refused with a temporary error: the centre will
 * send it again.
 */
import type { Answer } from './link.ts'
import type { DeliveryReceipt } from './receipt.ts'
import { Refusal } from './refusal.ts'

interface Offered {
  readonly receipt: DeliveryReceipt
  readonly answer: (answer: Answer) => void
  readonly refuse: (error: Error) => void
}

export class ReceiptStream implements AsyncIterableIterator<DeliveryReceipt> {
  /** Bounded by the link's `handling`: it offers no more. */
  #offered: Offered[] = []
  #inBody: Offered | null = null
  #wanted: ((result: IteratorResult<DeliveryReceipt>) => void) | null = null
  #over = false

  get over(): boolean {
    return this.#over
  }

  /** Resolves when the loop has dealt with it. */
  offer(receipt: DeliveryReceipt): Promise<Answer> {
    return new Promise((answer, refuse) => {
      this.#offered.push({ receipt, answer, refuse })
      if (this.#wanted !== null) this.#hand(this.#wanted)
    })
  }

  /** The session is over: no more will come. What was offered is still handed out. */
  finish(): void {
    this.#over = true
    if (this.#wanted !== null && this.#offered.length === 0) this.#leave(this.#wanted)
  }

  next(): Promise<IteratorResult<DeliveryReceipt>> {
    this.#inBody?.answer({})
    this.#inBody = null
    return new Promise(resolve => {
      if (this.#offered.length > 0) this.#hand(resolve)
      else if (this.#over) this.#leave(resolve)
      else this.#wanted = resolve
    })
  }

  return(): Promise<IteratorResult<DeliveryReceipt>> {
    this.#over = true
    const left = this.#inBody === null ? this.#offered : [this.#inBody, ...this.#offered]
    this.#inBody = null
    this.#offered = []
    for (const { refuse } of left) refuse(new Refusal('ESME_RX_T_APPN'))
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #hand(to: (result: IteratorResult<DeliveryReceipt>) => void): void {
    this.#wanted = null
    this.#inBody = this.#offered.shift() ?? null
    if (this.#inBody !== null) to({ done: false, value: this.#inBody.receipt })
  }

  #leave(to: (result: IteratorResult<DeliveryReceipt>) => void): void {
    this.#wanted = null
    to({ done: true, value: undefined })
  }
}

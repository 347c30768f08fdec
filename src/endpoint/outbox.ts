/**
 * What goes out of a link: PDUs gathered in a batch, one socket.write a tick, and the order that tells which requests were
 * handed to the socket. Knows no session and no waiter.
 */
import type { Socket } from 'node:net'
import { encodePduInto } from '../smpp/codec.ts'
import type { PduInput } from '../smpp/pdus.ts'
import { BATCH_SIZE, giveBack, takeBatch } from './batches.ts'

export class Outbox {
  readonly #socket: Socket
  #batch: Buffer | null = null
  #used = 0
  #flushing = false
  #ordered = 0
  #orderedWritten = 0

  constructor(socket: Socket) {
    this.#socket = socket
  }

  /** Counts requests in the order in which they are encoded. */
  next(): number {
    this.#ordered += 1
    return this.#ordered
  }

  /** Whether the request of this order was handed to the socket. */
  wasWritten(order: number): boolean {
    return order <= this.#orderedWritten
  }

  /** Throws a Failure for what cannot be encoded. */
  write(pdu: PduInput): void {
    if (this.#batch === null) {
      this.#batch = takeBatch()
      this.#used = 0
    }
    this.#used = encodePduInto(pdu, this.#batch, this.#used)
    if (this.#used >= BATCH_SIZE) this.flush()
    else if (!this.#flushing) {
      this.#flushing = true
      // Behind the microtasks: whatever answers and awaits lead to in this tick goes out together.
      process.nextTick(() => {
        this.#flushing = false
        this.flush()
      })
    }
  }

  flush(): void {
    const batch = this.#batch
    if (batch === null) return
    this.#batch = null
    if (this.#used === 0 || this.#socket.destroyed) {
      giveBack(batch)
      return
    }
    this.#orderedWritten = this.#ordered
    this.#socket.write(batch.subarray(0, this.#used), () => giveBack(batch))
  }
}

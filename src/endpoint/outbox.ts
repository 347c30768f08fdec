/**
 * What goes out of a link: PDUs gathered in a batch, one socket.write a tick, and the order that tells which requests were
 * handed to the socket. Knows no session and no waiter.
 */
import type { Socket } from 'node:net'
import { encodePduInto } from '../smpp/codec.ts'
import { FRAME_SIZE_MAX } from '../smpp/frames.ts'
import type { PduInput } from '../smpp/pdus.ts'

/*
 * Large buffers that PDUs are encoded into back to back, so that a tick costs one `socket.write` and not one a PDU
 * (a write costs 4.7 µs, an encoded submit_sm 0.3 µs). Buffers go round: one that the socket has let go is used again.
 *
 * Shared by all links of the process: a link holds one only from its first PDU of a tick until the write is done.
 */

/** A batch is written when it has grown to this, in any case at the end of the tick. */
const BATCH_SIZE = 65_536
const CAPACITY = BATCH_SIZE + FRAME_SIZE_MAX
/** Idle buffers kept for the next tick: 4 MiB at most. */
const IDLE_MAX = 32

const idle: Buffer[] = []

/** With room for a PDU of any size as long as less than BATCH_SIZE octets are used. */
function takeBatch(): Buffer {
  return idle.pop() ?? Buffer.allocUnsafeSlow(CAPACITY)
}

/** Only when the socket will not read it any more. */
function giveBack(batch: Buffer): void {
  if (idle.length < IDLE_MAX) idle.push(batch)
}

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

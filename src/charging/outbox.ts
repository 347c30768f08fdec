/**
 * What is written to one peer, put together so that a read's worth of messages costs one write and not one each.
 *
 * Knows no socket: `flush` is given whole batches, and says when it is done with one, so that buffers go round.
 * Invariant: what is committed is flushed, in its order, once.
 */

/** A batch is flushed when it has grown to this, in any case when the caller says so. */
const BATCH_SIZE = 65_536
const CAPACITY = 2 * BATCH_SIZE
/** Idle buffers kept for all peers together: 4 MiB at most. */
const IDLE_MAX = 32

export type Flush = (octets: Buffer, done: () => void) => void

const idle: Buffer[] = []

export class Outbox {
  readonly #flush: Flush
  readonly #onFirst: (box: Outbox) => void
  #buffer: Buffer | null = null
  #used = 0
  #backlog = 0

  /** `onFirst` is called when something waits to be flushed and nothing did. */
  constructor(flush: Flush, onFirst: (box: Outbox) => void) {
    this.#flush = flush
    this.#onFirst = onFirst
  }

  /** Octets that were flushed and are not written yet. */
  get backlog(): number {
    return this.#backlog
  }

  /** Where the next message goes: `size` octets of `buffer` from the offset that this gives. */
  room(size: number): number {
    if (this.#buffer !== null && this.#used + size > this.#buffer.length) this.flush()
    this.#buffer ??= size > CAPACITY ? Buffer.allocUnsafeSlow(size) : (idle.pop() ?? Buffer.allocUnsafeSlow(CAPACITY))
    return this.#used
  }

  /** Only between `room` and the next call of anything here. */
  get buffer(): Buffer {
    return this.#buffer as Buffer
  }

  /** The message from where `room` said to `end` is whole. */
  commit(end: number): void {
    const first = this.#used === 0
    this.#used = end
    if (end >= BATCH_SIZE) this.flush()
    else if (first && end > 0) this.#onFirst(this)
  }

  /** Copies a whole message. */
  send(message: Buffer): void {
    const at = this.room(message.length)
    this.commit(at + message.copy(this.buffer, at))
  }

  flush(): void {
    const buffer = this.#buffer
    const used = this.#used
    if (buffer === null) return
    this.#buffer = null
    this.#used = 0
    if (used === 0) {
      giveBack(buffer)
      return
    }
    this.#backlog += used
    this.#flush(buffer.subarray(0, used), () => {
      this.#backlog -= used
      giveBack(buffer)
    })
  }
}

function giveBack(buffer: Buffer): void {
  if (buffer.length === CAPACITY && idle.length < IDLE_MAX) idle.push(buffer)
}

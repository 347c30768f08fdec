/**
 * The outgoing side of one connection: PDUs into a big buffer, one write for all of them.
 *
 * Invariant: at most WRITES_MAX buffers wait for a peer that does not read; meanwhile the wire is paused, so that
 * nothing is read from that peer either.
 */
import { writeHex } from './digits.ts'
import { giveBack, OUTGOING_SIZE, type Outgoing, takeOutgoing } from './outgoing.ts'
import { HEADER_SIZE, RESPONSE, STATUS, TAG_SC_INTERFACE_VERSION } from './protocol.ts'

const WRITES_MAX = 4
const RESPONSE_SIZE_MAX = 64
const ID_SIZE = 8
const SYSTEM_ID = Buffer.from('LOA-SMSC\0', 'latin1')
const VERSION_3_4 = 0x34

/** What a session needs of its socket. */
export interface Wire {
  /** Calls `done` when the bytes may be written over. */
  write(bytes: Uint8Array, done: () => void): void
  pause(): void
  resume(): void
  /** After what has been written. */
  end(): void
  destroy(): void
}

export class Writer {
  /** Octets in the buffer that `room` gives; whoever writes there moves it on. */
  filled = 0
  /** submit_sm_resp among them. */
  answers = 0
  readonly #wire: Wire
  readonly #unblocked: () => void
  #outgoing: Outgoing | null = null
  #writes = 0

  /** `unblocked`: the peer reads again; the wire is still paused. */
  constructor(wire: Wire, unblocked: () => void) {
    this.#wire = wire
    this.#unblocked = unblocked
  }

  get blocked(): boolean {
    return this.#writes >= WRITES_MAX
  }

  /** A buffer with so many octets free behind `filled`. */
  room(octets: number): Outgoing {
    if (this.filled + octets > OUTGOING_SIZE) this.flush()
    this.#outgoing ??= takeOutgoing()
    return this.#outgoing
  }

  header(command: number, status: number, sequence: number): void {
    const { view } = this.room(RESPONSE_SIZE_MAX)
    const at = this.filled
    view.setInt32(at, HEADER_SIZE)
    view.setInt32(at + 4, command)
    view.setInt32(at + 8, status)
    view.setInt32(at + 12, sequence)
    this.filled = at + HEADER_SIZE
  }

  /** submit_sm_resp or data_sm_resp: with the message_id where the status is ESME_ROK, else a header alone. */
  submitResp(request: number, status: number, sequence: number, messageId: number): void {
    const { view } = this.room(RESPONSE_SIZE_MAX)
    const at = this.filled
    this.header(request | RESPONSE, status, sequence)
    this.answers += 1
    if (status !== STATUS.ESME_ROK) return
    view.setInt32(at, HEADER_SIZE + ID_SIZE + 1)
    writeHex(view, at + HEADER_SIZE, messageId)
    view.setUint8(at + HEADER_SIZE + ID_SIZE, 0)
    this.filled = at + HEADER_SIZE + ID_SIZE + 1
  }

  bindResp(command: number, sequence: number): void {
    const { bytes, view } = this.room(RESPONSE_SIZE_MAX)
    const at = this.filled
    const options = at + HEADER_SIZE + SYSTEM_ID.length
    this.header(command, STATUS.ESME_ROK, sequence)
    bytes.set(SYSTEM_ID, at + HEADER_SIZE)
    view.setUint16(options, TAG_SC_INTERFACE_VERSION)
    view.setUint16(options + 2, 1)
    view.setUint8(options + 4, VERSION_3_4)
    this.filled = options + 5
    view.setUint32(at, this.filled - at)
  }

  flush(): void {
    const outgoing = this.#outgoing
    if (outgoing === null || this.filled === 0) return
    const bytes = outgoing.bytes.subarray(0, this.filled)
    this.#outgoing = null
    this.filled = 0
    this.answers = 0
    this.#writes += 1
    if (this.blocked) this.#wire.pause()
    this.#wire.write(bytes, () => {
      giveBack(outgoing)
      const wasBlocked = this.blocked
      this.#writes -= 1
      if (wasBlocked && !this.blocked) this.#unblocked()
    })
  }

  /** Forgets what has not been written. */
  discard(): void {
    if (this.#outgoing !== null) giveBack(this.#outgoing)
    this.#outgoing = null
    this.filled = 0
    this.answers = 0
  }
}

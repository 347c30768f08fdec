/**
 * Decides on each submit_sm and keeps the books: status, message_id, record, receipt owed.
 *
 * Knows no socket and no octets of a response. One desk serves all connections of a centre. Time is set from outside,
 * once a batch.
 *
 * Invariant: every submit_sm that was received is in the record once, whatever becomes of its answer.
 */
import type { Account } from './accounts.ts'
import { Tally } from './count.ts'
import { SubmitLog } from './log.ts'
import type { CentreOptions } from './options.ts'
import { Payloads } from './payloads.ts'
import { STATUS } from './protocol.ts'
import { Templates, UNDELIVERABLE } from './receipts.ts'
import { Record, splitDestination } from './record.ts'
import { DIGITS, type Shape, Shapes } from './shapes.ts'
import type { Submit } from './submit.ts'

/** An address is at most 20 octets and a NUL. SMPP 3.4, section 5.2.8. */
const ADDRESS_SIZE_MAX = 20
const SECOND_MS = 1000
const SHARE = 2 ** 32

export class Desk {
  readonly options: CentreOptions
  readonly tally = new Tally()
  readonly record = new Record()
  readonly payloads = new Payloads()
  readonly shapes = new Shapes()
  readonly templates: Templates
  readonly log: SubmitLog | null
  /** Monotonic milliseconds. */
  now = 0
  /** Of the message accepted last. */
  messageId = 0

  readonly #seed: number
  readonly #refuse: number
  readonly #undeliverable: number
  readonly #throttle: number
  /** Nothing but acceptance can come of a submit_sm. */
  readonly #plain: boolean
  #secondStart = 0
  #passedInSecond = 0
  #chance: number

  constructor(options: CentreOptions) {
    this.options = options
    this.templates = new Templates(options.receiptStyle, options.receiptDelayMs)
    this.log = options.record === null ? null : new SubmitLog(options.record)
    this.#seed = options.seed | 0
    this.#chance = options.seed >>> 0
    this.#refuse = options.refuse * SHARE
    this.#undeliverable = options.undeliverable * SHARE
    this.#throttle = options.throttle * SHARE
    this.#plain = !(options.tps || options.window || options.refuse || options.throttle)
  }

  /** What a submit_sm becomes, or the status that refuses it. `pdu` is copied. */
  shape(pdu: Uint8Array, submit: Submit): Shape | number {
    const { source, destination, destinationAt, part, payload, data_coding } = submit
    if (source.digits.length > ADDRESS_SIZE_MAX) return STATUS.ESME_RINVSRCADR
    const length = destination.digits.length
    if (length === 0 || length > ADDRESS_SIZE_MAX) return STATUS.ESME_RINVDSTADR
    const row = splitDestination(destination.digits)
    const bank = this.record.bank(part)
    const space = row === null || bank === null ? null : this.record.space(row.prefix)
    const template = submit.receipt === 0 ? -1 : this.templates.find(submit, space === null)
    if (template < 0 && submit.receipt !== 0) return STATUS.ESME_RSYSERR
    const known = this.payloads.find(part, data_coding, payload)
    const bytes = new Uint8Array(pdu)
    return {
      submit,
      size: pdu.length,
      view: new DataView(bytes.buffer),
      varies: space === null ? -1 : destinationAt + length - DIGITS,
      space,
      bank,
      bit: bank === null ? 0 : part.part - bank.first,
      payload: known === null ? null : known[0],
      differs: known !== null && !known[1],
      template,
      next: null,
    }
  }

  /** Decides on one submit_sm and books it. `unanswered` are those before it on its bind. */
  take(shape: Shape, number: number, unanswered: number, account: Account): number {
    const status = this.#plain ? STATUS.ESME_ROK : this.#decide(number, unanswered)
    return this.book(shape, number, status, account)
  }

  #decide(number: number, unanswered: number): number {
    const { tps, window } = this.options
    if (window !== 0 && unanswered >= window) return STATUS.ESME_RTHROTTLED
    if (this.#throttle !== 0 && this.#random() < this.#throttle) return STATUS.ESME_RTHROTTLED
    if (tps !== 0) {
      if (this.now - this.#secondStart >= SECOND_MS) {
        this.#secondStart = this.now
        this.#passedInSecond = 0
      }
      if (this.#passedInSecond >= tps) return STATUS.ESME_RTHROTTLED
      this.#passedInSecond += 1
    }
    return hash(number, this.#seed) < this.#refuse ? STATUS.ESME_RINVDSTADR : STATUS.ESME_ROK
  }

  /** Books one submit_sm under the status given, or a worse one when no receipt can be held; returns it. */
  book(shape: Shape, number: number, wanted: number, account: Account): number {
    const tally = this.tally
    let status = wanted
    if (status === STATUS.ESME_ROK && shape.template >= 0 && account.full) status = STATUS.ESME_RMSGQFUL
    const accepted = status === STATUS.ESME_ROK
    const { space, bank } = shape
    if (space === null || bank === null)
      this.record.noteOdd(shape.submit.destination.digits, shape.submit.part, accepted)
    else this.record.note(space, number, bank, shape.bit, accepted)
    if (shape.payload !== null) {
      if (shape.differs) shape.payload.differing += 1
      else shape.payload.same += 1
    } else this.payloads.uncompared += 1
    if (accepted) {
      tally.accepted += 1
      this.messageId = (this.messageId + 1) | 0
      if (shape.template >= 0) this.#owe(shape, number, account)
    } else if (status === STATUS.ESME_RTHROTTLED) tally.throttled += 1
    else tally.refused += 1
    if (!accepted) tally.status(status)
    if (this.log !== null) this.#logRow(shape, number, status)
    return status
  }

  #owe(shape: Shape, number: number, account: Account): void {
    const undeliverable = hash(number, ~this.#seed) < this.#undeliverable
    if (shape.submit.receipt === 2 && !undeliverable) return
    const { latencyMs, receiptDelayMs } = this.options
    const kind = shape.template | (undeliverable ? UNDELIVERABLE : 0)
    this.tally.owed += 1
    account.fresh.push(number, kind, this.messageId, this.now + latencyMs + receiptDelayMs)
  }

  #logRow(shape: Shape, number: number, status: number): void {
    const { destination, part } = shape.submit
    const digits = shape.space === null ? destination.digits : shape.space.prefix + String(number).padStart(DIGITS, '0')
    const id = status === STATUS.ESME_ROK ? hex(this.messageId) : ''
    this.log?.row(digits, part, status, id)
  }

  /** Mulberry32. */
  #random(): number {
    this.#chance = (this.#chance + 0x6d2b79f5) >>> 0
    let t = Math.imul(this.#chance ^ (this.#chance >>> 15), this.#chance | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
}

/** A message_id as it stands in a response. */
export function hex(messageId: number): string {
  return (messageId >>> 0).toString(16).toUpperCase().padStart(8, '0')
}

/** Scatters a number over 32 bits: which destinations are refused depends on it and the seed alone. */
export function hash(number: number, seed: number): number {
  let mixed = Math.imul(number ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** A number for a destination that has no nine digits (FNV-1a). */
export function numberOf(text: string): number {
  let mixed = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193)
  return mixed >>> 2
}

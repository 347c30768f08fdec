/**
 * One connection: bytes in, bytes out.
 *
 * Parses in place, answers into one big outgoing buffer, writes once a batch. Decides nothing about a submit_sm: that is
 * the desk's. No object and no timer per message.
 *
 *   bytes ─► #parse ─► desk.take ─► #answer ──┐
 *               │                             ├─► Writer ─► one write
 *               └─ deliver_sm_resp   deliver ─┘
 *
 * Invariant: hostile bytes cost their connection at most.
 */
import type { Account, Receiver } from './accounts.ts'
import { type Desk, numberOf } from './desk.ts'
import * as smpp from './protocol.ts'
import { STATUS } from './protocol.ts'
import { attemptsOf, RECEIPT_SIZE_MAX, ReceiptWindow, UNDELIVERABLE } from './receipts.ts'
import { DueRing } from './ring.ts'
import { nineDigits, type Shape } from './shapes.ts'
import { readSubmit } from './submit.ts'
import { type Wire, Writer } from './writer.ts'

const DELAYED_MAX = 1 << 20
const ATTEMPTS_MAX = 100
/** In a delayed answer's status: it is for a data_sm. */
const IS_DATA_SM = 1 << 30
const TEMPORARY: ReadonlySet<number> = new Set([
  STATUS.ESME_RSYSERR,
  STATUS.ESME_RMSGQFUL,
  STATUS.ESME_RTHROTTLED,
  STATUS.ESME_RX_T_APPN,
])

/** What a session needs of its centre. */
export interface Exchange {
  readonly desk: Desk
  /** Null: wrong password or no room for another. */
  account(system_id: string, password: string): Account | number
  /** A connection may break now as by `dropAfter`. */
  mayDrop(): boolean
  /** Something is due at that instant. */
  wakeAt(due: number): void
}

const DELIVER_SM_RESP = smpp.DELIVER_SM + smpp.RESPONSE

const BINDS: ReadonlyMap<number, State> = new Map([
  [smpp.BIND_RECEIVER, 'receiver'],
  [smpp.BIND_TRANSMITTER, 'transmitter'],
  [smpp.BIND_TRANSCEIVER, 'transceiver'],
])

/** Requests of the specification that this centre keeps nothing for, and how it declines. */
const UNABLE: ReadonlyMap<number, number> = new Map([
  [smpp.QUERY_SM, STATUS.ESME_RQUERYFAIL],
  [smpp.CANCEL_SM, STATUS.ESME_RCANCELFAIL],
  [smpp.REPLACE_SM, STATUS.ESME_RREPLACEFAIL],
])

type State = 'open' | 'transmitter' | 'receiver' | 'transceiver' | 'closed'

export class Session implements Receiver {
  readonly #wire: Wire
  readonly #exchange: Exchange
  readonly #desk: Desk
  #state: State = 'open'
  #account: Account | null = null
  #submits = 0
  /** Of the last submit_sm. */
  #shape: Shape | null = null
  /** A PDU of which the end has not come. */
  #partial = new Uint8Array(1024)
  #partialView = new DataView(this.#partial.buffer)
  #partialSize = 0
  readonly #out: Writer
  /** Responses that wait for their time: sequence_number, message_id, status. */
  readonly #delayed = new DueRing(DELAYED_MAX)
  #receipts: ReceiptWindow | null = null

  constructor(wire: Wire, exchange: Exchange) {
    this.#wire = wire
    this.#exchange = exchange
    this.#desk = exchange.desk
    this.#out = new Writer(wire, () => this.#written())
  }

  /** Receipts sent and not answered. */
  get onTheWire(): number {
    return this.#receipts?.size ?? 0
  }

  /** Any octets of the stream, as they come. They are not kept. */
  read(bytes: Uint8Array, view: DataView): void {
    if (this.#state === 'closed') return
    const from = this.#partialSize === 0 ? 0 : this.#complete(bytes)
    if (from >= 0 && this.#isOpen()) {
      const rest = this.#parse(bytes, view, from, bytes.length)
      if (rest < bytes.length && this.#isOpen()) this.#keep(bytes.subarray(rest))
    }
    this.#out.flush()
    this.#pump()
  }

  /** Whether it still listens; asked after something was called that may have closed it. */
  #isOpen(): boolean {
    return this.#state !== 'closed'
  }

  #pump(): void {
    if (this.#account !== null) this.#exchange.wakeAt(this.#account.pump(this.#desk.now))
  }

  /** Completes the kept PDU. Returns the offset behind it, or -1 when its end still has not come. */
  #complete(bytes: Uint8Array): number {
    let taken = 0
    if (this.#partialSize < 4) {
      taken = Math.min(4 - this.#partialSize, bytes.length)
      this.#keep(bytes.subarray(0, taken))
      if (this.#partialSize < 4) return -1
    }
    const size = this.#partialView.getUint32(0)
    if (!this.#sizeIsGood(this.#partialView, 0, this.#partialSize)) return -1
    const missing = Math.min(size - this.#partialSize, bytes.length - taken)
    this.#keep(bytes.subarray(taken, taken + missing))
    if (this.#partialSize < size) return -1
    this.#partialSize = 0
    this.#parse(this.#partial, this.#partialView, 0, size)
    return taken + missing
  }

  #keep(bytes: Uint8Array): void {
    const size = this.#partialSize + bytes.length
    if (size > this.#partial.length) {
      const bigger = new Uint8Array(Math.max(size, this.#partial.length * 2))
      bigger.set(this.#partial)
      this.#partial = bigger
      this.#partialView = new DataView(bigger.buffer)
    }
    this.#partial.set(bytes, this.#partialSize)
    this.#partialSize = size
  }

  /** Whole PDUs from `at`. Returns where the first one begins that is not whole. */
  #parse(bytes: Uint8Array, view: DataView, from: number, end: number): number {
    let at = from
    while (end - at >= 4) {
      const size = view.getUint32(at)
      if (size < smpp.HEADER_SIZE || size > smpp.PDU_SIZE_MAX) {
        this.#sizeIsGood(view, at, end - at)
        return end
      }
      if (end - at < size) break
      const command = view.getUint32(at + 4)
      if (command === smpp.SUBMIT_SM) this.#submit(bytes, view, at, size)
      else if (command === DELIVER_SM_RESP) this.#delivered(view, at)
      else this.#other(bytes.subarray(at, at + size), view, at, command)
      if (!this.#isOpen()) return end
      at += size
    }
    return at
  }

  /** A length that cannot be: one answer, then the end, for nobody knows where the next PDU begins. */
  #sizeIsGood(view: DataView, at: number, here: number): boolean {
    const size = view.getUint32(at)
    if (size >= smpp.HEADER_SIZE && size <= smpp.PDU_SIZE_MAX) return true
    this.#desk.tally.protocolErrors += 1
    const sequence = here >= smpp.HEADER_SIZE ? view.getUint32(at + 12) : 0
    this.#out.header(smpp.GENERIC_NACK, STATUS.ESME_RINVCMDLEN, sequence)
    this.#end()
    return false
  }

  #submit(bytes: Uint8Array, view: DataView, at: number, size: number): void {
    const shape = this.#desk.shapes.find(this.#shape, view, at, size)
    const number = shape === null ? -1 : nineDigits(bytes, at + shape.varies)
    const sequence = view.getInt32(at + 12)
    if (shape !== null && number >= 0 && this.#maySubmit()) {
      this.#shape = shape
      this.#take(shape, number, smpp.SUBMIT_SM, sequence)
    } else this.#readSubmit(bytes.subarray(at, at + size), smpp.SUBMIT_SM, sequence)
  }

  /** A submit_sm or data_sm that was not foreseen. */
  #readSubmit(pdu: Uint8Array, command: number, sequence: number): void {
    const tally = this.#desk.tally
    const submit = readSubmit(pdu, command)
    const shape = typeof submit === 'string' ? STATUS.ESME_RINVMSGLEN : this.#desk.shape(pdu, submit)
    if (typeof shape === 'number' || !this.#maySubmit()) {
      const status = typeof shape === 'number' ? shape : STATUS.ESME_RINVBNDSTS
      if (typeof submit === 'string') tally.protocolErrors += 1
      tally.submits += 1
      tally.octets += pdu.length
      tally.refused += 1
      tally.status(status)
      this.#out.header(command | smpp.RESPONSE, status, sequence)
      return
    }
    const { digits } = shape.submit.destination
    if (shape.varies < 0) {
      this.#take(shape, numberOf(digits), command, sequence)
      return
    }
    if (command === smpp.SUBMIT_SM && this.#desk.options.behaviour === null) {
      this.#desk.shapes.add(this.#shape, shape)
      this.#shape = shape
    }
    this.#take(shape, Number(digits.slice(-9)), command, sequence)
  }

  #maySubmit(): boolean {
    return this.#state === 'transmitter' || this.#state === 'transceiver'
  }

  #take(shape: Shape, number: number, command: number, sequence: number): void {
    const desk = this.#desk
    const account = this.#account
    if (account === null) return
    desk.tally.submits += 1
    desk.tally.octets += shape.size
    this.#submits += 1
    let status: number
    if (desk.options.behaviour === null)
      status = desk.take(shape, number, this.#out.answers + this.#delayed.size, account)
    else {
      const answer = this.#ask(shape, account)
      status =
        answer?.status === undefined
          ? desk.take(shape, number, this.#out.answers + this.#delayed.size, account)
          : desk.book(shape, number, answer.status, account)
      if (answer?.silent === true) {
        desk.tally.unanswered += 1
        return
      }
    }
    this.#answer(command, status, sequence)
    if (this.#submits === desk.options.dropAfter && this.#exchange.mayDrop()) this.#drop()
  }

  #ask({ submit }: Shape, { system_id }: Account) {
    const { source, destination, part, payload } = submit
    return this.#desk.options.behaviour?.({
      system_id,
      destination: destination.digits,
      source: source.digits,
      ...part,
      payload,
    })
  }

  #answer(command: number, status: number, sequence: number): void {
    const { latencyMs } = this.#desk.options
    if (latencyMs === 0) {
      this.#out.submitResp(command, status, sequence, this.#desk.messageId)
      return
    }
    const due = this.#desk.now + latencyMs
    const kind = status | (command === smpp.DATA_SM ? IS_DATA_SM : 0)
    if (!this.#delayed.push(sequence, this.#desk.messageId, kind, due)) this.#desk.tally.unanswered += 1
    this.#exchange.wakeAt(due)
  }

  /** Answers whose time has come, and when the next is due. */
  release(now: number): number {
    const delayed = this.#delayed
    while (!this.#out.blocked && delayed.due <= now) {
      delayed.shift()
      const command = delayed.c & IS_DATA_SM ? smpp.DATA_SM : smpp.SUBMIT_SM
      this.#out.submitResp(command, delayed.c & ~IS_DATA_SM, delayed.a, delayed.b)
    }
    this.#out.flush()
    return this.#out.blocked ? Number.POSITIVE_INFINITY : delayed.due
  }

  flush(): void {
    this.#out.flush()
  }

  deliver(ring: DueRing, most: number): number {
    const window = this.#receipts
    const out = this.#out
    const { templates, tally, now } = this.#desk
    if (window === null) return 0
    let sent = 0
    while (sent < most && ring.due <= now && !out.blocked && !window.full) {
      ring.shift()
      const to = out.room(RECEIPT_SIZE_MAX)
      const at = out.filled
      out.filled = templates.write(to, at, ring.a, ring.b, ring.c)
      to.view.setInt32(at + 12, window.add(ring.a, ring.b, ring.c))
      sent += 1
    }
    tally.sent += sent
    return sent
  }

  /** deliver_sm_resp. */
  #delivered(view: DataView, at: number): void {
    const { tally, now, options } = this.#desk
    const sequence = view.getInt32(at + 12)
    const status = view.getInt32(at + 8)
    const kind = this.#receipts?.kind(sequence) ?? -1
    if (this.#receipts === null || kind < 0) {
      tally.strayResponses += 1
      return
    }
    tally.answered += 1
    if (status === STATUS.ESME_ROK) {
      if (kind & UNDELIVERABLE) tally.undelivered(this.#receipts.number(sequence))
      else tally.delivered += 1
      this.#receipts.free(sequence)
    } else if (TEMPORARY.has(status) && attemptsOf(kind) < ATTEMPTS_MAX && this.#account !== null) {
      this.#again(sequence, this.#account, now + options.receiptAgainMs)
    } else {
      tally.receiptsRefused += 1
      this.#receipts.free(sequence)
    }
  }

  #again(sequence: number, account: Account, due: number): void {
    if (this.#receipts?.moveTo(account.again, sequence, due)) this.#desk.tally.again += 1
    else this.#desk.tally.receiptsRefused += 1
    this.#exchange.wakeAt(due)
  }

  #other(pdu: Uint8Array, view: DataView, at: number, command: number): void {
    const sequence = view.getUint32(at + 12)
    const { tally } = this.#desk
    const as = BINDS.get(command)
    const unable = UNABLE.get(command)
    if (as !== undefined) this.#bind(pdu, command, sequence, as)
    else if (command === smpp.DATA_SM) this.#readSubmit(pdu, command, sequence)
    else if (command === smpp.ENQUIRE_LINK) {
      tally.enquireLinks += 1
      this.#out.header(command | smpp.RESPONSE, STATUS.ESME_ROK, sequence)
    } else if (command === smpp.UNBIND) {
      tally.unbinds += 1
      this.#out.header(command | smpp.RESPONSE, STATUS.ESME_ROK, sequence)
      this.#unbind()
    } else if (unable !== undefined) this.#out.header(command | smpp.RESPONSE, unable, sequence)
    else if (command < smpp.RESPONSE) {
      tally.protocolErrors += 1
      this.#out.header(smpp.GENERIC_NACK, STATUS.ESME_RINVCMDID, sequence)
    }
  }

  #bind(pdu: Uint8Array, command: number, sequence: number, as: State): void {
    const [system_id, password] = Buffer.from(pdu.subarray(smpp.HEADER_SIZE)).toString('latin1').split('\0', 2)
    const account =
      this.#state === 'open' ? this.#exchange.account(system_id ?? '', password ?? '') : STATUS.ESME_RALYBND
    if (typeof account === 'number') {
      this.#desk.tally.bindsRefused += 1
      this.#out.header(command | smpp.RESPONSE, account, sequence)
      return
    }
    this.#desk.tally.binds += 1
    this.#state = as
    this.#account = account
    this.#out.bindResp(command | smpp.RESPONSE, sequence)
    if (as === 'transmitter') return
    this.#receipts = new ReceiptWindow(this.#desk.options.receiptWindow)
    account.add(this)
  }

  #written(): void {
    if (this.#state === 'closed') return
    this.#wire.resume()
    this.#exchange.wakeAt(this.#delayed.due)
    this.#pump()
  }

  /** What is in flight to a receiver that goes will be sent again. */
  #unbind(): void {
    const account = this.#account
    if (account === null) return
    account.remove(this)
    const due = this.#desk.now + this.#desk.options.receiptAgainMs
    for (const sequence of this.#receipts?.sequences() ?? []) this.#again(sequence, account, due)
    this.#receipts = null
    this.#state = 'open'
    this.#account = null
  }

  /** Breaks the connection with answers on their way: the peer cannot know what became of those. */
  #drop(): void {
    this.#desk.tally.drops += 1
    this.#wire.destroy()
    this.closed()
  }

  #end(): void {
    this.#out.flush()
    this.#wire.end()
    this.closed()
  }

  /** The connection is gone. */
  closed(): void {
    if (this.#state === 'closed') return
    this.#desk.tally.unanswered += this.#out.answers + this.#delayed.size
    this.#unbind()
    this.#state = 'closed'
    this.#out.discard()
  }
}

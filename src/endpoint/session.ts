/**
 * The ESME's end of a bound session: what `connect` gives.
 *
 * A message of the peer is answered when its handler is done: with ESME_ROK when it returned or its promise resolved,
 * with a temporary error (or the status of a Refusal) when it threw, so that the centre keeps what was not stored.
 */
import type { AnsweredName, PduOf, RequestName, ResponseTo, SessionIs } from '../smpp/pdus.ts'
import type { Limits } from './limits.ts'
import type { Answer, Ending, Link, LinkOwner } from './link.ts'
import { Message } from './message.ts'
import { type Outbound, submitPdus } from './outbound.ts'
import { type DeliveryReceipt, deliveryReceipt } from './receipt.ts'
import { ReceiptStream } from './receipt-stream.ts'
import { Refusal } from './refusal.ts'
import { type AnyRequest, Sending, type Sent } from './sending.ts'

export interface SessionHandlers {
  /** A subscriber's message; a receipt too, where nobody registered for receipts. */
  deliver(message: Message<'deliver_sm' | 'data_sm'>): unknown
  receipt(receipt: DeliveryReceipt): unknown
  /** A subscriber can be reached again. Not answered. */
  alert(alert: PduOf<'alert_notification'>): unknown
  /** A handler threw something that names no command_status. Default: a process warning. */
  handlerError(error: unknown): void
}

type Inbound = PduOf<'deliver_sm'> | PduOf<'data_sm'>

interface Held {
  readonly pdu: Inbound
  readonly resolve: (answer: Answer | Promise<Answer>) => void
  readonly reject: (error: unknown) => void
  readonly timer: NodeJS.Timeout
}

export class Session {
  readonly #sending: Sending
  readonly #link: Link
  readonly #graceMs: number
  readonly #handlers: Partial<SessionHandlers>
  readonly #peer: () => string
  readonly #closed: Promise<Ending>
  #stream: ReceiptStream | null = null
  /** Messages that came before anybody registered for them, often in one packet with the bind_resp. */
  #held: Held[] = []

  /** Of `connect` only: `link` makes the connection's link with the owner it is given. */
  constructor(options: {
    readonly link: (owner: LinkOwner) => Link
    readonly limits: Limits
    readonly handlers: Partial<SessionHandlers>
    readonly peer: () => string
  }) {
    this.#graceMs = options.limits.handlerGraceMs
    this.#handlers = { ...options.handlers }
    this.#peer = options.peer
    let tellClosed = (_: Ending) => {}
    this.#closed = new Promise(resolve => {
      tellClosed = resolve
    })
    this.#link = options.link({
      serve: request => this.#serve(request),
      handlerFailed: error => this.#handlerFailed(error),
      ended: ending => {
        this.#ended()
        tellClosed(ending)
      },
    })
    this.#sending = new Sending(this.#link, 'submit_sm', submitPdus)
  }

  /** The system_id of the centre's bind_resp. Often empty. */
  get peer(): string {
    return this.#peer()
  }

  /** `bound_trx`, `bound_tx`, `bound_rx`; `unbound` when the centre has left; `closed`. */
  get state(): SessionIs {
    return this.#link.state
  }

  get inFlight(): number {
    return this.#link.inFlight
  }

  /** Requests that wait for room in the window. */
  get waiting(): number {
    return this.#link.waiting
  }

  /** Resolves when the session is over, with the reason. Never rejects. */
  get closed(): Promise<Ending> {
    return this.#closed
  }

  /**
   * Sends a text in as many segments as it takes, or one submit_sm of raw fields. Beyond the window it waits.
   * Rejects with a RequestFailure, whose `uncertain` tells whether the message may have been taken; with a
   * PartsFailure for a message of several segments; with a Failure for what cannot be sent at all.
   */
  submit(message: Outbound): Promise<Sent> {
    return this.#sending.send(message)
  }

  /** Any request, by its PDU. Resolves with the response when its status is ESME_ROK. */
  request<N extends AnsweredName>(pdu: AnyRequest<N>): Promise<PduOf<ResponseTo<N>>> {
    return this.#sending.request(pdu)
  }

  /** One handler for each kind; a later one takes the place of an earlier one. */
  on<Name extends keyof SessionHandlers>(name: Name, handler: SessionHandlers[Name]): this {
    this.#handlers[name] = handler
    this.#release()
    return this
  }

  /** The receipts, for `for await`, each answered when the loop asks for the next. */
  get receipts(): ReceiptStream {
    if (this.#stream === null || this.#stream.over) this.#stream = new ReceiptStream()
    if (this.#link.state === 'closed') this.#stream.finish()
    this.#release()
    return this.#stream
  }

  /** Waits for what is in flight (at most drainMs), unbinds and closes. */
  close(): Promise<void> {
    return this.#link.close()
  }

  /** Breaks off at once. What was not answered is uncertain. */
  destroy(): void {
    this.#link.destroy()
  }

  #serve(request: PduOf<RequestName>): Answer | Promise<Answer> {
    if (request.command === 'deliver_sm' || request.command === 'data_sm')
      return this.#hand(request) ?? this.#hold(request)
    if (request.command === 'alert_notification') return done(this.#handlers.alert?.(request))
    throw new Refusal('ESME_RINVCMDID')
  }

  #handlerFailed(error: unknown): void {
    if (this.#handlers.handlerError !== undefined) this.#handlers.handlerError(error)
    else process.emitWarning(error instanceof Error ? error : String(error))
  }

  #ended(): void {
    this.#stream?.finish()
    for (const { timer } of this.#held.splice(0)) clearTimeout(timer)
  }

  /** Null when nobody has registered for it. */
  #hand(pdu: Inbound): Answer | Promise<Answer> | null {
    const { receipt: onReceipt, deliver: onDeliver } = this.#handlers
    const streaming = this.#stream !== null && !this.#stream.over
    const receipt = onReceipt !== undefined || streaming ? deliveryReceipt(pdu) : null
    if (receipt !== null) {
      if (onReceipt !== undefined) return done(onReceipt(receipt))
      return this.#stream?.offer(receipt) ?? null
    }
    return onDeliver === undefined ? null : done(onDeliver(new Message<'deliver_sm' | 'data_sm'>(pdu)))
  }

  #hold(pdu: Inbound): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#held = this.#held.filter(held => held.pdu !== pdu)
        reject(new Refusal('ESME_RX_T_APPN'))
      }, this.#graceMs)
      this.#held.push({ pdu, resolve, reject, timer })
    })
  }

  /** In a microtask, so that all handlers that are registered together are there. */
  #release(): void {
    if (this.#held.length > 0) queueMicrotask(() => this.#handHeld())
  }

  #handHeld(): void {
    for (const held of this.#held.splice(0)) {
      try {
        const answer = this.#hand(held.pdu)
        if (answer === null) this.#held.push(held)
        else {
          clearTimeout(held.timer)
          held.resolve(answer)
        }
      } catch (error) {
        clearTimeout(held.timer)
        held.reject(error)
      }
    }
  }
}

/** What a handler returns is not told to the peer; only that it is done. */
function done(returned: unknown): Answer | Promise<Answer> {
  return isThenable(returned) ? Promise.resolve(returned).then(() => ({})) : {}
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

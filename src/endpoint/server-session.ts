/**
 * The centre's end of a session: what `listen` gives for each connection.
 *
 * Knows one connection; the server that accepted it is `listen.ts`.
 */
import type { AnsweredName, Body, PduOf, RequestName, ResponseTo, SessionIs, Tlvs } from '../smpp/pdus.ts'
import { type ReceiptToWrite, writeReceipt } from '../smpp/receipts.ts'
import { STATUSES } from '../smpp/statuses.ts'
import type { Answer, Ending, Link, LinkOwner } from './link.ts'
import { Message } from './message.ts'
import { deliverPdus, type Outbound } from './outbound.ts'
import { Refusal } from './refusal.ts'
import { type AnyRequest, Sending, type Sent } from './sending.ts'

export type BindRequest = PduOf<'bind_transceiver' | 'bind_transmitter' | 'bind_receiver'>
export type OtherRequest = PduOf<'submit_multi' | 'data_sm' | 'query_sm' | 'cancel_sm' | 'replace_sm'>

export interface ServerHandlers {
  /** Returns or resolves to let it in; throws a Refusal to refuse. */
  bind(request: BindRequest, session: ServerSession): unknown
  /** The message_id to answer with, or a promise of it; throws a Refusal to refuse. */
  submit(
    message: Message<'submit_sm'>,
    session: ServerSession,
  ): string | { readonly message_id: string } | Promise<string | { readonly message_id: string }>
  /** The fields of the response. Without this handler they are answered with ESME_RINVCMDID. */
  request?(request: OtherRequest, session: ServerSession): Answer | Promise<Answer>
  /** A handler threw something that names no command_status; the peer got ESME_RSYSERR. Default: a process warning. */
  handlerError?(error: unknown): void
}

const SC_INTERFACE_VERSION = 0x34

export class ServerSession {
  readonly remoteAddress: string
  readonly #handlers: ServerHandlers
  readonly #system_id: string
  readonly #link: Link
  readonly #sending: Sending
  readonly #closed: Promise<Ending>
  #peer = ''

  /** Of `listen` only: `link` makes the connection's link with the owner it is given. */
  constructor(options: {
    readonly link: (owner: LinkOwner) => Link
    readonly handlers: ServerHandlers
    readonly system_id: string
    readonly remoteAddress: string
  }) {
    this.remoteAddress = options.remoteAddress
    this.#handlers = options.handlers
    this.#system_id = options.system_id
    let tellClosed = (_: Ending) => {}
    this.#closed = new Promise(resolve => {
      tellClosed = resolve
    })
    this.#link = options.link({
      serve: request => this.#serve(request),
      handlerFailed: error => this.#handlerFailed(error),
      ended: ending => tellClosed(ending),
    })
    this.#sending = new Sending(this.#link, 'deliver_sm', deliverPdus)
  }

  /** The system_id the ESME has bound with; empty before. */
  get peer(): string {
    return this.#peer
  }

  get state(): SessionIs {
    return this.#link.state
  }

  /** Resolves when the session is over, with the reason. Never rejects. */
  get closed(): Promise<Ending> {
    return this.#closed
  }

  /** Gives a message to the ESME; resolves when it has answered with ESME_ROK. */
  deliver(message: Outbound): Promise<Sent> {
    return this.#sending.send(message)
  }

  /** Gives a delivery receipt, in appendix B's text and in TLVs. */
  async receipt(receipt: ReceiptToWrite): Promise<void> {
    await this.#sending.request(writeReceipt(receipt))
  }

  request<N extends AnsweredName>(pdu: AnyRequest<N>): Promise<PduOf<ResponseTo<N>>> {
    return this.#sending.request(pdu)
  }

  /** A subscriber can be reached again. Not answered. */
  alert(alert: Partial<Body<'alert_notification'>> & { readonly tlvs?: Tlvs }): void {
    this.#link.tell({ ...alert, command: 'alert_notification' })
  }

  close(): Promise<void> {
    return this.#link.close()
  }

  destroy(): void {
    this.#link.destroy()
  }

  #serve(request: PduOf<RequestName>): Answer | Promise<Answer> {
    switch (request.command) {
      case 'submit_sm':
        return this.#submit(request)
      case 'bind_transceiver':
      case 'bind_transmitter':
      case 'bind_receiver':
        return this.#bind(request)
      case 'submit_multi':
      case 'data_sm':
      case 'query_sm':
      case 'cancel_sm':
      case 'replace_sm':
        if (this.#handlers.request !== undefined) return this.#handlers.request(request, this)
    }
    throw new Refusal('ESME_RINVCMDID')
  }

  async #bind(request: BindRequest): Promise<Answer> {
    await this.#handlers.bind(request, this)
    this.#peer = request.system_id
    return {
      command_status: STATUSES.ESME_ROK,
      system_id: this.#system_id,
      tlvs: { sc_interface_version: SC_INTERFACE_VERSION },
    }
  }

  #submit(pdu: PduOf<'submit_sm'>): Answer | Promise<Answer> {
    const taken = this.#handlers.submit(new Message(pdu), this)
    return taken instanceof Promise ? taken.then(asAnswer) : asAnswer(taken)
  }

  #handlerFailed(error: unknown): void {
    if (this.#handlers.handlerError !== undefined) this.#handlers.handlerError(error)
    else process.emitWarning(error instanceof Error ? error : String(error))
  }
}

function asAnswer(taken: string | { readonly message_id: string }): Answer {
  return typeof taken === 'string' ? { message_id: taken } : { message_id: taken.message_id }
}

/**
 * The rules of an SMPP session, for both ends (SMPP 3.4, sections 2.2 and 2.3).
 *
 * Decoded PDUs go in, what to do comes out: no socket, no timer, no clock. A session's state depends on what either
 * side sent, not on which side we are, so one table of transitions serves both.
 *
 *                 outbind                 bind_*              bind_*_resp ESME_ROK
 *     open ------------------> outbound ---------> binding -------------------------> bound_tx | bound_rx | bound_trx
 *      |  ------------------------------------------^  |                                         |
 *      ^-----------------------------------------------+ any other answer           unbind_resp  v
 *                                                                                             unbound
 *
 * A side that has sent unbind stays bound until the answer: what the other one still sends is served.
 */
import type { Millis } from '../base/clock.ts'
import type { Decoded } from './codec.ts'
import { InFlight } from './in-flight.ts'
import {
  type AnsweredName,
  isResponse,
  PDUS,
  type PduInput,
  type PduName,
  type PduOf,
  type PduSpec,
  type RequestName,
  type ResponseName,
  responseTo,
  type SessionIs,
} from './pdus.ts'
import { STATUSES } from './statuses.ts'

export type Side = 'esme' | 'smsc'

interface Transition {
  readonly by: Side | 'either'
  readonly command: PduName
  readonly status: 'ok' | 'error' | 'any'
  readonly when: readonly SessionIs[]
  readonly to: SessionIs
}

const UNBOUND_YET: readonly SessionIs[] = ['open', 'outbound']
const BOUND: readonly SessionIs[] = ['bound_tx', 'bound_rx', 'bound_trx']

const TRANSITIONS: readonly Transition[] = [
  { by: 'smsc', command: 'outbind', status: 'any', when: ['open'], to: 'outbound' },
  { by: 'esme', command: 'bind_transmitter', status: 'any', when: UNBOUND_YET, to: 'binding' },
  { by: 'esme', command: 'bind_receiver', status: 'any', when: UNBOUND_YET, to: 'binding' },
  { by: 'esme', command: 'bind_transceiver', status: 'any', when: UNBOUND_YET, to: 'binding' },
  { by: 'smsc', command: 'bind_transmitter_resp', status: 'ok', when: ['binding'], to: 'bound_tx' },
  { by: 'smsc', command: 'bind_receiver_resp', status: 'ok', when: ['binding'], to: 'bound_rx' },
  { by: 'smsc', command: 'bind_transceiver_resp', status: 'ok', when: ['binding'], to: 'bound_trx' },
  { by: 'smsc', command: 'bind_transmitter_resp', status: 'error', when: ['binding'], to: 'open' },
  { by: 'smsc', command: 'bind_receiver_resp', status: 'error', when: ['binding'], to: 'open' },
  { by: 'smsc', command: 'bind_transceiver_resp', status: 'error', when: ['binding'], to: 'open' },
  { by: 'smsc', command: 'generic_nack', status: 'any', when: ['binding'], to: 'open' },
  { by: 'either', command: 'unbind_resp', status: 'any', when: BOUND, to: 'unbound' },
]

/** The state after `by` sent this PDU. */
export function after(state: SessionIs, by: Side, command: PduName, command_status: number): SessionIs {
  const status = command_status === STATUSES.ESME_ROK ? 'ok' : 'error'
  const row = TRANSITIONS.find(
    t =>
      t.command === command &&
      (t.by === by || t.by === 'either') &&
      (t.status === status || t.status === 'any') &&
      t.when.includes(state),
  )
  return row?.to ?? state
}

/** ESME_ROK when `by` may send this request now, else the command_status that it is answered with. */
export function judge(state: SessionIs, by: Side, command: RequestName): number {
  const spec: PduSpec = PDUS[command]
  if (spec[by]?.includes(state)) return STATUSES.ESME_ROK
  const isBind = command.startsWith('bind_')
  const bound = BOUND.includes(state) || state === 'binding'
  return isBind && bound && by === 'esme' ? STATUSES.ESME_RALYBND : STATUSES.ESME_RINVBNDSTS
}

export type Step<Context> =
  /** A request for the user of this end, who answers it. */
  | { readonly do: 'serve'; readonly request: PduOf<RequestName>; readonly stray: boolean }
  /** Send this; nobody needs to know. */
  | { readonly do: 'answer'; readonly pdu: PduInput }
  /** Our request under this context is answered, perhaps by generic_nack. */
  | {
      readonly do: 'settle'
      readonly response: PduOf<ResponseName>
      readonly context: Context
      readonly stray: boolean
    }
  /** A response that nobody waits for (any more). */
  | { readonly do: 'late'; readonly response: PduOf<ResponseName> }
  /** The peer leaves: send this, then submit nothing more. Late responses are still taken. */
  | { readonly do: 'part'; readonly pdu: PduInput }
  | { readonly do: 'ignore' }

const IGNORE = { do: 'ignore' } as const

/** One end of a session. `Context` is what the caller remembers of a request until its answer. */
export class SessionCore<Context> {
  readonly inFlight: InFlight<Context>
  readonly #us: Side
  readonly #them: Side
  #state: SessionIs = 'open'

  constructor(options: { side: Side; window: number; firstSequence?: number }) {
    this.#us = options.side
    this.#them = options.side === 'esme' ? 'smsc' : 'esme'
    this.inFlight = new InFlight<Context>({
      size: options.window,
      ...(options.firstSequence !== undefined && { firstSequence: options.firstSequence }),
    })
  }

  get state(): SessionIs {
    return this.#state
  }

  get bound(): boolean {
    return BOUND.includes(this.#state)
  }

  /** Whether we may send this request in this state (a peer would answer ESME_RINVBNDSTS). */
  maySend(command: RequestName): boolean {
    return judge(this.#state, this.#us, command) === STATUSES.ESME_ROK
  }

  /** The number to send this request under, or null when the window is full. */
  request(command: AnsweredName, context: Context, now: Millis): number | null {
    const sequence = this.inFlight.enter(command, context, now)
    if (sequence !== null) this.sent(command)
    return sequence
  }

  /** Tells of every PDU we send other than by `request`: responses, outbind, alert_notification. */
  sent(command: PduName, command_status: number = STATUSES.ESME_ROK): void {
    this.#state = after(this.#state, this.#us, command, command_status)
  }

  receive(decoded: Decoded): Step<Context> {
    if (!decoded.ok) {
      const { answer, command_status, sequence_number } = decoded
      if (answer === null) return IGNORE
      return { do: 'answer', pdu: { command: answer, command_status, sequence_number } }
    }
    const { pdu, stray } = decoded
    return isResponsePdu(pdu) ? this.#settle(pdu, stray) : this.#serve(pdu, stray)
  }

  /** The connection is gone. What was in flight is drained by the caller. */
  close(): void {
    this.#state = 'closed'
  }

  #settle(response: PduOf<ResponseName>, stray: boolean): Step<Context> {
    const { sequence_number } = response
    const asked = this.inFlight.asked(sequence_number)
    const answers =
      asked !== undefined && (response.command === 'generic_nack' || response.command === responseTo(asked))
    if (!answers) return { do: 'late', response }
    // A generic_nack for something else does not end a bind.
    if (response.command !== 'generic_nack' || asked.startsWith('bind_'))
      this.#state = after(this.#state, this.#them, response.command, response.command_status)
    return { do: 'settle', response, context: this.inFlight.settle(sequence_number), stray }
  }

  #serve(request: PduOf<RequestName>, stray: boolean): Step<Context> {
    const { command, sequence_number } = request
    const response = responseTo(command)
    const command_status = judge(this.#state, this.#them, command)
    if (command_status !== STATUSES.ESME_ROK) {
      if (response === null) return IGNORE
      return { do: 'answer', pdu: { command: response, command_status, sequence_number } }
    }
    this.#state = after(this.#state, this.#them, command, request.command_status)
    if (command === 'enquire_link') return { do: 'answer', pdu: { command: 'enquire_link_resp', sequence_number } }
    if (command !== 'unbind') return { do: 'serve', request, stray }
    this.#state = after(this.#state, this.#us, 'unbind_resp', STATUSES.ESME_ROK)
    return { do: 'part', pdu: { command: 'unbind_resp', sequence_number } }
  }
}

function isResponsePdu(pdu: PduOf<PduName>): pdu is PduOf<ResponseName> {
  return isResponse(pdu.command)
}

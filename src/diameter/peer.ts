/**
 * One connection with a Diameter peer: capabilities, watchdog and farewell (RFC 6733, sections 5.3 to 5.6).
 *
 *   responder   waiting --CER, admitted / CEA--> open --stop / DPR--> closing --DPA--> closed
 *   initiator   waiting --CEA, success---------> open --DPR / DPA---> closing --the peer closes--> closed
 *
 * Messages and time in, steps out: no socket, no timer, no clock. Application messages are the caller's (`serve`); so is
 * the choice between two connections with one peer (`admit`, `winsElection`).
 */
import { type Origin, putRefusal, refusalSizeMax } from './answers.ts'
import { AvpCursor, MANDATORY_BIT } from './avps.ts'
import { decodeMessage, encodeMessage } from './codec.ts'
import {
  APPLICATIONS,
  type Avps,
  COMMANDS,
  type CommandName,
  type Message,
  type OtherAvp,
  THREE_GPP,
} from './dictionary.ts'
import { applicationOf, commandOf, endToEndOf, hopByHopOf, isRequest } from './header.ts'
import { sameIdentity } from './identities.ts'
import { isProtocolError, isSuccess, RESULT_CODES, resultName } from './result-codes.ts'

/** What we say of ourselves in CER and CEA. */
export interface Self {
  readonly origin: Origin
  readonly productName: string
  /** Grows with each start, so that peers see that sessions were lost. */
  readonly originStateId: number
  /** Applications that we answer or forward, besides the base protocol. */
  readonly applications: readonly number[]
}

/** What the peer said. */
export interface PeerIdentity {
  readonly host: string
  readonly realm: string
  readonly applications: readonly number[]
  readonly productName: string
}

export type Admission =
  | { readonly is: 'admitted' }
  | { readonly is: 'refused'; readonly resultCode: number }
  /** Closed without a word: there is another connection with this peer (section 5.6, R-Reject). */
  | { readonly is: 'rejected'; readonly why: string }

export type PeerStep =
  | { readonly do: 'wait' }
  | { readonly do: 'send'; readonly octets: Buffer }
  /** The peer is known now. A responder sends `octets`. */
  | { readonly do: 'open'; readonly peer: PeerIdentity; readonly octets: Buffer | null }
  /** An application's message: the caller's. */
  | { readonly do: 'serve' }
  /** A Device-Watchdog-Answer. */
  | { readonly do: 'alive' }
  /** The peer leaves: send this, ask nothing more of it, answer what is in hand. */
  | { readonly do: 'part'; readonly octets: Buffer; readonly cause: number }
  | { readonly do: 'close'; readonly octets: Buffer | null; readonly why: string }

export type PeerIs = 'waiting' | 'open' | 'closing'

const WAIT: PeerStep = { do: 'wait' }
const SERVE: PeerStep = { do: 'serve' }
const ALIVE: PeerStep = { do: 'alive' }
const OF_THE_BASE: ReadonlySet<number> = new Set([COMMANDS.CER.code, COMMANDS.DWR.code, COMMANDS.DPR.code])
const SUCCESS = { 'Result-Code': RESULT_CODES.DIAMETER_SUCCESS } as const
const NO_INBAND_SECURITY = 0

export interface PeerOptions {
  readonly side: 'initiator' | 'responder'
  readonly self: Self
  /** Our addresses, as the connection shows them. */
  readonly addresses: readonly string[]
  /** Null: whoever answers. */
  readonly expected: string | null
  readonly admit: (peer: PeerIdentity) => Admission
  /** Of the connection, so that nothing else in flight has it. */
  readonly hopByHop: () => number
  readonly endToEnd: () => number
}

export class PeerCore {
  readonly #options: PeerOptions
  #is: PeerIs = 'waiting'

  constructor(options: PeerOptions) {
    this.#options = options
  }

  get is(): PeerIs {
    return this.#is
  }

  /** The first message of the side that connected. */
  capabilities(): Buffer {
    return this.#request('CER', this.#capabilities())
  }

  watchdog(): Buffer {
    const { self } = this.#options
    return this.#request('DWR', { ...this.#origin(), 'Origin-State-Id': self.originStateId })
  }

  /** Says goodbye. The peer's answer gives the step that closes. */
  disconnect(cause: number): Buffer {
    this.#is = 'closing'
    return this.#request('DPR', { ...this.#origin(), 'Disconnect-Cause': cause })
  }

  receive(frame: Buffer): PeerStep {
    if (applicationOf(frame) !== APPLICATIONS.base) {
      if (this.#is !== 'waiting') return SERVE
      return this.#close('it sent something before its capabilities')
    }
    // A command of another application in application 0: a request for nobody, or an answer to nothing.
    if (!OF_THE_BASE.has(commandOf(frame)))
      return this.#refuse(frame, { resultCode: RESULT_CODES.DIAMETER_COMMAND_UNSUPPORTED, failed: null })
    const decoded = decodeMessage(frame)
    if (!decoded.ok) return this.#refuse(frame, decoded)
    const { message } = decoded
    if (this.#is === 'waiting') return this.#meet(frame, message)
    switch (message.command) {
      case 'DWR':
        return this.#answer(message, {
          ...SUCCESS,
          ...this.#origin(),
          'Origin-State-Id': this.#options.self.originStateId,
        })
      case 'DWA':
        return ALIVE
      case 'DPR': {
        this.#is = 'closing'
        const octets = this.#encodeAnswer(message, { ...SUCCESS, ...this.#origin() })
        return { do: 'part', octets, cause: message.avps['Disconnect-Cause'] ?? 0 }
      }
      case 'DPA':
        return this.#is === 'closing' ? this.#close('we said goodbye') : WAIT
      case 'CER':
        return this.#refuse(frame, { resultCode: RESULT_CODES.DIAMETER_UNABLE_TO_COMPLY, failed: null })
      default:
        return WAIT
    }
  }

  #meet(frame: Buffer, message: Message): PeerStep {
    const { side, expected, admit } = this.#options
    const peer = identityOf(message)
    if (side === 'initiator') {
      if (message.command !== 'CEA') return this.#close(`it answered with ${message.command}`)
      const code = message.avps['Result-Code'] as number
      if (!isSuccess(code)) return this.#close(`it refused with ${resultName(code)}`)
      if (expected !== null && !sameIdentity(expected, peer.host))
        return this.#close(`it is ${peer.host} and not ${expected}`)
      const admission = admit(peer)
      if (admission.is === 'rejected') return this.#close(admission.why)
      if (admission.is === 'refused') return this.#close(resultName(admission.resultCode))
      if (!this.#shares(peer)) return this.#close('it has no application in common with us')
      this.#is = 'open'
      return { do: 'open', peer, octets: null }
    }
    if (message.command !== 'CER') return this.#close(`it began with ${message.command}`)
    const admission = admit(peer)
    if (admission.is === 'rejected') return this.#close(admission.why)
    const resultCode = this.#judge(message, peer, admission)
    if (resultCode !== RESULT_CODES.DIAMETER_SUCCESS) return this.#turnAway(frame, { resultCode, failed: null })
    this.#is = 'open'
    return { do: 'open', peer, octets: this.#encodeAnswer(message, { ...SUCCESS, ...this.#capabilities() }) }
  }

  #judge(cer: Message, peer: PeerIdentity, admission: Admission): number {
    if (admission.is === 'refused') return admission.resultCode
    if (!this.#shares(peer)) return RESULT_CODES.DIAMETER_NO_COMMON_APPLICATION
    const security = cer.avps['Inband-Security-Id']
    if (security !== undefined && !security.includes(NO_INBAND_SECURITY))
      return RESULT_CODES.DIAMETER_NO_COMMON_SECURITY
    return RESULT_CODES.DIAMETER_SUCCESS
  }

  #shares(peer: PeerIdentity): boolean {
    const { applications } = this.#options.self
    return peer.applications.some(id => id === APPLICATIONS.relay || applications.includes(id))
  }

  #origin(): Avps {
    const { host, realm } = this.#options.self.origin
    return { 'Origin-Host': host, 'Origin-Realm': realm }
  }

  #capabilities(): Avps {
    const { self, addresses } = this.#options
    return {
      ...this.#origin(),
      'Host-IP-Address': addresses,
      'Vendor-Id': 0,
      'Product-Name': self.productName,
      'Origin-State-Id': self.originStateId,
      'Supported-Vendor-Id': [THREE_GPP],
      'Auth-Application-Id': self.applications,
    }
  }

  #request(command: CommandName, avps: Avps): Buffer {
    const { hopByHop, endToEnd } = this.#options
    return encodeMessage({ command, hopByHop: hopByHop(), endToEnd: endToEnd(), avps })
  }

  #answer(request: Message, avps: Avps): PeerStep {
    return { do: 'send', octets: this.#encodeAnswer(request, avps) }
  }

  #encodeAnswer(request: Message, avps: Avps): Buffer {
    const command = ANSWER_TO[request.command] as CommandName
    const { hopByHop, endToEnd } = request
    return encodeMessage({ command, hopByHop, endToEnd, avps })
  }

  #refuse(frame: Buffer, why: { readonly resultCode: number; readonly failed: Buffer | null }): PeerStep {
    if (!isRequest(frame))
      // An answer that cannot be read is none; only of the one to our CER something depends.
      return this.#is === 'waiting' ? this.#close(`its answer: ${resultName(why.resultCode)}`) : WAIT
    if (this.#is === 'waiting') return this.#turnAway(frame, why)
    return { do: 'send', octets: this.#refusal(frame, why) }
  }

  /** A refusal without the E bit keeps to the grammar of the Capabilities-Exchange-Answer. */
  #turnAway(
    frame: Buffer,
    { resultCode, failed }: { readonly resultCode: number; readonly failed: Buffer | null },
  ): PeerStep {
    const why = `refused with ${resultName(resultCode)}`
    if (isProtocolError(resultCode) || !isCapabilities(frame))
      return { do: 'close', octets: this.#refusal(frame, { resultCode, failed }), why }
    const octets = encodeMessage({
      command: 'CEA',
      hopByHop: hopByHopOf(frame),
      endToEnd: endToEndOf(frame),
      avps: {
        'Result-Code': resultCode,
        ...this.#capabilities(),
        ...(failed !== null && { 'Failed-AVP': [{ others: [asOther(failed)] }] }),
      },
    })
    return { do: 'close', octets, why }
  }

  #refusal(frame: Buffer, why: { readonly resultCode: number; readonly failed: Buffer | null }): Buffer {
    const { origin } = this.#options.self
    const octets = Buffer.alloc(refusalSizeMax(frame, origin, why.failed))
    return octets.subarray(0, putRefusal(octets, 0, frame, origin, why))
  }

  #close(why: string): PeerStep {
    return { do: 'close', octets: null, why }
  }
}

function isCapabilities(frame: Buffer): boolean {
  return commandOf(frame) === COMMANDS.CER.code
}

/** A whole AVP as it came, to be written again. */
function asOther(avp: Buffer): OtherAvp {
  const cursor = new AvpCursor().over(avp, 0, avp.length)
  cursor.next()
  const { code, vendor, flags, from, to } = cursor
  return { code, vendor, mandatory: (flags & MANDATORY_BIT) !== 0, data: avp.subarray(from, to) }
}

const ANSWER_TO: Partial<Record<CommandName, CommandName>> = { CER: 'CEA', DWR: 'DWA', DPR: 'DPA' }

function identityOf({ avps }: Message): PeerIdentity {
  return {
    host: avps['Origin-Host'] ?? '',
    realm: avps['Origin-Realm'] ?? '',
    productName: avps['Product-Name'] ?? '',
    applications: [
      ...(avps['Auth-Application-Id'] ?? []),
      ...(avps['Acct-Application-Id'] ?? []),
      ...(avps['Vendor-Specific-Application-Id'] ?? []).flatMap(group => [
        ...(group['Auth-Application-Id'] ?? []),
        ...(group['Acct-Application-Id'] ?? []),
      ]),
    ],
  }
}

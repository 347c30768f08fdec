/**
 * Opens a connection to an SMS centre, over TCP or TLS, and binds.
 *
 * With `smpps://` the centre's certificate is verified against the system's authorities, those of
 * NODE_EXTRA_CA_CERTS, or `tls.ca`; one that is not trusted gets no bind PDU, and so no password.
 */

import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { trustedAuthorities, trustedCertificates } from '../base/authorities.ts'
import { systemClock } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import type { Body, UnnumberedOf } from '../smpp/pdus.ts'
import { statusName } from '../smpp/statuses.ts'
import { readSmppUrl, type SmppUrl } from '../smpp/urls.ts'
import { ENDPOINT_FAILURES, endpointFailure } from './failures.ts'
import { type Limits, limitsFrom } from './limits.ts'
import { Link } from './link.ts'
import { RequestFailure } from './request-failure.ts'
import { Session, type SessionHandlers } from './session.ts'

export type BindAs = 'transceiver' | 'transmitter' | 'receiver'

export interface ConnectOptions extends Partial<Limits> {
  /** `smpp://system_id:password@host:port`, or `smpps://` for TLS. Percent-encode what is special in a URL. */
  readonly url: string
  /** Default `transceiver`. */
  readonly bind?: BindAs
  /** For `smpps://`: ca, cert, key, servername and what else `tls.connect` takes. */
  readonly tls?: ConnectionOptions
  /** Handlers that are there from the first octet on; `session.on` registers them later. */
  readonly on?: Partial<SessionHandlers>
  readonly system_type?: string
  readonly addr_ton?: number
  readonly addr_npi?: number
  readonly address_range?: string
}

const BINDS = { transceiver: 'bind_transceiver', transmitter: 'bind_transmitter', receiver: 'bind_receiver' } as const

/** Octets taken from the kernel at once. */
const READ_SIZE = 65_536

/**
 * Resolves when bound. Rejects with `smppUrl` or `smppOption` for the arguments, `smppUnreachable` when there is no
 * connection or no trust, `smppBindRefused` (a RequestFailure, with the centre's answer) or `smppUnanswered`.
 */
export async function connect(options: ConnectOptions): Promise<Session> {
  const url = readSmppUrl(options.url)
  if (url === null) throw endpointFailure('smppUrl')
  const limits = limitsFrom(options)
  const command = BINDS[options.bind ?? 'transceiver']
  if (command === undefined)
    throw endpointFailure('smppOption', { option: 'bind', why: `it is none of ${Object.keys(BINDS).join(', ')}` })
  let link: Link | null = null
  const socket = await dial(url, options, chunk => link?.read(chunk))
  let peer = ''
  const session = new Session({
    link: owner => {
      link = new Link(socket, { side: 'esme', limits, clock: systemClock, owner })
      return link
    },
    limits,
    handlers: options.on ?? {},
    peer: () => peer,
  })
  peer = await bind(link as unknown as Link, `${url.host}:${url.port}`, {
    command,
    system_id: url.system_id,
    password: url.password,
    system_type: options.system_type ?? '',
    addr_ton: options.addr_ton ?? 0,
    addr_npi: options.addr_npi ?? 0,
    address_range: options.address_range ?? '',
  })
  return session
}

type BindPdu = Omit<UnnumberedOf<'bind_transceiver'>, 'command'> & {
  readonly command: (typeof BINDS)[BindAs]
} & Partial<Body<'bind_transceiver'>>

/** Gives the centre's system_id. */
function bind(link: Link, where: string, pdu: BindPdu): Promise<string> {
  return new Promise((resolve, reject) => {
    link.request(pdu as UnnumberedOf<'bind_transceiver'>, {
      settled: response => resolve('system_id' in response ? response.system_id : ''),
      failed: error => {
        link.destroy('not bound')
        reject(asBindFailure(error, where))
      },
    })
  })
}

function asBindFailure(error: Error, where: string): Error {
  if (!(error instanceof RequestFailure)) return error
  const { command, response } = error
  if (response === null) return error
  const status = statusName(response.command_status)
  return new RequestFailure('smppBindRefused', ENDPOINT_FAILURES.smppBindRefused, {
    command,
    response,
    details: { where, status },
  })
}

/** Whom to believe, where the caller does not say: Node alone would leave the system's authorities out. */
function trusted(given: ConnectionOptions | undefined): ConnectionOptions {
  if (given?.ca !== undefined || given?.secureContext !== undefined) return {}
  if (given === undefined) {
    const secureContext = trustedAuthorities()
    return secureContext === undefined ? {} : { secureContext }
  }
  const ca = trustedCertificates()
  return ca === undefined ? {} : { ca }
}

/** Resolves with a connected socket, for TLS a trusted one, whose octets go to `onChunk`. */
function dial(
  url: SmppUrl,
  options: { readonly tls?: ConnectionOptions } & Partial<Limits>,
  onChunk: (chunk: Buffer) => void,
): Promise<Socket> {
  const { connectTimeoutMs } = limitsFrom(options)
  const { host, port } = url
  const buffer = Buffer.allocUnsafeSlow(READ_SIZE)
  const onread = {
    buffer,
    callback: (count: number) => {
      onChunk(buffer.subarray(0, count))
      return true
    },
  }
  return new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? { servername: host } : {}
    // Node takes onread for TLS too; its types say so only of TCP.
    const secured: ConnectionOptions & { onread: object } = {
      ...servername,
      ...trusted(options.tls),
      // Not for the environment to say.
      rejectUnauthorized: true,
      ...options.tls,
      host,
      port,
      onread,
    }
    const socket = url.tls ? connectTls(secured) : connectTcp({ host, port, onread })
    const timer = setTimeout(() => refuse(new Error(`no answer within ${connectTimeoutMs} ms`)), connectTimeoutMs)
    const refuse = (error: Error) => {
      clearTimeout(timer)
      socket.destroy()
      reject(endpointFailure('smppUnreachable', { where: `${host}:${port}`, why: reason(error) }))
    }
    const closed = () => refuse(new Error('the connection was closed'))
    socket.once('error', refuse)
    socket.once('close', closed)
    socket.once(url.tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', refuse)
      socket.off('close', closed)
      resolve(socket)
    })
  })
}

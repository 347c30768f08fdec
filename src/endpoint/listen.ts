/**
 * Accepts ESMEs over TCP or TLS: an SMPP server. What a message means is for the handlers.
 *
 * Invariants: at most `sessions` connections; one that has not bound within `bindTimeoutMs` is closed.
 */

import { type AddressInfo, createServer as createTcp, type Server as NetServer, type Socket } from 'node:net'
import { createServer as createTls, type TlsOptions } from 'node:tls'
import { systemClock } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { endpointFailure } from './failures.ts'
import { type Limits, limitsFrom } from './limits.ts'
import { Link } from './link.ts'
import { type ServerHandlers, ServerSession } from './server-session.ts'

export interface ListenOptions extends Partial<Limits>, ServerHandlers {
  /** 0 for any free one. Default 0. */
  readonly port?: number
  /** Default 127.0.0.1: who wants the world to come in says so. */
  readonly host?: string
  /** key, cert and what else `tls.createServer` takes: then TLS only. */
  readonly tls?: TlsOptions
  /** What we call ourselves in bind_resp. */
  readonly system_id?: string
  /** Connections at once; one more is closed at once. */
  readonly sessions?: number
  readonly bindTimeoutMs?: number
}

const SESSIONS = 1000
const BIND_TIMEOUT_MS = 10_000

export class Server {
  readonly #net: NetServer
  readonly #sessions: ReadonlySet<ServerSession>

  /** Of `listen` only. */
  constructor(net: NetServer, sessions: ReadonlySet<ServerSession>) {
    this.#net = net
    this.#sessions = sessions
  }

  get port(): number {
    return (this.#net.address() as AddressInfo | null)?.port ?? 0
  }

  /** Connections that are there now, bound or not. */
  get sessions(): readonly ServerSession[] {
    return [...this.#sessions]
  }

  /** Accepts nobody any more, and lets each session drain, unbind and close. */
  async close(): Promise<void> {
    const gone = new Promise<void>(resolve => this.#net.close(() => resolve()))
    await Promise.all(this.sessions.map(session => session.close()))
    await gone
  }
}

/** Resolves when it listens. Fails with `smppOption` or `cannotListen`. */
export async function listen(options: ListenOptions): Promise<Server> {
  const limits = limitsFrom(options)
  for (const handler of ['bind', 'submit'] as const)
    if (typeof options[handler] !== 'function')
      throw endpointFailure('smppOption', { option: handler, why: 'a server needs this handler' })
  const sessions = new Set<ServerSession>()
  const accept = (socket: Socket) => {
    if (sessions.size >= (options.sessions ?? SESSIONS)) {
      socket.destroy()
      return
    }
    const session = serve(socket, options, limits)
    sessions.add(session)
    session.closed.then(() => sessions.delete(session))
  }
  const handshakeTimeout = limits.connectTimeoutMs
  const net =
    options.tls === undefined
      ? createTcp({ noDelay: true }, accept)
      : createTls({ handshakeTimeout, ...options.tls }, accept)
  // A handshake that fails is the client's to mend; it has been closed by now.
  if (options.tls !== undefined) net.on('tlsClientError', (_error, socket: Socket) => socket.destroy())
  await listening(net, { host: options.host ?? '127.0.0.1', port: options.port ?? 0 })
  return new Server(net, sessions)
}

function listening(net: NetServer, where: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    net.once('error', error =>
      reject(baseFailure('cannotListen', { where: `${where.host}:${where.port}`, why: reason(error) })),
    )
    net.listen(where, resolve)
  })
}

function serve(socket: Socket, options: ListenOptions, limits: Limits): ServerSession {
  let link: Link | null = null
  const session = new ServerSession({
    link: owner => {
      link = new Link(socket, { side: 'smsc', limits, clock: systemClock, owner })
      return link
    },
    handlers: options,
    system_id: options.system_id ?? '',
    remoteAddress: socket.remoteAddress ?? '',
  })
  socket.on('data', (chunk: Buffer) => link?.read(chunk))
  const timer = setTimeout(() => {
    if (!session.state.startsWith('bound')) session.destroy()
  }, options.bindTimeoutMs ?? BIND_TIMEOUT_MS)
  session.closed.then(() => clearTimeout(timer))
  return session
}

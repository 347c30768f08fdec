/**
 * The socket: HTTP or HTTPS, bound before anything else is made, so that the port is known and a taken one is a sentence.
 *
 * What comes before it is given an app waits for it: who was cut off by a restart need not ask twice. So many wait, and so long;
 * the rest is answered 503. Closing lets requests end, and cuts what has not after a few seconds.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { App } from './app.ts'
import { httpFailure } from './failures.ts'
import { problem } from './problem.ts'

const HEADERS_MS = 15_000
const REQUEST_MS = 60_000
/** Longer than proxies keep theirs, so that they close first. */
const KEEP_ALIVE_MS = 75_000
const HEADERS_SIZE_MAX = 16 * 1024
/** As many loudspeakers as there may be, operators and people; `LimitNOFILE` of deploy/ has room for them. */
const CONNECTIONS_MAX = 30_000
const CLOSE_MS = 3000
const WAITING_MS = 3000
const WAITING_MAX = 1000
const IDLE_EVERY_MS = 20

export interface Listening {
  readonly port: number
  serve(app: App): void
  close(): Promise<void>
}

export async function listen(where: {
  host: string
  port: number
  tls: { readonly cert: string; readonly key: string } | null
}): Promise<Listening> {
  let app: App | null = null
  const beginning = new Beginning()
  const listener = getRequestListener(
    async (request, bindings) => {
      await beginning.over()
      return app === null ? problem(httpFailure('stopping'), 'vi') : await app.fetch(request, bindings as HttpBindings)
    },
    { overrideGlobalObjects: false },
  )
  const options = {
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: HEADERS_SIZE_MAX,
  }
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (app?.atOnce(incoming, outgoing) !== true) void listener(incoming, outgoing)
  }
  const server: Server =
    where.tls === null
      ? createServer(options, answer)
      : createTlsServer({ ...options, ...where.tls, minVersion: 'TLSv1.2' }, answer)
  server.maxConnections = CONNECTIONS_MAX
  await new Promise<void>((resolve, reject) => {
    server.once('error', error =>
      reject(baseFailure('cannotListen', { where: `${where.host}:${where.port}`, why: reason(error) })),
    )
    server.listen(where.port, where.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    serve: given => {
      app = given
      beginning.end()
    },
    close: async () => {
      app = null
      beginning.end()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      // A connection is idle only once its last answer has left.
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_EVERY_MS)
      const all = setTimeout(() => server.closeAllConnections(), CLOSE_MS)
      await closed
      clearInterval(idle)
      clearTimeout(all)
    },
  }
}

/** Of a server: who comes in it waits, within limits, until it is over. */
class Beginning {
  #waiting: Set<() => void> | null = new Set()

  async over(): Promise<void> {
    const waiting = this.#waiting
    if (waiting === null || waiting.size >= WAITING_MAX) return
    await new Promise<void>(resolve => {
      const timer = setTimeout(() => settle(), WAITING_MS)
      const settle = () => {
        clearTimeout(timer)
        waiting.delete(settle)
        resolve()
      }
      waiting.add(settle)
    })
  }

  end(): void {
    for (const settle of this.#waiting ?? []) settle()
    this.#waiting = null
  }
}

/** Whether nobody but this machine can reach what listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

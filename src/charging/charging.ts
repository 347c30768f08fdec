/**
 * One of the operator's charging systems, as it is configured: where it is, who it is, the connection with it, and the
 * watchdog that outlives connections. Connects again by itself, sooner after a first failure than after many.
 *
 * Knows no other peer; `server.ts` chooses among them.
 */
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { trustedCertificates } from '../base/authorities.ts'
import type { Millis } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import { sameIdentity } from '../diameter/identities.ts'
import { connectionDown, type Watchdog } from '../diameter/watchdog.ts'
import type { Link } from './link.ts'

export interface ChargingAddress {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** Its DiameterIdentity; null: whoever answers there. */
  readonly identity: string | null
}

/** PEM. */
export interface Certificates {
  readonly cert: string
  readonly key: string
  readonly ca: string | null
}

const CONNECT_MS = 10_000
const AGAIN_MS_FIRST = 1_000
const AGAIN_MS_MAX = 30_000

export class Charging {
  readonly address: ChargingAddress
  watchdog: Watchdog
  link: Link | null = null
  #socket: Socket | null = null
  #learned: string | null
  #again: Millis
  #waitMs = AGAIN_MS_FIRST

  constructor(address: ChargingAddress, watchdog: Watchdog, now: Millis) {
    this.address = address
    this.watchdog = watchdog
    this.#learned = address.identity
    this.#again = now
  }

  get where(): string {
    return `${this.address.host}:${this.address.port}`
  }

  /** Null until it is configured or has said it. */
  get identity(): string | null {
    return this.#learned
  }

  is(identity: string): boolean {
    return this.#learned !== null && sameIdentity(this.#learned, identity)
  }

  /** A connection is being made or waits for the peer's capabilities. */
  get isConnecting(): boolean {
    return this.#socket !== null || (this.link !== null && !this.link.open)
  }

  /** Whether it is time to connect. */
  isDue(now: Millis): boolean {
    return this.link === null && this.#socket === null && now >= this.#again
  }

  /** Calls one of the two, once. */
  dial(certificates: Certificates | null, connected: (socket: Socket) => void, failed: (why: string) => void): void {
    const { host, port, tls, identity } = this.address
    const socket = tls
      ? connectTls({ ...secured(certificates, identity ?? host), host, port })
      : connectTcp({ host, port })
    this.#socket = socket
    const settle = (why: string | null) => {
      if (this.#socket !== socket) return
      this.#socket = null
      clearTimeout(timer)
      socket.removeAllListeners()
      if (why === null) connected(socket)
      else {
        socket.on('error', () => {}).destroy()
        failed(why)
      }
    }
    const timer = setTimeout(() => settle(`no answer within ${CONNECT_MS} ms`), CONNECT_MS)
    socket.once('error', error => settle(reason(error)))
    socket.once('close', () => settle('the connection was closed'))
    socket.once(tls ? 'secureConnect' : 'connect', () => settle(null))
  }

  /** The peer's own connection is kept instead, or we stop. */
  giveUpDialling(): void {
    const socket = this.#socket
    this.#socket = null
    socket?.removeAllListeners()
    socket?.on('error', () => {}).destroy()
  }

  met(link: Link, identity: string): void {
    this.link = link
    this.#learned = identity
    this.#waitMs = AGAIN_MS_FIRST
  }

  /** Not connected, for whatever reason: when to try again. */
  lost(now: Millis, limits: Parameters<typeof connectionDown>[1]): void {
    this.watchdog = connectionDown(this.link?.watchdog ?? this.watchdog, limits, now)[0]
    this.link = null
    this.#again = (now + this.#waitMs) as Millis
    this.#waitMs = Math.min(AGAIN_MS_MAX, 2 * this.#waitMs)
  }
}

/** Its certificate must be good, and name it: the identity where we know it, else the host that we call. */
function secured(certificates: Certificates | null, name: string): ConnectionOptions {
  const ca = certificates?.ca ?? trustedCertificates()
  return {
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca }),
    ...(certificates !== null && { cert: certificates.cert, key: certificates.key }),
    ...(isIP(name) === 0 && { servername: name }),
  }
}

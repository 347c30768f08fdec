/**
 * The online charging on the network: clients that connect to us, charging systems that we connect to, and the gateway
 * between them.
 *
 * Invariants: at most `limits.clients` clients, each connected once; a client that is not expected, or whose certificate
 * does not name it, is refused; `stop` says goodbye to everyone, in time.
 */

import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net'
import { checkServerIdentity, createServer as createTls, TLSSocket } from 'node:tls'
import type { Clock, Millis } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { Random } from '../base/random.ts'
import { originOf } from '../diameter/answers.ts'
import { APPLICATIONS, DISCONNECT_CAUSE } from '../diameter/dictionary.ts'
import { sameIdentity, winsElection } from '../diameter/identities.ts'
import type { Admission, PeerIdentity, Self } from '../diameter/peer.ts'
import { RESULT_CODES } from '../diameter/result-codes.ts'
import { type WatchdogLimits, watchdogOf } from '../diameter/watchdog.ts'
import { type Certificates, Charging, type ChargingAddress } from './charging.ts'
import type { Counters } from './counters.ts'
import { chargingFailure } from './failures.ts'
import { Gateway, type GatewayOptions } from './gateway.ts'
import { Link, type LinkOwner } from './link.ts'
import type { Outbox } from './outbox.ts'
import type { Peer } from './peers.ts'

/** What happens, told once each time it changes. Fields are peers and counts, never what a subscriber did. */
export interface Log {
  info(event: string, fields: Readonly<Record<string, string | number>>): void
  warn(event: string, fields: Readonly<Record<string, string | number>>): void
}

export interface ServerOptions
  extends Pick<GatewayOptions, 'decide' | 'limits' | 'freeAnswer' | 'knownVendors' | 'timestampWithinMs'> {
  readonly host: string
  readonly port: number
  readonly originHost: string
  readonly originRealm: string
  readonly charging: readonly ChargingAddress[]
  /** Who may connect: identities, or `*.example.net`. Null: whoever does. */
  readonly clients: readonly string[] | null
  /** For listening, and for charging systems over TLS. Null: TCP. */
  readonly certificates: Certificates | null
  readonly watchdogMs: number
  readonly clock: Clock
  /** Milliseconds since 1970. */
  readonly wall: () => number
  readonly random: Random
  readonly log: Log
}

/** Connections, sessions and counters of the server, while it runs or at its end. */
export interface GyStatus {
  readonly clients: number
  readonly charging: readonly { readonly where: string; readonly connected: boolean }[]
  readonly sessions: number
  readonly waiting: number
  readonly counters: Counters
}

const TICK_MS = 100
/** Connections whose peer has not said who it is. */
const UNMET_MAX = 64
/** How long `stop` waits for answers that are on their way, and then for farewells. */
const DRAIN_MS = 5_000
const FAREWELLS_MS = 2_000
const NUMBERS = 2 ** 32

export class GyServer implements LinkOwner {
  readonly gateway: Gateway
  readonly #options: ServerOptions
  readonly #self: Self
  readonly #limits: WatchdogLimits
  readonly #charging: readonly Charging[]
  readonly #links = new Set<Link>()
  readonly #dirty: Outbox[] = []
  readonly #onDirty = (box: Outbox) => {
    this.#dirty.push(box)
  }
  #net: Server | null = null
  #ticker: NodeJS.Timeout | null = null
  #endToEnd: number
  #unmet = 0
  #stopping = false

  /** Resolves when it listens. Fails with `cannotListen`, or `gyCertificate` for certificates that are none. */
  static async start(options: ServerOptions): Promise<GyServer> {
    const server = new GyServer(options)
    await server.#listen()
    server.#ticker = setInterval(() => server.#tick(), TICK_MS)
    server.#tick()
    return server
  }

  private constructor(options: ServerOptions) {
    this.#options = options
    const { random, wall, clock } = options
    const origin = originOf(options.originHost, options.originRealm)
    const seconds = Math.floor(wall() / 1000)
    this.#self = {
      origin,
      productName: 'Loa',
      originStateId: seconds % NUMBERS,
      applications: [APPLICATIONS.creditControl],
    }
    this.#limits = { watchdogMs: options.watchdogMs, random }
    // The high bits are the time's, so that a restart does not begin with numbers that were used (RFC 6733, section 3).
    this.#endToEnd = ((seconds << 20) | random.below(1 << 20)) >>> 0
    this.gateway = new Gateway({ ...options, origin, firstNumber: () => random.below(NUMBERS) })
    const now = clock.monotonic()
    this.#charging = options.charging.map(address => new Charging(address, watchdogOf(this.#limits, now), now))
  }

  get port(): number {
    return (this.#net?.address() as AddressInfo | null)?.port ?? 0
  }

  get standing(): GyStatus {
    return {
      clients: this.gateway.clientCount,
      charging: this.#charging.map(({ where, link }) => ({ where, connected: link?.open ?? false })),
      sessions: this.gateway.sessions,
      waiting: this.gateway.waiting,
      counters: this.gateway.counters,
    }
  }

  /** Takes nobody new, lets answers come home, says goodbye to clients and then to the charging systems. */
  async stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    const closed = new Promise<void>(resolve => this.#net?.close(() => resolve()))
    for (const charging of this.#charging) charging.giveUpDialling()
    for (const link of this.#links)
      if (!link.open) link.destroy('we stop')
      else if (link.peer?.role === 'client') link.leave(DISCONNECT_CAUSE.REBOOTING)
    await this.#until(() => !this.#someLink('client'), DRAIN_MS)
    for (const link of this.#links) link.leave(DISCONNECT_CAUSE.REBOOTING)
    await this.#until(() => this.#links.size === 0, FAREWELLS_MS)
    for (const link of this.#links) link.destroy('we stop')
    if (this.#ticker !== null) clearInterval(this.#ticker)
    await closed
  }

  #someLink(role: Peer['role']): boolean {
    return [...this.#links].some(link => link.peer?.role === role)
  }

  async #until(done: () => boolean, mostMs: number): Promise<void> {
    const { clock } = this.#options
    const begun = clock.monotonic()
    while (!done() && clock.monotonic() - begun < mostMs) await new Promise(resolve => setTimeout(resolve, 10))
  }

  #listen(): Promise<void> {
    const { host, port, certificates } = this.#options
    const net = certificates === null ? createTcp() : securedServer(certificates)
    this.#net = net
    net.on(certificates === null ? 'connection' : 'secureConnection', (socket: Socket) => this.#accept(socket))
    net.on('tlsClientError', (error: Error, socket: TLSSocket) => {
      this.#options.log.warn('TLS handshake failed, client rejected', {
        from: socket.remoteAddress ?? '',
        why: reason(error),
      })
      socket.destroy()
    })
    return new Promise((resolve, reject) => {
      net.once('error', error => reject(baseFailure('cannotListen', { where: `${host}:${port}`, why: reason(error) })))
      net.listen({ host, port }, resolve)
    })
  }

  #accept(socket: Socket): void {
    if (this.#stopping || this.#unmet >= UNMET_MAX) {
      socket.on('error', () => {}).destroy()
      return
    }
    this.#link(socket, { side: 'responder', charging: null })
  }

  #link(socket: Socket, { side, charging }: { side: 'initiator' | 'responder'; charging: Charging | null }): Link {
    this.#unmet += 1
    const { clock, random } = this.#options
    let link: Link | null = null
    const made = new Link({
      socket,
      clock,
      owner: this,
      limits: this.#limits,
      watchdog: charging?.watchdog ?? watchdogOf(this.#limits, clock.monotonic()),
      onDirty: this.#onDirty,
      core: {
        side,
        self: this.#self,
        expected: charging?.address.identity ?? null,
        admit: peer => (side === 'initiator' ? ADMITTED : this.#admit(peer, socket)),
        hopByHop: () => link?.peer?.pending.number() ?? random.below(NUMBERS),
        endToEnd: () => {
          this.#endToEnd = (this.#endToEnd + 1) % NUMBERS
          return this.#endToEnd
        },
      },
    })
    link = made
    this.#links.add(made)
    if (charging !== null) charging.link = made
    return made
  }

  /** Who may come in, and which of two connections with one peer is kept (RFC 6733, section 5.6.4). */
  #admit(peer: PeerIdentity, socket: Socket): Admission {
    if (this.#stopping) return { is: 'rejected', why: 'we stop' }
    if (!this.#isExpected(peer.host) || !isNamedBy(socket, peer.host))
      return { is: 'refused', resultCode: RESULT_CODES.DIAMETER_UNKNOWN_PEER }
    const charging = this.#charging.find(one => one.is(peer.host))
    if (charging === undefined) {
      if (this.gateway.clientOf(peer.host) !== undefined)
        return { is: 'rejected', why: 'this client is connected already' }
      return this.gateway.clientCount < this.#options.limits.clients
        ? ADMITTED
        : { is: 'refused', resultCode: RESULT_CODES.DIAMETER_TOO_BUSY }
    }
    if (charging.link?.open) return { is: 'rejected', why: 'this charging system is connected already' }
    if (!charging.isConnecting) return ADMITTED
    return winsElection(this.#options.originHost, peer.host)
      ? ADMITTED
      : { is: 'rejected', why: 'our own connection won the election' }
  }

  #isExpected(host: string): boolean {
    const { clients } = this.#options
    if (clients === null || this.#charging.some(one => one.is(host))) return true
    return clients.some(name =>
      name.startsWith('*.') ? host.toLowerCase().endsWith(name.slice(1).toLowerCase()) : sameIdentity(name, host),
    )
  }

  opened(link: Link, { host, realm, applications }: PeerIdentity): void {
    this.#unmet -= 1
    const charging = this.#charging.find(one => one.link === link) ?? this.#charging.find(one => one.is(host))
    const role = charging === undefined ? 'client' : 'charging'
    const isRelay = applications.includes(APPLICATIONS.relay)
    link.peer = this.gateway.peer({ identity: host, realm, role, box: link.box, isRelay })
    if (charging === undefined) {
      this.#options.log.info('client connected', { client: host })
      return
    }
    // The peer's connection won: what we had begun ends.
    if (charging.link !== link) {
      charging.giveUpDialling()
      const ours = charging.link
      charging.link = null
      ours?.destroy('the other connection won the election')
      link.watchdog = charging.watchdog
    }
    charging.met(link, host)
    this.#setCharging()
    this.#options.log.info('charging system connected', { charging: host, where: charging.where })
  }

  serve(link: Link, frame: Buffer, now: Millis): void {
    if (link.peer !== null) this.gateway.receive(link.peer, frame, now, this.#options.wall())
  }

  judged(link: Link, step: 'failover' | 'failback' | 'probation'): void {
    const { peer } = link
    if (peer === null) return
    if (step === 'failback') peer.takes = 'all'
    if (step === 'probation') peer.takes = 'probation'
    if (step !== 'failover') return
    peer.takes = 'answers'
    this.#options.log.warn('peer not answering, failing over', { peer: peer.identity })
    this.gateway.failOver(peer, this.#options.clock.monotonic())
  }

  parting(link: Link): void {
    if (link.peer === null) return
    link.peer.takes = 'answers'
    this.#options.log.info('peer disconnecting', { peer: link.peer.identity })
  }

  mayGo({ peer }: Link): boolean {
    return peer === null || (peer.waiting === 0 && peer.pending.count === 0)
  }

  flush(): void {
    for (let box = this.#dirty.pop(); box !== undefined; box = this.#dirty.pop()) box.flush()
  }

  ended(link: Link, why: string): void {
    if (!this.#links.delete(link)) return
    const now = this.#options.clock.monotonic()
    const charging = this.#charging.find(one => one.link === link)
    charging?.lost(now, this.#limits)
    const { peer } = link
    if (peer === null) {
      this.#unmet -= 1
      if (charging !== undefined) this.#cannotConnect(charging, why)
      else this.#options.log.warn('connection closed before its peer was known', { why })
      return
    }
    this.gateway.gone(peer, now)
    if (charging !== undefined) this.#setCharging()
    this.flush()
    const { log } = this.#options
    const facts = { peer: peer.identity, why }
    if (peer.role === 'client') log.info('client disconnected', facts)
    else if (this.#stopping) log.info('charging system disconnected', facts)
    else log.warn('charging system connection lost, will reconnect', facts)
  }

  #setCharging(): void {
    this.gateway.setCharging(
      this.#charging.flatMap(({ link }) => (link?.open && link.peer !== null ? [link.peer] : [])),
    )
  }

  #tick(): void {
    const now = this.#options.clock.monotonic()
    for (const link of this.#links) link.tick(now)
    this.gateway.tick(now)
    if (!this.#stopping) for (const charging of this.#charging) if (charging.isDue(now)) this.#dial(charging)
    this.flush()
  }

  #dial(charging: Charging): void {
    charging.dial(
      this.#options.certificates,
      socket => {
        if (this.#stopping || charging.link !== null) socket.destroy()
        else this.#link(socket, { side: 'initiator', charging })
      },
      why => {
        charging.lost(this.#options.clock.monotonic(), this.#limits)
        this.#cannotConnect(charging, why)
      },
    )
  }

  #cannotConnect({ where }: Charging, why: string): void {
    this.#options.log.warn('charging system unreachable, will retry', { where, why })
  }
}

const ADMITTED: Admission = { is: 'admitted' }

function securedServer({ cert, key, ca }: Certificates): Server {
  try {
    // Both sides show who they are (RFC 6733, section 13.1).
    return createTls({ cert, key, ...(ca !== null && { ca }), requestCert: true, rejectUnauthorized: true })
  } catch (error) {
    throw chargingFailure('gyCertificate', { why: reason(error) })
  }
}

/** Over TLS an identity is what the certificate says. */
function isNamedBy(socket: Socket, host: string): boolean {
  if (!(socket instanceof TLSSocket)) return true
  return checkServerIdentity(host, socket.getPeerCertificate()) === undefined
}

/**
 * Who is connected: clients, the nodes behind them, and the operator's charging systems in the order in which they are
 * preferred. Says who may be given a request; writes to nobody.
 *
 * Invariants: a client that is connected twice is the later one; at most `limits.routes` nodes behind clients are
 * remembered, none of a client that has gone; a request is never given back to where it has been (RFC 6733, 6.1.7).
 */
import { isIdentityAt, sameIdentity } from '../diameter/identities.ts'
import { type Owed, Pending } from '../diameter/pending.ts'
import { loweredIdentity, routeRecordOf, wasAt } from '../diameter/relay.ts'
import type { Span } from './asked.ts'
import type { Join } from './joining.ts'
import { type Limits, TRIES_MAX } from './limits.ts'
import type { Outbox } from './outbox.ts'
import type { Undo } from './sessions.ts'

/** A peer that is connected. */
export interface Peer {
  readonly identity: string
  readonly realm: string
  readonly role: 'client' | 'charging'
  readonly box: Outbox
  readonly pending: Pending<Transit>
  /** `probation`: requests, but only where nobody else takes them (RFC 3539: not yet trusted again). */
  takes: 'all' | 'probation' | 'answers' | 'nothing'
  /** Relays whatever there is: any realm can be reached through it. */
  readonly isRelay: boolean
  /** Its requests that wait for an answer. */
  waiting: number
  readonly lowered: Buffer
  readonly routeRecord: Buffer
}

export type NewPeer = Pick<Peer, 'identity' | 'realm' | 'role' | 'box' | 'isRelay'>

/** A request on its way through us, until its answer has gone back. */
export interface Transit extends Owed {
  readonly errand: Errand
  readonly from: Peer
  readonly theirHopByHop: number
  readonly endToEnd: number
  /** As it went out. */
  readonly message: Buffer
  readonly tried: Peer[]
  /** The same request again, while it waited. */
  doubles: { readonly from: Peer; readonly hopByHop: number }[] | null
}

export type Errand =
  /** A client's, whole, to a charging system. */
  | { readonly is: 'whole' }
  /** Of a client's the part that is the charging system's. An event has no session to undo. */
  | { readonly is: 'part'; readonly join: Join; readonly undo: Undo | null }
  /** A charging system's, to a client. */
  | { readonly is: 'to-client' }

export class Peers {
  readonly #limits: Limits
  /** The first Hop-by-Hop Identifier of a connection. */
  readonly #firstNumber: () => number
  readonly #clients = new Map<string, Peer>()
  /** Nodes behind a client: Origin-Host to the client. */
  readonly #routes = new Map<string, Peer>()
  /** In the order in which they are preferred. */
  #charging: readonly Peer[] = []

  constructor(options: { readonly limits: Limits; readonly firstNumber: () => number }) {
    this.#limits = options.limits
    this.#firstNumber = options.firstNumber
  }

  /** A charging system counts once it is given with `prefer`. */
  connected(of: NewPeer): Peer {
    const { askedOfClient, pendingOfCharging } = this.#limits
    const size = of.role === 'client' ? askedOfClient : pendingOfCharging
    const peer: Peer = {
      ...of,
      pending: new Pending<Transit>({ size, first: this.#firstNumber() }),
      takes: 'all',
      waiting: 0,
      lowered: loweredIdentity(of.identity),
      routeRecord: routeRecordOf(of.identity),
    }
    if (of.role === 'client') this.#clients.set(of.identity.toLowerCase(), peer)
    return peer
  }

  prefer(charging: readonly Peer[]): void {
    this.#charging = charging
  }

  gone(peer: Peer): void {
    peer.takes = 'nothing'
    if (this.client(peer.identity) === peer) this.#clients.delete(peer.identity.toLowerCase())
    for (const [host, client] of this.#routes) if (client === peer) this.#routes.delete(host)
    this.#charging = this.#charging.filter(other => other !== peer)
  }

  client(identity: string): Peer | undefined {
    return this.#clients.get(identity.toLowerCase())
  }

  get clientCount(): number {
    return this.#clients.size
  }

  /** Requests that wait for an answer of a charging system or of a client. */
  get waiting(): number {
    let waiting = 0
    this.each(peer => {
      waiting += peer.pending.count
    })
    return waiting
  }

  each(act: (peer: Peer) => void): void {
    for (const peer of this.#charging) act(peer)
    for (const peer of this.#clients.values()) act(peer)
  }

  /** A client may be a relay itself: whose requests came through it can be reached through it. */
  learnRoute(from: Peer, frame: Buffer, originHost: Span): void {
    if (!originHost.given) return
    if (isIdentityAt(frame, originHost.from, originHost.to, from.lowered)) return
    const host = frame.toString('latin1', originHost.from, originHost.to).toLowerCase()
    if (this.#routes.get(host) === from) return
    if (this.#routes.size < this.#limits.routes || this.#routes.has(host)) this.#routes.set(host, from)
  }

  /** The client with this name, or the one that it is behind, if a request can be given to it. */
  reachable(host: string, frame: Buffer): Peer | null {
    const client = this.client(host) ?? this.#routes.get(host.toLowerCase())
    if (client === undefined || client.takes !== 'all' || client.pending.full) return null
    return wasAt(frame, client.lowered) ? null : client
  }

  get hasCharging(): boolean {
    return this.#charging.length > 0
  }

  /** Of the charging system that is preferred; null where there is none. */
  get chargingRealm(): string | null {
    return this.#charging[0]?.realm ?? null
  }

  /** A charging system's, or any where a relay is behind us. */
  serves(realm: string): boolean {
    return this.#charging.some(peer => peer.isRelay || sameIdentity(realm, peer.realm))
  }

  /** The first charging system that takes it and has not had it. */
  next(transit: Transit): Peer | null {
    if (transit.tried.length >= TRIES_MAX) return null
    return this.#choose(transit, 'all') ?? this.#choose(transit, 'probation')
  }

  #choose(transit: Transit, takes: Peer['takes']): Peer | null {
    const { backlogOfCharging } = this.#limits
    for (const peer of this.#charging) {
      if (peer.takes !== takes || peer.pending.full) continue
      if (peer.box.backlog > backlogOfCharging || transit.tried.includes(peer)) continue
      if (!wasAt(transit.message, peer.lowered)) return peer
    }
    return null
  }

  /** There is a charging system that it could go to, were there room. */
  isWay(frame: Buffer): boolean {
    return this.#charging.some(
      peer => (peer.takes === 'all' || peer.takes === 'probation') && !wasAt(frame, peer.lowered),
    )
  }
}

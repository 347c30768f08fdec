/**
 * The online charging without sockets: requests of clients in; answers of ours out, or the request on its way to the
 * operator's own charging system and its answer back.
 *
 *   client ══ CCR ══► judge ── free ──► our answer ═══════════════════════════════► client
 *                       │ charged, or not ours to judge
 *                       ▼
 *                    pending ══ CCR, own hop-by-hop, Route-Record ══► charging system 1
 *                       │                                    failed? └► the next, with the T bit
 *                       ◄═══════════════ CCA ═══════════════════════╝
 *                       └══ CCA, the client's hop-by-hop ══► client
 *
 * Knows peers by name, boxes to write into, and time; no sockets, no lists. Invariants: a request gets exactly one answer
 * while its client is connected; nothing is answered free that `decide` does not free at the request's instant; what we
 * cannot judge the charging system judges; a request goes to at most TRIES_MAX charging systems, never back to where
 * it has been.
 */
import type { Millis } from '../base/clock.ts'
import { type Origin, putRefusal, type Refusal, refusalSizeMax } from '../diameter/answers.ts'
import { AvpCursor } from '../diameter/avps.ts'
import { brokenAt } from '../diameter/codec.ts'
import { APPLICATIONS, AVPS, CC_REQUEST_TYPE, COMMANDS } from '../diameter/dictionary.ts'
import { HEADER_SIZE } from '../diameter/frames.ts'
import {
  applicationOf,
  commandOf,
  ERROR,
  endToEndOf,
  flagsOf,
  hopByHopOf,
  isRequest,
  PROXIABLE,
  RESERVED,
  RETRANSMITTED,
  VERSION,
  versionOf,
} from '../diameter/header.ts'
import { isIdentityAt, sameIdentity } from '../diameter/identities.ts'
import { type Owed, Pending } from '../diameter/pending.ts'
import {
  forwarded,
  loweredIdentity,
  markRetransmitted,
  putHopByHop,
  routeRecordOf,
  wasAt,
} from '../diameter/relay.ts'
import { RESULT_CODES, resultName } from '../diameter/result-codes.ts'
import { Asked, type Unit } from './asked.ts'
import {
  answerSizeMax,
  composeOnward,
  type Join,
  type Joined,
  joinedAs,
  joinOf,
  joinSizeMax,
  putJoined,
  putOurAnswer,
  resultOf,
} from './compose.ts'
import { type Counters, increment, zeroCounters } from './counters.ts'
import type { Decide } from './decide.ts'
import { CLOCK_OFF_MS, GRANT_SECONDS_MAX, type Limits, TRIES_MAX } from './limits.ts'
import { firstNotUnderstood } from './mandatory.ts'
import type { Outbox } from './outbox.ts'
import { type Free, type Plan, type PlanFacts, planOf, type Session, type Terms } from './plan.ts'
import { Sessions } from './sessions.ts'

export interface GatewayOptions {
  readonly origin: Origin
  readonly decide: Decide
  readonly limits: Limits
  /** How a free session is answered where its end is far: `4011`, or always in granted units. */
  readonly freeAnswer: '4011' | 'grant'
  /** Vendors whose AVPs need not be understood though their M bit is set: what they say is not ours to judge by. */
  readonly knownVendors: ReadonlySet<number>
  /** An Event-Timestamp further away than this is not believed; null: it always is. */
  readonly timestampWithinMs: number | null
  /** The first Hop-by-Hop Identifier of a connection. */
  readonly firstNumber: () => number
}

/** A peer that is connected. */
export interface Peer {
  readonly identity: string
  readonly realm: string
  readonly role: 'client' | 'charging'
  readonly box: Outbox
  readonly pending: Pending<Transit>
  /** Takes answers. */
  open: boolean
  /** Takes requests: `probation` only where nobody else does (RFC 3539: not yet trusted again). */
  takes: 'all' | 'probation' | 'none'
  /** Relays whatever there is: any realm can be reached through it. */
  readonly isRelay: boolean
  /** Its requests that wait for an answer. */
  waiting: number
  readonly lowered: Buffer
  readonly routeRecord: Buffer
}

/** A request on its way through us. */
export interface Transit extends Owed {
  readonly from: Peer
  readonly theirHopByHop: number
  readonly endToEnd: number
  /** As it went out. */
  readonly message: Buffer
  readonly join: Join | null
  readonly undo: Undo | null
  readonly tried: Peer[]
  /** The same request again, while it waited. */
  again: { readonly from: Peer; readonly hopByHop: number }[] | null
}

/** What to remember of the session where the charging system did not take its part. */
interface Undo {
  readonly key: string
  readonly before: Session | null
  readonly opens: boolean
  /** Keys of the units that we answered. */
  readonly ours: readonly string[]
  readonly at: Millis
}

const TERMS_NO_CONTROL: Terms = { is: 'no-control' }
/** No End-to-End Identifier. */
const NO_REQUEST = -1
const NOBODY = 'no charging system can be reached'

export class Gateway {
  readonly counters: Counters = zeroCounters()
  readonly #options: GatewayOptions
  readonly #lowered: Buffer
  readonly #clients = new Map<string, Peer>()
  /** Nodes behind a client: Origin-Host to the client. */
  readonly #routes = new Map<string, Peer>()
  /** In the order in which they are preferred. */
  #charging: readonly Peer[] = []
  readonly #sessions: Sessions
  /** What waits for a charging system, by End-to-End Identifier; of two with one number the later. */
  readonly #byEndToEnd = new Map<number, Transit>()
  readonly #asked = new Asked()
  readonly #cursor = new AvpCursor()
  readonly #facts: { -readonly [Name in keyof PlanFacts]: PlanFacts[Name] }
  #at = 0
  #whole: Free | null = null

  constructor(options: GatewayOptions) {
    this.#options = options
    this.#lowered = loweredIdentity(options.origin.host)
    this.#sessions = new Sessions({
      most: options.limits.sessions,
      idleMs: Math.max(options.limits.longestSessionMs, 2 * GRANT_SECONDS_MAX * 1000),
    })
    this.#facts = {
      session: null,
      freeOf: unit => this.#freeOf(unit),
      presumed: free => free.since === null || free.since <= this.#at - GRANT_SECONDS_MAX * 1000,
      termsFor: free => this.#termsFor(free),
    }
  }

  get sessions(): number {
    return this.#sessions.count
  }

  /** Requests that wait for an answer of a charging system or of a client. */
  get waiting(): number {
    let waiting = 0
    for (const peer of [...this.#charging, ...this.#clients.values()]) waiting += peer.pending.count
    return waiting
  }

  clientOf(identity: string): Peer | undefined {
    return this.#clients.get(identity.toLowerCase())
  }

  get clientCount(): number {
    return this.#clients.size
  }

  /** A peer that is connected now. A charging system is given with `setCharging`. */
  peer(of: Pick<Peer, 'identity' | 'realm' | 'role' | 'box' | 'isRelay'>): Peer {
    const { limits, firstNumber } = this.#options
    const size = of.role === 'client' ? limits.askedOfClient : limits.pendingOfCharging
    const peer: Peer = {
      ...of,
      pending: new Pending<Transit>({ size, first: firstNumber() }),
      open: true,
      takes: 'all',
      waiting: 0,
      lowered: loweredIdentity(of.identity),
      routeRecord: routeRecordOf(of.identity),
    }
    if (of.role === 'client') this.#clients.set(of.identity.toLowerCase(), peer)
    return peer
  }

  /** The charging systems that are connected, the preferred one first. */
  setCharging(peers: readonly Peer[]): void {
    this.#charging = peers
  }

  /** The connection is gone. What it owed goes elsewhere, or is answered as undeliverable. */
  gone(peer: Peer, now: Millis): void {
    peer.open = false
    peer.takes = 'none'
    if (this.clientOf(peer.identity) === peer) this.#clients.delete(peer.identity.toLowerCase())
    for (const [host, client] of this.#routes) if (client === peer) this.#routes.delete(host)
    this.#charging = this.#charging.filter(other => other !== peer)
    this.failOver(peer, now)
  }

  /** The peer does not answer: what it owes is given to others, with the T bit. */
  failOver(peer: Peer, now: Millis): void {
    for (const transit of peer.pending.drain()) {
      markRetransmitted(transit.message)
      if (this.#sendOn(transit, now)) this.counters.failovers += 1
      else this.#giveUp(transit, NOBODY)
    }
  }

  /** Gives up on answers that are late. */
  tick(now: Millis): void {
    const { answerMs } = this.#options.limits
    for (const peers of [this.#charging, this.#clients.values()])
      for (const peer of peers)
        peer.pending.expire(now, answerMs, transit => {
          this.counters.timeouts += 1
          this.#giveUp(transit, 'the charging system did not answer in time')
        })
  }

  /** An application's message of a peer. `wall` is in milliseconds since 1970. */
  receive(from: Peer, frame: Buffer, now: Millis, wall: number): void {
    if (isRequest(frame)) this.#request(from, frame, now, wall)
    else this.#answer(from, frame, now)
  }

  #request(from: Peer, frame: Buffer, now: Millis, wall: number): void {
    const isClient = from.role === 'client'
    if (isClient) this.counters.requests += 1
    const code = problemOf(frame)
    if (code !== 0) {
      this.#refuse(from, frame, { resultCode: code })
      return
    }
    const asked = this.#asked
    if (!asked.read(frame, this.#lowered, this.#cursor)) {
      const resultCode =
        this.#cursor.fault === 'length'
          ? RESULT_CODES.DIAMETER_INVALID_AVP_LENGTH
          : RESULT_CODES.DIAMETER_INVALID_AVP_BITS
      const failed = brokenAt(frame, this.#cursor.start, frame.length)
      this.#refuse(from, frame, { resultCode, failed })
      return
    }
    if (asked.looped) {
      const resultCode = RESULT_CODES.DIAMETER_LOOP_DETECTED
      this.#refuse(from, frame, { resultCode, why: 'this request has been here before' })
      return
    }
    if (!isClient) this.#toClient(from, frame, now)
    else if (commandOf(frame) === COMMANDS.CCR.code) this.#creditControl(from, frame, now, wall)
    else this.#relay(from, frame, now)
  }

  #creditControl(from: Peer, frame: Buffer, now: Millis, wall: number): void {
    const asked = this.#asked
    this.#learnRoute(from, frame)
    if ((flagsOf(frame) & RETRANSMITTED) !== 0 && this.#joinsWaiting(from, frame)) return
    if (asked.unread || !asked.complete) {
      this.counters.unread += 1
      this.#relay(from, frame, now)
      return
    }
    this.#at = this.#instant(wall)
    this.#whole = this.#wholeFree()
    const key = asked.type === CC_REQUEST_TYPE.EVENT_REQUEST ? '' : asked.sessionKey(frame)
    const remembered = key === '' ? null : this.#sessions.get(key)
    const endToEnd = endToEndOf(frame)
    const before = remembered?.endToEnd === endToEnd ? remembered.before : remembered
    this.#facts.session = before
    const plan = planOf(asked, this.#facts)
    if (plan.do === 'relay') {
      if (remembered !== null && asked.type === CC_REQUEST_TYPE.TERMINATION_REQUEST)
        this.#sessions.delete(key)
      this.#relay(from, frame, now)
      return
    }
    if (!this.#mayAnswer(from, frame, plan, key, now)) return
    if (plan.do === 'answer') {
      this.#remember(key, plan.session, { before, endToEnd, now })
      this.#answerOurselves(from, frame, plan)
    } else this.#split(from, frame, plan, { key, before, endToEnd, now })
  }

  /** Whether a part of it is ours to answer; if not, the charging system has it whole, or it is refused. */
  #mayAnswer(
    from: Peer,
    frame: Buffer,
    plan: Exclude<Plan, { do: 'relay' }>,
    key: string,
    now: Millis,
  ): boolean {
    const odd = firstNotUnderstood(frame, this.#options.knownVendors)
    if (odd !== null) {
      this.counters.notUnderstood += 1
      if (this.#charging.length > 0) this.#relay(from, frame, now)
      else
        this.#refuse(from, frame, {
          resultCode: RESULT_CODES.DIAMETER_AVP_UNSUPPORTED,
          failed: Buffer.from(frame.subarray(odd[0], odd[1])),
        })
      return false
    }
    if (plan.session === null || this.#sessions.hasRoomFor(key, now)) return true
    this.counters.sessionsFull += 1
    this.#relay(from, frame, now)
    return false
  }

  #answerOurselves(from: Peer, frame: Buffer, plan: Extract<Plan, { do: 'answer' }>): void {
    const asked = this.#asked
    const { origin } = this.#options
    const { box } = from
    const at = box.room(answerSizeMax(frame, origin, asked))
    const { units } = plan
    box.commit(putOurAnswer(box.buffer, at, frame, asked, { origin, units }))
    this.counters.answered += 1
    this.#count(plan)
  }

  #split(
    from: Peer,
    frame: Buffer,
    plan: Extract<Plan, { do: 'split' }>,
    {
      key,
      before,
      endToEnd,
      now,
    }: {
      readonly key: string
      readonly before: Session | null
      readonly endToEnd: number
      readonly now: Millis
    },
  ): void {
    if (!this.#mayRelay(from, frame)) return
    const message = composeOnward(frame, this.#asked, plan, this.#onward(from, frame))
    const join = joinOf(frame, this.#asked, plan, this.#options.origin)
    const opens = plan.type === CC_REQUEST_TYPE.INITIAL_REQUEST
    const ours = this.#asked.units.filter((_, i) => plan.units[i].terms !== null)
    const undo =
      key === '' ? null : { key, before, opens, ours: ours.map(unit => unit.key), at: now }
    this.#remember(key, plan.session, { before, endToEnd, now })
    if (!this.#depart({ from, frame, message, join, undo, now })) return
    this.counters.split += 1
    this.#count(plan)
  }

  #remember(
    key: string,
    session: Session | null,
    by: { readonly before: Session | null; readonly endToEnd: number; readonly now: Millis },
  ): void {
    if (key === '') return
    if (session === null) this.#sessions.delete(key)
    else
      this.#sessions.put(key, {
        known: session.known,
        ours: session.ours,
        before: by.before === null ? null : { known: by.before.known, ours: by.before.ours },
        endToEnd: by.endToEnd,
        touched: by.now,
      })
  }

  #count(plan: Exclude<Plan, { do: 'relay' }>): void {
    const { units } = this.#asked
    for (let i = 0; i < plan.units.length; i++) {
      const { terms } = plan.units[i]
      if (terms === null || terms.is === 'noted') continue
      if (terms.is === 'grant') this.counters.granted += 1
      else this.counters.notApplicable += 1
      const free = this.#freeOf(units[i] ?? null)
      if (free !== null) increment(this.counters.free, free.service)
    }
  }

  /** The request's own clock says when; ours only where it does not, or where it is not to be believed. */
  #instant(wall: number): number {
    const { timestamp } = this.#asked
    if (timestamp === null) return wall
    const off = Math.abs(timestamp - wall)
    if (off > CLOCK_OFF_MS) this.counters.clocksOff += 1
    const { timestampWithinMs } = this.#options
    return timestampWithinMs === null || off <= timestampWithinMs ? timestamp : wall
  }

  #wholeFree(): Free | null {
    const { called, requested, service, units } = this.#asked
    if (called !== null) {
      const forwarded = requested.filter(number => number !== called)
      return forwarded.length === 0
        ? this.#free({ called })
        : this.#freeForwarded(forwarded, called)
    }
    return service === null || units.length > 0 ? null : this.#free({ serviceIdentifier: service })
  }

  /** Which of several was dialled first is not said: it is free when it is free whichever it was. */
  #freeForwarded(dialled: readonly (string | null)[], forwardedTo: string): Free | null {
    let free: Free | null = null
    for (const called of dialled) {
      const one = called === null ? null : this.#free({ called, forwardedTo })
      if (one === null) return null
      free = free === null ? one : both(free, one)
    }
    return free
  }

  #freeOf(unit: Unit | null): Free | null {
    if (this.#whole !== null || unit === null) return this.#whole
    const { ratingGroup, services } = unit
    if (services.length === 0) return ratingGroup === null ? null : this.#free({ ratingGroup })
    let free: Free | null = null
    for (const serviceIdentifier of services) {
      const one = this.#free({ ratingGroup, serviceIdentifier })
      if (one === null) return null
      free = free === null ? one : both(free, one)
    }
    return free
  }

  #free(question: {
    readonly called?: string
    readonly forwardedTo?: string
    readonly ratingGroup?: number | null
    readonly serviceIdentifier?: number
  }): Free | null {
    const { called = null, forwardedTo = null, ratingGroup = null } = question
    const { serviceIdentifier = null } = question
    const asked = { called, forwardedTo, ratingGroup, serviceIdentifier, at: this.#at }
    const verdict = this.#options.decide(asked)
    return verdict.is === 'free' ? verdict : null
  }

  #termsFor(free: Free): Terms {
    const left = free.until === null ? Number.POSITIVE_INFINITY : free.until - this.#at
    const { freeAnswer, limits } = this.#options
    if (freeAnswer === '4011' && left > limits.longestSessionMs) return TERMS_NO_CONTROL
    return { is: 'grant', seconds: Math.min(GRANT_SECONDS_MAX, Math.ceil(left / 1000)) }
  }

  /** A client may be a relay itself: whose requests came through it can be reached through it. */
  #learnRoute(from: Peer, frame: Buffer): void {
    const { originHostFrom, originHostTo } = this.#asked
    if (originHostFrom < 0) return
    if (isIdentityAt(frame, originHostFrom, originHostTo, from.lowered)) return
    const host = frame.toString('latin1', originHostFrom, originHostTo).toLowerCase()
    if (this.#routes.get(host) === from) return
    if (this.#routes.size < this.#options.limits.routes || this.#routes.has(host))
      this.#routes.set(host, from)
  }

  /** A retransmission of what still waits gets the answer that the first one gets. */
  #joinsWaiting(from: Peer, frame: Buffer): boolean {
    const waiting = this.#byEndToEnd.get(endToEndOf(frame))
    if (waiting === undefined || originHostOf(waiting.message) !== originHostOf(frame)) return false
    waiting.again ??= []
    if (waiting.again.length >= TRIES_MAX) return false
    waiting.again.push({ from, hopByHop: hopByHopOf(frame) })
    this.counters.duplicates += 1
    return true
  }

  #relay(from: Peer, frame: Buffer, now: Millis): void {
    if (!this.#mayRelay(from, frame)) return
    const onward = this.#onward(from, frame)
    const changes = this.#asked.forUs || onward.realm !== null
    const message = changes
      ? composeOnward(frame, this.#asked, null, onward)
      : forwarded(frame, from.routeRecord)
    if (this.#depart({ from, frame, message, join: null, undo: null, now }))
      this.counters.relayed += 1
  }

  /** False when it was refused. */
  #mayRelay(from: Peer, frame: Buffer): boolean {
    const { realmFrom, hostFrom } = this.#asked
    if (from.waiting >= this.#options.limits.pendingOfClient) {
      this.#refuse(from, frame, { resultCode: RESULT_CODES.DIAMETER_TOO_BUSY })
      return false
    }
    if (realmFrom < 0 && hostFrom >= 0) {
      const resultCode = RESULT_CODES.DIAMETER_UNABLE_TO_DELIVER
      this.#refuse(from, frame, { resultCode, why: 'Destination-Host without Destination-Realm' })
      return false
    }
    if (realmFrom < 0 || this.#charging.length === 0 || this.#isServed(frame)) return true
    this.#refuse(from, frame, { resultCode: RESULT_CODES.DIAMETER_REALM_NOT_SERVED })
    return false
  }

  /** Ours, a charging system's, or any where a relay is behind us. */
  #isServed(frame: Buffer): boolean {
    const realm = this.#realm(frame)
    if (sameIdentity(realm, this.#options.origin.realm)) return true
    return this.#charging.some(peer => peer.isRelay || sameIdentity(realm, peer.realm))
  }

  #realm(frame: Buffer): string {
    return frame.toString('latin1', this.#asked.realmFrom, this.#asked.realmTo)
  }

  /** A client that learned our realm from our answers means the charging system's once it is charged. */
  #onward(from: Peer, frame: Buffer): { routeRecord: Buffer; realm: string | null } {
    const { routeRecord } = from
    const first = this.#charging[0]
    const ours = this.#options.origin.realm
    if (this.#asked.realmFrom < 0 || first === undefined || sameIdentity(first.realm, ours))
      return { routeRecord, realm: null }
    const realm = sameIdentity(this.#realm(frame), ours) ? first.realm : null
    return { routeRecord, realm }
  }

  /** Sends it on; false when nobody takes it, and then it has been refused. */
  #depart(of: {
    readonly from: Peer
    readonly frame: Buffer
    readonly message: Buffer | null
    readonly join: Join | null
    readonly undo: Undo | null
    readonly now: Millis
  }): boolean {
    const { from, frame, message, join, undo, now } = of
    if (message === null) {
      this.#takeBack(undo)
      this.#refuse(from, frame, { resultCode: RESULT_CODES.DIAMETER_UNABLE_TO_COMPLY })
      return false
    }
    const transit: Transit = {
      hopByHop: 0,
      at: now,
      from,
      theirHopByHop: hopByHopOf(frame),
      endToEnd: endToEndOf(frame),
      message,
      join,
      undo,
      tried: [],
      again: null,
    }
    if (!this.#sendOn(transit, now)) {
      this.#takeBack(undo)
      this.#refuse(from, frame, { resultCode: this.#whyNot(frame), why: NOBODY })
      return false
    }
    from.waiting += 1
    this.#byEndToEnd.set(transit.endToEnd, transit)
    return true
  }

  /** A way that would lead back is no way (RFC 6733, section 6.1.7). */
  #whyNot(frame: Buffer): number {
    const full = this.#charging.some(peer => peer.takes !== 'none' && !wasAt(frame, peer.lowered))
    return full ? RESULT_CODES.DIAMETER_TOO_BUSY : RESULT_CODES.DIAMETER_UNABLE_TO_DELIVER
  }

  /** To the first charging system that takes it and has not had it. Also when it is sent again. */
  #sendOn(transit: Transit, now: Millis): boolean {
    if (transit.tried.length >= TRIES_MAX || transit.from.role === 'charging') return false
    const peer = this.#choose(transit, 'all') ?? this.#choose(transit, 'probation')
    if (peer === null) return false
    transit.tried.push(peer)
    this.#write(peer, transit, now)
    return true
  }

  #choose(transit: Transit, takes: Peer['takes']): Peer | null {
    const { backlogOfCharging } = this.#options.limits
    for (const peer of this.#charging) {
      if (peer.takes !== takes || peer.pending.full) continue
      if (peer.box.backlog > backlogOfCharging || transit.tried.includes(peer)) continue
      if (!wasAt(transit.message, peer.lowered)) return peer
    }
    return null
  }

  #write(peer: Peer, transit: Transit, now: Millis): void {
    peer.pending.enter(transit, now)
    putHopByHop(transit.message, 0, transit.hopByHop)
    peer.box.send(transit.message)
  }

  /** RAR, ASR and what else a charging system asks of a client. */
  #toClient(from: Peer, frame: Buffer, now: Millis): void {
    this.counters.asked += 1
    const { hostFrom, hostTo } = this.#asked
    const host = hostFrom < 0 ? '' : frame.toString('latin1', hostFrom, hostTo).toLowerCase()
    const client = this.#clients.get(host) ?? this.#routes.get(host)
    const message = forwarded(frame, from.routeRecord)
    const ready = client !== undefined && client.takes === 'all' && !client.pending.full
    if (!ready || message === null || wasAt(frame, client.lowered)) {
      const resultCode = RESULT_CODES.DIAMETER_UNABLE_TO_DELIVER
      this.#refuse(from, frame, { resultCode, why: 'that client is not connected' })
      return
    }
    const transit: Transit = {
      hopByHop: 0,
      at: now,
      from,
      theirHopByHop: hopByHopOf(frame),
      endToEnd: endToEndOf(frame),
      message,
      join: null,
      undo: null,
      tried: [client],
      again: null,
    }
    from.waiting += 1
    this.#write(client, transit, now)
  }

  #answer(from: Peer, frame: Buffer, now: Millis): void {
    const transit = from.pending.asked(hopByHopOf(frame))
    if (transit === undefined || transit.endToEnd !== endToEndOf(frame)) {
      this.counters.late += 1
      return
    }
    from.pending.settle(transit)
    if ((flagsOf(frame) & ERROR) !== 0 && this.#goesElsewhere(transit, frame, now)) return
    this.#finish(transit)
    this.#return(transit, frame)
  }

  /** The charging system could not take it: another one may (RFC 6733, section 7.1.3). */
  #goesElsewhere(transit: Transit, frame: Buffer, now: Millis): boolean {
    const code = resultOf(frame)
    const { DIAMETER_UNABLE_TO_DELIVER, DIAMETER_TOO_BUSY } = RESULT_CODES
    if (code !== DIAMETER_UNABLE_TO_DELIVER && code !== DIAMETER_TOO_BUSY) return false
    if (!this.#sendOn(transit, now)) return false
    this.counters.failovers += 1
    return true
  }

  #return(transit: Transit, frame: Buffer): void {
    const { join } = transit
    if (join !== null) this.#settleSession(transit.undo, joinedAs(frame, join))
    this.#returnTo(transit.from, transit.theirHopByHop, frame, join)
    if (transit.again !== null)
      for (const { from, hopByHop } of transit.again) this.#returnTo(from, hopByHop, frame, join)
  }

  #returnTo(to: Peer, hopByHop: number, frame: Buffer, join: Join | null): void {
    if (!to.open) {
      this.counters.unclaimed += 1
      return
    }
    const { box } = to
    const at = box.room(join === null ? frame.length : joinSizeMax(frame, join))
    const end =
      join === null ? at + frame.copy(box.buffer, at) : putJoined(box.buffer, at, frame, join)
    putHopByHop(box.buffer, at, hopByHop)
    box.commit(end)
    this.counters.returned += 1
  }

  /** What the charging system made of its part decides what is true of the session. */
  #settleSession(undo: Undo | null, joined: Joined): void {
    if (joined === 'failed') this.#takeBack(undo)
    if (joined !== 'denied' || undo === null || !undo.opens) return
    // It did not begin the session: what it is asked next must begin it.
    const { key, at } = undo
    const session = this.#sessions.get(key) ?? {
      ours: undo.ours,
      before: null,
      endToEnd: NO_REQUEST,
      touched: at,
    }
    if (this.#sessions.hasRoomFor(key, at)) this.#sessions.put(key, { ...session, known: false })
  }

  #takeBack(undo: Undo | null): void {
    if (undo === null) return
    const { key, before, at } = undo
    if (before === null) this.#sessions.delete(key)
    else this.#sessions.put(key, { ...before, before: null, endToEnd: NO_REQUEST, touched: at })
  }

  #finish(transit: Transit): void {
    transit.from.waiting -= 1
    if (this.#byEndToEnd.get(transit.endToEnd) === transit)
      this.#byEndToEnd.delete(transit.endToEnd)
  }

  /** Nobody answers it: its client is told so. */
  #giveUp(transit: Transit, why: string): void {
    this.#finish(transit)
    this.#takeBack(transit.undo)
    this.counters.undelivered += 1
    const refusal = { resultCode: RESULT_CODES.DIAMETER_UNABLE_TO_DELIVER, why }
    this.#refuse(transit.from, transit.message, refusal, transit.theirHopByHop)
    if (transit.again !== null)
      for (const { from, hopByHop } of transit.again)
        this.#refuse(from, transit.message, refusal, hopByHop)
  }

  /** With a Hop-by-Hop Identifier: of a request that was on its way already. */
  #refuse(to: Peer, request: Buffer, refusal: Refusal, hopByHop?: number): void {
    if (!to.open) {
      this.counters.unclaimed += 1
      return
    }
    if (hopByHop === undefined && to.role === 'client')
      increment(this.counters.refused, resultName(refusal.resultCode))
    const { origin } = this.#options
    const { box } = to
    const at = box.room(refusalSizeMax(request, origin, refusal.failed ?? null))
    const end = putRefusal(box.buffer, at, request, origin, refusal)
    if (hopByHop !== undefined) putHopByHop(box.buffer, at, hopByHop)
    box.commit(end)
  }
}

/** The Result-Code that its header deserves; 0 for none (RFC 6733, sections 3 and 7.1). */
function problemOf(frame: Buffer): number {
  if (versionOf(frame) !== VERSION) return RESULT_CODES.DIAMETER_UNSUPPORTED_VERSION
  if (applicationOf(frame) !== APPLICATIONS.creditControl)
    return RESULT_CODES.DIAMETER_APPLICATION_UNSUPPORTED
  const flags = flagsOf(frame)
  if ((flags & RESERVED) !== 0) return RESULT_CODES.DIAMETER_INVALID_BIT_IN_HEADER
  if ((flags & ERROR) !== 0 || (flags & PROXIABLE) === 0)
    return RESULT_CODES.DIAMETER_INVALID_HDR_BITS
  return 0
}

/** Free together only while both are. */
function both(a: Free, b: Free): Free {
  const since = a.since === null ? b.since : b.since === null ? a.since : Math.max(a.since, b.since)
  const until = a.until === null ? b.until : b.until === null ? a.until : Math.min(a.until, b.until)
  return { ...a, since, until }
}

function originHostOf(frame: Buffer): string {
  walker.over(frame, HEADER_SIZE, frame.length)
  while (walker.next())
    if (walker.code === AVPS['Origin-Host'].code && walker.vendor === 0)
      return frame.toString('latin1', walker.from, walker.to)
  return ''
}

const walker = new AvpCursor()

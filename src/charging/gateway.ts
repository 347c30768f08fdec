/**
 * The online charging without sockets: requests of clients in; answers of ours out, or the request on its way to the
 * operator's own charging system and its answer back.
 *
 *   client ══ CCR ══► read ─► rate ─► plan ── free ──► our answer ════════════════► client
 *                                       │ charged, or not ours to judge; in part or whole
 *                                       ▼
 *                                   relaying ═══► charging system ═══ CCA ════════► client
 *
 * Knows peers by name, boxes to write into, and time; no sockets, no lists. Invariants: a request gets exactly one answer
 * while its client is connected; nothing is answered free that `decide` does not free at the request's instant; what we
 * cannot judge the charging system judges.
 */
import type { Millis } from '../base/clock.ts'
import type { Origin } from '../diameter/answers.ts'
import { AvpCursor, KNOWN_GROUP, knownAs, MANDATORY_BIT, UNKNOWN } from '../diameter/avps.ts'
import { brokenAt } from '../diameter/codec.ts'
import { APPLICATIONS, CC_REQUEST_TYPE, COMMANDS } from '../diameter/dictionary.ts'
import { HEADER_SIZE } from '../diameter/frames.ts'
import {
  applicationOf,
  commandOf,
  ERROR,
  endToEndOf,
  flagsOf,
  isRequest,
  PROXIABLE,
  RESERVED,
  RETRANSMITTED,
  VERSION,
  versionOf,
} from '../diameter/header.ts'
import { loweredIdentity } from '../diameter/relay.ts'
import { RESULT_CODES } from '../diameter/result-codes.ts'
import { Answering } from './answering.ts'
import { Asked } from './asked.ts'
import { type Counters, countFree, zeroCounters } from './counters.ts'
import { CLOCK_OFF_MS, GRANT_SECONDS_MAX } from './limits.ts'
import { type NewPeer, type Peer, Peers } from './peers.ts'
import { type Plan, planOf } from './plan.ts'
import { Rating, type RatingOptions } from './rating.ts'
import { Relaying } from './relaying.ts'
import { type Found, Sessions } from './sessions.ts'

/*
 * Whether we understand all that a request insists on: an AVP with the M bit that is not in our dictionary must not be
 * ignored (RFC 6733, section 4.1). Groups are looked into.
 */

const GROUP_DEPTH_MAX = 8

/** The first AVP that is not understood, as [start, end); null when all are. `let` vendors count as understood. */
function firstNotUnderstood(frame: Buffer, vendorsLetThrough: ReadonlySet<number>): readonly [number, number] | null {
  return lookInto(frame, { from: HEADER_SIZE, to: frame.length, depth: 0 }, vendorsLetThrough)
}

function lookInto(
  frame: Buffer,
  { from, to, depth }: { readonly from: number; readonly to: number; readonly depth: number },
  vendorsLetThrough: ReadonlySet<number>,
): readonly [number, number] | null {
  const cursor = cursors[depth].over(frame, from, to)
  while (cursor.next()) {
    const known = knownAs(cursor.vendor, cursor.code)
    if (known === UNKNOWN) {
      const insists = (cursor.flags & MANDATORY_BIT) !== 0
      if (insists && !vendorsLetThrough.has(cursor.vendor)) return [cursor.start, cursor.end]
    } else if (known === KNOWN_GROUP && depth + 1 < GROUP_DEPTH_MAX) {
      const within = { from: cursor.from, to: cursor.to, depth: depth + 1 }
      const found = lookInto(frame, within, vendorsLetThrough)
      if (found !== null) return found
    }
  }
  return null
}

const cursors = Array.from({ length: GROUP_DEPTH_MAX }, () => new AvpCursor())

export interface GatewayOptions extends RatingOptions {
  readonly origin: Origin
  /** Vendors whose AVPs need not be understood though their M bit is set: what they say is not ours to judge by. */
  readonly knownVendors: ReadonlySet<number>
  /** An Event-Timestamp further away than this is not believed; null: it always is. */
  readonly timestampWithinMs: number | null
  /** The first Hop-by-Hop Identifier of a connection. */
  readonly firstNumber: () => number
}

export class Gateway {
  readonly counters: Counters = zeroCounters()
  readonly #options: GatewayOptions
  readonly #lowered: Buffer
  readonly #peers: Peers
  readonly #sessions: Sessions
  readonly #answering: Answering
  readonly #relaying: Relaying
  /** Each filled by one request, and valid until the next. */
  readonly #asked = new Asked()
  readonly #cursor = new AvpCursor()
  readonly #rating: Rating

  constructor(options: GatewayOptions) {
    const { origin, limits } = options
    this.#options = options
    this.#lowered = loweredIdentity(origin.host)
    this.#rating = new Rating(options)
    this.#peers = new Peers(options)
    this.#sessions = new Sessions({
      most: limits.sessions,
      idleMs: Math.max(limits.longestSessionMs, 2 * GRANT_SECONDS_MAX * 1000),
    })
    this.#answering = new Answering(origin, this.counters)
    this.#relaying = new Relaying({
      origin,
      limits,
      peers: this.#peers,
      sessions: this.#sessions,
      answering: this.#answering,
      counters: this.counters,
    })
  }

  get sessions(): number {
    return this.#sessions.count
  }

  /** Requests that wait for an answer of a charging system or of a client. */
  get waiting(): number {
    return this.#peers.waiting
  }

  clientOf(identity: string): Peer | undefined {
    return this.#peers.client(identity)
  }

  get clientCount(): number {
    return this.#peers.clientCount
  }

  /** A peer that is connected now. A charging system is given with `setCharging`. */
  peer(of: NewPeer): Peer {
    return this.#peers.connected(of)
  }

  /** The charging systems that are connected, the preferred one first. */
  setCharging(peers: readonly Peer[]): void {
    this.#peers.prefer(peers)
  }

  /** The connection is gone. What it owed goes elsewhere, or is answered as undeliverable. */
  gone(peer: Peer, now: Millis): void {
    this.#peers.gone(peer)
    this.#relaying.failOver(peer, now)
  }

  /** The peer does not answer: what it owes is given to others, with the T bit. */
  failOver(peer: Peer, now: Millis): void {
    this.#relaying.failOver(peer, now)
  }

  /** Gives up on answers that are late. */
  tick(now: Millis): void {
    this.#relaying.tick(now)
  }

  /** An application's message of a peer. `wall` is in milliseconds since 1970. */
  receive(from: Peer, frame: Buffer, now: Millis, wall: number): void {
    if (isRequest(frame)) this.#request(from, frame, now, wall)
    else this.#relaying.answered(from, frame, now)
  }

  #request(from: Peer, frame: Buffer, now: Millis, wall: number): void {
    const isClient = from.role === 'client'
    if (isClient) this.counters.requests += 1
    if (!this.#isWhole(from, frame)) return
    const asked = this.#asked
    if (!isClient) this.#relaying.toClient(from, frame, asked, now)
    else if (commandOf(frame) === COMMANDS.CCR.code) this.#creditControl(from, frame, now, wall)
    else this.#relaying.relay(from, frame, asked, now)
  }

  /** Reads it; one that is broken, or has been here before, is refused. */
  #isWhole(from: Peer, frame: Buffer): boolean {
    const code = problemOf(frame)
    if (code !== 0) {
      this.#answering.refuse(from, frame, { resultCode: code })
      return false
    }
    if (!this.#asked.read(frame, this.#lowered, this.#cursor)) {
      const resultCode =
        this.#cursor.fault === 'length'
          ? RESULT_CODES.DIAMETER_INVALID_AVP_LENGTH
          : RESULT_CODES.DIAMETER_INVALID_AVP_BITS
      const failed = brokenAt(frame, this.#cursor.start, frame.length)
      this.#answering.refuse(from, frame, { resultCode, failed })
      return false
    }
    if (!this.#asked.looped) return true
    const resultCode = RESULT_CODES.DIAMETER_LOOP_DETECTED
    this.#answering.refuse(from, frame, { resultCode, why: 'this request has been here before' })
    return false
  }

  #creditControl(from: Peer, frame: Buffer, now: Millis, wall: number): void {
    const asked = this.#asked
    this.#peers.learnRoute(from, frame, asked.originHost)
    if ((flagsOf(frame) & RETRANSMITTED) !== 0 && this.#relaying.joinsWaiting(from, frame)) return
    if (asked.unread || !asked.complete) {
      this.counters.unread += 1
      this.#relaying.relay(from, frame, asked, now)
      return
    }
    const found = this.#find(frame, now)
    const rated = this.#rating.of(asked, this.#instant(wall))
    const plan = planOf(asked, found?.before ?? null, rated)
    if (plan.do === 'relay') {
      // Whatever is remembered of a session, it ends where it is told to.
      if (found !== null && asked.type === CC_REQUEST_TYPE.TERMINATION_REQUEST) this.#sessions.forget(found)
      this.#relaying.relay(from, frame, asked, now)
    } else if (this.#isOurs(from, frame, plan, found, now)) {
      this.#carryOut(from, frame, plan, found, now)
    }
  }

  /** Null for an event: it has no session. */
  #find(frame: Buffer, now: Millis): Found | null {
    const asked = this.#asked
    if (asked.type === CC_REQUEST_TYPE.EVENT_REQUEST) return null
    return this.#sessions.find(asked.sessionKey(frame), endToEndOf(frame), now)
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

  /** Whether a part of it is ours to answer; if not, the charging system has it whole, or it is refused. */
  #isOurs(from: Peer, frame: Buffer, { session }: OurPlan, found: Found | null, now: Millis): boolean {
    const odd = firstNotUnderstood(frame, this.#options.knownVendors)
    if (odd !== null) {
      this.counters.notUnderstood += 1
      if (this.#peers.hasCharging) this.#relaying.relay(from, frame, this.#asked, now)
      else
        this.#answering.refuse(from, frame, {
          resultCode: RESULT_CODES.DIAMETER_AVP_UNSUPPORTED,
          failed: Buffer.from(frame.subarray(odd[0], odd[1])),
        })
      return false
    }
    if (session === null || found === null || this.#sessions.hasRoomFor(found)) return true
    this.counters.sessionsFull += 1
    this.#relaying.relay(from, frame, this.#asked, now)
    return false
  }

  #carryOut(from: Peer, frame: Buffer, plan: OurPlan, found: Found | null, now: Millis): void {
    const asked = this.#asked
    if (plan.do === 'split') {
      if (!this.#relaying.split(from, frame, asked, plan, { found, now })) return
    } else {
      if (found !== null) this.#sessions.remember(found, plan.session)
      this.#answering.answer(from, frame, asked, plan.units)
    }
    countFree(this.counters, plan.units)
  }
}

/** A plan in which something is ours to answer. */
type OurPlan = Exclude<Plan, { do: 'relay' }>

/** The Result-Code that its header deserves; 0 for none (RFC 6733, sections 3 and 7.1). */
function problemOf(frame: Buffer): number {
  if (versionOf(frame) !== VERSION) return RESULT_CODES.DIAMETER_UNSUPPORTED_VERSION
  if (applicationOf(frame) !== APPLICATIONS.creditControl) return RESULT_CODES.DIAMETER_APPLICATION_UNSUPPORTED
  const flags = flagsOf(frame)
  if ((flags & RESERVED) !== 0) return RESULT_CODES.DIAMETER_INVALID_BIT_IN_HEADER
  if ((flags & ERROR) !== 0 || (flags & PROXIABLE) === 0) return RESULT_CODES.DIAMETER_INVALID_HDR_BITS
  return 0
}

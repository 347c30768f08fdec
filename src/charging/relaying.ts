/**
 * Requests on their way through us, from their departure until their answer has gone back: a client's to the operator's
 * charging systems, a charging system's to a client.
 *
 *   a client's ─► charging system 1 ── answers ────────────────► back, with the client's hop-by-hop
 *                   │ goes, is silent, is too busy                 a part of it: put together with ours
 *                   └─► the next, with the T bit ── none left? ─► refused
 *
 * Judges nothing. Invariants: what has departed is answered once, and so is each double of it that came meanwhile; it
 * goes to at most TRIES_MAX charging systems, never back to where it has been; a part that failed leaves no trace in the
 * session.
 */
import type { Millis } from '../base/clock.ts'
import type { Origin, Refusal } from '../diameter/answers.ts'
import { AvpCursor } from '../diameter/avps.ts'
import { AVPS, CC_REQUEST_TYPE } from '../diameter/dictionary.ts'
import { HEADER_SIZE } from '../diameter/frames.ts'
import { ERROR, endToEndOf, flagsOf, hopByHopOf } from '../diameter/header.ts'
import { sameIdentity } from '../diameter/identities.ts'
import { forwarded, markRetransmitted, putHopByHop } from '../diameter/relay.ts'
import { RESULT_CODES } from '../diameter/result-codes.ts'
import type { Answering } from './answering.ts'
import type { Asked } from './asked.ts'
import type { Counters } from './counters.ts'
import { joinedAs, joinOf, resultOf } from './joining.ts'
import { type Limits, TRIES_MAX } from './limits.ts'
import { composeOnward } from './onward.ts'
import type { Errand, Peer, Peers, Transit } from './peers.ts'
import type { Plan } from './plan.ts'
import type { Found, Sessions, Undo } from './sessions.ts'

export interface RelayingNeeds {
  readonly origin: Origin
  readonly limits: Limits
  readonly peers: Peers
  readonly sessions: Sessions
  readonly answering: Answering
  readonly counters: Counters
}

interface Departure {
  readonly from: Peer
  /** As it came, valid during the call. */
  readonly frame: Buffer
  /** As it goes out. */
  readonly message: Buffer
  readonly errand: Errand
  readonly now: Millis
}

const WHOLE: Errand = { is: 'whole' }
const TO_CLIENT: Errand = { is: 'to-client' }

const { DIAMETER_TOO_BUSY, DIAMETER_UNABLE_TO_DELIVER } = RESULT_CODES
const BUSY: Refusal = { resultCode: DIAMETER_TOO_BUSY }
const NOBODY = 'no charging system can be reached'
const LATE = 'the charging system did not answer in time'
const UNROUTABLE: Refusal = {
  resultCode: DIAMETER_UNABLE_TO_DELIVER,
  why: 'Destination-Host without Destination-Realm',
}
const NO_CLIENT: Refusal = { resultCode: DIAMETER_UNABLE_TO_DELIVER, why: 'that client is not connected' }
const NOT_SERVED: Refusal = { resultCode: RESULT_CODES.DIAMETER_REALM_NOT_SERVED }
const TOO_LONG: Refusal = { resultCode: RESULT_CODES.DIAMETER_UNABLE_TO_COMPLY }

export class Relaying {
  readonly #needs: RelayingNeeds
  /** What waits for a charging system, by End-to-End Identifier; of two with one number the later. */
  readonly #byEndToEnd = new Map<number, Transit>()

  constructor(needs: RelayingNeeds) {
    this.#needs = needs
  }

  /** A client's request as it came; or it is refused. */
  relay(from: Peer, frame: Buffer, asked: Asked, now: Millis): void {
    if (!this.#isWelcome(from, frame, asked)) return
    const { routeRecord } = from
    const realm = this.#otherRealm(frame, asked)
    const message =
      asked.forUs || realm !== null
        ? composeOnward(frame, asked, null, { routeRecord, realm })
        : forwarded(frame, routeRecord)
    if (message === null) this.#needs.answering.refuse(from, frame, TOO_LONG)
    else if (this.#depart(transitOf({ from, frame, message, errand: WHOLE, now }), frame, now))
      this.#needs.counters.relayed += 1
  }

  /**
   * The part of a client's request that is the charging system's; `found` is its session, null for an event. False when
   * it is refused.
   */
  split(
    from: Peer,
    frame: Buffer,
    asked: Asked,
    plan: Extract<Plan, { do: 'split' }>,
    { found, now }: { readonly found: Found | null; readonly now: Millis },
  ): boolean {
    if (!this.#isWelcome(from, frame, asked)) return false
    const { origin, sessions, answering, counters } = this.#needs
    const { routeRecord } = from
    const realm = this.#otherRealm(frame, asked)
    const message = composeOnward(frame, asked, plan, { routeRecord, realm })
    if (message === null) {
      answering.refuse(from, frame, TOO_LONG)
      return false
    }
    const join = joinOf(frame, asked, plan, origin)
    const undo = found === null ? null : undoOf(found, asked, plan)
    const errand: Errand = { is: 'part', join, undo }
    if (found !== null) sessions.remember(found, plan.session)
    if (!this.#depart(transitOf({ from, frame, message, errand, now }), frame, now)) {
      if (undo !== null) sessions.takeBack(undo)
      return false
    }
    counters.split += 1
    return true
  }

  /** RAR, ASR and what else a charging system asks of a client. */
  toClient(from: Peer, frame: Buffer, { destinationHost }: Asked, now: Millis): void {
    const { answering, counters, peers } = this.#needs
    counters.asked += 1
    const { from: start, to } = destinationHost
    const host = destinationHost.given ? frame.toString('latin1', start, to) : ''
    const client = peers.reachable(host, frame)
    const message = forwarded(frame, from.routeRecord)
    if (client === null || message === null) {
      answering.refuse(from, frame, NO_CLIENT)
      return
    }
    const transit = transitOf({ from, frame, message, errand: TO_CLIENT, now })
    from.waiting += 1
    give(client, transit, now)
  }

  /** Of a retransmission: whether the first still waits. Then it gets the answer that the first one gets. */
  joinsWaiting(from: Peer, frame: Buffer): boolean {
    const waiting = this.#byEndToEnd.get(endToEndOf(frame))
    if (waiting === undefined || originHostOf(waiting.message) !== originHostOf(frame)) return false
    waiting.doubles ??= []
    if (waiting.doubles.length >= TRIES_MAX) return false
    waiting.doubles.push({ from, hopByHop: hopByHopOf(frame) })
    this.#needs.counters.duplicates += 1
    return true
  }

  /** An answer of a charging system or of a client. */
  answered(by: Peer, frame: Buffer, now: Millis): void {
    const { counters } = this.#needs
    const transit = by.pending.asked(hopByHopOf(frame))
    if (transit === undefined || transit.endToEnd !== endToEndOf(frame)) {
      counters.late += 1
      return
    }
    by.pending.settle(transit)
    if (isForAnother(frame) && this.#sendOn(transit, now)) {
      counters.failovers += 1
      return
    }
    this.#arrived(transit)
    this.#giveBack(transit, frame)
  }

  /** The peer does not answer: what it owes is given to others, with the T bit. */
  failOver(peer: Peer, now: Millis): void {
    for (const transit of peer.pending.drain()) {
      markRetransmitted(transit.message)
      if (this.#sendOn(transit, now)) this.#needs.counters.failovers += 1
      else this.#giveUp(transit, NOBODY)
    }
  }

  /** Gives up on answers that are late. */
  tick(now: Millis): void {
    const { peers, limits, counters } = this.#needs
    peers.each(({ pending }) =>
      pending.expire(now, limits.answerMs, transit => {
        counters.timeouts += 1
        this.#giveUp(transit, LATE)
      }),
    )
  }

  /** Whether it may go on at all; if not, it is refused. */
  #isWelcome(from: Peer, frame: Buffer, asked: Asked): boolean {
    const refusal = this.#unwelcome(from, frame, asked)
    if (refusal === null) return true
    this.#needs.answering.refuse(from, frame, refusal)
    return false
  }

  #unwelcome(from: Peer, frame: Buffer, asked: Asked): Refusal | null {
    const { limits, peers, origin } = this.#needs
    if (from.waiting >= limits.pendingOfClient) return BUSY
    if (!asked.destinationRealm.given) return asked.destinationHost.given ? UNROUTABLE : null
    if (!peers.hasCharging) return null
    const realm = realmOf(frame, asked)
    return sameIdentity(realm, origin.realm) || peers.serves(realm) ? null : NOT_SERVED
  }

  /** A client that learned our realm from our answers means the charging system's once it is charged. Null: it stays. */
  #otherRealm(frame: Buffer, asked: Asked): string | null {
    const ours = this.#needs.origin.realm
    const theirs = this.#needs.peers.chargingRealm
    if (!asked.destinationRealm.given || theirs === null || sameIdentity(theirs, ours)) return null
    return sameIdentity(realmOf(frame, asked), ours) ? theirs : null
  }

  /** Sends it on; false when nobody takes it, and then it is refused. `frame` is as it came. */
  #depart(transit: Transit, frame: Buffer, now: Millis): boolean {
    const { from } = transit
    if (!this.#sendOn(transit, now)) {
      const { answering, peers } = this.#needs
      const resultCode = peers.isWay(frame) ? DIAMETER_TOO_BUSY : DIAMETER_UNABLE_TO_DELIVER
      answering.refuse(from, frame, { resultCode, why: NOBODY })
      return false
    }
    from.waiting += 1
    this.#byEndToEnd.set(transit.endToEnd, transit)
    return true
  }

  /** To the charging system whose turn it is. Also when it is sent again. */
  #sendOn(transit: Transit, now: Millis): boolean {
    if (transit.errand.is === 'to-client') return false
    const peer = this.#needs.peers.next(transit)
    if (peer === null) return false
    give(peer, transit, now)
    return true
  }

  #giveBack({ errand, from, theirHopByHop, doubles }: Transit, frame: Buffer): void {
    const { answering, sessions } = this.#needs
    const join = errand.is === 'part' ? errand.join : null
    if (errand.is === 'part' && errand.undo !== null) sessions.settle(errand.undo, joinedAs(frame, errand.join))
    answering.giveBack(from, theirHopByHop, frame, join)
    if (doubles !== null) for (const double of doubles) answering.giveBack(double.from, double.hopByHop, frame, join)
  }

  /** Nobody answers it: its client is told so. */
  #giveUp(transit: Transit, why: string): void {
    const { answering, sessions, counters } = this.#needs
    const { errand, from, theirHopByHop, message, doubles } = transit
    this.#arrived(transit)
    if (errand.is === 'part' && errand.undo !== null) sessions.takeBack(errand.undo)
    counters.undelivered += 1
    const refusal = { resultCode: DIAMETER_UNABLE_TO_DELIVER, why }
    answering.refuseSent(from, theirHopByHop, message, refusal)
    if (doubles !== null)
      for (const double of doubles) answering.refuseSent(double.from, double.hopByHop, message, refusal)
  }

  /** It waits no longer. */
  #arrived(transit: Transit): void {
    transit.from.waiting -= 1
    if (this.#byEndToEnd.get(transit.endToEnd) === transit) this.#byEndToEnd.delete(transit.endToEnd)
  }
}

function transitOf({ from, frame, message, errand, now }: Departure): Transit {
  return {
    hopByHop: 0,
    at: now,
    errand,
    from,
    theirHopByHop: hopByHopOf(frame),
    endToEnd: endToEndOf(frame),
    message,
    tried: [],
    doubles: null,
  }
}

function give(peer: Peer, transit: Transit, now: Millis): void {
  transit.tried.push(peer)
  peer.pending.enter(transit, now)
  putHopByHop(transit.message, 0, transit.hopByHop)
  peer.box.send(transit.message)
}

function undoOf(found: Found, asked: Asked, plan: Extract<Plan, { do: 'split' }>): Undo {
  return {
    found,
    opens: plan.type === CC_REQUEST_TYPE.INITIAL_REQUEST,
    ours: asked.units.filter((_, i) => plan.units[i].terms !== null).map(unit => unit.key),
  }
}

/** The one that was asked could not take it: another one may (RFC 6733, section 7.1.3). */
function isForAnother(answer: Buffer): boolean {
  if ((flagsOf(answer) & ERROR) === 0) return false
  const code = resultOf(answer)
  return code === DIAMETER_UNABLE_TO_DELIVER || code === DIAMETER_TOO_BUSY
}

function realmOf(frame: Buffer, { destinationRealm }: Asked): string {
  return frame.toString('latin1', destinationRealm.from, destinationRealm.to)
}

function originHostOf(frame: Buffer): string {
  walker.over(frame, HEADER_SIZE, frame.length)
  while (walker.next())
    if (walker.code === AVPS['Origin-Host'].code && walker.vendor === 0)
      return frame.toString('latin1', walker.from, walker.to)
  return ''
}

const walker = new AvpCursor()

/**
 * For tests: a gateway in virtual time, with clients and charging systems that are boxes to look into. No socket.
 *
 * What is free is a table of intervals: called numbers and rating groups by name.
 */
import assert from 'node:assert/strict'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import type { Decide, Verdict } from '../../src/charging/decide.ts'
import { Gateway, type GatewayOptions } from '../../src/charging/gateway.ts'
import { DEFAULT_LIMITS } from '../../src/charging/limits.ts'
import { Outbox } from '../../src/charging/outbox.ts'
import type { Peer } from '../../src/charging/peers.ts'
import { originOf } from '../../src/diameter/answers.ts'
import { decodeMessage, encodeMessage } from '../../src/diameter/codec.ts'
import {
  APPLICATIONS,
  type Avps,
  CC_REQUEST_TYPE,
  type Message,
  type MessageInput,
} from '../../src/diameter/dictionary.ts'
import { FrameCutter } from '../../src/diameter/frames.ts'

export const US = 'loa.example.net'
export const REALM = 'example.net'
/** 1 February 2020, 00:00:00 in Hà Nội: what is free in these tests is free from here. */
export const FROM = Date.parse('2020-02-01T00:00:00+07:00')
export const UNTIL = Date.parse('2020-04-04T00:00:00+07:00')
export const HOTLINE = '19003228'
export const OPEN_ENDED = '19009095'
export const FREE_GROUP = 700_001

/** [from, until); null is open. */
export type Spans = readonly (readonly [from: number | null, until: number | null])[]

const TABLE: Readonly<Record<string, Spans>> = {
  [HOTLINE]: [[FROM, UNTIL]],
  [OPEN_ENDED]: [[FROM, null]],
  [String(FREE_GROUP)]: [[FROM, UNTIL]],
}

export function decideBySpans(table: Readonly<Record<string, Spans>>): Decide {
  return ({ called, forwardedTo, ratingGroup, serviceIdentifier, at }): Verdict => {
    const name = called ?? String(ratingGroup ?? serviceIdentifier)
    const spans = forwardedTo === null || table[forwardedTo] !== undefined ? table[name] : undefined
    for (const [since, until] of spans ?? [])
      if ((since === null || at >= since) && (until === null || at < until))
        return { is: 'free', service: `service-${name}`, since, until }
    return { is: 'charged' }
  }
}

export interface Actor {
  readonly peer: Peer
  /** What it was sent and has not taken. */
  readonly inbox: Message[]
  readonly frames: Buffer[]
}

export interface GatewayFixtureOptions extends Partial<Omit<GatewayOptions, 'limits'>> {
  readonly limits?: Partial<GatewayOptions['limits']>
  readonly seed?: number
  readonly wall?: number
}

/** A gateway in virtual time. `now` is milliseconds since the start; `wall` is the wall clock, in milliseconds since 1970. */
export class GatewayFixture {
  readonly gateway: Gateway
  now = 0 as Millis
  wall: number
  readonly #dirty: Outbox[] = []
  #endToEnd = 1000
  #hopByHop = 5000

  constructor({ limits, seed = 1, wall = FROM, ...options }: GatewayFixtureOptions = {}) {
    const random = seeded(seed)
    this.wall = wall
    this.gateway = new Gateway({
      origin: originOf(US, REALM),
      decide: decideBySpans(TABLE),
      freeAnswer: '4011',
      knownVendors: new Set(),
      timestampWithinMs: null,
      firstNumber: () => random.below(2 ** 32),
      ...options,
      limits: { ...DEFAULT_LIMITS, pendingOfCharging: 64, ...limits },
    })
  }

  client(identity = 'pgw.example.net'): Actor {
    return this.#actor({ identity, realm: REALM, role: 'client', isRelay: false })
  }

  charging(identity = 'ocs.example.net', realm = REALM): Actor {
    return this.#actor({ identity, realm, role: 'charging', isRelay: false })
  }

  relayBehind(identity: string, realm: string): Actor {
    return this.#actor({ identity, realm, role: 'charging', isRelay: true })
  }

  #actor(of: Pick<Peer, 'identity' | 'realm' | 'role' | 'isRelay'>): Actor {
    const inbox: Message[] = []
    const frames: Buffer[] = []
    const cutter = new FrameCutter()
    const take = (frame: Buffer) => {
      frames.push(Buffer.from(frame))
      const decoded = decodeMessage(frame)
      if (decoded.ok) inbox.push(decoded.message)
      // What a charging system gets may be as odd as the client sent it; what we write ourselves may not.
      else assert.equal(of.role, 'charging', `we wrote what cannot be read: ${frame.toString('hex')}`)
    }
    const box = new Outbox(
      (octets, done) => {
        assert.equal(cutter.push(octets, take), null)
        done()
      },
      dirty => this.#dirty.push(dirty),
    )
    return { peer: this.gateway.peer({ ...of, box }), inbox, frames }
  }

  flush(): void {
    for (let box = this.#dirty.pop(); box !== undefined; box = this.#dirty.pop()) box.flush()
  }

  /** Octets from an actor, as they are. */
  raw({ peer }: Actor, frame: Buffer): void {
    this.gateway.receive(peer, frame, this.now, this.wall)
    this.flush()
  }

  /** A request of an actor, numbered where it is not; gives it as it went. */
  send(from: Actor, message: Numbered): MessageInput {
    const { hopByHop = this.#hopByHop++, endToEnd = this.#endToEnd++ } = message
    const whole = { ...message, hopByHop, endToEnd }
    this.raw(from, encodeMessage(whole))
    return whole
  }

  /** The one answer that a client has got for this request. */
  answerTo(client: Actor, message: Numbered): Message {
    const before = client.inbox.length
    this.send(client, message)
    assert.equal(client.inbox.length, before + 1, 'one answer')
    return client.inbox.pop() as Message
  }

  /** The charging system answers what came to it first. */
  reply(charging: Actor, avps: Avps, error = false): Message {
    const request = charging.inbox.shift()
    assert.ok(request !== undefined, 'nothing to answer')
    const { avps: asked } = request
    const repeated: Avps = {
      ...(asked['Session-Id'] !== undefined && { 'Session-Id': asked['Session-Id'] }),
      ...(asked['CC-Request-Type'] !== undefined && {
        'CC-Request-Type': asked['CC-Request-Type'],
        'CC-Request-Number': asked['CC-Request-Number'] ?? 0,
      }),
    }
    this.send(charging, {
      command: request.command === 'CCR' ? 'CCA' : 'RAA',
      error,
      hopByHop: request.hopByHop,
      endToEnd: request.endToEnd,
      avps: {
        ...repeated,
        'Result-Code': 2001,
        'Origin-Host': charging.peer.identity,
        'Origin-Realm': charging.peer.realm,
        'Auth-Application-Id': [APPLICATIONS.creditControl],
        ...avps,
      },
    })
    return request
  }
}

type Numbered = Omit<MessageInput, 'hopByHop' | 'endToEnd'> & Partial<Pick<MessageInput, 'hopByHop' | 'endToEnd'>>

export type RequestType = 'initial' | 'update' | 'termination' | 'event'

const TYPES = {
  initial: CC_REQUEST_TYPE.INITIAL_REQUEST,
  update: CC_REQUEST_TYPE.UPDATE_REQUEST,
  termination: CC_REQUEST_TYPE.TERMINATION_REQUEST,
  event: CC_REQUEST_TYPE.EVENT_REQUEST,
} as const

/** A Credit-Control-Request. The number of `type` counts up with the caller's `number`. */
export function ccr(
  type: RequestType,
  {
    at = FROM,
    session = 'pgw.example.net;1;1',
    number = 0,
    avps = {},
    retransmitted = false,
    ...rest
  }: {
    readonly at?: number | null
    readonly session?: string
    readonly number?: number
    readonly avps?: Avps
    readonly retransmitted?: boolean
    readonly endToEnd?: number
    readonly hopByHop?: number
  } = {},
): Numbered {
  return {
    command: 'CCR',
    retransmitted,
    ...rest,
    avps: {
      'Session-Id': session,
      'Origin-Host': 'pgw.example.net',
      'Origin-Realm': REALM,
      'Destination-Realm': REALM,
      'Auth-Application-Id': [APPLICATIONS.creditControl],
      'Service-Context-Id': '32260@3gpp.org',
      'CC-Request-Type': TYPES[type],
      'CC-Request-Number': number,
      ...(at !== null && { 'Event-Timestamp': at }),
      ...avps,
    },
  }
}

/** That somebody is called, and perhaps that something else was dialled. */
export function calling(called: string, ...requested: readonly string[]): Avps {
  const ims: Avps = {
    'Called-Party-Address': called,
    ...(requested.length > 0 && { 'Requested-Party-Address': requested }),
  }
  return { 'Service-Information': { 'IMS-Information': ims } }
}

/** A unit of a request: asks for octets, reports octets, or both. */
export function unit(
  ratingGroup: number,
  { asks = true, used = 0n }: { readonly asks?: boolean; readonly used?: bigint } = {},
): Avps {
  return {
    ...(asks && { 'Requested-Service-Unit': {} }),
    ...(used > 0n && { 'Used-Service-Unit': [{ 'CC-Total-Octets': used }] }),
    'Rating-Group': ratingGroup,
  }
}

export function units(...all: readonly Avps[]): Avps {
  return { 'Multiple-Services-Credit-Control': all }
}

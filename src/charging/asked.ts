/**
 * What a Credit-Control-Request asks, read off its octets in one walk (RFC 8506, section 3.1; TS 32.299, section 6.4).
 *
 *   Credit-Control-Request
 *     Session-Id, CC-Request-Type, CC-Request-Number, Event-Timestamp, Destination-*, Route-Record ...
 *     Multiple-Services-Credit-Control     a unit: Rating-Group, Service-Identifier, what is requested, what was used
 *     Service-Information / IMS-Information / Called-Party-Address
 *
 * One object serves all requests of a process: `read` fills it, and it is valid until the next. Positions are offsets in
 * the frame. Nothing here judges.
 */
import { AvpCursor } from '../diameter/avps.ts'
import { AVPS, CC_REQUEST_TYPE, REQUESTED_ACTION, THREE_GPP } from '../diameter/dictionary.ts'
import { HEADER_SIZE } from '../diameter/frames.ts'
import { isIdentityAt } from '../diameter/identities.ts'
import { readTime } from '../diameter/values.ts'
import { numberOf } from './called.ts'

/** A Multiple-Services-Credit-Control AVP: one service or rating group. */
export class Unit {
  start = 0
  end = 0
  from = 0
  to = 0
  ratingGroup: number | null = null
  readonly services: number[] = []
  /** Of the Requested-Service-Unit; -1 where nothing is requested. */
  requestedFrom = -1
  requestedTo = -1
  used = false

  /** Names it within its session. */
  get key(): string {
    return `${this.ratingGroup ?? ''}/${this.services.join(',')}`
  }
}

/** More services than this in one request are not looked into: the charging system has them all. */
export const UNITS_MAX = 64

const NOTHING = -1

export class Asked {
  type = 0
  number = 0
  action = 0
  /** From the request's Event-Timestamp; null where it has none. */
  timestamp: number | null = null
  /** Called-Party-Address: where the call goes. */
  called: string | null = null
  /** Requested-Party-Addresses: what was dialled, where that is another number; null for one that is no number. */
  readonly requested: (string | null)[] = []
  service: number | null = null
  /** Of the Session-Id's data. */
  sessionFrom = NOTHING
  sessionTo = NOTHING
  /** Of the CC-Sub-Session-Id's data. */
  subSessionFrom = NOTHING
  originHostFrom = NOTHING
  originHostTo = NOTHING
  realmFrom = NOTHING
  realmTo = NOTHING
  hostFrom = NOTHING
  hostTo = NOTHING
  /** Destination-Host is us. */
  forUs = false
  looped = false
  routed = false
  proxied = false
  requestedFrom = NOTHING
  requestedTo = NOTHING
  used = false
  readonly units: Unit[] = []
  /** Something in it could not be read to its end: nobody but the charging system judges it. */
  unread = false
  readonly #all: Unit[] = []

  /** False when the AVPs cannot be told apart; the cursor then says where. `lowered` is our identity. */
  read(frame: Buffer, lowered: Buffer, cursor: AvpCursor): boolean {
    this.#clear()
    cursor.over(frame, HEADER_SIZE, frame.length)
    while (cursor.next()) {
      if (cursor.vendor === 0) this.#base(frame, lowered, cursor)
      else if (cursor.vendor === THREE_GPP && cursor.code === AVPS['Service-Information'].code)
        this.#serviceInformation(frame, cursor.from, cursor.to)
    }
    return cursor.fault === null
  }

  get complete(): boolean {
    return this.sessionFrom !== NOTHING && this.type !== 0
  }

  sessionKey(frame: Buffer): string {
    const session = frame.toString('latin1', this.sessionFrom, this.sessionTo)
    if (this.subSessionFrom === NOTHING) return session
    return `${session}/${frame.readBigUInt64BE(this.subSessionFrom)}`
  }

  #clear(): void {
    this.type = 0
    this.number = 0
    this.action = REQUESTED_ACTION.DIRECT_DEBITING
    this.timestamp = null
    this.called = null
    this.requested.length = 0
    this.service = null
    this.sessionFrom = NOTHING
    this.subSessionFrom = NOTHING
    this.originHostFrom = NOTHING
    this.realmFrom = NOTHING
    this.hostFrom = NOTHING
    this.forUs = false
    this.looped = false
    this.routed = false
    this.proxied = false
    this.requestedFrom = NOTHING
    this.used = false
    this.units.length = 0
    this.unread = false
  }

  #base(frame: Buffer, lowered: Buffer, { code, from, to, start, end }: AvpCursor): void {
    switch (code) {
      case AVPS['Session-Id'].code:
        this.#once(this.sessionFrom !== NOTHING)
        this.sessionFrom = from
        this.sessionTo = to
        return
      case AVPS['CC-Request-Type'].code:
        this.#once(this.type !== 0)
        if (to - from === 4) this.type = frame.readUInt32BE(from)
        if (this.type > CC_REQUEST_TYPE.EVENT_REQUEST) this.unread = true
        return
      case AVPS['CC-Request-Number'].code:
        if (to - from === 4) this.number = frame.readUInt32BE(from)
        return
      case AVPS['Origin-Host'].code:
        this.originHostFrom = from
        this.originHostTo = to
        return
      case AVPS['Destination-Host'].code:
        this.hostFrom = from
        this.hostTo = to
        this.forUs = isIdentityAt(frame, from, to, lowered)
        return
      case AVPS['Destination-Realm'].code:
        this.realmFrom = from
        this.realmTo = to
        return
      case AVPS['Event-Timestamp'].code:
        this.#once(this.timestamp !== null)
        if (to - from === 4) this.timestamp = readTime(frame, from)
        return
      case AVPS['Requested-Action'].code:
        if (to - from === 4) this.action = frame.readUInt32BE(from)
        return
      case AVPS['Service-Identifier'].code:
        if (to - from === 4) this.service = frame.readUInt32BE(from)
        return
      case AVPS['CC-Sub-Session-Id'].code:
        if (to - from === 8) this.subSessionFrom = from
        return
      case AVPS['Requested-Service-Unit'].code:
        this.requestedFrom = from
        this.requestedTo = to
        return
      case AVPS['Used-Service-Unit'].code:
        this.used = true
        return
      case AVPS['Multiple-Services-Credit-Control'].code:
        this.#unit(frame, start, end, from, to)
        return
      case AVPS['Route-Record'].code:
        this.routed = true
        if (isIdentityAt(frame, from, to, lowered)) this.looped = true
        return
      case AVPS['Proxy-Info'].code:
        this.proxied = true
    }
  }

  /** What counts once and came twice is not ours to understand. */
  #once(before: boolean): void {
    if (before) this.unread = true
  }

  #unit(frame: Buffer, start: number, end: number, from: number, to: number): void {
    const count = this.units.length
    if (count >= UNITS_MAX) {
      this.unread = true
      return
    }
    const unit = this.#all[count] ?? new Unit()
    this.#all[count] = unit
    this.units.push(unit)
    unit.start = start
    unit.end = end
    unit.from = from
    unit.to = to
    unit.ratingGroup = null
    unit.services.length = 0
    unit.requestedFrom = NOTHING
    unit.used = false
    inner.over(frame, from, to)
    while (inner.next()) {
      if (inner.vendor !== 0) continue
      const { code } = inner
      const isNumber = inner.to - inner.from === 4
      if (code === AVPS['Rating-Group'].code && isNumber)
        unit.ratingGroup = frame.readUInt32BE(inner.from)
      else if (code === AVPS['Service-Identifier'].code && isNumber)
        unit.services.push(frame.readUInt32BE(inner.from))
      else if (code === AVPS['Requested-Service-Unit'].code) {
        unit.requestedFrom = inner.from
        unit.requestedTo = inner.to
      } else if (code === AVPS['Used-Service-Unit'].code) unit.used = true
    }
    if (inner.fault !== null) this.unread = true
  }

  #serviceInformation(frame: Buffer, from: number, to: number): void {
    inner.over(frame, from, to)
    while (inner.next())
      if (inner.vendor === THREE_GPP && inner.code === AVPS['IMS-Information'].code)
        this.#ims(frame, inner.from, inner.to)
    if (inner.fault !== null) this.unread = true
  }

  #ims(frame: Buffer, from: number, to: number): void {
    innermost.over(frame, from, to)
    while (innermost.next()) {
      if (innermost.vendor !== THREE_GPP) continue
      const { code } = innermost
      const isCalled = code === AVPS['Called-Party-Address'].code
      if (!isCalled && code !== AVPS['Requested-Party-Address'].code) continue
      const number = numberOf(frame.toString('latin1', innermost.from, innermost.to))
      if (!isCalled) this.requested.push(number)
      else {
        this.#once(this.called !== null)
        this.called = number
      }
    }
    if (innermost.fault !== null) this.unread = true
  }
}

const inner = new AvpCursor()
const innermost = new AvpCursor()

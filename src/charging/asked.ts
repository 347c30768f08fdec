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

/*
 * The number in a Called-Party-Address, which is a SIP or TEL URI or plain digits (TS 32.299, section 7.2.33).
 *
 *   tel:19003228;phone-context=+84       19003228
 *   sip:+8419003228@ims.example;user=phone   +8419003228
 *
 * Whether two spellings are one number is the list's to know.
 */

const LENGTH_MAX = 128

/** Digits, with the + if there is one; null for an address that is no number. */
export function numberOf(address: string): string | null {
  if (PLAIN.test(address)) return address
  if (address.length > LENGTH_MAX) return null
  const match = /^(?:(?:sips?|tel):)?([^;@?]+)/i.exec(address)
  if (match === null) return null
  // RFC 3966, section 5.1.1: visual separators mean nothing. A user part may be percent-encoded.
  const number = match[1].replace(/%2b/i, '+').replace(/[-.() ]/g, '')
  return PLAIN.test(number) ? number : null
}

const PLAIN = /^\+?\d{2,32}$/

const NOTHING = -1

/** Where the data of an AVP stand in the frame. */
export class Span {
  from = NOTHING
  to = NOTHING

  /** The AVP is there. */
  get given(): boolean {
    return this.from !== NOTHING
  }

  at({ from, to }: AvpCursor): void {
    this.from = from
    this.to = to
  }

  clear(): void {
    this.from = NOTHING
  }
}

/** A Multiple-Services-Credit-Control AVP: one service or rating group. */
export class Unit {
  start = 0
  end = 0
  from = 0
  to = 0
  ratingGroup: number | null = null
  readonly services: number[] = []
  /** The Requested-Service-Unit. */
  readonly requested = new Span()
  used = false

  /** Names it within its session. */
  get key(): string {
    return `${this.ratingGroup ?? ''}/${this.services.join(',')}`
  }
}

/** More services than this in one request are not looked into: the charging system has them all. */
export const UNITS_MAX = 64

export class Asked {
  type = 0
  number = 0
  action = 0
  /** From the request's Event-Timestamp; null where it has none. */
  timestamp: number | null = null
  /** Called-Party-Address: where the call goes. */
  called: string | null = null
  /** Requested-Party-Addresses: what was dialled, where that is another number; null for one that is no number. */
  readonly dialled: (string | null)[] = []
  service: number | null = null
  readonly session = new Span()
  /** Of the CC-Sub-Session-Id's data; -1 where there is none. */
  subSessionFrom = NOTHING
  readonly originHost = new Span()
  readonly destinationHost = new Span()
  readonly destinationRealm = new Span()
  /** Destination-Host is us. */
  forUs = false
  looped = false
  proxied = false
  /** The Requested-Service-Unit of a request without units. */
  readonly requested = new Span()
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
    return this.session.given && this.type !== 0
  }

  sessionKey(frame: Buffer): string {
    const session = frame.toString('latin1', this.session.from, this.session.to)
    if (this.subSessionFrom === NOTHING) return session
    return `${session}/${frame.readBigUInt64BE(this.subSessionFrom)}`
  }

  #clear(): void {
    this.type = 0
    this.number = 0
    this.action = REQUESTED_ACTION.DIRECT_DEBITING
    this.timestamp = null
    this.called = null
    this.dialled.length = 0
    this.service = null
    this.session.clear()
    this.subSessionFrom = NOTHING
    this.originHost.clear()
    this.destinationHost.clear()
    this.destinationRealm.clear()
    this.forUs = false
    this.looped = false
    this.proxied = false
    this.requested.clear()
    this.used = false
    this.units.length = 0
    this.unread = false
  }

  /** What every request says of itself: its session, who it is from and where it is to go. */
  #base(frame: Buffer, lowered: Buffer, cursor: AvpCursor): void {
    const { code, from, to } = cursor
    switch (code) {
      case AVPS['Session-Id'].code:
        this.#once(this.session.given)
        this.session.at(cursor)
        return
      case AVPS['Origin-Host'].code:
        this.originHost.at(cursor)
        return
      case AVPS['Destination-Host'].code:
        this.destinationHost.at(cursor)
        this.forUs = isIdentityAt(frame, from, to, lowered)
        return
      case AVPS['Destination-Realm'].code:
        this.destinationRealm.at(cursor)
        return
      case AVPS['Route-Record'].code:
        if (isIdentityAt(frame, from, to, lowered)) this.looped = true
        return
      case AVPS['Proxy-Info'].code:
        this.proxied = true
        return
      default:
        this.#creditControl(frame, cursor)
    }
  }

  #creditControl(frame: Buffer, cursor: AvpCursor): void {
    const { code, from, to } = cursor
    switch (code) {
      case AVPS['CC-Request-Type'].code:
        this.#once(this.type !== 0)
        if (to - from === 4) this.type = frame.readUInt32BE(from)
        if (this.type > CC_REQUEST_TYPE.EVENT_REQUEST) this.unread = true
        return
      case AVPS['CC-Request-Number'].code:
        if (to - from === 4) this.number = frame.readUInt32BE(from)
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
        this.requested.at(cursor)
        return
      case AVPS['Used-Service-Unit'].code:
        this.used = true
        return
      case AVPS['Multiple-Services-Credit-Control'].code:
        this.#unit(frame, cursor)
    }
  }

  /** What counts once and came twice is not ours to understand. */
  #once(before: boolean): void {
    if (before) this.unread = true
  }

  #unit(frame: Buffer, { start, end, from, to }: AvpCursor): void {
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
    unit.requested.clear()
    unit.used = false
    inner.over(frame, from, to)
    while (inner.next()) {
      if (inner.vendor !== 0) continue
      const { code } = inner
      const isNumber = inner.to - inner.from === 4
      if (code === AVPS['Rating-Group'].code && isNumber) unit.ratingGroup = frame.readUInt32BE(inner.from)
      else if (code === AVPS['Service-Identifier'].code && isNumber) unit.services.push(frame.readUInt32BE(inner.from))
      else if (code === AVPS['Requested-Service-Unit'].code) unit.requested.at(inner)
      else if (code === AVPS['Used-Service-Unit'].code) unit.used = true
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
      if (!isCalled) this.dialled.push(number)
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

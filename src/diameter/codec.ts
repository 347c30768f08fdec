/**
 * Whole messages as values: of the base protocol, in tests and tools. The relay and the credit control of each message
 * work on the octets (`avps.ts`).
 *
 * The decoder never throws, whatever the octets: what cannot be read is told as the Result-Code and the Failed-AVP that
 * it deserves. The encoder is narrow: it throws a Failure instead of writing a message that says something else than it
 * was asked to.
 */

import { AvpCursor, avpSize, closeGroup, MANDATORY_BIT, openAvp, padded, VENDOR_BIT } from './avps.ts'
import {
  AVPS,
  type AvpName,
  type AvpSpec,
  type Avps,
  COMMANDS,
  type CommandName,
  type CommandSpec,
  type Message,
  type MessageInput,
  type OtherAvp,
} from './dictionary.ts'
import { diameterFailure } from './failures.ts'
import { HEADER_SIZE, MESSAGE_SIZE_MAX } from './frames.ts'
import {
  applicationOf,
  commandOf,
  ERROR,
  endToEndOf,
  flagsOf,
  hopByHopOf,
  PROXIABLE,
  putHeader,
  putLength,
  REQUEST,
  RESERVED,
  RETRANSMITTED,
  VERSION,
  versionOf,
} from './header.ts'
import { isSuccess, RESULT_CODES } from './result-codes.ts'
import { putValue, readValue, sizeOf } from './values.ts'

export type Decoded =
  | { readonly ok: true; readonly message: Message }
  | {
      readonly ok: false
      /** What an answer says of it. Answers themselves are not answered. */
      readonly resultCode: number
      /** The offending AVP, whole, for Failed-AVP. */
      readonly failed: Buffer | null
    }

/** Groups within groups; what lies deeper is kept as octets. No grammar needs more than six. */
const GROUP_DEPTH_MAX = 8

const BY_CODE: ReadonlyMap<string, readonly [AvpName, AvpSpec]> = new Map(
  (Object.entries(AVPS) as [AvpName, AvpSpec][]).map(([name, spec]) => [
    `${spec.vendor ?? 0}/${spec.code}`,
    [name, spec],
  ]),
)
const COMMAND_BY_CODE: ReadonlyMap<string, CommandName> = new Map(
  (Object.entries(COMMANDS) as [CommandName, CommandSpec][]).map(([name, { code, request }]) => [
    `${code}/${request}`,
    name,
  ]),
)

class Refused extends Error {
  readonly resultCode: number
  readonly failed: Buffer | null

  constructor(resultCode: number, failed: Buffer | null = null) {
    super()
    this.resultCode = resultCode
    this.failed = failed
  }
}

/** One whole message, as `FrameCutter` gives it. Octets are copied out of the frame. Never throws. */
export function decodeMessage(frame: Buffer): Decoded {
  try {
    return { ok: true, message: decode(frame) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ok: false, resultCode: error.resultCode, failed: error.failed }
  }
}

function decode(frame: Buffer): Message {
  if (versionOf(frame) !== VERSION) throw new Refused(RESULT_CODES.DIAMETER_UNSUPPORTED_VERSION)
  const flags = flagsOf(frame)
  const request = (flags & REQUEST) !== 0
  const command = COMMAND_BY_CODE.get(`${commandOf(frame)}/${request}`)
  if (command === undefined) throw new Refused(RESULT_CODES.DIAMETER_COMMAND_UNSUPPORTED)
  const spec: CommandSpec = COMMANDS[command]
  if ((flags & RESERVED) !== 0) throw new Refused(RESULT_CODES.DIAMETER_INVALID_BIT_IN_HEADER)
  const error = (flags & ERROR) !== 0
  const proxiable = (flags & PROXIABLE) !== 0
  if ((request && error) || (proxiable && !spec.proxiable)) throw new Refused(RESULT_CODES.DIAMETER_INVALID_HDR_BITS)
  const avps = readAvps(frame, HEADER_SIZE, frame.length, { depth: 0, lenient: false })
  for (const name of requiredOf(spec, error, avps))
    if (avps[name] === undefined) throw new Refused(RESULT_CODES.DIAMETER_MISSING_AVP, exampleOf(AVPS[name]))
  return {
    command,
    proxiable,
    error,
    retransmitted: (flags & RETRANSMITTED) !== 0,
    application: applicationOf(frame),
    hopByHop: hopByHopOf(frame),
    endToEnd: endToEndOf(frame),
    avps,
  }
}

/** A failure keeps to a grammar of its own (section 7.2), with the E bit or, as many do it, without. */
function requiredOf(spec: CommandSpec, error: boolean, avps: Avps): readonly AvpName[] {
  const code = avps['Result-Code']
  const failed = error || (!spec.request && code !== undefined && !isSuccess(code))
  return failed ? ['Result-Code', 'Origin-Host'] : spec.required
}

interface Place {
  readonly depth: number
  /** Within Failed-AVP stands what was wrong: there nothing is. */
  readonly lenient: boolean
}

function readAvps(bytes: Buffer, from: number, to: number, place: Place): Avps {
  const avps: Record<string, unknown> = {}
  const others: OtherAvp[] = []
  const cursor = new AvpCursor().over(bytes, from, to)
  while (cursor.next()) readAvp(bytes, cursor, { avps, others, place })
  if (cursor.fault === 'length' && !place.lenient)
    throw new Refused(RESULT_CODES.DIAMETER_INVALID_AVP_LENGTH, brokenAt(bytes, cursor.start, to))
  if (cursor.fault === 'bits' && !place.lenient)
    throw new Refused(RESULT_CODES.DIAMETER_INVALID_AVP_BITS, brokenAt(bytes, cursor.start, to))
  if (others.length > 0) avps.others = others
  return avps as Avps
}

function readAvp(
  bytes: Buffer,
  cursor: AvpCursor,
  into: { avps: Record<string, unknown>; others: OtherAvp[]; place: Place },
): void {
  const { code, vendor, flags, start, from: dataFrom, to: dataTo } = cursor
  const { depth, lenient } = into.place
  const mandatory = (flags & MANDATORY_BIT) !== 0
  const asItCame = () => ({ code, vendor, mandatory, data: Buffer.from(bytes.subarray(dataFrom, dataTo)) })
  const whole = () => Buffer.from(bytes.subarray(start, cursor.end))
  const known = BY_CODE.get(`${vendor}/${code}`)
  if (known === undefined) {
    if (mandatory && !lenient) throw new Refused(RESULT_CODES.DIAMETER_AVP_UNSUPPORTED, whole())
    into.others.push(asItCame())
    return
  }
  const [name, spec] = known
  if (spec.type === 'Grouped' && depth >= GROUP_DEPTH_MAX) {
    into.others.push(asItCame())
    return
  }
  const value =
    spec.type === 'Grouped'
      ? readAvps(bytes, dataFrom, dataTo, { depth: depth + 1, lenient: lenient || name === 'Failed-AVP' })
      : readValue(spec.type, bytes, dataFrom, dataTo)
  const before = into.avps[name]
  // An address of a family that we have no text for is none the worse for it.
  if (value === undefined && (lenient || spec.type === 'Address')) into.others.push(asItCame())
  else if (value === undefined) throw new Refused(RESULT_CODES.DIAMETER_INVALID_AVP_LENGTH, whole())
  else if (spec.many) into.avps[name] = before === undefined ? [value] : [...(before as []), value]
  else if (before === undefined) into.avps[name] = value
  else if (depth === 0) throw new Refused(RESULT_CODES.DIAMETER_AVP_OCCURS_TOO_MANY_TIMES, whole())
  else into.others.push(asItCame())
}

/** The header as far as it came, its length set right: without data, for nobody knows where that ends. */
export function brokenAt(bytes: Buffer, at: number, to: number): Buffer {
  const header = Buffer.alloc(12)
  bytes.copy(header, 0, at, Math.min(to, at + header.length))
  const hasVendor = (header[4] & VENDOR_BIT) !== 0
  const size = hasVendor ? 12 : 8
  header.writeUInt32BE(((header[4] << 24) | size) >>> 0, 4)
  return header.subarray(0, size)
}

/** A missing AVP as Failed-AVP shows it: with zeros of the least length that its type has (section 7.1.5). */
export function exampleOf(spec: AvpSpec): Buffer {
  const size = LEAST[spec.type] ?? 0
  const avp = Buffer.alloc(avpSize(spec, size))
  openAvp(avp, 0, spec, size)
  return avp
}

const LEAST: Partial<Record<AvpSpec['type'], number>> = {
  Integer32: 4,
  Unsigned32: 4,
  Enumerated: 4,
  Time: 4,
  Integer64: 8,
  Unsigned64: 8,
  Address: 6,
}

const scratch = Buffer.allocUnsafeSlow(MESSAGE_SIZE_MAX)

/** Throws Failure `diameterUnencodable` for what does not fit the dictionary, naming the AVP. */
export function encodeMessage(message: MessageInput): Buffer {
  const spec: CommandSpec = COMMANDS[message.command]
  const { proxiable = spec.proxiable, error = false, retransmitted = false } = message
  const flags =
    (spec.request ? REQUEST : 0) |
    (proxiable ? PROXIABLE : 0) |
    (error ? ERROR : 0) |
    (retransmitted ? RETRANSMITTED : 0)
  const { application = spec.application, hopByHop, endToEnd } = message
  putHeader(scratch, 0, { flags, command: spec.code, application, hopByHop, endToEnd })
  const end = new Writer(message.command).avps(message.avps, HEADER_SIZE)
  putLength(scratch, 0, end)
  return Buffer.from(scratch.subarray(0, end))
}

/** The AVPs alone, one behind the other. */
export function encodeAvps(avps: Avps): Buffer {
  return Buffer.from(scratch.subarray(0, new Writer('AVPs').avps(avps, 0)))
}

class Writer {
  readonly #command: string

  constructor(command: string) {
    this.#command = command
  }

  /** Gives the offset behind them. A Session-Id comes first (section 8.8), the others as they stand. */
  avps(avps: Avps, at: number): number {
    const { 'Session-Id': session, others = [], ...rest } = avps
    let end = session === undefined ? at : this.#avp('Session-Id', session, at)
    for (const [name, value] of Object.entries(rest)) {
      if (value === undefined) continue
      const list = AVPS[name as AvpName] && 'many' in AVPS[name as AvpName] ? value : [value]
      if (!Array.isArray(list)) this.#refuse(name, 'it may come several times and is a list')
      for (const one of list as unknown[]) end = this.#avp(name, one, end)
    }
    for (const other of others) end = this.#other(other, end)
    return end
  }

  #avp(name: string, value: unknown, at: number): number {
    const spec: AvpSpec | undefined = AVPS[name as AvpName]
    if (spec === undefined) this.#refuse(name, 'it is not in the dictionary; use `others`')
    if (spec.type === 'Grouped') {
      if (typeof value !== 'object' || value === null) this.#refuse(name, 'it is no group')
      this.#room(name, at, avpSize(spec, 0))
      return closeGroup(scratch, at, this.avps(value as Avps, openAvp(scratch, at, spec, 0)))
    }
    const size = sizeOf(spec.type, value)
    if (typeof size === 'string') this.#refuse(name, size)
    const whole = avpSize(spec, size)
    this.#room(name, at, whole)
    putValue(spec.type, value, scratch, openAvp(scratch, at, spec, size))
    return at + whole
  }

  #other({ code, vendor, mandatory, data }: OtherAvp, at: number): number {
    const header = vendor === 0 ? 8 : 12
    this.#room(String(code), at, header + padded(data.length))
    scratch.writeUInt32BE(code, at)
    const flags = (vendor === 0 ? 0 : VENDOR_BIT) | (mandatory ? MANDATORY_BIT : 0)
    scratch.writeUInt32BE(((flags << 24) | (header + data.length)) >>> 0, at + 4)
    if (vendor !== 0) scratch.writeUInt32BE(vendor, at + 8)
    scratch.fill(0, at + header, at + header + padded(data.length))
    data.copy(scratch, at + header)
    return at + header + padded(data.length)
  }

  #room(name: string, at: number, size: number): void {
    if (at + size > MESSAGE_SIZE_MAX) this.#refuse(name, `the message would have more than ${MESSAGE_SIZE_MAX} octets`)
  }

  #refuse(avp: string, why: string): never {
    throw diameterFailure('diameterUnencodable', { command: this.#command, avp, why })
  }
}

/**
 * AVPs where they stand in a message: walked over and written, octet by octet (RFC 6733, section 4.1).
 *
 *   0                   4       5                 8                   12
 *   +-------------------+-------+-----------------+-------------------+------------------+---------+
 *   | code              | flags | length, header  | Vendor-ID         | data…            | padding |
 *   |                   | VMP   | included        | with the V bit    |                  | to 4    |
 *   +-------------------+-------+-----------------+-------------------+------------------+---------+
 *
 * For the path of each message: no value is made, nothing is copied, one cursor serves many messages. Knows lengths
 * and flags; what an AVP means is `dictionary.ts`, its values are `codec.ts`.
 */
import { AVPS, type AvpSpec } from './dictionary.ts'

export const VENDOR_BIT = 0x80
export const MANDATORY_BIT = 0x40

const AVP_HEADER_SIZE = 8
const VENDOR_HEADER_SIZE = 12

/** What ended a walk before its end: the length is no length (5014), or the V bit comes with vendor 0 (3009). */
export type AvpFault = 'length' | 'bits'

export class AvpCursor {
  /** Of the AVP that `next` came to. `start` is its header, `from` to `to` its data, `end` is behind its padding. */
  code = 0
  vendor = 0
  flags = 0
  start = 0
  from = 0
  to = 0
  end = 0
  fault: AvpFault | null = null
  #bytes: Buffer = NOTHING
  #limit = 0

  /** Begins a walk over the AVPs from `from` to `to`: behind a header, or the data of a Grouped AVP. */
  over(bytes: Buffer, from: number, to: number): this {
    this.#bytes = bytes
    this.#limit = to
    this.end = from
    this.fault = null
    return this
  }

  /** False at the end and at a fault, which `start` then points to. */
  next(): boolean {
    const bytes = this.#bytes
    const at = this.end
    const room = this.#limit - at
    if (room <= 0) return false
    this.start = at
    if (room < AVP_HEADER_SIZE) return this.#fail('length')
    this.code = bytes.readUInt32BE(at)
    const flags = bytes[at + 4]
    this.flags = flags
    const length = (bytes[at + 5] << 16) | (bytes[at + 6] << 8) | bytes[at + 7]
    const hasVendor = (flags & VENDOR_BIT) !== 0
    const header = hasVendor ? VENDOR_HEADER_SIZE : AVP_HEADER_SIZE
    if (length < header || length > room) return this.#fail('length')
    this.vendor = hasVendor ? bytes.readUInt32BE(at + 8) : 0
    if (hasVendor && this.vendor === 0) return this.#fail('bits')
    this.from = at + header
    this.to = at + length
    // The padding of the last one may be missing inside a group: some leave it out there.
    this.end = Math.min(this.#limit, at + padded(length))
    return true
  }

  #fail(fault: AvpFault): false {
    this.fault = fault
    this.end = this.#limit
    return false
  }
}

const NOTHING = Buffer.alloc(0)

export function padded(length: number): number {
  return (length + 3) & ~3
}

/** Octets that an AVP with so much data takes, padding included. */
export function avpSize(spec: AvpSpec, dataLength: number): number {
  return padded((spec.vendor === undefined ? AVP_HEADER_SIZE : VENDOR_HEADER_SIZE) + dataLength)
}

/** Writes header and padding around data of `dataLength` octets, which the caller puts at the offset that this gives. */
export function openAvp(buffer: Buffer, at: number, spec: AvpSpec, dataLength: number): number {
  const vendor = spec.vendor ?? 0
  const header = vendor === 0 ? AVP_HEADER_SIZE : VENDOR_HEADER_SIZE
  const length = header + dataLength
  const flags = (vendor === 0 ? 0 : VENDOR_BIT) | (spec.m === undefined ? MANDATORY_BIT : 0)
  buffer.writeUInt32BE(spec.code, at)
  buffer.writeUInt32BE(((flags << 24) | length) >>> 0, at + 4)
  if (vendor !== 0) buffer.writeUInt32BE(vendor, at + 8)
  for (let i = at + length; i < at + padded(length); i++) buffer[i] = 0
  return at + header
}

/** Gives the offset behind it. */
export function putUnsigned32(buffer: Buffer, at: number, spec: AvpSpec, value: number): number {
  return buffer.writeUInt32BE(value, openAvp(buffer, at, spec, 4))
}

export function putUnsigned64(buffer: Buffer, at: number, spec: AvpSpec, value: bigint): number {
  return buffer.writeBigUInt64BE(value, openAvp(buffer, at, spec, 8))
}

/** ASCII, as identities are. */
export function putText(buffer: Buffer, at: number, spec: AvpSpec, value: string): number {
  const from = openAvp(buffer, at, spec, value.length)
  buffer.write(value, from, 'latin1')
  return at + avpSize(spec, value.length)
}

/** The octets of a Grouped AVP that begin at `at` and whose members end at `end`. */
export function closeGroup(buffer: Buffer, at: number, end: number): number {
  const length = end - at
  buffer[at + 5] = length >>> 16
  buffer[at + 6] = length >>> 8
  buffer[at + 7] = length
  return end
}

/** What is known of an AVP that came: one octet each, since every AVP of a message is looked up. */
export const UNKNOWN = 0
export const KNOWN = 1
export const KNOWN_GROUP = 2

const BY_VENDOR: ReadonlyMap<number, Uint8Array> = knownTables()

export function knownAs(vendor: number, code: number): number {
  const table = BY_VENDOR.get(vendor)
  return table !== undefined && code < table.length ? table[code] : UNKNOWN
}

function knownTables(): Map<number, Uint8Array> {
  const tables = new Map<number, Uint8Array>()
  const specs: readonly AvpSpec[] = Object.values(AVPS)
  for (const { vendor = 0 } of specs) {
    if (tables.has(vendor)) continue
    const own = specs.filter(spec => (spec.vendor ?? 0) === vendor)
    const table = new Uint8Array(Math.max(...own.map(spec => spec.code)) + 1)
    for (const { code, type } of own) table[code] = type === 'Grouped' ? KNOWN_GROUP : KNOWN
    tables.set(vendor, table)
  }
  return tables
}

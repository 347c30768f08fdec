/**
 * The types of AVP data, off and onto octets (RFC 6733, sections 4.2 and 4.3). Grouped is the codec's.
 *
 * Reading never throws: undefined stands for a length or a form that the type does not have.
 */
import { isIPv4, isIPv6 } from 'node:net'
import type { AvpType } from './dictionary.ts'

type Leaf = Exclude<AvpType, 'Grouped'>

/** Seconds from 1900 to 1970. */
const NTP_TO_UNIX = 2_208_988_800
/** Below it a Time counts from 7 February 2036 on (RFC 5905, section 6: the era that began then). */
const ERA_1_BELOW = 0x80000000
const ERA_SECONDS = 2 ** 32
const IPV4 = 1
const IPV6 = 2

export function readValue(type: Leaf, bytes: Buffer, from: number, to: number): unknown {
  const length = to - from
  switch (type) {
    case 'OctetString':
      return Buffer.from(bytes.subarray(from, to))
    case 'UTF8String':
    case 'IPFilterRule':
      return bytes.toString('utf8', from, to)
    case 'DiameterIdentity':
    case 'DiameterURI':
      return bytes.toString('latin1', from, to)
    case 'Unsigned32':
      return length === 4 ? bytes.readUInt32BE(from) : undefined
    case 'Integer32':
    case 'Enumerated':
      return length === 4 ? bytes.readInt32BE(from) : undefined
    case 'Unsigned64':
      return length === 8 ? bytes.readBigUInt64BE(from) : undefined
    case 'Integer64':
      return length === 8 ? bytes.readBigInt64BE(from) : undefined
    case 'Time':
      return length === 4 ? readTime(bytes, from) : undefined
    case 'Address':
      return readAddress(bytes, from, to)
  }
}

/** Milliseconds since 1970, until 2104. */
export function readTime(bytes: Buffer, at: number): number {
  const seconds = bytes.readUInt32BE(at)
  return ((seconds < ERA_1_BELOW ? seconds + ERA_SECONDS : seconds) - NTP_TO_UNIX) * 1000
}

/** Octets that the value takes; a sentence for a value that its type cannot hold. */
export function sizeOf(type: Leaf, value: unknown): number | string {
  switch (type) {
    case 'OctetString':
      return Buffer.isBuffer(value) ? value.length : 'it is no Buffer'
    case 'UTF8String':
    case 'IPFilterRule':
      return typeof value === 'string' ? Buffer.byteLength(value, 'utf8') : 'it is no text'
    case 'DiameterIdentity':
    case 'DiameterURI':
      return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) ? value.length : 'it is no printable ASCII'
    case 'Unsigned32':
      return whole(value, 0, 0xffffffff) ? 4 : 'it is no whole number of 32 bits'
    case 'Integer32':
    case 'Enumerated':
      return whole(value, -0x80000000, 0x7fffffff) ? 4 : 'it is no signed whole number of 32 bits'
    case 'Unsigned64':
      return typeof value === 'bigint' && value >= 0n && value < 1n << 64n ? 8 : 'it is no bigint of 64 bits'
    case 'Integer64':
      return typeof value === 'bigint' && value >= -(1n << 63n) && value < 1n << 63n
        ? 8
        : 'it is no signed bigint of 64 bits'
    case 'Time':
      return whole(value, TIME_MIN, TIME_MAX) ? 4 : 'it is no instant from 1968 to 2104'
    case 'Address':
      if (typeof value === 'string' && isIPv4(value)) return 6
      return typeof value === 'string' && isIPv6(value) ? 18 : 'it is no IP address'
  }
}

/** Only for a value that `sizeOf` has a size for. */
export function putValue(type: Leaf, value: unknown, buffer: Buffer, at: number): void {
  switch (type) {
    case 'OctetString':
      ;(value as Buffer).copy(buffer, at)
      return
    case 'UTF8String':
    case 'IPFilterRule':
      buffer.write(value as string, at, 'utf8')
      return
    case 'DiameterIdentity':
    case 'DiameterURI':
      buffer.write(value as string, at, 'latin1')
      return
    case 'Unsigned32':
      buffer.writeUInt32BE(value as number, at)
      return
    case 'Integer32':
    case 'Enumerated':
      buffer.writeInt32BE(value as number, at)
      return
    case 'Unsigned64':
      buffer.writeBigUInt64BE(value as bigint, at)
      return
    case 'Integer64':
      buffer.writeBigInt64BE(value as bigint, at)
      return
    case 'Time':
      buffer.writeUInt32BE((Math.floor((value as number) / 1000) + NTP_TO_UNIX) % ERA_SECONDS, at)
      return
    case 'Address':
      putAddress(value as string, buffer, at)
  }
}

const TIME_MIN = (ERA_1_BELOW - NTP_TO_UNIX) * 1000
const TIME_MAX = (ERA_1_BELOW + ERA_SECONDS - NTP_TO_UNIX) * 1000 - 1

function whole(value: unknown, from: number, to: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
}

function readAddress(bytes: Buffer, from: number, to: number): string | undefined {
  const length = to - from
  const family = length >= 2 ? bytes.readUInt16BE(from) : 0
  if (family === IPV4 && length === 6) return bytes.subarray(from + 2, to).join('.')
  if (family !== IPV6 || length !== 18) return undefined
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(from + 2 + 2 * i).toString(16))
  return shortened(groups)
}

/** RFC 5952: the longest run of at least two zero groups becomes `::`. */
function shortened(groups: readonly string[]): string {
  let best = { from: 0, length: 0 }
  for (let from = 0; from < groups.length; from++) {
    let length = 0
    while (groups[from + length] === '0') length += 1
    if (length > best.length) best = { from, length }
  }
  if (best.length < 2) return groups.join(':')
  return `${groups.slice(0, best.from).join(':')}::${groups.slice(best.from + best.length).join(':')}`
}

function putAddress(text: string, buffer: Buffer, at: number): void {
  if (isIPv4(text)) {
    buffer.writeUInt16BE(IPV4, at)
    for (const [i, part] of text.split('.').entries()) buffer[at + 2 + i] = Number(part)
    return
  }
  buffer.writeUInt16BE(IPV6, at)
  const [left, right] = text.split('::').map(half => groupsOf(half))
  const groups =
    right === undefined ? left : [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right]
  for (const [i, group] of groups.entries()) buffer.writeUInt16BE(group, at + 2 + 2 * i)
}

/** The last group may be an IPv4 address, which is two. */
function groupsOf(half: string): number[] {
  if (half === '') return []
  return half.split(':').flatMap(group => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a, b, c, d] = group.split('.').map(Number)
    return [(a << 8) | b, (c << 8) | d]
  })
}

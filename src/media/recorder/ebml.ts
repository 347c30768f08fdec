/**
 * EBML (RFC 8794): elements as octets, and their heads read back.
 *
 *   ┌────┬──────┬─────────┐   id: with its marker, as tables write it (section 5)
 *   │ id │ size │ content │   size: a number with a marker that tells its length (sections 4, 6); all ones: unknown (6.2)
 *   └────┴──────┴─────────┘
 *
 * Knows no element by name but the one that means nothing. No input throws.
 */
import assert from 'node:assert/strict'

/** Left out by every reader (section 11.3.2). */
export const VOID = 0xec
const SIZE_OCTETS_MAX = 8
/** Eight octets of size, all ones. */
const UNKNOWN_SIZE = Buffer.from('01ffffffffffffff', 'hex')

export type Content = Uint8Array | readonly Uint8Array[]

export function element(id: number, content: Content): Buffer {
  const parts = content instanceof Uint8Array ? [content] : content
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([unsignedOctets(id), sizeOctets(size), ...parts])
}

/** The head of one that is written on and on. */
export function endless(id: number): Buffer {
  return Buffer.concat([unsignedOctets(id), UNKNOWN_SIZE])
}

/** The same head, as long, once its size is known. */
export function ended(id: number, size: number): Buffer {
  return Buffer.concat([unsignedOctets(id), sizeOctets(size, SIZE_OCTETS_MAX)])
}

export function unsigned(id: number, value: number): Buffer {
  return element(id, unsignedOctets(value))
}

export function float(id: number, value: number): Buffer {
  const octets = Buffer.alloc(8)
  octets.writeDoubleBE(value)
  return element(id, octets)
}

/** Signed, nanoseconds since the beginning of 2001 (section 7.6). */
export function date(id: number, msSince1970: number): Buffer {
  const octets = Buffer.alloc(8)
  octets.writeBigInt64BE(BigInt(Math.round(msSince1970 - DATES_BEGIN_MS)) * 1_000_000n)
  return element(id, octets)
}

export function dateOf(octets: Buffer): number {
  return octets.length === 8 ? Number(octets.readBigInt64BE() / 1_000_000n) + DATES_BEGIN_MS : 0
}

const DATES_BEGIN_MS = Date.UTC(2001, 0, 1)

export function text(id: number, value: string): Buffer {
  return element(id, Buffer.from(value))
}

/** An element without meaning that is so long in all. */
export function filler(octets: number): Buffer {
  assert(octets >= 2 && octets < 0x4000, 'it has a head, and the size in it two octets at the most')
  const sizeLength = octets < 0x80 ? 1 : 2
  const size = octets - 1 - sizeLength
  return Buffer.concat([unsignedOctets(VOID), sizeOctets(size, sizeLength), Buffer.alloc(size)])
}

/** Big-endian, without zeros in front; one octet at the least. */
function unsignedOctets(value: number): Buffer {
  assert(Number.isSafeInteger(value) && value >= 0, 'a whole number')
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

/** The shortest: all ones would mean that it is unknown. */
export function sizeOctets(size: number, length = sizeLengthOf(size)): Buffer {
  const octets = Buffer.alloc(length)
  let rest = size
  for (let at = length - 1; at >= 0; at--) {
    octets[at] = rest & 0xff
    rest = Math.floor(rest / 256)
  }
  octets[0] |= 0x80 >> (length - 1)
  return octets
}

function sizeLengthOf(size: number): number {
  let length = 1
  while (size >= 2 ** (7 * length) - 1) length += 1
  return length
}

export interface Head {
  readonly id: number
  /** Null: unknown. */
  readonly size: number | null
  /** Where its content begins. */
  readonly at: number
}

/** Null: there is none, or not all of it. */
export function headAt(bytes: Buffer, at: number): Head | null {
  const idLength = lengthAt(bytes, at)
  if (idLength === null || idLength > 4 || at + idLength > bytes.length) return null
  const sizeAt = at + idLength
  const sizeLength = lengthAt(bytes, sizeAt)
  if (sizeLength === null || sizeAt + sizeLength > bytes.length) return null
  const marked = bytes.subarray(sizeAt, sizeAt + sizeLength)
  let size = marked[0] & (0xff >> sizeLength)
  for (const octet of marked.subarray(1)) size = size * 256 + octet
  const isUnknown = size >= 2 ** (7 * sizeLength) - 1
  const id = bytes.readUIntBE(at, idLength)
  if (isUnknown) return { id, size: null, at: sizeAt + sizeLength }
  return size > Number.MAX_SAFE_INTEGER ? null : { id, size, at: sizeAt + sizeLength }
}

function lengthAt(bytes: Buffer, at: number): number | null {
  const first = bytes[at] ?? 0
  return first === 0 ? null : Math.clz32(first) - 23
}

export interface Child extends Head {
  /** Where its head begins. */
  readonly from: number
  readonly size: number
  readonly octets: Buffer
}

/** The elements that fill these octets from one end to the other; null: they do not. */
export function childrenOf(octets: Buffer): Child[] | null {
  const children: Child[] = []
  let at = 0
  while (at < octets.length) {
    const head = headAt(octets, at)
    if (head === null || head.size === null || head.at + head.size > octets.length) return null
    const end = head.at + head.size
    const { id, size } = head
    children.push({ id, from: at, at: head.at, size, octets: octets.subarray(head.at, end) })
    at = end
  }
  return children
}

export function unsignedOf(octets: Buffer): number {
  let value = 0
  for (const octet of octets) value = value * 256 + octet
  return value
}

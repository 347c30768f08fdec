/**
 * Header extensions in their one-byte form (RFC 8285, section 4.2), where they stand in a packet.
 *
 *   0xBEDE | words | ID len-1 | data… | ID len-1 | data… | 0 (padding)…
 *
 * Read are abs-send-time (24 bits, 1/2^18 s, wraps after 64 s), the audio level (RFC 6464) and the transport-wide number (16 bits,
 * draft-holmer-rmcat-transport-wide-cc-extensions-01, section 2), for which a copy is given a place alone. An element that reaches beyond
 * the extension ends the walk, as the identifier 15 does. Knows no session description: which identifier is what is told.
 */
import assert from 'node:assert/strict'
import { EXTENSION_BIT, HEADER_SIZE, type RtpPacket } from './packet.ts'

const ONE_BYTE_PROFILE = 0xbede
const ID_LAST = 14
const DATA_SIZE_MAX = 16
const TRANSPORT_NUMBER_SIZE = 2
/** Of an extension with such a number and nothing else: profile and length, one word. */
const TRANSPORT_EXTENSION_SIZE = 8
const ABS_SEND_TIME_SIZE = 3
const ABS_SEND_TIME_SECOND = 1 << 18
const ABS_SEND_TIME_MASK = 0xffffff

export interface Extension {
  /** 1 to 14. */
  readonly id: number
  /** 1 to 16 octets. */
  readonly data: Uint8Array
}

/** Where the data of this element begins; -1 where there is none. */
export function extensionAt(packet: RtpPacket, id: number): number {
  if (packet.extensionProfile !== ONE_BYTE_PROFILE) return -1
  const { bytes, extensionEnd } = packet
  let at = packet.extensionAt
  while (at < extensionEnd) {
    const head = bytes[at]
    const dataAt = at + 1
    if (head >> 4 === 0) {
      at = dataAt
      continue
    }
    if (head >> 4 > ID_LAST) return -1
    at = dataAt + (head & 0x0f) + 1
    if (at > extensionEnd) return -1
    if (head >> 4 === id) return dataAt
  }
  return -1
}

/** Octets of the data that `extensionAt` found. */
export function extensionSize(bytes: Buffer, dataAt: number): number {
  return (bytes[dataAt - 1] & 0x0f) + 1
}

/**
 * Gives each element of a copy of the packet the identifier that `ids` has at the place of its own; 0 erases it, into padding.
 * Neither the packet's length nor its other octets change.
 */
export function renameExtensions(packet: RtpPacket, copy: Buffer, ids: Uint8Array): void {
  if (packet.extensionProfile !== ONE_BYTE_PROFILE) return
  const { extensionEnd } = packet
  let at = packet.extensionAt
  while (at < extensionEnd) {
    const head = copy[at]
    if (head >> 4 === 0) {
      at += 1
      continue
    }
    if (head >> 4 > ID_LAST) return
    const next = at + 2 + (head & 0x0f)
    if (next > extensionEnd) return
    const id = ids[head >> 4]
    if (id === 0) copy.fill(0, at, next)
    else copy[at] = (id << 4) | (head & 0x0f)
    at = next
  }
}

/** Milliseconds from 0 to 64,000; null where it has not three octets. */
export function absSendTimeMs(bytes: Buffer, dataAt: number): number | null {
  if (extensionSize(bytes, dataAt) !== ABS_SEND_TIME_SIZE) return null
  return (bytes.readUIntBE(dataAt, ABS_SEND_TIME_SIZE) * 1000) / ABS_SEND_TIME_SECOND
}

/** Of any clock: only differences count. Leaves an element of another length alone. */
export function putAbsSendTime(bytes: Buffer, dataAt: number, ms: number): void {
  if (extensionSize(bytes, dataAt) !== ABS_SEND_TIME_SIZE) return
  const time = Math.round((ms * ABS_SEND_TIME_SECOND) / 1000) & ABS_SEND_TIME_MASK
  bytes[dataAt] = time >>> 16
  bytes[dataAt + 1] = time >>> 8
  bytes[dataAt + 2] = time
}

/** The data of an element of its own. */
export function absSendTime(ms: number): Uint8Array {
  const element = Buffer.of(ABS_SEND_TIME_SIZE - 1, 0, 0, 0)
  putAbsSendTime(element, 1, ms)
  return element.subarray(1)
}

/**
 * In a copy of a packet the place of a transport-wide number takes the place of the whole extension, or stands
 * where there was none; the payload moves with it. Gives where the payload begins now. There is room for 8 octets more.
 */
export function placeTransportNumber(packet: RtpPacket, copy: Buffer, id: number): number {
  const at = HEADER_SIZE + 4 * packet.csrcCount
  const payloadAt = at + TRANSPORT_EXTENSION_SIZE
  if (payloadAt !== packet.payloadAt) copy.copyWithin(payloadAt, packet.payloadAt, packet.bytes.length)
  copy[0] |= EXTENSION_BIT
  copy.writeUInt16BE(ONE_BYTE_PROFILE, at)
  copy.writeUInt16BE(1, at + 2)
  copy[at + 4] = (id << 4) | (TRANSPORT_NUMBER_SIZE - 1)
  copy.fill(0, at + 5, payloadAt)
  return payloadAt
}

/** The data of an element of its own. */
export function transportNumber(number: number): Uint8Array {
  return Uint8Array.of(number >> 8, number)
}

/** Into the place that `placeTransportNumber` made, or an element that stands first. Whether there is one. */
export function putTransportNumber(bytes: Buffer, id: number, number: number): boolean {
  const at = HEADER_SIZE + 4 * (bytes[0] & 0x0f)
  if ((bytes[0] & EXTENSION_BIT) === 0 || at + TRANSPORT_EXTENSION_SIZE > bytes.length) return false
  if (bytes.readUInt16BE(at) !== ONE_BYTE_PROFILE) return false
  if (bytes[at + 4] !== ((id << 4) | (TRANSPORT_NUMBER_SIZE - 1))) return false
  bytes[at + 5] = number >> 8
  bytes[at + 6] = number
  return true
}

/** Null where it has not two octets. */
export function transportNumberOf(bytes: Buffer, dataAt: number): number | null {
  if (extensionSize(bytes, dataAt) < TRANSPORT_NUMBER_SIZE) return null
  return (bytes[dataAt] << 8) | bytes[dataAt + 1]
}

/** From 0, the loudest, to 127, silence: -dBov. The sender's own word, so it decides nothing. */
export function audioLevel(bytes: Buffer, dataAt: number): number {
  return bytes[dataAt] & 0x7f
}

export function isVoice(bytes: Buffer, dataAt: number): boolean {
  return (bytes[dataAt] & 0x80) !== 0
}

/** Octets of the whole extension, its head among them; 0 for none. */
export function extensionsSize(extensions: readonly Extension[]): number {
  if (extensions.length === 0) return 0
  const data = extensions.reduce((sum, one) => sum + 1 + one.data.length, 0)
  return 4 + 4 * Math.ceil(data / 4)
}

/** Gives the offset behind it. The octets there are 0 before. */
export function putExtensions(buffer: Buffer, at: number, extensions: readonly Extension[]): number {
  const size = extensionsSize(extensions)
  if (size === 0) return at
  buffer.writeUInt16BE(ONE_BYTE_PROFILE, at)
  buffer.writeUInt16BE(size / 4 - 1, at + 2)
  let next = at + 4
  for (const { id, data } of extensions) {
    assert(id >= 1 && id <= ID_LAST, 'an identifier is from 1 to 14')
    assert(data.length >= 1 && data.length <= DATA_SIZE_MAX, 'an element has 1 to 16 octets')
    buffer[next] = (id << 4) | (data.length - 1)
    buffer.set(data, next + 1)
    next += 1 + data.length
  }
  return at + size
}

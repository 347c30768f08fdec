/**
 * Whole RTP packets from values (RFC 3550, section 5.1), for what the server sends of its own and for tests. What it forwards is
 * a copy that is changed in place (`packet.ts`). What does not fit its field is a bug of the caller's: an assertion.
 */
import assert from 'node:assert/strict'
import { type Extension, extensionsSize, putExtensions } from './extensions.ts'
import { EXTENSION_BIT, HEADER_SIZE, PADDING_BIT, type RtpHeader, rewriteRtp, VERSION_2 } from './packet.ts'

/** Counted in an octet. */
export const PADDING_MAX = 0xff

export interface RtpInput extends RtpHeader {
  readonly csrcs?: readonly number[]
  readonly extensions?: readonly Extension[]
  readonly payload: Uint8Array
  /** Octets of padding, 0 to 255, the last of which counts them. */
  readonly padding?: number
}

/** A whole packet. */
export function encodeRtp(input: RtpInput): Buffer {
  const { csrcs = [], extensions = [], payload, padding = 0 } = input
  assert(input.payloadType >= 0 && input.payloadType <= 0x7f, 'a payload type has 7 bits')
  assert(csrcs.length <= 0x0f, 'at most 15 sources contribute')
  assert(padding >= 0 && padding <= PADDING_MAX, 'padding is counted in an octet')
  const size = HEADER_SIZE + 4 * csrcs.length + extensionsSize(extensions) + payload.length
  const bytes = Buffer.alloc(size + padding)
  bytes[0] = VERSION_2 | (padding > 0 ? PADDING_BIT : 0) | (extensions.length > 0 ? EXTENSION_BIT : 0) | csrcs.length
  rewriteRtp(bytes, input)
  let at = HEADER_SIZE
  for (const csrc of csrcs) at = bytes.writeUInt32BE(csrc, at)
  at = putExtensions(bytes, at, extensions)
  bytes.set(payload, at)
  if (padding > 0) bytes[bytes.length - 1] = padding
  return bytes
}

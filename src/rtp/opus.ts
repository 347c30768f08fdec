/**
 * What an Opus packet says of itself in its first octets (RFC 6716, section 3.1; RFC 7587): how long it sounds, and whether it
 * is silence; and packets of one frame each as one packet.
 *
 *    0 1 2 3 4 5 6 7
 *   +-+-+-+-+-+-+-+-+
 *   | config  |s| c |   c: 0 one frame, 1 and 2 two frames, 3 as many as the next octet says
 *   +-+-+-+-+-+-+-+-+
 *
 * Times are ticks of 48 kHz, whatever rate the sound was sampled at (RFC 7587, section 4.1). No input throws.
 */

/** 120 ms: a packet is never longer (RFC 6716, section 3.2.5). */
const TICKS_MAX = 5760
/** 2.5 ms. */
const SHORTEST_TICKS = 120
/** Octets of a frame: one octet says as many, two say more (RFC 6716, section 3.2.1). */
const SHORT_FRAME_MAX = 251
/** A sender that leaves silence out still sends a packet of at most so many octets every 400 ms (libopus, opus_encode). */
const SILENCE_SIZE_MAX = 2

/** How long the packet sounds; null where it is none. */
export function opusTicks(bytes: Buffer, from: number, to: number): number | null {
  if (from >= to) return null
  const frames = framesOf(bytes, from, to)
  const ticks = frames * frameTicks(bytes[from] >> 3)
  return frames === 0 || ticks > TICKS_MAX ? null : ticks
}

function framesOf(bytes: Buffer, from: number, to: number): number {
  const code = bytes[from] & 3
  if (code === 0) return 1
  if (code < 3) return 2
  return from + 1 < to ? bytes[from + 1] & 0x3f : 0
}

/** The table of RFC 6716, section 3.1: SILK 10, 20, 40, 60 ms; hybrid 10, 20; CELT 2.5, 5, 10, 20. */
function frameTicks(config: number): number {
  if (config >= 16) return SHORTEST_TICKS << (config & 3)
  if (config >= 12) return 480 << (config & 1)
  return (config & 3) === 3 ? 2880 : 480 << (config & 3)
}

/** Nothing is said: discontinuous transmission (RFC 7587, section 3.1.3). */
export function isSilence(from: number, to: number): boolean {
  return to - from <= SILENCE_SIZE_MAX
}

/** Whether a packet is one frame of sound: several that begin with the same octet may go as one packet (`putTogether`). */
export function isOneFrame(payload: Uint8Array): boolean {
  return payload.length > SILENCE_SIZE_MAX && (payload[0] & 3) === 0
}

/**
 * Writes packets of one frame each, all of which begin with the same octet, as one packet of as many frames (code 3, section 3.2.5)
 * into `out` from `at` on, and gives the offset behind it.
 */
export function putTogether(payloads: readonly Uint8Array[], out: Buffer, at: number): number {
  if (payloads.length === 1) {
    out.set(payloads[0], at)
    return at + payloads[0].length
  }
  let next = at
  out[next++] = payloads[0][0] | 3
  out[next++] = 0x80 | payloads.length
  for (const { length } of payloads.slice(0, -1)) next = putFrameSize(length - 1, out, next)
  for (const payload of payloads) {
    out.set(payload.subarray(1), next)
    next += payload.length - 1
  }
  return next
}

function putFrameSize(size: number, out: Buffer, at: number): number {
  if (size <= SHORT_FRAME_MAX) return out.writeUInt8(size, at)
  const first = SHORT_FRAME_MAX + 1 + (size & 3)
  out.writeUInt8(first, at)
  return out.writeUInt8((size - first) >> 2, at + 1)
}

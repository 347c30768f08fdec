/**
 * Numbers that wrap: sequence numbers of 16 bits and timestamps of 32 (RFC 3550, section 5.1), compared as RFC 1982 has it.
 *
 *   65534  65535      0      1      2         on the wire
 *   65534  65535  65536  65537  65538         extended: never wraps, may be below 0 before the first one
 *
 * What is kept of a stream is kept by extended numbers; the wire's are their lowest bits. Of two numbers exactly half the
 * circle apart neither is newer (RFC 1982, section 3.2); here the second one is told as the older.
 */

/** How far `to` is ahead of `from`: -32,768 to 32,767. */
export function sequenceDelta(from: number, to: number): number {
  return ((to - from) << 16) >> 16
}

/** How far `to` is ahead of `from`, in ticks: -2^31 to 2^31 - 1. */
export function timestampDelta(from: number, to: number): number {
  return (to - from) | 0
}

export function isNewerSequence(one: number, than: number): boolean {
  return sequenceDelta(than, one) > 0
}

export function isNewerTimestamp(one: number, than: number): boolean {
  return timestampDelta(than, one) > 0
}

/** The extended number nearest to `near` that ends in these 16 bits. */
export function extendSequence(near: number, sequence: number): number {
  return near + sequenceDelta(near, sequence)
}

/** The extended number nearest to `near` that ends in these 32 bits. Exact below 2^53. */
export function extendTimestamp(near: number, timestamp: number): number {
  return near + timestampDelta(near, timestamp)
}

/** The same for numbers of any width up to 31 bits, as VP8 has them of 7, 8 and 15. */
export function extendBits(near: number, value: number, bits: number): number {
  const unused = 32 - bits
  return near + (((value - near) << unused) >> unused)
}

/** The header of a message, octet by octet (RFC 6733, section 3). Expects a whole frame. */

export const VERSION = 1
/** Command flags. The four others are reserved and 0. */
export const REQUEST = 0x80
export const PROXIABLE = 0x40
export const ERROR = 0x20
export const RETRANSMITTED = 0x10
export const RESERVED = 0x0f

export function versionOf(frame: Buffer): number {
  return frame[0]
}

export function flagsOf(frame: Buffer): number {
  return frame[4]
}

export function isRequest(frame: Buffer): boolean {
  return (frame[4] & REQUEST) !== 0
}

export function commandOf(frame: Buffer): number {
  return (frame[5] << 16) | (frame[6] << 8) | frame[7]
}

export function applicationOf(frame: Buffer): number {
  return frame.readUInt32BE(8)
}

export function hopByHopOf(frame: Buffer): number {
  return frame.readUInt32BE(12)
}

export function endToEndOf(frame: Buffer): number {
  return frame.readUInt32BE(16)
}

/** Gives the offset behind it. The length is written later, when it is known: `putLength`. */
export function putHeader(
  buffer: Buffer,
  at: number,
  of: {
    readonly flags: number
    readonly command: number
    readonly application: number
    readonly hopByHop: number
    readonly endToEnd: number
  },
): number {
  buffer.writeUInt32BE((VERSION << 24) >>> 0, at)
  buffer.writeUInt32BE(((of.flags << 24) | of.command) >>> 0, at + 4)
  buffer.writeUInt32BE(of.application, at + 8)
  buffer.writeUInt32BE(of.hopByHop, at + 12)
  return buffer.writeUInt32BE(of.endToEnd, at + 16)
}

/** Of the message from `at` to `end`. */
export function putLength(buffer: Buffer, at: number, end: number): void {
  const size = end - at
  buffer[at + 1] = size >>> 16
  buffer[at + 2] = size >>> 8
  buffer[at + 3] = size
}

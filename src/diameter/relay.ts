/**
 * A request on its way through us, in octets: what a relay or proxy adds and changes, and nothing else
 * (RFC 6733, sections 6.1.3, 6.1.7 and 6.1.9).
 *
 *   as it came   | header, hop-by-hop a | AVPs ................ |
 *   as it goes   | header, hop-by-hop b | AVPs, untouched ..... | Route-Record: who it came from |
 *
 * Proxy-Infos and the End-to-End Identifier are left alone. An answer goes back with its old Hop-by-Hop Identifier.
 */
import { AvpCursor, avpSize, putText } from './avps.ts'
import { AVPS } from './dictionary.ts'
import { HEADER_SIZE, MESSAGE_SIZE_MAX } from './frames.ts'
import { putLength, RETRANSMITTED } from './header.ts'
import { isIdentityAt } from './identities.ts'

/** The AVP that names the peer a request came from, as its CER did. */
export function routeRecordOf(identity: string): Buffer {
  const avp = Buffer.alloc(avpSize(AVPS['Route-Record'], identity.length))
  putText(avp, 0, AVPS['Route-Record'], identity)
  return avp
}

/** In the form that `wasAt` compares with. */
export function loweredIdentity(identity: string): Buffer {
  return Buffer.from(identity.toLowerCase(), 'latin1')
}

/** Whether the request has been at this node: a loop, or a way that would become one. */
export function wasAt(request: Buffer, lowered: Buffer): boolean {
  walker.over(request, HEADER_SIZE, request.length)
  while (walker.next())
    if (walker.code === AVPS['Route-Record'].code && walker.vendor === 0)
      if (isIdentityAt(request, walker.from, walker.to, lowered)) return true
  return false
}

/** A copy that is ours to send and to send again. Null where it would be too long. */
export function forwarded(request: Buffer, routeRecord: Buffer): Buffer | null {
  const size = request.length + routeRecord.length
  if (size > MESSAGE_SIZE_MAX) return null
  const copy = Buffer.allocUnsafe(size)
  request.copy(copy)
  routeRecord.copy(copy, request.length)
  putLength(copy, 0, size)
  return copy
}

export function putHopByHop(message: Buffer, at: number, hopByHop: number): void {
  message.writeUInt32BE(hopByHop, at + 12)
}

/** The T bit: sent before, to a peer that failed. */
export function markRetransmitted(message: Buffer): void {
  message[4] |= RETRANSMITTED
}

const walker = new AvpCursor()

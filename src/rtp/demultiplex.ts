/**
 * What a datagram of a port that carries everything is: RTP, RTCP or neither (RFC 7983, section 7; RFC 5761, section 4).
 *
 *   first octet   128 to 191: RTP or RTCP; else STUN, DTLS, TURN
 *   second octet  192 to 223: RTCP, which RTP's payload types 64 to 95 would be mistaken for, marker bit set
 */

export function kindOf(datagram: Uint8Array): 'rtp' | 'rtcp' | 'other' {
  if (datagram.length < 2 || datagram[0] < 128 || datagram[0] > 191) return 'other'
  return datagram[1] >= 192 && datagram[1] <= 223 ? 'rtcp' : 'rtp'
}

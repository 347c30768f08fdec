/** The frames of an Opus packet (RFC 6716, section 3.2), each as a packet of its own: written apart from what puts them together. */
import assert from 'node:assert/strict'

export function framesOf(packet: Buffer): Buffer[] {
  assert.ok(packet.length > 0, 'a packet has an octet')
  const alone = Buffer.of(packet[0] & 0b11111100)
  const code = packet[0] & 0b11
  if (code === 0) return [packet]
  assert.equal(code, 3, 'frames of any lengths')
  assert.equal(packet[1] & 0b11000000, 0b10000000, 'of any lengths, without padding')
  const count = packet[1] & 0b00111111
  let at = 2
  const sizes = Array.from({ length: count - 1 }, () => {
    const first = packet[at++]
    return first < 252 ? first : first + 4 * packet[at++]
  })
  const ends = sizes.map(size => {
    at += size
    return at
  })
  assert.ok(at <= packet.length, 'no frame reaches beyond the packet')
  const frames = ends.map((end, n) => packet.subarray(end - sizes[n], end))
  return [...frames, packet.subarray(at)].map(frame => Buffer.concat([alone, frame]))
}

/**
 * RTCP packets onto octets. All that is written is our own: what does not fit its field is a bug, and an assertion.
 */
import assert from 'node:assert/strict'
import { packBitrate, packLost } from './feedback.ts'
import {
  COMPOUND_SIZE_MAX,
  COUNT_MAX,
  FMT_APPLICATION,
  FMT_FIR,
  FMT_NACK,
  FMT_PLI,
  FMT_TRANSPORT,
  REMB_NAME,
  type ReportBlock,
  RTCP,
  type RtcpPacket,
  type SourceDescription,
} from './rtcp.ts'
import { packTransport } from './transport-feedback.ts'

const LOST_MIN = -0x800000
const LOST_MAX = 0x7fffff
const TEXT_MAX = 255

/** One datagram of at most COMPOUND_SIZE_MAX octets. A report comes first, unless the other side takes less (RFC 5506). */
export function encodeRtcp(packets: readonly RtcpPacket[]): Buffer {
  const compound = Buffer.concat(packets.map(encodePacket))
  assert(compound.length <= COMPOUND_SIZE_MAX, 'a compound fits a datagram')
  return compound
}

function encodePacket(packet: RtcpPacket): Buffer {
  switch (packet.type) {
    case 'SR': {
      const { ssrc, ntp, rtp, packets, octets, blocks } = packet
      const body = words(ssrc, ntp.seconds, ntp.fraction, rtp, packets, octets)
      return whole(RTCP.SR, blocks.length, [body, ...blocks.map(encodeBlock)])
    }
    case 'RR':
      return whole(RTCP.RR, packet.blocks.length, [words(packet.ssrc), ...packet.blocks.map(encodeBlock)])
    case 'SDES':
      return whole(RTCP.SDES, packet.chunks.length, packet.chunks.map(encodeChunk))
    case 'BYE': {
      const reason = packet.reason === '' ? [] : [padded(textOf(packet.reason))]
      return whole(RTCP.BYE, packet.ssrcs.length, [words(...packet.ssrcs), ...reason])
    }
    case 'NACK': {
      assert(packet.lost.length > 0, 'something is lost')
      const { sender, media, lost } = packet
      return whole(RTCP.RTPFB, FMT_NACK, [words(sender, media, ...packLost(lost))])
    }
    case 'PLI':
      return whole(RTCP.PSFB, FMT_PLI, [words(packet.sender, packet.media)])
    case 'FIR': {
      assert(packet.requests.length > 0, 'somebody is asked')
      const listed = packet.requests.flatMap(({ ssrc, command }) => [ssrc, command * 0x1000000])
      return whole(RTCP.PSFB, FMT_FIR, [words(packet.sender, 0, ...listed)])
    }
    case 'REMB': {
      const { sender, bitrate, ssrcs } = packet
      assert(ssrcs.length <= 0xff, 'an octet counts the streams')
      const estimate = ssrcs.length * 0x1000000 + packBitrate(bitrate)
      return whole(RTCP.PSFB, FMT_APPLICATION, [words(sender, 0, REMB_NAME, estimate, ...ssrcs)])
    }
    case 'TWCC': {
      const body = padded(packTransport(packet))
      return whole(RTCP.RTPFB, FMT_TRANSPORT, [words(packet.sender, packet.media), body])
    }
    case 'unknown':
      assert(packet.octets.length % 4 === 0, 'a packet is of whole words')
      return whole(packet.payloadType, packet.count, [packet.octets])
  }
}

function whole(payloadType: number, count: number, parts: readonly Buffer[]): Buffer {
  assert(count <= COUNT_MAX, 'five bits count')
  const head = Buffer.of(0x80 | count, payloadType, 0, 0)
  const bytes = Buffer.concat([head, ...parts])
  bytes.writeUInt16BE(bytes.length / 4 - 1, 2)
  return bytes
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, 4 * i)
  return bytes
}

function encodeBlock(block: ReportBlock): Buffer {
  const lost = Math.max(LOST_MIN, Math.min(LOST_MAX, block.cumulativeLost))
  const { highestSequence, jitter, lastSr, delaySinceLastSr } = block
  const bytes = words(block.ssrc, 0, highestSequence, jitter, lastSr, delaySinceLastSr)
  bytes[4] = block.fractionLost
  bytes.writeIntBE(lost, 5, 3)
  return bytes
}

function encodeChunk({ ssrc, items }: SourceDescription['chunks'][number]): Buffer {
  const texts = items.flatMap(({ item, text }) => [Buffer.of(item), textOf(text)])
  return padded(Buffer.concat([words(ssrc), ...texts, Buffer.of(0)]))
}

/** Its length in front. */
function textOf(text: string): Buffer {
  const octets = Buffer.from(text, 'utf8')
  assert(octets.length <= TEXT_MAX, 'an octet counts the text')
  return Buffer.concat([Buffer.of(octets.length), octets])
}

function padded(octets: Buffer): Buffer {
  return Buffer.concat([octets, Buffer.alloc(-octets.length & 3)])
}

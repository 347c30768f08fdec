/**
 * A compound of RTCP packets off a datagram (RFC 3550, section 6.1).
 *
 *   | 2 |P| count | PT | words - 1 | body … | 2 |P| count | PT | words - 1 | body … |
 *
 * Any octets are packets or a fault, never an exception; a fault is the whole datagram's, as its appendix A.2 has it. Packets
 * of another type, or of a known one with a message that is not ours, are kept as unknown. A compound need not begin with a
 * report (RFC 5506), and what a profile adds behind reports is left unread.
 */
import { unpackBitrate, unpackLost } from './feedback.ts'
import {
  COMPOUND_SIZE_MAX,
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
import { unpackTransport } from './transport-feedback.ts'

export type RtcpFault =
  | 'empty'
  /** Longer than COMPOUND_SIZE_MAX. */
  | 'size'
  | 'version'
  /** A packet reaches beyond the datagram. */
  | 'length'
  /** In a packet that is not the last, or more than there is. */
  | 'padding'
  /** Shorter than its count or its type says. */
  | 'body'

export type RtcpRead =
  | { readonly ok: true; readonly packets: readonly RtcpPacket[] }
  | { readonly ok: false; readonly fault: RtcpFault }

const HEAD_SIZE = 4
const BLOCK_SIZE = 24
const FEEDBACK_SIZE = 8

/** One packet's body. */
interface Body {
  readonly bytes: Buffer
  readonly payloadType: number
  readonly count: number
  readonly from: number
  readonly to: number
}

export function readRtcp(bytes: Buffer): RtcpRead {
  if (bytes.length === 0) return { ok: false, fault: 'empty' }
  if (bytes.length > COMPOUND_SIZE_MAX) return { ok: false, fault: 'size' }
  const packets: RtcpPacket[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + HEAD_SIZE > bytes.length) return { ok: false, fault: 'length' }
    const first = bytes[at]
    if (first >> 6 !== 2) return { ok: false, fault: 'version' }
    const from = at + HEAD_SIZE
    const end = from + 4 * bytes.readUInt16BE(at + 2)
    if (end > bytes.length) return { ok: false, fault: 'length' }
    const head = { payloadType: bytes[at + 1], count: first & 0x1f }
    const padding = (first & 0x20) === 0 ? 0 : paddingOf(bytes, head, { from, end })
    if (padding === null) return { ok: false, fault: 'padding' }
    const body = { bytes, ...head, from, to: end - padding }
    const packet = readPacket(body)
    if (packet === null) return { ok: false, fault: 'body' }
    packets.push(packet)
    at = end
  }
  return { ok: true, packets }
}

function paddingOf(
  bytes: Buffer,
  { payloadType, count }: Pick<Body, 'payloadType' | 'count'>,
  { from, end }: { readonly from: number; readonly end: number },
): number | null {
  if (from === end) return null
  const padding = bytes[end - 1]
  if (padding === 0 || padding > end - from) return null
  // Browsers count with it what fills the last word of transport-wide feedback, wherever it stands.
  if (payloadType === RTCP.RTPFB && count === FMT_TRANSPORT) return padding
  return end === bytes.length && padding % 4 === 0 ? padding : null
}

/** Null: too short. */
function readPacket(body: Body): RtcpPacket | null {
  switch (body.payloadType) {
    case RTCP.SR:
      return readSr(body)
    case RTCP.RR:
      return readRr(body)
    case RTCP.SDES:
      return readSdes(body)
    case RTCP.BYE:
      return readBye(body)
    case RTCP.RTPFB:
      return readRtpfb(body)
    case RTCP.PSFB:
      return readPsfb(body)
    default:
      return unknown(body)
  }
}

function unknown({ bytes, payloadType, count, from, to }: Body): RtcpPacket {
  return { type: 'unknown', payloadType, count, octets: Buffer.from(bytes.subarray(from, to)) }
}

function readSr(body: Body): RtcpPacket | null {
  const { bytes, from, to } = body
  if (to - from < 24) return null
  const blocks = readBlocks(body, from + 24)
  if (blocks === null) return null
  return {
    type: 'SR',
    ssrc: bytes.readUInt32BE(from),
    ntp: { seconds: bytes.readUInt32BE(from + 4), fraction: bytes.readUInt32BE(from + 8) },
    rtp: bytes.readUInt32BE(from + 12),
    packets: bytes.readUInt32BE(from + 16),
    octets: bytes.readUInt32BE(from + 20),
    blocks,
  }
}

function readRr(body: Body): RtcpPacket | null {
  const { bytes, from, to } = body
  if (to - from < 4) return null
  const blocks = readBlocks(body, from + 4)
  return blocks === null ? null : { type: 'RR', ssrc: bytes.readUInt32BE(from), blocks }
}

function readBlocks({ bytes, count, to }: Body, from: number): ReportBlock[] | null {
  if (from + count * BLOCK_SIZE > to) return null
  return Array.from({ length: count }, (_, i) => {
    const at = from + i * BLOCK_SIZE
    return {
      ssrc: bytes.readUInt32BE(at),
      fractionLost: bytes[at + 4],
      cumulativeLost: bytes.readIntBE(at + 5, 3),
      highestSequence: bytes.readUInt32BE(at + 8),
      jitter: bytes.readUInt32BE(at + 12),
      lastSr: bytes.readUInt32BE(at + 16),
      delaySinceLastSr: bytes.readUInt32BE(at + 20),
    }
  })
}

/** Chunks begin at words; a list of items ends with at least one 0 (section 6.5). */
function readSdes({ bytes, count, from, to }: Body): RtcpPacket | null {
  const chunks: SourceDescription['chunks'][number][] = []
  let at = from
  for (let chunk = 0; chunk < count; chunk++) {
    if (at + 4 > to) return null
    const ssrc = bytes.readUInt32BE(at)
    const items: { item: number; text: string }[] = []
    at += 4
    while (at < to && bytes[at] !== 0) {
      const textAt = at + 2
      if (textAt > to || textAt + bytes[at + 1] > to) return null
      const end = textAt + bytes[at + 1]
      items.push({ item: bytes[at], text: bytes.toString('utf8', textAt, end) })
      at = end
    }
    if (at >= to) return null
    at = from + 4 * Math.floor((at - from) / 4 + 1)
    chunks.push({ ssrc, items })
  }
  return { type: 'SDES', chunks }
}

function readBye({ bytes, count, from, to }: Body): RtcpPacket | null {
  const reasonAt = from + 4 * count
  if (reasonAt > to) return null
  const ssrcs = words(bytes, from, reasonAt)
  if (reasonAt === to) return { type: 'BYE', ssrcs, reason: '' }
  const textAt = reasonAt + 1
  if (textAt + bytes[reasonAt] > to) return null
  const reason = bytes.toString('utf8', textAt, textAt + bytes[reasonAt])
  return { type: 'BYE', ssrcs, reason }
}

function readRtpfb(body: Body): RtcpPacket | null {
  if (body.count === FMT_NACK) return readNack(body)
  if (body.count !== FMT_TRANSPORT) return unknown(body)
  const { bytes, from, to } = body
  const told = unpackTransport(bytes, from + FEEDBACK_SIZE, to)
  if (told === null) return null
  const [sender, media] = [bytes.readUInt32BE(from), bytes.readUInt32BE(from + 4)]
  return { type: 'TWCC', sender, media, ...told }
}

function readNack({ bytes, from, to }: Body): RtcpPacket | null {
  if (to - from < FEEDBACK_SIZE + 4) return null
  return {
    type: 'NACK',
    sender: bytes.readUInt32BE(from),
    media: bytes.readUInt32BE(from + 4),
    lost: words(bytes, from + FEEDBACK_SIZE, to).flatMap(unpackLost),
  }
}

function readPsfb(body: Body): RtcpPacket | null {
  const { bytes, count, from, to } = body
  if (count !== FMT_PLI && count !== FMT_FIR && count !== FMT_APPLICATION) return unknown(body)
  if (to - from < FEEDBACK_SIZE) return null
  const sender = bytes.readUInt32BE(from)
  if (count === FMT_PLI) return { type: 'PLI', sender, media: bytes.readUInt32BE(from + 4) }
  if (count === FMT_FIR) return readFir(body, sender)
  return readRemb(body, sender)
}

/** RFC 5104, section 4.3.1.1. */
function readFir({ bytes, from, to }: Body, sender: number): RtcpPacket | null {
  const listed = to - from - FEEDBACK_SIZE
  if (listed === 0 || listed % 8 !== 0) return null
  const requests = Array.from({ length: listed / 8 }, (_, i) => {
    const at = from + FEEDBACK_SIZE + 8 * i
    return { ssrc: bytes.readUInt32BE(at), command: bytes[at + 4] }
  })
  return { type: 'FIR', sender, requests }
}

function readRemb(body: Body, sender: number): RtcpPacket | null {
  const { bytes, from, to } = body
  const at = from + FEEDBACK_SIZE
  if (at + 4 > to || bytes.readUInt32BE(at) !== REMB_NAME) return unknown(body)
  if (at + 8 > to) return null
  const end = at + 8 + 4 * bytes[at + 4]
  if (end > to) return null
  const bitrate = unpackBitrate(bytes.readUIntBE(at + 5, 3))
  return { type: 'REMB', sender, bitrate, ssrcs: words(bytes, at + 8, end) }
}

function words(bytes: Buffer, from: number, to: number): number[] {
  return Array.from({ length: (to - from) >> 2 }, (_, i) => bytes.readUInt32BE(from + 4 * i))
}

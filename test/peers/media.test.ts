/**
 * Wireshark reads RTP and RTCP as we write and rewrite them: header, extensions, VP8's descriptor, Opus, RED, reports and
 * feedback, from a capture file that we make of the octets. What it shows is compared with what we meant and with what our own
 * readers say.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { Millis } from '../../src/base/clock.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import { unpackBitrate } from '../../src/rtp/feedback.ts'
import { RtpPacket } from '../../src/rtp/packet.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { RedHistory } from '../../src/rtp/red.ts'
import { CNAME, type ReportBlock, type RtcpPacket, type TransportFeedback } from '../../src/rtp/rtcp.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { Slot } from '../../src/rtp/slot.ts'
import { VIDEO_RATE } from '../../src/rtp/times.ts'
import { Vp8Payload } from '../../src/rtp/vp8.ts'
import { missing } from './installed.ts'
import { udpPcap } from './pcap.ts'
import { above, complaintsIn, type Json, leaves, list, packetsOf } from './tshark.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const PACKETS = 50
const PORT = 5004
/** Which payload type is what: as a session description would say. */
const PAYLOADS = ['vp8', 'opus', 'rtp_rfc2198'].flatMap((name, i) => ['-d', `rtp.pt==${96 + i},${name}`])

describe('tshark', { skip: missing('tshark') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-media-'))
  after(() => rmSync(directory, { recursive: true }))
  let files = 0
  const read = async (datagrams: readonly Buffer[], protocol: 'rtp' | 'rtcp') => {
    const file = join(directory, `${files++}.pcap`)
    writeFileSync(file, udpPcap({ port: PORT, datagrams }))
    const preferences = protocol === 'rtp' ? PAYLOADS : []
    const packets = await packetsOf(file, PORT, { protocol, transport: 'udp', preferences })
    assert.equal(packets.length, datagrams.length)
    return packets.map(above)
  }

  test('tshark reads what a slot sends of a film as we meant it, over the wraps and a change of its source', async () => {
    const random = seeded(SEED)
    const slot = slotOf()
    const out = Buffer.alloc(2000)
    const sent = Array.from({ length: PACKETS }, (_, n) => {
      const source = n < PACKETS / 2 ? 1 : 2
      const isFirst = n % (PACKETS / 2) === 0
      if (isFirst) slot.give(source, { after: Number.NEGATIVE_INFINITY })
      const bytes = film(n, isFirst, random.below(0x10000))
      const rtp = new RtpPacket()
      const vp8 = new Vp8Payload()
      assert.equal(rtp.read(bytes), null)
      assert.equal(vp8.read(bytes, rtp.payloadAt, rtp.payloadEnd), null)
      const packet = { rtp, extended: n, vp8, at: (n * 50) as Millis }
      const size = slot.forward(source, packet, out, (250 + n * 50) as Millis)
      assert.ok(typeof size === 'number')
      return Buffer.from(out.subarray(0, size))
    })
    const packets = await read(sent, 'rtp')
    for (const [n, layers] of packets.entries()) {
      const rtp = leaves(layers.rtp)
      const vp8 = leaves(layers.vp8)
      const isFirst = n % (PACKETS / 2) === 0
      const sentMs = 250 + n * 50
      assert.deepEqual(
        {
          version: rtp['rtp.version'],
          ssrc: Number(rtp['rtp.ssrc']),
          type: rtp['rtp.p_type'],
          sequence: Number(rtp['rtp.seq']),
          timestamp: Number(rtp['rtp.timestamp']),
          id: rtp['rtp.ext.rfc5285.id'],
          data: rtp['rtp.ext.rfc5285.data'],
          picture: Number(vp8['vp8.pld.pictureid']),
          tl0: Number(vp8['vp8.pld.tl0picidx']),
          begins: vp8['vp8.pld.s'],
          frametype: vp8['vp8.hdr.frametype'],
          size: isFirst ? [vp8['vp8.keyframe.width'], vp8['vp8.keyframe.height']] : [],
        },
        {
          version: '2',
          ssrc: 0xdeadbeef,
          type: '96',
          sequence: (65_520 + n) & 0xffff,
          timestamp: (2 ** 32 - 9000 + n * 4500) % 2 ** 32,
          id: '5',
          data: colons(
            Math.round((sentMs * 2 ** 18) / 1000)
              .toString(16)
              .padStart(6, '0'),
          ),
          picture: (32_750 + n) & 0x7fff,
          tl0: n & 0xff,
          begins: '1',
          frametype: isFirst ? '0' : '1',
          size: isFirst ? ['640', '360'] : [],
        },
        `SEED=${SEED}, packet ${n}`,
      )
      // It tells that a film of a few octets is not whole, and of nothing else.
      assert.deepEqual(complaintsIn(layers.rtp), [])
    }
  })

  test('tshark reads Opus and what RED repeats of it', async () => {
    const history = new RedHistory({ depth: 2, payloadType: 97 })
    const out = Buffer.alloc(2000)
    const sent = [0, 1, 2].map(extended => {
      const voice = { extended, timestamp: extended * 960, payload: Buffer.of(0x48, 1, extended) }
      history.add(voice)
      const payload = Buffer.from(out.subarray(0, history.put(out, 0, voice)))
      const { timestamp } = voice
      return encodeRtp({ payloadType: 98, marker: false, sequence: extended, timestamp, ssrc: 1, payload })
    })
    const last = (await read(sent, 'rtp'))[2]
    const red = leaves(last['RFC 2198: Redundant Audio Data'])
    assert.deepEqual(red['rtp.timestamp-offset'], ['1920', '960'])
    assert.deepEqual(red['rtp.block-length'], ['3', '3'])
    const voices = list(last.opus).map(one => leaves(one))
    assert.deepEqual(
      voices.map(one => [one['opus.TOC.config'], one['opus.frame_data']]),
      ['01:00', '01:01', '01:02'].map(data => ['9', data]),
    )
    assert.deepEqual(complaintsIn(last), [])
  })

  test('tshark reads any report and any feedback as we meant it', async () => {
    const random = seeded(SEED)
    const u32 = () => random.below(2 ** 32)
    const blockOf = (): ReportBlock => ({
      ssrc: u32(),
      fractionLost: random.below(256),
      cumulativeLost: random.below(2 ** 24) - 2 ** 23,
      highestSequence: u32(),
      jitter: u32(),
      lastSr: u32(),
      delaySinceLastSr: u32(),
    })
    const compounds = Array.from({ length: PACKETS }, (): RtcpPacket[] => {
      const [sender, media, pid] = [u32(), u32(), random.below(65_000)]
      const ntp = { seconds: u32(), fraction: u32() }
      const lost = [...new Set(Array.from({ length: 9 }, () => pid + random.below(60)))]
      return [
        {
          type: 'SR',
          ssrc: sender,
          ntp,
          rtp: u32(),
          packets: u32(),
          octets: u32(),
          blocks: Array.from({ length: random.below(3) }, blockOf),
        },
        { type: 'RR', ssrc: sender, blocks: [blockOf()] },
        { type: 'SDES', chunks: [{ ssrc: sender, items: [{ item: CNAME, text: 'loa'.repeat(1 + random.below(9)) }] }] },
        { type: 'NACK', sender, media, lost: lost.toSorted((a, b) => a - b) },
        { type: 'PLI', sender, media },
        { type: 'FIR', sender, requests: [{ ssrc: media, command: random.below(256) }] },
        { type: 'REMB', sender, bitrate: u32(), ssrcs: [media, u32()] },
        transportOf({ sender, media, random }),
        { type: 'BYE', ssrcs: [sender], reason: random.chance(50) ? 'left' : '' },
      ]
    })
    const datagrams = await read(compounds.map(encodeRtcp), 'rtcp')
    for (const [i, layers] of datagrams.entries()) {
      assert.deepEqual(complaintsIn(layers), [], `SEED=${SEED}`)
      const seen = list(layers.rtcp).map(seenOf)
      assert.deepEqual(seen, compounds[i].map(meant), `SEED=${SEED}`)
    }
  })

  test('tshark complains about a compound whose length is wrong, so that the other tests can fail', async () => {
    const bytes = encodeRtcp([{ type: 'PLI', sender: 1, media: 2 }])
    bytes[3] += 1
    const [layers] = await read([bytes], 'rtcp')
    assert.notDeepEqual(complaintsIn(layers), [])
  })
})

function colons(hex: string): string {
  return (hex.match(/../g) ?? []).join(':')
}

function slotOf(): Slot {
  return new Slot({
    ssrc: 0xdeadbeef,
    payloadType: 96,
    clockRate: VIDEO_RATE,
    isVideo: true,
    sequence: 65_520,
    timestamp: 2 ** 32 - 9000,
    pictureId: 32_750,
    leastAdvance: 4500,
    extensionIds: Uint8Array.from({ length: 16 }, (_, id) => (id === 3 ? 5 : 0)),
    absSendTimeId: 3,
  })
}

/** One packet a frame, of a source whose own numbers are any. */
function film(n: number, isKey: boolean, chance: number): Buffer {
  const picture = (n + 5) & 0x7fff
  const frame = isKey ? [0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01] : [0x11, 0x02, 0x00]
  return encodeRtp({
    payloadType: 120,
    marker: true,
    sequence: n,
    timestamp: n * 4500,
    ssrc: chance,
    extensions: [
      { id: 1, data: Buffer.of(chance & 0xff) },
      { id: 3, data: Buffer.of(0, 0, 0) },
    ],
    payload: Buffer.of(0x90, 0xe0, 0x80 | (picture >> 8), picture & 0xff, n & 0xff, 0x20, ...frame, 1, 2),
  })
}

/** Runs of what came, of what did not, and both by turns; deltas of one octet and of two. */
function transportOf({
  sender,
  media,
  random,
}: {
  readonly sender: number
  readonly media: number
  readonly random: Random
}): TransportFeedback {
  const arrivals: { offset: number; ticks: number }[] = []
  let [offset, ticks] = [-1, 0]
  for (let i = 0; i < 60; i++) {
    offset += 1 + (i % 20 < 10 ? 0 : random.below(20))
    ticks += random.chance(80) ? random.below(256) : random.below(4000) - 2000
    arrivals.push({ offset, ticks })
  }
  const numbers = { base: random.below(0x10000), statuses: offset + 1, reference: 7 }
  return { type: 'TWCC', sender, media, ...numbers, count: random.below(256), arrivals }
}

type Shown = Readonly<Record<string, unknown>>

const BLOCK = {
  ssrc: 'rtcp.ssrc.identifier',
  fractionLost: 'rtcp.ssrc.fraction',
  cumulativeLost: 'rtcp.ssrc.cum_nr',
  highestSequence: 'rtcp.ssrc.ext_high',
  jitter: 'rtcp.ssrc.jitter',
  lastSr: 'rtcp.ssrc.lsr',
  delaySinceLastSr: 'rtcp.ssrc.dlsr',
} as const satisfies Record<keyof ReportBlock, string>

/** Under Wireshark's names, as numbers; of what comes several times a list. */
function meant(packet: RtcpPacket): Shown {
  switch (packet.type) {
    case 'SR':
      return {
        type: 200,
        sender: packet.ssrc,
        ntp: [packet.ntp.seconds, packet.ntp.fraction],
        rtp: packet.rtp,
        packets: packet.packets,
        octets: packet.octets,
        blocks: packet.blocks,
      }
    case 'RR':
      return { type: 201, sender: packet.ssrc, blocks: packet.blocks }
    case 'SDES':
      return { type: 202, ssrc: packet.chunks[0].ssrc, text: packet.chunks[0].items[0].text }
    case 'BYE':
      return { type: 203, ssrc: packet.ssrcs[0], text: packet.reason }
    case 'NACK':
      return { type: 205, sender: packet.sender, media: packet.media, lost: packet.lost }
    case 'PLI':
      return { type: 206, kind: 1, sender: packet.sender, media: packet.media }
    case 'FIR':
      return { type: 206, kind: 4, sender: packet.sender, requests: packet.requests }
    case 'REMB': {
      const { sender, ssrcs } = packet
      // As large as its 18 bits allow.
      const lost = 2 ** Math.max(0, Math.floor(Math.log2(packet.bitrate)) - 17)
      return { type: 206, kind: 15, sender, ssrcs, bitrate: Math.floor(packet.bitrate / lost) * lost }
    }
    case 'TWCC': {
      const { sender, media, base, statuses, count, arrivals } = packet
      const before = [0, ...arrivals.map(({ ticks }) => ticks)]
      const deltas = arrivals.map(({ ticks }, i) => ticks - before[i])
      return { type: 205, sender, media, base, statuses, count, deltas }
    }
    case 'unknown':
      return {}
  }
}

/** One octet without a sign, two with one. */
function deltaOf(hex: unknown): number {
  const octets = Buffer.from(String(hex).slice(2), 'hex')
  return octets.length === 1 ? octets[0] : octets.readInt16BE(0)
}

function seenOf(layer: Json): Shown {
  const fields = leaves(layer)
  const numbers = (name: string) => list(fields[name]).map(Number)
  const number = (name: string) => numbers(name)[0]
  const type = number('rtcp.pt')
  const sender = number('rtcp.senderssrc')
  const media = number('rtcp.mediassrc')
  const kind = number('rtcp.psfb.fmt')
  const ssrc = number('rtcp.ssrc.identifier')
  const blocks = numbers(BLOCK.ssrc).map((_, i) =>
    Object.fromEntries(Object.entries(BLOCK).map(([name, shown]) => [name, numbers(shown)[i]])),
  )
  if (type === 200)
    return {
      type,
      sender,
      blocks,
      rtp: number('rtcp.timestamp.rtp'),
      ntp: [number('rtcp.timestamp.ntp.msw'), number('rtcp.timestamp.ntp.lsw')],
      packets: number('rtcp.sender.packetcount'),
      octets: number('rtcp.sender.octetcount'),
    }
  if (type === 201) return { type, sender, blocks }
  if (type === 202 || type === 203) return { type, ssrc, text: fields['rtcp.sdes.text'] ?? '' }
  if (type === 205 && number('rtcp.rtpfb.fmt') === 15)
    return {
      type,
      sender,
      media,
      base: number('rtcp.rtpfb.transportcc.baseseq'),
      statuses: number('rtcp.rtpfb.transportcc.statuscount'),
      count: number('rtcp.rtpfb.transportcc.pktcount'),
      deltas: list(fields['rtcp.rtpfb.transportcc.recv_delta']).map(deltaOf),
    }
  // The PIDs, and below each those that its BLP names.
  if (type === 205) return { type, sender, media, lost: numbers('rtcp.rtpfb.nack_pid').toSorted((a, b) => a - b) }
  if (kind === 1) return { type, kind, sender, media }
  if (kind === 4) {
    const asked = { ssrc: number('rtcp.psfb.fir.fci.ssrc'), command: number('rtcp.psfb.fir.fci.csn') }
    return { type, kind, sender, requests: [asked] }
  }
  const [exponent, mantissa] = ['exp', 'mantissa'].map(name => number(`rtcp.psfb.remb.fci.br_${name}`))
  const bitrate = unpackBitrate(exponent * 2 ** 18 + mantissa)
  return { type, kind, sender, ssrcs: numbers('rtcp.psfb.remb.fci.ssrc'), bitrate }
}

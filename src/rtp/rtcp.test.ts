import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { vectorsBeside } from '../base/vectors.test.ts'
import { packBitrate, packLost, unpackBitrate, unpackLost } from './feedback.ts'
import { CNAME, COMPOUND_SIZE_MAX, type RtcpPacket } from './rtcp.ts'
import { type RtcpFault, readRtcp } from './rtcp-reader.ts'
import { encodeRtcp } from './rtcp-writer.ts'

const { vector, vectors } = vectorsBeside(import.meta.url)

function read(bytes: Buffer): readonly RtcpPacket[] {
  const result = readRtcp(bytes)
  assert.ok(result.ok, result.ok ? '' : result.fault)
  return result.packets
}

/** The values that stand beside the octets. */
const VECTORS: Readonly<Record<string, readonly RtcpPacket[]>> = {
  rtcp_sr_sdes: [
    {
      type: 'SR',
      ssrc: 5,
      ntp: { seconds: 3_789_478_800, fraction: 2_147_483_648 },
      rtp: 4_294_967_280,
      packets: 256,
      octets: 65_536,
      blocks: [
        {
          ssrc: 6,
          fractionLost: 64,
          cumulativeLost: -2,
          highestSequence: 65_539,
          jitter: 90,
          lastSr: 3_683_680_256,
          delaySinceLastSr: 32_768,
        },
      ],
    },
    { type: 'SDES', chunks: [{ ssrc: 5, items: [{ item: CNAME, text: 'loa' }] }] },
  ],
  rtcp_feedback: [
    { type: 'RR', ssrc: 1, blocks: [] },
    { type: 'NACK', sender: 1, media: 2, lost: [65534, 65535, 1, 100, 101, 116] },
    { type: 'PLI', sender: 1, media: 2 },
    { type: 'FIR', sender: 1, requests: [{ ssrc: 2, command: 7 }] },
    { type: 'REMB', sender: 1, bitrate: 1_099_776, ssrcs: [2, 3] },
  ],
  rtcp_transport: [
    {
      type: 'TWCC',
      sender: 1,
      media: 2,
      base: 65_530,
      statuses: 40,
      reference: -2,
      count: 255,
      arrivals: [
        { offset: 0, ticks: 16 },
        { offset: 1, ticks: 17 },
        { offset: 13, ticks: 272 },
        { offset: 14, ticks: 271 },
        { offset: 16, ticks: 33_038 },
        { offset: 20, ticks: 270 },
        { offset: 39, ticks: 270 },
      ],
    },
    { type: 'TWCC', sender: 1, media: 2, base: 34, statuses: 2, reference: 4, count: 0, arrivals: [] },
    { type: 'RR', ssrc: 1, blocks: [] },
  ],
  rtcp_transport_chromium: [
    {
      type: 'TWCC',
      sender: 2_957_608_228,
      media: 2_841_939_366,
      base: 3,
      statuses: 11,
      reference: 1_043_074,
      count: 1,
      arrivals: [168, 168, 168, 168, 282, 282, 348, 348, 348, 348, 348].map((ticks, offset) => ({ offset, ticks })),
    },
  ],
  rtcp_bye: [
    { type: 'unknown', payloadType: 207, count: 0, octets: Buffer.of(0, 0, 0, 5) },
    { type: 'BYE', ssrcs: [5, 6], reason: 'left 1' },
  ],
}

for (const { name, bytes } of vectors().filter(({ name }) => name.startsWith('rtcp_'))) {
  test(`the compound ${name} reads as it is written beside it`, () => assert.deepEqual(read(bytes), VECTORS[name]))
}

for (const name of ['rtcp_sr_sdes', 'rtcp_feedback'])
  test(`the values of ${name} are written octet for octet`, () =>
    assert.equal(encodeRtcp(VECTORS[name]).toString('hex'), vector(name).bytes.toString('hex')))

const octets = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')

const MALFORMED: readonly [string, string, RtcpFault][] = [
  ['of no octets', '', 'empty'],
  ['of three octets', '80C900', 'length'],
  ['of version 1', '40C90001 00000001', 'version'],
  ['of RTP behind RTCP', '80C90001 00000001 00600001', 'version'],
  ['whose packet is longer than it', '80C90002 00000001', 'length'],
  ['longer than a datagram', '80C90000'.repeat(COMPOUND_SIZE_MAX / 4 + 1), 'size'],
  ['with padding before the last packet', 'A0C90002 00000001 00000004 80C90001 00000001', 'padding'],
  ['with padding of no octets', 'A0C90002 00000001 00000000', 'padding'],
  ['with padding of three octets', 'A0C90002 00000001 00000003', 'padding'],
  ['with more padding than there is', 'A0C90002 00000001 0000000C', 'padding'],
  ['with padding and nothing else', 'A0C90000', 'padding'],
  ['with an RR of no source', '80C90000', 'body'],
  ['with an RR of a block that is not there', '81C90001 00000001', 'body'],
  ['with an SR cut in its times', '80C80003 00000001 00000002 00000003', 'body'],
  ['with a BYE of more sources than it has', '82CB0001 00000001', 'body'],
  ['with a BYE whose reason does not end', '81CB0002 00000001 05616263', 'body'],
  ['with an SDES of a chunk that is not there', '81CA0000', 'body'],
  ['with an SDES whose text does not end', '81CA0002 00000001 01096161', 'body'],
  ['with an SDES whose items do not end', '81CA0002 00000001 01026161', 'body'],
  ['with a NACK of nothing', '81CD0002 00000001 00000002', 'body'],
  ['with a PLI of one source', '81CE0001 00000001', 'body'],
  ['with a FIR of nobody', '84CE0002 00000001 00000000', 'body'],
  ['with half a FIR', '84CE0003 00000001 00000000 00000002', 'body'],
  ['with transport-wide feedback of no time', '8FCD0003 00000001 00000002 00000000', 'body'],
  [
    'with transport-wide feedback of fewer symbols than it counts',
    '8FCD0005 00000001 00000002 00000020 00000000 80008000',
    'body',
  ],
  [
    'with transport-wide feedback of a symbol that is reserved',
    '8FCD0005 00000001 00000002 00000001 00000000 60010000',
    'body',
  ],
  [
    'with transport-wide feedback of fewer times than what came',
    '8FCD0005 00000001 00000002 00000003 00000000 20030000',
    'body',
  ],
  ['with a REMB of no estimate', '8FCE0003 00000001 00000000 52454D42', 'body'],
  ['with a REMB of more streams than it has', '8FCE0005 00000001 00000000 52454D42 020E1900 00000002', 'body'],
]

for (const [what, hex, fault] of MALFORMED)
  test(`a compound ${what} is refused: ${fault}`, () => assert.deepEqual(readRtcp(octets(hex)), { ok: false, fault }))

const UNKNOWN: readonly [string, string][] = [
  ['an APP', '81CC0002 00000001 6E616D65'],
  ['feedback of the transport of another kind', '83CD0003 00000001 00000002 00000000'],
  ['a picture loss of another kind', '83CE0002 00000001 00000002'],
  ['feedback of another application', '8FCE0003 00000001 00000000 4C4F4121'],
  ['feedback of an application without a name', '8FCE0002 00000001 00000000'],
]

for (const [what, hex] of UNKNOWN)
  test(`${what} is kept as unknown, and what is behind it is read`, () => {
    const compound = octets(`${hex} 80C90001 00000001`)
    const [first, second] = read(compound)
    assert.equal(first.type, 'unknown')
    assert.deepEqual(second, { type: 'RR', ssrc: 1, blocks: [] })
    assert.deepEqual(encodeRtcp(read(compound)), compound)
  })

test('what a profile adds behind the blocks is left unread', () => {
  assert.deepEqual(read(octets('80C90002 00000001 DEADBEEF')), [{ type: 'RR', ssrc: 1, blocks: [] }])
})

test('lost numbers are packed in pairs, in the order of the stream, over the wrap', () => {
  const pair = (pid: number, blp: number) => pid * 0x10000 + blp
  assert.deepEqual(packLost([]), [])
  assert.deepEqual(packLost([100, 101, 103, 116]), [pair(100, 0x8005)])
  assert.deepEqual(packLost([7, 7]), [pair(7, 0)])
  assert.deepEqual(packLost([100, 117]), [pair(100, 0), pair(117, 0)])
  assert.deepEqual(packLost([1, 65534, 65535, 1]), [pair(65534, 5)])
  assert.deepEqual(unpackLost(pair(65534, 0x8005)), [65534, 65535, 1, 14])
})

test('whatever numbers are lost within half the circle come back in order', () => {
  fc.assert(
    fc.property(fc.nat(0xffff), fc.uniqueArray(fc.nat(16_000)), (start, offsets) => {
      const lost = offsets.map(offset => (start + offset) & 0xffff)
      const ordered = offsets.toSorted((a, b) => a - b).map(offset => (start + offset) & 0xffff)
      assert.deepEqual(packLost(lost).flatMap(unpackLost), ordered)
    }),
  )
})

test('a bitrate is rounded down by less than 1 in 100,000', () => {
  assert.equal(unpackBitrate(packBitrate(0)), 0)
  assert.equal(unpackBitrate(packBitrate(262_143)), 262_143)
  assert.equal(unpackBitrate(packBitrate(262_145)), 262_144)
  assert.equal(packBitrate(1_099_776), 0x0e1900)
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), bitrate => {
      const back = unpackBitrate(packBitrate(bitrate))
      assert.ok(back <= bitrate && back >= Math.floor(bitrate) * (1 - 1e-5))
    }),
  )
  assert.equal(packBitrate(1e30), 0xffffff)
})

const u8 = fc.nat(0xff)
const u32 = fc.nat(0xffffffff)
const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true })
const block = plain({
  ssrc: u32,
  fractionLost: u8,
  cumulativeLost: fc.integer({ min: -0x800000, max: 0x7fffff }),
  highestSequence: u32,
  jitter: u32,
  lastSr: u32,
  delaySinceLastSr: u32,
})
const blocks = fc.array(block, { maxLength: 3 })
const text = fc.string({ maxLength: 60, unit: 'grapheme-composite' }).filter(isShort)

function isShort(one: string): boolean {
  return Buffer.from(one).length <= 255 && Buffer.from(one).toString() === one
}

const INT_16 = { min: -0x8000, max: 0x7fff }
const FEW = { maxLength: 60 }
const ITEM = plain({ item: fc.integer({ min: 1, max: 8 }), text })
const anyPacket: fc.Arbitrary<RtcpPacket> = fc.oneof(
  plain({
    type: fc.constant('SR' as const),
    ssrc: u32,
    ntp: plain({ seconds: u32, fraction: u32 }),
    rtp: u32,
    packets: u32,
    octets: u32,
    blocks,
  }),
  plain({ type: fc.constant('RR' as const), ssrc: u32, blocks }),
  plain({
    type: fc.constant('SDES' as const),
    chunks: fc.array(plain({ ssrc: u32, items: fc.array(ITEM, { maxLength: 2 }) }), { maxLength: 2 }),
  }),
  plain({ type: fc.constant('BYE' as const), ssrcs: fc.array(u32, { maxLength: 31 }), reason: text }),
  plain({
    type: fc.constant('NACK' as const),
    sender: u32,
    media: u32,
    lost: fc
      .uniqueArray(fc.nat(2000), { minLength: 1, maxLength: 30 })
      .map(lost => lost.toSorted((a, b) => a - b).map(n => (65_000 + n) & 0xffff)),
  }),
  plain({ type: fc.constant('PLI' as const), sender: u32, media: u32 }),
  plain({
    type: fc.constant('FIR' as const),
    sender: u32,
    requests: fc.array(plain({ ssrc: u32, command: u8 }), { minLength: 1, maxLength: 3 }),
  }),
  plain({
    type: fc.constant('REMB' as const),
    sender: u32,
    bitrate: fc.nat(0x3ffff).map(mantissa => mantissa * 8),
    ssrcs: fc.array(u32, { maxLength: 5 }),
  }),
  plain({
    type: fc.constant('TWCC' as const),
    sender: u32,
    media: u32,
    base: fc.nat(0xffff),
    count: u8,
    reference: fc.integer({ min: -0x800000, max: 0x7fffff }),
    came: fc.array(fc.tuple(fc.nat(9000), fc.oneof(fc.nat(255), fc.integer(INT_16))), FEW),
    behind: fc.nat(9000),
  }).map(({ came, behind, ...one }) => {
    const arrivals: { offset: number; ticks: number }[] = []
    let [offset, ticks] = [-1, 0]
    for (const [gap, delta] of came) {
      offset += 1 + (gap % 3 === 0 ? 0 : gap % 20)
      ticks += delta
      arrivals.push({ offset, ticks })
    }
    return { ...one, statuses: offset + 1 + behind, arrivals }
  }),
  plain({
    type: fc.constant('unknown' as const),
    payloadType: fc.constantFrom(192, 195, 204, 207, 223),
    count: fc.nat(31),
    octets: fc.array(u32, { maxLength: 4 }).map(words => Buffer.from(Uint32Array.from(words).buffer)),
  }),
)

test('whatever a compound carries comes back', () => {
  fc.assert(
    fc.property(fc.array(anyPacket, { minLength: 1, maxLength: 5 }), packets => {
      assert.deepEqual(read(encodeRtcp(packets)), packets)
    }),
    { numRuns: 500 },
  )
})

test('any octets are a compound or a fault, never an exception', () => {
  const hostile = fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...vectors().map(({ bytes }) => bytes)),
        fc.array(anyPacket, { minLength: 1, maxLength: 3 }).map(encodeRtcp),
      ),
      fc.array(fc.tuple(fc.nat(120), fc.constantFrom(0, 1, 4, 0x80, 0x81, 0x8f, 0xa1, 200, 202, 206, 0xff)), {
        maxLength: 6,
      }),
      fc.nat(150),
    )
    .map(([bytes, changes, size]) => {
      const odd = Buffer.from(bytes.subarray(0, size))
      for (const [at, octet] of changes) if (at < odd.length) odd[at] = octet
      return odd
    })
  fc.assert(
    fc.property(hostile, bytes => {
      const result = readRtcp(bytes)
      if (result.ok) assert.ok(result.packets.length > 0)
    }),
    { numRuns: 5000 },
  )
})

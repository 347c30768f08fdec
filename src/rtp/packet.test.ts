import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Vector, vectorsBeside } from '../base/vectors.test.ts'
import {
  absSendTimeMs,
  audioLevel,
  extensionAt,
  extensionSize,
  isVoice,
  putAbsSendTime,
  renameExtensions,
} from './extensions.ts'
import { HEADER_SIZE, type RtpFault, RtpPacket, rewriteRtp } from './packet.ts'
import { encodeRtp, type RtpInput } from './packet-writer.ts'

const { vector, vectors } = vectorsBeside(import.meta.url)
const rtpVectors = vectors().filter(({ name }) => name.startsWith('rtp_'))

function read(bytes: Buffer): RtpPacket {
  const packet = new RtpPacket()
  assert.equal(packet.read(bytes), null)
  return packet
}

/** What was read, under the names of the vector files. */
function inWords(packet: RtpPacket): Record<string, string> {
  const { bytes, csrcCount, extensionProfile, extensionAt: at, extensionEnd } = packet
  const padding = bytes.length - packet.payloadEnd
  return {
    'V/P/X/CC': [2, padding > 0 ? 1 : 0, extensionProfile === 0 ? 0 : 1, csrcCount].join('/'),
    'M/PT': `${packet.marker ? 1 : 0}/${packet.payloadType}`,
    sequence: String(packet.sequence),
    timestamp: String(packet.timestamp),
    ssrc: String(packet.ssrc),
    ...(extensionProfile !== 0 && { 'profile/words': `${extensionProfile}/${(extensionEnd - at) / 4}` }),
    ...(padding > 0 && { padding: String(padding) }),
  }
}

function meant({ words }: Vector): Record<string, string> {
  const names = ['V/P/X/CC', 'M/PT', 'sequence', 'timestamp', 'ssrc', 'profile/words', 'padding']
  return Object.fromEntries(words.filter(([name]) => names.includes(name)))
}

for (const one of rtpVectors)
  test(`the packet ${one.name} reads as it is written beside it`, () => {
    assert.deepEqual(inWords(read(one.bytes)), meant(one))
  })

test('the payload and the extensions of a packet are told by where they stand', () => {
  const vp8 = read(vector('rtp_vp8_key_frame').bytes)
  assert.equal(vp8.bytes.subarray(vp8.payloadAt).toString('hex').slice(0, 4), '90e0')
  const sentAt = extensionAt(vp8, 3)
  assert.equal(extensionSize(vp8.bytes, sentAt), 3)
  assert.equal(absSendTimeMs(vp8.bytes, sentAt), 1500)
  assert.equal(extensionAt(vp8, 1), -1)
  const inter = read(vector('rtp_vp8_inter').bytes)
  assert.equal(inter.bytes.subarray(inter.payloadAt, inter.payloadEnd).toString('hex'), '80807f010203')
  const opus = read(vector('rtp_opus').bytes)
  const levelAt = extensionAt(opus, 1)
  assert.equal(audioLevel(opus.bytes, levelAt), 40)
  assert.equal(isVoice(opus.bytes, levelAt), true)
  assert.equal(absSendTimeMs(opus.bytes, levelAt), null)
})

const octets = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const HEAD = '0001 00000002 00000003'

const MALFORMED: readonly [string, string, RtpFault][] = [
  ['of no octets', '', 'short'],
  ['of eleven octets', '8060 0001 00000002 000000', 'short'],
  ['of version 1', `4060 ${HEAD} 00`, 'version'],
  ['of version 3', `C060 ${HEAD} 00`, 'version'],
  ['with fifteen contributing sources and room for none', `8F60 ${HEAD} 00000001`, 'csrc'],
  ['with an extension that has no head', `9060 ${HEAD} BEDE00`, 'extension'],
  ['with an extension of one word more than there is', `9060 ${HEAD} BEDE0001`, 'extension'],
  ['with an extension of 65,535 words', `9060 ${HEAD} BEDEFFFF ${'00'.repeat(99)}`, 'extension'],
  ['with no padding where it says so', `A060 ${HEAD} 0100`, 'padding'],
  ['with more padding than payload', `A060 ${HEAD} 0103`, 'padding'],
  ['with the padding bit and nothing behind the header', `A060 ${HEAD}`, 'padding'],
]

for (const [what, hex, fault] of MALFORMED)
  test(`a packet ${what} is refused: ${fault}`, () => assert.equal(new RtpPacket().read(octets(hex)), fault))

test('a packet that is padding alone has an empty payload', () => {
  const packet = read(octets(`A060 ${HEAD} 000003`))
  assert.equal(packet.payloadAt, packet.payloadEnd)
})

const u16 = fc.nat(0xffff)
const u32 = fc.nat(0xffffffff)
const anyRtp: fc.Arbitrary<RtpInput> = fc.record({
  payloadType: fc.nat(0x7f),
  marker: fc.boolean(),
  sequence: u16,
  timestamp: u32,
  ssrc: u32,
  csrcs: fc.array(u32, { maxLength: 15 }),
  extensions: fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 1, max: 14 }), data: fc.uint8Array({ minLength: 1, maxLength: 16 }) }),
    { selector: one => one.id, maxLength: 14 },
  ),
  payload: fc.uint8Array({ minLength: 1, maxLength: 60 }),
  padding: fc.nat(255),
})

test('whatever a packet carries comes back, the same octets a second time', () => {
  fc.assert(
    fc.property(anyRtp, input => {
      const packet = read(encodeRtp(input))
      const { payloadType, marker, sequence, timestamp, ssrc } = packet
      const { extensions = [], csrcs = [], padding, payload, ...header } = input
      assert.deepEqual({ payloadType, marker, sequence, timestamp, ssrc }, { ...header })
      assert.equal(packet.csrcCount, csrcs.length)
      assert.deepEqual(Buffer.from(packet.bytes.subarray(packet.payloadAt, packet.payloadEnd)), Buffer.from(payload))
      assert.equal(packet.bytes.length - packet.payloadEnd, padding)
      for (const { id, data } of extensions) {
        const at = extensionAt(packet, id)
        const found = packet.bytes.subarray(at, at + extensionSize(packet.bytes, at))
        assert.deepEqual(Buffer.from(found), Buffer.from(data))
      }
    }),
  )
})

test('a rewritten header changes its own fields and nothing behind them', () => {
  fc.assert(
    fc.property(anyRtp, anyRtp, (input, { payloadType, marker, sequence, timestamp, ssrc }) => {
      const header = { payloadType, marker, sequence, timestamp, ssrc }
      const copy = encodeRtp(input)
      rewriteRtp(copy, header)
      assert.deepEqual(copy, encodeRtp({ ...input, ...header }))
    }),
  )
})

test('extensions get other identifiers or vanish, and nothing else moves', () => {
  fc.assert(
    fc.property(anyRtp, fc.uint8Array({ minLength: 16, maxLength: 16, max: 14 }), (input, ids) => {
      const packet = read(encodeRtp(input))
      const copy = Buffer.from(packet.bytes)
      renameExtensions(packet, copy, ids)
      const again = read(copy)
      assert.equal(again.payloadAt, packet.payloadAt)
      for (const { id, data } of input.extensions ?? []) {
        const at = extensionAt(packet, id)
        const there = copy.subarray(at, at + data.length)
        if (ids[id] === 0) assert.ok(there.every(octet => octet === 0))
        else {
          assert.equal(copy[at - 1], (ids[id] << 4) | (data.length - 1))
          assert.deepEqual(Buffer.from(there), Buffer.from(data))
        }
      }
      assert.deepEqual(copy.subarray(again.payloadAt), packet.bytes.subarray(packet.payloadAt))
    }),
  )
})

test('abs-send-time is written in its 24 bits and wraps after 64 s', () => {
  const packet = read(Buffer.from(vector('rtp_vp8_key_frame').bytes))
  const at = extensionAt(packet, 3)
  const check = (ms: number, expected: number) => {
    putAbsSendTime(packet.bytes, at, ms)
    assert.equal(absSendTimeMs(packet.bytes, at), expected)
  }
  check(1500, 1500)
  check(63_999.9999, 0)
  check(64_250, 250)
  check(3 * 64_000 + 1000, 1000)
  assert.equal(read(packet.bytes).payloadAt, packet.payloadAt)
})

const WALKS: readonly [string, string, number][] = [
  ['behind padding', '00 00 10 A8', 1],
  ['behind another one', '21 00 00 10 A8 00 00 00', 1],
  ['that reaches beyond the extension', '00 00 00 11', -1],
  ['behind the identifier 15', 'F0 00 10 A8', -1],
]

for (const [what, hex, found] of WALKS)
  test(`an element ${what} is ${found < 0 ? 'not found' : 'found'}`, () => {
    const data = octets(hex)
    const words = (data.length / 4).toString(16).padStart(4, '0')
    const packet = read(octets(`9060 ${HEAD} BEDE${words} ${hex} 00`))
    const at = extensionAt(packet, 1)
    assert.equal(at < 0 ? -1 : 1, found)
    if (found > 0) assert.equal(audioLevel(packet.bytes, at), 40)
  })

test('an element that reaches beyond the extension is neither renamed nor erased, and what is behind stays', () => {
  for (const id of [0, 7]) {
    const packet = read(octets(`9060 ${HEAD} BEDE0001 00 00 1F AA BBBBBBBB`))
    const copy = Buffer.from(packet.bytes)
    renameExtensions(packet, copy, new Uint8Array(16).fill(id))
    assert.deepEqual(copy, packet.bytes)
  }
})

test('extensions of the two-byte form are left alone', () => {
  const packet = read(octets(`9060 ${HEAD} 10000001 01020304 00`))
  const copy = Buffer.from(packet.bytes)
  renameExtensions(packet, copy, new Uint8Array(16))
  assert.equal(extensionAt(packet, 1), -1)
  assert.deepEqual(copy, packet.bytes)
})

test('any octets are a packet or a fault, never an exception, and nothing is told beyond them', () => {
  const packet = new RtpPacket()
  const hostile = fc
    .tuple(
      fc.oneof(fc.constantFrom(...rtpVectors.map(({ bytes }) => bytes)), anyRtp.map(encodeRtp)),
      fc.array(fc.tuple(fc.nat(60), fc.constantFrom(0, 1, 0x0f, 0x7f, 0x80, 0x90, 0xbf, 0xff))),
      fc.nat(80),
    )
    .map(([bytes, changes, size]) => {
      const odd = Buffer.from(bytes.subarray(0, size))
      for (const [at, octet] of changes) if (at < odd.length) odd[at] = octet
      return odd
    })
  fc.assert(
    fc.property(fc.oneof(hostile, fc.uint8Array().map(Buffer.from)), any => {
      const bytes = any as Buffer
      if (packet.read(bytes) !== null) return
      assert.ok(packet.payloadAt >= HEADER_SIZE && packet.payloadAt <= packet.payloadEnd)
      assert.ok(packet.payloadEnd <= bytes.length && packet.extensionEnd <= packet.payloadAt)
      const copy = Buffer.from(bytes)
      renameExtensions(packet, copy, new Uint8Array(16).fill(7))
      assert.equal(read(copy).payloadAt, packet.payloadAt)
      for (let id = 0; id < 16; id++) {
        const at = extensionAt(packet, id)
        if (at >= 0) assert.ok(at + extensionSize(bytes, at) <= packet.extensionEnd)
      }
    }),
    { numRuns: 2000 },
  )
})

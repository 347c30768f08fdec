import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { vectorsBeside } from '../base/vectors.test.ts'
import { RtpPacket } from './packet.ts'
import { RedHistory, splitRed } from './red.ts'

const { vector } = vectorsBeside(import.meta.url)
const OPUS = 111

function split(bytes: Buffer, from = 0, to = bytes.length) {
  const read = splitRed(bytes, from, to)
  assert.ok(read.ok)
  return read.blocks.map(({ payloadType, offset, from, to }) => ({
    payloadType,
    offset,
    data: bytes.toString('hex', from, to),
  }))
}

test('a packet of RFC 2198 is split into what was said before and what is said now', () => {
  const packet = new RtpPacket()
  packet.read(vector('rtp_red').bytes)
  assert.deepEqual(split(packet.bytes, packet.payloadAt, packet.payloadEnd), [
    { payloadType: OPUS, offset: 960, data: '4801' },
    { payloadType: OPUS, offset: 0, data: '480203' },
  ])
})

const packet = (n: number, size = 2, timestamp = n * 960) => ({
  extended: n,
  timestamp: timestamp >>> 0,
  payload: Buffer.alloc(size, n),
})

function put(history: RedHistory, one: ReturnType<typeof packet>): string {
  const out = Buffer.alloc(4000)
  return out.toString('hex', 0, history.put(out, 0, one))
}

test('a packet repeats the two before it as the vector has one', () => {
  const history = new RedHistory({ depth: 1, payloadType: OPUS })
  history.add({ extended: 15, timestamp: 960, payload: Buffer.of(0x48, 1) })
  const now = { extended: 16, timestamp: 1920, payload: Buffer.of(0x48, 2, 3) }
  history.add(now)
  const { bytes } = vector('rtp_red')
  assert.equal(put(history, now), bytes.toString('hex', 12))
})

const REPEATED: readonly [string, readonly ReturnType<typeof packet>[], readonly number[]][] = [
  ['nothing before it', [packet(5)], []],
  ['two before it', [packet(3), packet(4), packet(5)], [3, 4]],
  ['more before it than are repeated', [packet(2), packet(3), packet(4), packet(5)], [3, 4]],
  ['one lost before it', [packet(3), packet(5)], [3]],
  ['those before it in another order, one twice', [packet(4), packet(3), packet(4)], [3, 4]],
  ['one before it that is longer than ten bits say', [packet(3), packet(4, 1024)], [3]],
  ['a silence before it, longer than fourteen bits say', [packet(3, 2, 5 * 960 - 16384)], []],
  ['as long a silence as fourteen bits say', [packet(3, 2, 5 * 960 - 16383)], [3]],
  ['more before it than are repeated, itself not among them', [packet(2), packet(3), packet(4)], [3, 4]],
  ['one behind it that came before', [packet(4), packet(6)], [4]],
]

for (const [what, before, repeated] of REPEATED)
  test(`a packet with ${what} repeats ${repeated.length === 0 ? 'none' : repeated.join(' and ')}`, () => {
    const history = new RedHistory({ depth: 2, payloadType: OPUS })
    for (const one of before) history.add(one)
    const blocks = split(Buffer.from(put(history, packet(5)), 'hex'))
    assert.deepEqual(
      blocks.map(({ data }) => Number.parseInt(data.slice(0, 2), 16)),
      [...repeated, 5],
    )
  })

test('offsets are right over the wrap of the timestamp', () => {
  const history = new RedHistory({ depth: 2, payloadType: OPUS })
  history.add(packet(1, 2, 2 ** 32 - 960))
  const blocks = split(Buffer.from(put(history, packet(2, 2, 0)), 'hex'))
  assert.deepEqual(
    blocks.map(({ offset }) => offset),
    [960, 0],
  )
})

test('whatever payloads went in come out, oldest first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 1023 }), { minLength: 1, maxLength: 7 }),
      fc.nat(0xffffffff),
      (payloads, start) => {
        const history = new RedHistory({ depth: 6, payloadType: OPUS })
        const packets = payloads.map((payload, i) => ({ extended: i, timestamp: (start + i * 960) >>> 0, payload }))
        for (const one of packets) history.add(one)
        const out = Buffer.alloc(9000)
        const end = history.put(out, 0, packets[packets.length - 1])
        assert.deepEqual(
          split(out, 0, end).map(({ data }) => data),
          payloads.map(payload => Buffer.from(payload).toString('hex')),
        )
      },
    ),
    { numRuns: 50 },
  )
})

const MALFORMED: readonly [string, string, string][] = [
  ['nothing', '', 'short'],
  ['half a head', 'ef0f00', 'short'],
  ['a head and no primary', 'ef0f0000', 'short'],
  ['a block longer than what is there', 'ef0f0003 6f 0102', 'short'],
  ['nine blocks', `${'ef0f0000'.repeat(9)} 6f`, 'too-many'],
]

for (const [what, hex, fault] of MALFORMED)
  test(`a payload of ${what} is refused: ${fault}`, () => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    assert.deepEqual(splitRed(bytes, 0, bytes.length), { ok: false, fault })
  })

test('any octets are blocks that lie within them, or a fault, never an exception', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1, 2, 0x6f, 0x80, 0xef, 0xff)), any => {
      const bytes = Buffer.from(any)
      const read = splitRed(bytes, 0, bytes.length)
      if (!read.ok) return
      for (const { from, to } of read.blocks) assert.ok(from <= to && to <= bytes.length)
    }),
    { numRuns: 1000 },
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { framesOf } from '../../test/peers/opus-frames.ts'
import { isOneFrame, isSilence, opusTicks, putTogether } from './opus.ts'

/** Configuration, code, second octet, milliseconds: the table of RFC 6716, section 3.1. */
const PACKETS: readonly [number, number, number, number | null][] = [
  [0, 0, 0, 10],
  [1, 0, 0, 20],
  [2, 0, 0, 40],
  [3, 0, 0, 60],
  [7, 1, 0, 120],
  [9, 0, 0, 20],
  [11, 2, 0, 120],
  [12, 0, 0, 10],
  [13, 0, 0, 20],
  [14, 0, 0, 10],
  [15, 1, 0, 40],
  [16, 0, 0, 2.5],
  [17, 0, 0, 5],
  [18, 0, 0, 10],
  [19, 0, 0, 20],
  [31, 2, 0, 40],
  [28, 3, 48, 120],
  [28, 3, 49, null],
  [9, 3, 3, 60],
  [9, 3, 0xc3, 60],
  [9, 3, 7, null],
  [9, 3, 0, null],
  [11, 3, 2, 120],
  [11, 3, 3, null],
]

for (const [config, code, second, ms] of PACKETS)
  test(`configuration ${config} with code ${code} and ${second} sounds ${ms ?? 'for no allowed time'}${ms === null ? '' : ' ms'}`, () => {
    const bytes = Buffer.of((config << 3) | code, second)
    assert.equal(opusTicks(bytes, 0, 2), ms === null ? null : ms * 48)
  })

test('a packet that is not there sounds for no time, nor does one without its count', () => {
  assert.equal(opusTicks(Buffer.alloc(0), 0, 0), null)
  assert.equal(opusTicks(Buffer.of(0x4b), 0, 1), null)
})

test('a packet of one or two octets is silence', () => {
  assert.deepEqual(
    [0, 1, 2, 3].map(size => isSilence(12, 12 + size)),
    [true, true, true, false],
  )
})

test('whatever the octets, a packet sounds from 2.5 to 120 ms or for no allowed time', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4 }), any => {
      const ticks = opusTicks(Buffer.from(any), 0, any.length)
      assert.ok(ticks === null || (ticks >= 120 && ticks <= 5760 && ticks % 120 === 0))
    }),
  )
})

test('packets of one frame each, of whatever length, are one packet of as many frames, which sounds as long as all of them', () => {
  const frame = fc.uint8Array({ minLength: 2, maxLength: 1275 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 63 }), fc.array(frame, { minLength: 1, maxLength: 3 }), (head, frames) => {
      const packets = frames.map(frame => Buffer.concat([Buffer.of(head << 2), frame]))
      assert.ok(packets.every(isOneFrame))
      const out = Buffer.alloc(5000, 0xee)
      const end = putTogether(packets, out, 7)
      const together = out.subarray(7, end)
      assert.deepEqual(framesOf(together), packets)
      const ticks = packets.map(packet => opusTicks(packet, 0, packet.length) ?? 0)
      const sum = ticks.reduce((sum, each) => sum + each)
      assert.equal(opusTicks(together, 0, together.length), sum > 5760 ? null : sum)
      assert.ok(out.subarray(0, 7).every(octet => octet === 0xee))
      assert.ok(out.subarray(end).every(octet => octet === 0xee))
    }),
  )
})

test('silence, and packets of several frames, are no single frame of sound', () => {
  const of = (...octets: number[]) => isOneFrame(Buffer.of(...octets))
  assert.deepEqual(
    [of(0x48), of(0x48, 1), of(0x48, 1, 2), of(0x49, 1, 2), of(0x4b, 1, 2)],
    [false, false, true, false, false],
  )
})

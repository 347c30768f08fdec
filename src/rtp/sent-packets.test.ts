import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import type { TransportFeedback } from './rtcp.ts'
import { readRtcp } from './rtcp-reader.ts'
import { encodeRtcp } from './rtcp-writer.ts'
import { SentPackets } from './sent-packets.ts'
import { TransportArrivals } from './transport-arrivals.ts'

const NAMED = { sender: 1, media: 2 }

/** So many packets, one a millisecond. */
function sent(count: number): SentPackets {
  const packets = new SentPackets()
  for (let n = 0; n < count; n++) packets.sent(n & 0xfff, { probe: 0, now: n as Millis })
  return packets
}

function feedback(base: number, statuses: number, offsets: readonly number[]): TransportFeedback {
  const arrivals = offsets.map(offset => ({ offset, ticks: 4 * offset }))
  return { type: 'TWCC', ...NAMED, base, statuses, reference: 10, count: 0, arrivals }
}

test('what came is told once with when it was sent and when it came, and what did not as lost', () => {
  const packets = sent(10)
  const told = packets.told(feedback(2, 5, [0, 3]))
  assert.deepEqual(told, {
    came: [
      { sentAt: 2, arrivedMs: 640, octets: 2, probe: 0 },
      { sentAt: 5, arrivedMs: 643, octets: 5, probe: 0 },
    ],
    lost: 3,
  })
  assert.deepEqual(packets.told(feedback(2, 5, [0, 3])), { came: [], lost: 0 })
})

test('what is lost of a probe is no loss of its line, and no gain when it comes late', () => {
  const packets = new SentPackets()
  for (let n = 0; n < 10; n++) packets.sent(100, { probe: n < 6 ? 0 : 1, now: n as Millis })
  assert.equal(packets.told(feedback(0, 10, [0, 9])).lost, 5)
  assert.equal(packets.told(feedback(0, 10, [7, 8])).lost, 0)
})

test('what came late is no loss after all', () => {
  const packets = sent(10)
  assert.equal(packets.told(feedback(0, 4, [0, 3])).lost, 2)
  const { came, lost } = packets.told(feedback(1, 2, [0, 1]))
  assert.deepEqual([came.length, lost], [2, -2])
})

test('what is told of packets that were never sent, or long ago, is not believed', () => {
  const packets = sent(70_000)
  assert.equal(packets.number, 70_000 & 0xffff)
  assert.deepEqual(packets.told(feedback(70_000 & 0xffff, 3000, [0, 5])), { came: [], lost: 0 })
  assert.deepEqual(packets.told(feedback(60_000, 3000, [0, 5])), { came: [], lost: 0 })
  assert.equal(packets.told(feedback(69_990 & 0xffff, 100, [0])).lost, 9)
  assert.deepEqual(sent(0).told(feedback(0, 60_000, [0])), { came: [], lost: 0 })
})

test('a receiver’s clock goes on where its 24 bits of reference wrap', () => {
  const packets = sent(10)
  const before = packets.told({ ...feedback(0, 1, [0]), reference: 0x7fffff }).came[0]
  const after = packets.told({ ...feedback(1, 1, [0]), reference: -0x800000 }).came[0]
  assert.equal(after.arrivedMs - before.arrivedMs, 64)
})

test('whatever comes, lost, late and twice, a receiver’s feedback fits a datagram and tells of each once', () => {
  const gaps = fc.array(fc.tuple(fc.nat(6), fc.constantFrom(0, 0, 1, 5, 90, 9000)), { minLength: 1, maxLength: 900 })
  fc.assert(
    fc.property(gaps, fc.nat(0xffff), (all, start) => {
      const arrivals = new TransportArrivals()
      const cameAt = new Map<number, number>()
      let [number, now] = [0, 5_000_000_000]
      for (const [gap, ms] of all) {
        number += gap
        now += ms
        if (!cameAt.has(number)) cameAt.set(number, now)
        arrivals.came((start + number) & 0xffff, now as Millis)
      }
      const told = new Map<number, number>()
      let count = 0
      for (let one = arrivals.due(NAMED); one !== null; one = arrivals.due(NAMED)) {
        const read = readRtcp(encodeRtcp([one]))
        assert.ok(read.ok)
        assert.deepEqual(read.packets, [one])
        assert.equal(one.count, count++ & 0xff)
        for (const { offset, ticks } of one.arrivals) {
          const at = (one.base + offset - start) & 0xffff
          assert.ok(!told.has(at))
          told.set(at, (one.reference & 0xffffff) * 64 + ticks / 4)
        }
      }
      for (const [at, ms] of cameAt) {
        const apart = ((told.get(at) ?? Number.NaN) - ms) % (2 ** 24 * 64)
        assert.ok(apart === 0 || apart === -(2 ** 24 * 64), `${apart}`)
      }
      assert.equal(told.size, cameAt.size)
    }),
    { numRuns: 100 },
  )
})

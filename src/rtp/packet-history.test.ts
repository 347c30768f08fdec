import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { PacketHistory, Resends } from './packet-history.ts'

const at = (ms: number) => ms as Millis
const packet = (n: number, size = 100) => Buffer.alloc(size, n)

test('a packet can be had for a second and a half', () => {
  const history = new PacketHistory({ octetsMax: 1e6 })
  const first = packet(1)
  history.put(65535, first, at(0))
  history.put(65536, packet(2), at(20))
  assert.equal(history.get(65535, at(1500)), first)
  assert.equal(history.get(65535, at(1501)), null)
  assert.equal(history.get(65534, at(20)), null)
  assert.equal(history.get(65535 + 65536, at(20)), null)
})

test('a packet that came late can be had as long as any', () => {
  const history = new PacketHistory({ octetsMax: 1e6 })
  history.put(-1, packet(0), at(0))
  history.put(1, packet(1), at(0))
  history.put(0, packet(2), at(400))
  history.put(-5, packet(3), at(400))
  history.put(2, packet(4), at(1800))
  assert.deepEqual(
    [-5, -1, 0, 1, 2].map(number => history.get(number, at(1800))?.[0] ?? null),
    [3, null, 2, null, 4],
  )
})

test('no more octets are kept than allowed, the oldest go first, and the newest stays', () => {
  const history = new PacketHistory({ octetsMax: 250 })
  for (const number of [1, 2, 3]) history.put(number, packet(number), at(0))
  assert.deepEqual(
    [1, 2, 3].map(number => history.get(number, at(0))?.[0] ?? null),
    [null, 2, 3],
  )
  assert.equal(history.octets, 200)
  history.put(4, packet(4, 900), at(0))
  assert.equal(history.get(4, at(0))?.length, 900)
  assert.equal(history.octets, 900)
})

test('a packet that came late is dropped in its turn', () => {
  const history = new PacketHistory({ octetsMax: 250 })
  for (const number of [1, 0, 2]) history.put(number, packet(number), at(0))
  assert.deepEqual(
    [0, 1, 2].map(number => history.get(number, at(0))?.[0] ?? null),
    [null, 1, 2],
  )
  assert.equal(history.octets, 200)
})

test('a source that restarts leaves nothing of before', () => {
  const history = new PacketHistory({ octetsMax: 1e6 })
  history.put(1, packet(1), at(0))
  history.put(100_000, packet(2), at(0))
  assert.deepEqual([history.get(1, at(0)), history.octets], [null, 100])
})

test('whatever comes, what is had is what was put, no older than allowed, and the octets are counted', () => {
  const put = fc.record({
    ahead: fc.integer({ min: -300, max: 300 }),
    size: fc.integer({ min: 1, max: 500 }),
    wait: fc.nat(60),
  })
  fc.assert(
    fc.property(fc.array(put, { maxLength: 200 }), puts => {
      const history = new PacketHistory({ octetsMax: 20_000 })
      const truth = new Map<number, { packet: Buffer; at: number }>()
      let [highest, now] = [0, 0]
      for (const { ahead, size, wait } of puts) {
        const number = highest + ahead
        now += wait
        const octets = Buffer.alloc(size)
        history.put(number, octets, at(now))
        truth.set(number, { packet: octets, at: now })
        highest = Math.max(highest, number)
        assert.ok(history.octets <= Math.max(20_000, size + 500))
      }
      let kept = 0
      for (const [number, one] of truth) {
        const had = history.get(number, at(now))
        if (had === null) continue
        kept += had.length
        assert.equal(had, one.packet)
        assert.ok(now - one.at <= 1500)
      }
      assert.ok(kept <= history.octets)
    }),
  )
})

test('a packet is sent again once in half a round trip, each by itself', () => {
  const resends = new Resends()
  const check = (sequence: number, ms: number, expected: boolean) =>
    assert.equal(resends.allow(sequence, at(ms), 80), expected)
  check(65535, 0, true)
  check(65535, 39, false)
  check(0, 39, true)
  check(65535, 40, true)
  check(65535, 79, false)
  check(0, 79, true)
})

test('a round trip of nothing does not make a flood', () => {
  const resends = new Resends()
  assert.deepEqual(
    [0, 5, 10].map(ms => resends.allow(1, at(ms), 0)),
    [true, false, true],
  )
})

test('only the last of many are remembered', () => {
  const resends = new Resends()
  for (let sequence = 0; sequence < 600; sequence++) resends.allow(sequence, at(0), 80)
  assert.equal(resends.allow(599, at(1), 80), false)
  assert.equal(resends.allow(0, at(1), 80), true)
  // 0 is among the last again: as many others as there is room for go before it.
  for (let sequence = 601; sequence < 1100; sequence++) resends.allow(sequence, at(1), 80)
  resends.allow(0, at(50), 80)
  for (let sequence = 1100; sequence < 1200; sequence++) resends.allow(sequence, at(50), 80)
  assert.equal(resends.allow(0, at(51), 80), false)
})

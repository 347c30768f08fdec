import assert from 'node:assert/strict'
import { test } from 'node:test'
import { framesOf } from '../../test/peers/opus-frames.ts'
import type { Millis } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import { RtpPacket } from '../rtp/packet.ts'
import { encodeRtp } from '../rtp/packet-writer.ts'
import { splitRed } from '../rtp/red.ts'
import { ntpOf } from '../rtp/times.ts'
import { DownSlot } from './down-slot.ts'
import { Source } from './source.ts'
import { OPUS_TYPE, RED_TYPE } from './transport.ts'

const SSRC = 77
const SLOT = 88

/** A voice and a slot that it was given; packets are 20 ms apart. */
class World {
  readonly source = new Source({ kind: 'audio', number: 1, ssrc: SSRC })
  readonly slot = new DownSlot({ kind: 'audio', ssrc: SLOT, random: seeded(3) })

  constructor() {
    this.source.allow(true)
    this.slot.give(this.source)
  }

  /** Sends these, and gives the slot's sequence numbers. */
  send(numbers: readonly number[], repeats = false): number[] {
    return numbers.map(n => {
      const now = (n * 20) as Millis
      assert.equal(this.source.receive(voice(n), now), null)
      const octets = repeats ? this.slot.forwardRepeating(this.source, now) : this.slot.forward(this.source, now)
      assert.ok(typeof octets !== 'string')
      return octets.readUInt16BE(2)
    })
  }

  receivedBy(highestSequence: number, cumulativeLost: number) {
    const rest = { fractionLost: 0, jitter: 0, lastSr: 0, delaySinceLastSr: 0 }
    return this.slot.receivedBy({ ssrc: SLOT, highestSequence, cumulativeLost, ...rest })
  }
}

function voice(n: number, padding = 0): Buffer {
  const header = { payloadType: OPUS_TYPE, marker: false, sequence: n, timestamp: n * 960 }
  return encodeRtp({ ...header, ssrc: SSRC, payload: Buffer.of(0x48, n), padding })
}

test('what never reached the server is no loss of the line down', () => {
  const world = new World()
  const [first, second] = world.send([0, 1])
  assert.deepEqual(world.receivedBy(second, 0), { expected: 0, lost: 0 })
  const [third] = world.send([5])
  assert.equal((third - first) & 0xffff, 5)
  assert.deepEqual(world.receivedBy(second + 4, 3), { expected: 1, lost: 0 })
  world.send([6, 7, 8])
  assert.deepEqual(world.receivedBy(second + 7, 4), { expected: 3, lost: 1 })
})

test('what is asked for is lost once, and what came late up its source’s line was not lost down this one', () => {
  const world = new World()
  const [first, third, second] = world.send([0, 2, 1])
  assert.deepEqual([world.slot.isLost(second), world.slot.isLost(third)], [false, true])
  assert.deepEqual([world.slot.isLost(third), world.slot.isLost(first)], [false, false])
  assert.equal(world.slot.isLost(third + 1), false)
})

test('what is asked for goes again as it was, not twice within half a round trip, and no more once another is shown', () => {
  const world = new World()
  const [first] = world.send([0, 1, 2])
  const again = (ms: number) => world.slot.again(first, ms as Millis, 100)
  assert.deepEqual(again(60)?.subarray(12), Buffer.of(0x48, 0))
  assert.equal(again(60)?.readUInt16BE(2), undefined)
  assert.equal(again(160)?.readUInt16BE(2), first)
  assert.equal(world.slot.again(first + 3, 160 as Millis, 100), null)
  world.slot.give(null)
  assert.equal(again(500), null)
  world.slot.give(world.source)
  assert.equal(again(700), null)
})

test('a voice that is repeated holds the one before, under the type for it', () => {
  const world = new World()
  world.send([0])
  assert.equal(world.source.receive(voice(1, 4), 20 as Millis), null)
  const octets = world.slot.forwardRepeating(world.source, 20 as Millis)
  assert.ok(typeof octets !== 'string')
  assert.deepEqual([octets[0], octets[1] & 0x7f], [0x80, RED_TYPE])
  const red = splitRed(octets, 12, octets.length)
  assert.ok(red.ok)
  assert.deepEqual(
    red.blocks.map(({ offset, from, to }) => [offset, octets[from + 1], to - from]),
    [
      [960, 0, 2],
      [0, 1, 2],
    ],
  )
})

test('its report dates the source’s timestamps by the server’s time, once the source has dated them', () => {
  const world = new World()
  const [sent] = world.send([0])
  assert.equal(world.slot.report(1000), null)
  assert.equal(world.slot.isUndated, true)
  // At 5,000 ms of its own clock the site was at tick 4,800; the server's clock is 1,000,000 ms ahead.
  world.source.clock.reported({ ntp: ntpOf(5000), rtp: 4800 }, 0 as Millis)
  world.source.aheadMs = 1_000_000
  const report = world.slot.report(1_005_010)
  const octets = world.slot.forward(world.source, 0 as Millis)
  assert.ok(report !== null && typeof octets !== 'string' && sent >= 0)
  assert.deepEqual([report.ssrc, report.packets, report.octets], [SLOT, 1, 2])
  // 10 ms later it was at 5,280, and packet 0 stood at 0.
  assert.equal((report.rtp - octets.readUInt32BE(4)) >>> 0, 5280)
  assert.equal(world.slot.isUndated, false)
})

/** Frames of sound, which may go together, come 20 ms apart; what goes of them, each after its tick. */
function sendTogether({ source, slot }: World, numbers: readonly number[], untilMs: number): RtpPacket[] {
  const went: RtpPacket[] = []
  for (let ms = numbers[0] * 20; ms <= untilMs; ms += 10) {
    const now = ms as Millis
    const n = ms / 20
    if (numbers.includes(n)) {
      assert.equal(source.receive(sound(n), now), null)
      assert.equal(slot.hold(source, now), null)
    }
    for (let out = slot.release(now); out !== null; out = slot.release(now)) {
      const packet = new RtpPacket()
      assert.ok(out.octets !== null)
      assert.equal(packet.read(Buffer.from(out.octets)), null)
      went.push(packet)
    }
  }
  return went
}

function sound(n: number): Buffer {
  const header = { payloadType: OPUS_TYPE, marker: false, sequence: n, timestamp: n * 960 }
  return encodeRtp({ ...header, ssrc: SSRC, payload: Buffer.of(0x48, n, 7) })
}

const numbersIn = ({ bytes, payloadAt }: RtpPacket) => framesOf(bytes.subarray(payloadAt)).map(frame => frame[1])

test('frames that go together are numbered one by one, at the time of the first, and the next voice comes behind all of them', () => {
  const world = new World()
  const went = sendTogether(world, [0, 1, 2, 3, 4, 5, 7, 8, 9], 400)
  assert.deepEqual(went.map(numbersIn), [
    [0, 1, 2],
    [3, 4, 5],
    [7, 8, 9],
  ])
  const [{ sequence, timestamp }] = went
  assert.deepEqual(
    went.map(one => [(one.sequence - sequence) & 0xffff, (one.timestamp - timestamp) >>> 0]),
    [
      [0, 0],
      [1, 3 * 960],
      [2, 7 * 960],
    ],
  )
  const other = new Source({ kind: 'audio', number: 2, ssrc: SSRC })
  other.allow(true)
  world.slot.give(other)
  assert.equal(other.receive(sound(0), 190 as Millis), null)
  const octets = world.slot.forward(other, 190 as Millis)
  assert.ok(typeof octets !== 'string')
  assert.equal((octets.readUInt16BE(2) - sequence) & 0xffff, 3)
  assert.ok((octets.readUInt32BE(4) - timestamp) >>> 0 >= 10 * 960)
})

test('what went together goes again as it was on request, and what goes alone afterwards has the next number', () => {
  const world = new World()
  const [{ sequence, bytes }] = sendTogether(world, [0, 1, 2], 40)
  assert.deepEqual(world.slot.again(sequence, 60 as Millis, 100), bytes)
  assert.equal(world.slot.again(sequence, 70 as Millis, 100), null)
  assert.deepEqual(world.send([3]), [(sequence + 1) & 0xffff])
  world.slot.give(world.source)
  assert.equal(world.slot.again(sequence, 500 as Millis, 100), null)
})

test('of a voice that may not be forwarded any more nothing goes that waited, and what comes behind what went is not taken', () => {
  const world = new World()
  sendTogether(world, [0, 1, 2, 4], 180)
  assert.equal(world.source.receive(sound(3), 190 as Millis), null)
  assert.equal(world.slot.hold(world.source, 190 as Millis), 'before-the-switch')
  assert.equal(world.source.receive(sound(9), 200 as Millis), null)
  assert.equal(world.slot.hold(world.source, 200 as Millis), null)
  world.source.allow(false)
  assert.deepEqual(world.slot.release(400 as Millis), { octets: null, gone: 1 })
  world.slot.give(null)
  assert.equal(world.slot.holds, false)
})

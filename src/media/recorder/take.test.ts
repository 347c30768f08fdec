import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../../base/clock.ts'
import { encodeRtp } from '../../rtp/packet-writer.ts'
import { ntpOf } from '../../rtp/times.ts'
import { Source } from '../source.ts'
import { OPUS_TYPE } from '../transport.ts'
import { Frames } from './frames.ts'
import { LeastLately } from './least-lately.ts'
import { type Kept, Take } from './take.ts'
import { Track } from './track.ts'

const SSRC = 7

/** A voice that says its number every 20 ms, over a line that takes no time. */
class Voice {
  readonly source = new Source({ kind: 'audio', number: 1, ssrc: SSRC })

  constructor() {
    this.source.allow(true)
  }

  /** The source has read it. */
  reads(n: number, now: number, payload: readonly number[] = [0x48, n]): void {
    const header = { payloadType: OPUS_TYPE, marker: false, sequence: n, timestamp: 960 * n, ssrc: SSRC }
    const octets = encodeRtp({ ...header, payload: Uint8Array.from(payload) })
    assert.equal(this.source.receive(octets, now as Millis), null)
  }
}

const numbers = (due: readonly { packet: Kept }[]) => due.map(({ packet }) => packet.payload[1])

function taken(came: readonly [n: number, now: number][]) {
  const voice = new Voice()
  const take = new Take(voice.source, new LeastLately())
  for (const [n, now] of came) {
    voice.reads(n, now)
    take.took(now as Millis, 0)
  }
  return take
}

test('packets come out by their numbers, when their instant is due, and what comes behind it is not heard', () => {
  const voice = new Voice()
  const take = new Take(voice.source, new LeastLately())
  const came = (n: number, now: number, written = 0) => {
    voice.reads(n, now)
    take.took(now as Millis, written)
  }
  for (const [n, now] of [
    [0, 0],
    [2, 40],
    [3, 60],
    [1, 70],
  ])
    came(n, now)
  assert.deepEqual(numbers(take.due(45)), [0, 1, 2])
  came(5, 100)
  assert.deepEqual(numbers(take.due(120)), [3, 5])
  came(4, 130)
  came(6, 140)
  assert.deepEqual(numbers(take.due(200)), [6])
  assert.deepEqual(take.due(1000), [])
})

test('instants never go back, whatever the line does, and come to the least delay', () => {
  const take = taken(Array.from({ length: 100 }, (_, n) => [n, 20 * n + (n < 10 ? 300 : 0)]))
  const at = take.due(10_000).map(one => one.at)
  assert.deepEqual(
    at,
    at.toSorted((a, b) => a - b),
  )
  assert.equal(at[0], 300)
  assert.equal(at[99], 20 * 99)
  for (let i = 1; i < 100; i++) assert.ok(at[i] - at[i - 1] >= 15, 'no faster than by a fourth')
})

test('a source whose packets are all too late is followed to where it is', () => {
  const voice = new Voice()
  const take = new Take(voice.source, new LeastLately())
  const due: number[] = []
  for (let n = 0; n < 200; n++) {
    const now = 20 * n + (n < 50 ? 0 : 2000)
    voice.reads(n, now)
    take.took(now as Millis, now - 600)
    due.push(...numbers(take.due(now - 600)))
  }
  assert.ok(due.includes(150), `${due}`)
  assert.ok(!due.includes(60))
})

test('a take holds so many packets and no more', () => {
  const voice = new Voice()
  const take = new Take(voice.source, new LeastLately())
  for (let n = 0; n < 5000; n++) {
    voice.reads(n, 20 * n)
    take.took((20 * n) as Millis, 0)
  }
  assert.equal(take.due(1e9).length, 2048)
})

test('who had a track before is not heard after the next one', () => {
  const track = new Track()
  const [one, other] = [new Voice(), new Voice()]
  const wallMs = 1_800_000_000_000
  other.source.clock.reported({ ntp: ntpOf(wallMs), rtp: 0 }, 0 as Millis)
  const site = new LeastLately()
  site.add(-wallMs, 900 as Millis)
  const took = (voice: Voice, n: number, now: number) => {
    voice.reads(n, now)
    const at = { site: voice === other ? site : new LeastLately(), now: now as Millis, written: 0 }
    track.took(voice.source, at)
  }
  took(one, 1, 20)
  took(one, 50, 1000)
  // It was on its way for 200 ms.
  took(other, 40, 1001)
  assert.deepEqual(
    track.due(900).map(({ due }) => numbers(due)),
    [[1], [40]],
  )
  took(other, 51, 1021)
  assert.deepEqual(
    track.due(2000).map(({ due }) => numbers(due)),
    [[51]],
  )
})

test('a frame without its end, or beyond all bounds, is none, and all behind it wait for a key frame', () => {
  const frames = new Frames()
  let extended = 0
  const add = (of: { begins?: boolean; isKey?: boolean; ends?: boolean; timestamp?: number; size?: number }) => {
    const { begins = false, isKey = false, ends = false, timestamp = 0, size = 1 } = of
    const packet: Kept = {
      extended: extended++,
      timestamp,
      marker: ends,
      capturedAt: 0,
      beginsFrame: begins,
      beginsKeyFrame: isKey,
      payload: Buffer.alloc(size),
    }
    return frames.add({ packet, at: 0 })?.octets.length ?? null
  }
  assert.equal(add({ begins: true, ends: true }), null, 'nothing before a key frame')
  assert.equal(add({ begins: true, isKey: true, ends: true, size: 3 }), 3)
  assert.equal(add({ begins: true, timestamp: 1 }), null)
  assert.equal(add({ size: 0 }), null, 'it only fills its place')
  assert.equal(add({ ends: true, timestamp: 1 }), 2)
  assert.equal(add({ begins: true, timestamp: 2 }), null)
  assert.equal(add({ begins: true, ends: true, timestamp: 3 }), null, 'the one before had no end')
  assert.equal(frames.needsKeyFrame, true)
  assert.equal(add({ begins: true, isKey: true, ends: true, timestamp: 4 }), 1)
  assert.equal(add({ begins: true, timestamp: 5 }), null)
  assert.equal(add({ ends: true, timestamp: 6 }), null, 'of another frame')
  assert.equal(add({ begins: true, isKey: true, timestamp: 7, size: 1_500_000 }), null)
  assert.equal(add({ ends: true, timestamp: 7, size: 1_500_000 }), null)
  extended += 1
  assert.equal(add({ begins: true, isKey: true, ends: true, timestamp: 8 }), 1, 'a key frame needs none')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Millis } from '../base/clock.ts'
import { encodeRtp } from '../rtp/packet-writer.ts'
import { splitRed } from '../rtp/red.ts'
import type { RtcpPacket } from '../rtp/rtcp.ts'
import type { Reason } from './accounts.ts'
import { Source } from './source.ts'
import { type Kind, OPUS_TYPE, PACKET_SIZE_MAX, VP8_TYPE } from './transport.ts'

const SSRC = 77
const RTT_MS = 40

function sourceOf(kind: Kind): Source {
  const source = new Source({ kind, number: 5, ssrc: SSRC })
  source.allow(true)
  return source
}

interface Change {
  readonly ssrc?: number
  readonly payloadType?: number
  readonly payload?: readonly number[]
}

function voice(n: number, change: Change = {}): Buffer {
  const { ssrc = SSRC, payloadType = OPUS_TYPE, payload = [0x48, n & 0xff] } = change
  const sequence = (n + 65_530) & 0xffff
  const header = { payloadType, marker: false, sequence, timestamp: n * 960, ssrc }
  return encodeRtp({ ...header, payload: Uint8Array.from(payload) })
}

function picture(n: number, isKey = false, change: Change = {}): Buffer {
  const payload = [0x90, 0x80, 0x80, n & 0x7f, isKey ? 0x10 : 0x11]
  return voice(n, { payloadType: VP8_TYPE, payload, ...change })
}

/** What becomes of each, 20 ms apart. */
function received(source: Source, packets: readonly Buffer[], from = 0): (Reason | null)[] {
  return packets.map((octets, i) => source.receive(octets, (from + 20 * i) as Millis))
}

/** What it is asked for between two instants, every 10 ms. */
function asked(source: Source, from: number, to: number): [number, RtcpPacket][] {
  return Array.from({ length: (to - from) / 10 }, (_, i) => from + 10 * i).flatMap(now =>
    source.due(now as Millis, RTT_MS).map((packet): [number, RtcpPacket] => [now, packet]),
  )
}

test('what is no packet of the track’s own format is malformed, what is of another stream is told as that', () => {
  const rows: readonly [Kind, Buffer, Reason | null][] = [
    ['audio', voice(0), null],
    ['audio', Buffer.alloc(0), 'malformed'],
    ['audio', Buffer.alloc(40), 'malformed'],
    ['audio', voice(0, { payload: [] }), 'malformed'],
    ['audio', voice(0, { payload: [0x03] }), 'malformed'],
    ['audio', voice(0, { payloadType: VP8_TYPE }), 'malformed'],
    ['audio', voice(0, { ssrc: 78 }), 'unknown-ssrc'],
    ['audio', voice(0, { payload: Array(PACKET_SIZE_MAX).fill(0x48) }), 'malformed'],
    ['main', picture(0, true), null],
    ['main', picture(0, true, { payload: [0x90] }), 'malformed'],
    // It holds a place in the sequence.
    ['main', picture(0, true, { payload: [] }), null],
    ['main', voice(0), 'malformed'],
    ['thumbnail', picture(0, true, { ssrc: 78 }), 'unknown-ssrc'],
  ]
  for (const [kind, octets, expected] of rows) assert.equal(sourceOf(kind).receive(octets, 0 as Millis), expected)
  const nameless = new Source({ kind: 'audio', number: 5, ssrc: null })
  assert.equal(nameless.receive(voice(0), 0 as Millis), 'unknown-ssrc')
})

test('what came is not taken again, and what is out of all sequence counts for nothing', () => {
  const source = sourceOf('audio')
  assert.deepEqual(received(source, [voice(0), voice(1), voice(1), voice(0), voice(20_000), voice(2)]), [
    null,
    null,
    'duplicate',
    'duplicate',
    'suspect',
    null,
  ])
  assert.equal(source.highest, 65_532)
})

test('of who may not be forwarded nothing is asked for, kept or repeated, not later either', () => {
  const source = new Source({ kind: 'audio', number: 5, ssrc: SSRC })
  assert.deepEqual(received(source, [voice(0), voice(1), voice(5)]), Array(3).fill('no-floor'))
  assert.deepEqual(asked(source, 0, 1000), [])
  source.allow(true)
  assert.deepEqual(received(source, [voice(4), voice(3)], 1000), Array(2).fill('before-the-switch'))
  assert.deepEqual(received(source, [voice(6)], 1040), [null])
  assert.equal(source.again(65_535, 1050 as Millis), null)
  assert.deepEqual(asked(source, 1060, 2000), [])
  const out = Buffer.alloc(100)
  const first = splitRed(out, 0, source.putRepeating(out, 0))
  assert.deepEqual([first.ok, first.ok && first.blocks.length], [true, 1])
  received(source, [voice(7)], 1060)
  const second = splitRed(out, 0, source.putRepeating(out, 0))
  assert.deepEqual([second.ok, second.ok && second.blocks.length], [true, 2])
  source.allow(false)
  assert.equal(source.again(65_536, 1070 as Millis), null)
  for (const kind of ['thumbnail', 'screen'] as const)
    assert.deepEqual(received(new Source({ kind, number: 5, ssrc: SSRC }), [picture(0, true)]), ['not-shown'])
})

test('what was asked for, or may be repeated, is forgotten when it may be forwarded no more', () => {
  const source = sourceOf('audio')
  received(source, [voice(0), voice(2)])
  source.allow(false)
  source.allow(true)
  assert.deepEqual(asked(source, 20, 2000), [])
  received(source, [voice(3)], 2000)
  const out = Buffer.alloc(100)
  const red = splitRed(out, 0, source.putRepeating(out, 0))
  assert.deepEqual([red.ok, red.ok && red.blocks.length], [true, 1])
})

test('what is missing is asked for by its number on the wire, and what came so is told', () => {
  const source = sourceOf('main')
  received(source, [picture(5, true), picture(7)])
  assert.equal(source.wasAsked, false)
  const [[at, packet]] = asked(source, 30, 100)
  assert.deepEqual([at, packet], [40, { type: 'NACK', sender: 1, media: SSRC, lost: [0] }])
  received(source, [picture(6)], 100)
  assert.equal(source.wasAsked, true)
  received(source, [picture(8)], 120)
  assert.equal(source.wasAsked, false)
})

test('when it is given up that packets come again a key frame is asked for', () => {
  const source = sourceOf('main')
  received(source, [picture(0, true), picture(2)])
  const all = asked(source, 20, 3000)
  const [first] = all.filter(([, { type }]) => type === 'PLI')
  assert.ok(all.filter(([, { type }]) => type === 'NACK').length > 3)
  assert.ok(first !== undefined && first[0] > 300 && first[0] <= 1500)
  assert.deepEqual(first[1], { type: 'PLI', sender: 1, media: SSRC })
  assert.equal(all.at(-1), first)
})

test('a key frame is asked for once in 500 ms, and a voice has none', () => {
  const source = sourceOf('thumbnail')
  source.wantKeyFrame()
  assert.deepEqual(
    asked(source, 0, 100).map(([at]) => at),
    [0],
  )
  source.wantKeyFrame()
  assert.deepEqual(
    asked(source, 100, 900).map(([at]) => at),
    [500],
  )
  source.wantKeyFrame()
  received(source, [picture(0, true)], 900)
  assert.deepEqual(asked(source, 910, 2000), [])
  const audio = sourceOf('audio')
  audio.wantKeyFrame()
  assert.deepEqual(asked(audio, 0, 100), [])
})

test('a packet that is kept is the one that it was', () => {
  const source = sourceOf('main')
  received(source, [picture(0, true), picture(1)])
  const again = source.again(65_530, 100 as Millis)
  assert.deepEqual([again?.rtp.sequence, again?.extended], [65_530, 65_530])
  assert.equal(again?.vp8?.beginsKeyFrame, true)
  assert.equal(source.again(65_530, 3000 as Millis), null)
})

test('its report says what did not come', () => {
  const source = sourceOf('audio')
  assert.equal(source.report(0 as Millis), null)
  received(source, [voice(0), voice(1), voice(3)])
  const report = source.report(1000 as Millis)
  assert.deepEqual([report?.ssrc, report?.fractionLost, report?.cumulativeLost], [SSRC, 64, 1])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { absSendTimeMs, type Extension, extensionAt, putTransportNumber, transportNumberOf } from './extensions.ts'
import { RtpPacket } from './packet.ts'
import { encodeRtp, PADDING_MAX } from './packet-writer.ts'
import { COPY_GROWS_MAX, Slot, type SlotOptions, type SourcePacket } from './slot.ts'
import { AUDIO_RATE, VIDEO_RATE } from './times.ts'
import { Vp8Payload } from './vp8.ts'

const SSRC = 0x510
const ABS_SEND_TIME = 3
const LEVEL = 1
const FRAME_TICKS = 4500

/** Of a source that nothing came of yet. */
const NOTHING_CAME = { after: Number.NEGATIVE_INFINITY }

/** Of the source 3 becomes 5, and 1 is not sent. */
const IDS = Uint8Array.from({ length: 16 }, (_, id) => (id === ABS_SEND_TIME ? 5 : 0))

const VIDEO: SlotOptions = {
  ssrc: SSRC,
  payloadType: 96,
  clockRate: VIDEO_RATE,
  sequence: 65534,
  timestamp: 2 ** 32 - FRAME_TICKS,
  pictureId: 32767,
  leastAdvance: FRAME_TICKS,
  isVideo: true,
  extensionIds: IDS,
  absSendTimeId: ABS_SEND_TIME,
}

interface VideoPacket {
  readonly n: number
  readonly frame?: number
  readonly key?: boolean
  readonly begins?: boolean
  readonly at?: number
  readonly bits?: 7 | 15
}

/** A source whose frames have a picture id and TL0PICIDX that wrap soon. */
function video({ n, frame = n, key = false, begins = true, at = frame * 50, bits = 15 }: VideoPacket) {
  const id = frame + 32_760
  const picture = bits === 15 ? [0x80 | ((id >> 8) & 0x7f), id & 0xff] : [id & 0x7f]
  const payload = [begins ? 0x90 : 0x80, 0xc0, ...picture, (frame + 250) & 0xff, key ? 0x10 : 0x11, n & 0xff]
  const bytes = encodeRtp({
    payloadType: 100,
    marker: false,
    sequence: (n + 65_000) & 0xffff,
    timestamp: (frame * FRAME_TICKS) >>> 0,
    ssrc: 9,
    extensions: [
      { id: LEVEL, data: Buffer.of(0xa8) },
      { id: ABS_SEND_TIME, data: Buffer.of(1, 2, 3) },
    ],
    payload: Uint8Array.from(payload),
  })
  return packetOf(bytes, n + 65_000, at, true)
}

function packetOf(bytes: Buffer, extended: number, at: number, isVideo: boolean): SourcePacket {
  const rtp = new RtpPacket()
  assert.equal(rtp.read(bytes), null)
  const vp8 = new Vp8Payload()
  const isRead = isVideo && vp8.read(rtp.bytes, rtp.payloadAt, rtp.payloadEnd) === null
  return { rtp, extended, vp8: isRead ? vp8 : null, at: at as Millis }
}

/** What the slot sends: sequence, timestamp, picture id, TL0PICIDX; or why it does not. */
function sent(slot: Slot, source: number, packet: SourcePacket): readonly number[] | string {
  const out = Buffer.alloc(200)
  const before = Buffer.from(packet.rtp.bytes)
  const size = slot.forward(source, packet, out, packet.at)
  assert.deepEqual(packet.rtp.bytes, before)
  if (typeof size === 'string') return size
  const rtp = new RtpPacket()
  assert.equal(rtp.read(out.subarray(0, size)), null)
  assert.equal(rtp.ssrc, SSRC)
  const vp8 = new Vp8Payload()
  if (packet.vp8 === null) return [rtp.sequence, rtp.timestamp]
  assert.equal(vp8.read(rtp.bytes, rtp.payloadAt, rtp.payloadEnd), null)
  assert.equal(rtp.bytes.at(-1), packet.rtp.bytes.at(-1))
  return [rtp.sequence, rtp.timestamp, vp8.pictureId, vp8.tl0PicIdx]
}

const T0 = VIDEO.timestamp

test('a source’s packets go on from the slot’s first numbers, over all wraps', () => {
  const slot = new Slot(VIDEO)
  slot.give(1, NOTHING_CAME)
  assert.deepEqual(sent(slot, 1, video({ n: 0, key: true })), [65534, T0, 32767, 0])
  assert.deepEqual(sent(slot, 1, video({ n: 1, frame: 0, begins: false })), [65535, T0, 32767, 0])
  assert.deepEqual(sent(slot, 1, video({ n: 2, frame: 1 })), [0, 0, 0, 1])
  assert.deepEqual(sent(slot, 1, video({ n: 3, frame: 2 })), [1, 4500, 1, 2])
})

test('a gap stays a gap, and what comes late or again fills it with the numbers that it would have had', () => {
  const slot = new Slot(VIDEO)
  slot.give(1, NOTHING_CAME)
  sent(slot, 1, video({ n: 0, key: true }))
  assert.deepEqual(sent(slot, 1, video({ n: 3 })), [1, 2 * 4500, 2, 3])
  assert.deepEqual(sent(slot, 1, video({ n: 2 })), [0, 4500, 1, 2])
  assert.deepEqual(sent(slot, 1, video({ n: 1, at: 900 })), [65535, 0, 0, 1])
  assert.deepEqual(sent(slot, 1, video({ n: 1, at: 990 })), [65535, 0, 0, 1])
  assert.deepEqual(sent(slot, 1, video({ n: 4 })), [2, 3 * 4500, 3, 4])
})

test('another source goes on where the last one ended, with its key frame, by the time that went by', () => {
  const slot = new Slot({ ...VIDEO, sequence: 10, timestamp: 1000, pictureId: 7 })
  slot.give(1, NOTHING_CAME)
  sent(slot, 1, video({ n: 0, key: true }))
  sent(slot, 1, video({ n: 1 }))
  slot.give(2, NOTHING_CAME)
  assert.equal(slot.needsKeyFrame, true)
  assert.equal(sent(slot, 1, video({ n: 2 })), 'not-given')
  assert.equal(sent(slot, 2, video({ n: 500, at: 60 })), 'no-key-frame-yet')
  assert.equal(sent(slot, 2, video({ n: 501, key: true, begins: false, at: 70 })), 'no-key-frame-yet')
  // 150 ms after the last one of source 1, which came at 50 ms: 13,500 ticks.
  const key = video({ n: 502, key: true, at: 200 })
  assert.deepEqual(sent(slot, 2, key), [12, 1000 + 4500 + 13_500, 9, 2])
  assert.equal(slot.needsKeyFrame, false)
  assert.equal(sent(slot, 2, video({ n: 501, at: 210 })), 'before-the-switch')
  assert.deepEqual(sent(slot, 2, video({ n: 503, at: 250 })), [13, 1000 + 3 * 4500 + 9000, 10, 3])
  assert.equal(sent(slot, 1, video({ n: 3 })), 'not-given')
})

test('two sources of which one goes on at once have a frame’s time between them', () => {
  const slot = new Slot(VIDEO)
  slot.give(1, NOTHING_CAME)
  sent(slot, 1, video({ n: 0, key: true, at: 0 }))
  slot.give(2, NOTHING_CAME)
  assert.deepEqual(sent(slot, 2, video({ n: 7, key: true, at: 1 })), [65535, 0, 0, 1])
})

test('a slot that is nobody’s sends nothing, and goes on as if it had been given to another', () => {
  const slot = new Slot(VIDEO)
  assert.equal(sent(slot, 1, video({ n: 0, key: true })), 'not-given')
  slot.give(1, NOTHING_CAME)
  sent(slot, 1, video({ n: 0, key: true }))
  slot.take()
  assert.equal(slot.needsKeyFrame, false)
  assert.equal(sent(slot, 1, video({ n: 1 })), 'not-given')
  assert.equal(slot.extendedOf(65534), null)
  assert.equal(slot.timestampOf(0), null)
  slot.give(1, NOTHING_CAME)
  assert.equal(sent(slot, 1, video({ n: 2 })), 'no-key-frame-yet')
  assert.deepEqual(sent(slot, 1, video({ n: 3, key: true, at: 100 })), [65535, 4500, 0, 1])
})

test('of a source nothing is sent that is not newer than what it had when it was given the slot, however it comes', () => {
  const slot = new Slot(AUDIO)
  slot.give(1, { after: 8 })
  assert.equal(sent(slot, 1, voice(7)), 'before-the-switch')
  assert.equal(sent(slot, 1, voice(8)), 'before-the-switch')
  assert.deepEqual(sent(slot, 1, voice(9)), [0, 0])
  slot.give(1, { after: 12 })
  assert.equal(sent(slot, 1, voice(11)), 'before-the-switch')
  assert.equal(slot.extendedOf(0), null)
  assert.deepEqual(sent(slot, 1, voice(13)), [1, 80 * 48])
  const filmed = new Slot(VIDEO)
  filmed.give(1, { after: 65_000 + 5 })
  assert.equal(sent(filmed, 1, video({ n: 5, key: true })), 'before-the-switch')
  assert.deepEqual(sent(filmed, 1, video({ n: 6, key: true })), [65534, T0, 32767, 0])
})

test('a source that restarts goes on with a key frame, in sequence', () => {
  const slot = new Slot(VIDEO)
  slot.give(1, NOTHING_CAME)
  sent(slot, 1, video({ n: 0, key: true }))
  assert.equal(sent(slot, 1, video({ n: 100_000, at: 50 })), 'no-key-frame-yet')
  assert.equal(slot.needsKeyFrame, true)
  const key = video({ n: 100_001, key: true, at: 100 })
  assert.deepEqual(sent(slot, 1, key), [65535, 4500, 0, 1])
})

test('a picture id of seven bits goes on in seven, and one of fifteen after it in fifteen', () => {
  const slot = new Slot({ ...VIDEO, pictureId: 126 })
  slot.give(1, NOTHING_CAME)
  const pictures = (packets: SourcePacket[], source: number) =>
    packets.map(packet => (sent(slot, source, packet) as readonly number[])[2])
  const narrow = [0, 1, 2, 3].map(n => video({ n, key: n === 0, bits: 7 }))
  assert.deepEqual(pictures(narrow, 1), [126, 127, 0, 1])
  slot.give(2, NOTHING_CAME)
  const wide = [9, 10].map(n => video({ n, key: n === 9 }))
  assert.deepEqual(pictures(wide, 2), [130, 131])
})

test('a late picture does not mislead about those behind it', () => {
  const slot = new Slot({ ...VIDEO, pictureId: 0 })
  slot.give(1, NOTHING_CAME)
  const packets = [0, 60, 10, 80].map(n => video({ n, key: n === 0, bits: 7 }))
  assert.deepEqual(
    packets.map(packet => (sent(slot, 1, packet) as readonly number[])[2]),
    [0, 60, 10, 80],
  )
  slot.give(2, NOTHING_CAME)
  assert.equal((sent(slot, 2, video({ n: 9, key: true })) as readonly number[])[2], 81)
})

test('a source that sends for long goes on as it began', () => {
  const slot = new Slot(AUDIO)
  slot.give(1, NOTHING_CAME)
  for (let n = 0; n < 7000; n++) {
    assert.deepEqual(sent(slot, 1, voice(n)), [n, n * 960])
    assert.equal(slot.marker, n === 0)
  }
})

test('a packet without payload is sent in its place', () => {
  const slot = new Slot(VIDEO)
  slot.give(1, NOTHING_CAME)
  sent(slot, 1, video({ n: 0, key: true }))
  const padding = encodeRtp({
    payloadType: 100,
    marker: false,
    sequence: 65_001,
    timestamp: 0,
    ssrc: 9,
    payload: Buffer.alloc(0),
    padding: 9,
  })
  assert.deepEqual(sent(slot, 1, packetOf(padding, 65_001, 0, true)), [65535, T0])
})

test('header extensions get the slot’s identifiers, the others vanish, and the time of sending is ours', () => {
  const slot = new Slot(VIDEO)
  slot.give(1, NOTHING_CAME)
  const out = Buffer.alloc(200)
  const size = slot.forward(1, video({ n: 0, key: true }), out, 1500 as Millis)
  const rtp = new RtpPacket()
  assert.equal(rtp.read(out.subarray(0, size as number)), null)
  assert.deepEqual([rtp.payloadType, rtp.marker], [96, false])
  assert.equal(absSendTimeMs(rtp.bytes, extensionAt(rtp, 5)), 1500)
  for (const id of [LEVEL, ABS_SEND_TIME]) assert.equal(extensionAt(rtp, id), -1)
})

const AUDIO: SlotOptions = {
  ...VIDEO,
  payloadType: 111,
  clockRate: AUDIO_RATE,
  leastAdvance: 960,
  isVideo: false,
  sequence: 0,
  timestamp: 0,
}

function voice(n: number, at = n * 20): SourcePacket {
  const bytes = encodeRtp({
    payloadType: 111,
    marker: false,
    sequence: n & 0xffff,
    timestamp: (n * 960) >>> 0,
    ssrc: 4,
    payload: Buffer.of(0x48, 1, 2),
  })
  return packetOf(bytes, n, at, false)
}

test('a voice begins with any packet, whose marker says so, and waits for none', () => {
  const slot = new Slot(AUDIO)
  slot.give(1, NOTHING_CAME)
  assert.equal(slot.needsKeyFrame, false)
  assert.deepEqual(sent(slot, 1, voice(7)), [0, 0])
  assert.equal(slot.marker, true)
  assert.equal(sent(slot, 1, voice(6)), 'before-the-switch')
  assert.deepEqual(sent(slot, 1, voice(8)), [1, 960])
  assert.equal(slot.marker, false)
  slot.give(2, NOTHING_CAME)
  assert.deepEqual(sent(slot, 2, voice(5, 1160)), [2, 960 + 48_000])
})

test('what a receiver asks for again is found at its source, unless it is of before the switch or was not sent', () => {
  const slot = new Slot({ ...AUDIO, sequence: 65534 })
  slot.give(1, NOTHING_CAME)
  for (const n of [70, 71]) sent(slot, 1, voice(n))
  slot.give(2, NOTHING_CAME)
  assert.equal(slot.extendedOf(65534), null)
  for (const n of [20, 21, 24]) sent(slot, 2, voice(n))
  // 65534 and 65535 are source 1's; 0 is 20 of source 2, 4 is 24.
  const check = (sequence: number, extended: number | null) => assert.equal(slot.extendedOf(sequence), extended)
  check(65534, null)
  check(65535, null)
  check(0, 20)
  check(1, 21)
  check(2, 22)
  check(4, 24)
  check(5, null)
  assert.equal(slot.timestampOf(20 * 960), (sent(slot, 2, voice(20)) as number[])[1])
})

test('whatever octets a source sends, a copy is as long as they are, its header is the slot’s, and only known places change', () => {
  const slot = new Slot(VIDEO)
  const hostile = fc
    .tuple(fc.nat(40), fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 0, max: 255 })), { maxLength: 5 }), fc.nat(60))
    .map(([n, changes, size]) => {
      const { bytes } = video({ n, key: n % 3 === 0 }).rtp
      const odd = Buffer.from(bytes.subarray(0, size))
      for (const [at, octet] of changes) if (at < odd.length) odd[at] = octet
      return odd
    })
  fc.assert(
    fc.property(hostile, fc.integer({ min: -1e6, max: 1e6 }), (bytes, extended) => {
      const rtp = new RtpPacket()
      if (rtp.read(bytes) !== null) return
      slot.give(1, NOTHING_CAME)
      const out = Buffer.alloc(bytes.length + 4, 0xee)
      const size = slot.forward(1, packetOf(bytes, extended, 0, true), out, 0 as Millis)
      if (typeof size === 'string') return assert.ok(out.every(octet => octet === 0xee))
      assert.equal(size, bytes.length)
      assert.deepEqual(out.subarray(size), Buffer.alloc(4, 0xee))
      const copy = new RtpPacket()
      assert.equal(copy.read(out.subarray(0, size)), null)
      assert.deepEqual([copy.payloadAt, copy.payloadEnd], [rtp.payloadAt, rtp.payloadEnd])
      assert.deepEqual([copy.ssrc, copy.sequence], [SSRC, slot.sequence])
      const behind = copy.payloadAt + 5
      assert.deepEqual(copy.bytes.subarray(behind), bytes.subarray(behind))
    }),
    { numRuns: 2000 },
  )
})

test('whatever is lost, late or repeated and however often the source changes, no number is given twice or left out by us', () => {
  const step = fc.record({
    switches: fc.nat(30).map(n => n === 0),
    ahead: fc.constantFrom(1, 1, 1, 1, 2, 5, -1, -2, 0),
    wait: fc.nat(90),
  })
  const start = { sequence: fc.nat(0xffff), timestamp: fc.nat(0xffffffff), pictureId: fc.nat(0x7fff) }
  fc.assert(
    fc.property(fc.record(start), fc.array(step, { maxLength: 120 }), (first, steps) => {
      const slot = new Slot({ ...VIDEO, ...first })
      /** By the slot's number: which packet it was. */
      const sentAs = new Map<number, string>()
      let [source, n, from, now] = [1, 50, 0, 0]
      let highest: { packet: number; sequence: number; timestamp: number; picture: number } | null = null
      slot.give(source, NOTHING_CAME)
      for (const { switches, ahead, wait } of steps) {
        now += wait
        if (switches) {
          source += 1
          slot.give(source, NOTHING_CAME)
          from = 0
        }
        const isFirst = from === 0
        n = isFirst ? n + 1000 : n + ahead
        if (isFirst) from = n
        const result = sent(slot, source, video({ n, frame: n, key: isFirst, at: now }))
        if (n < from) {
          assert.equal(result, 'before-the-switch')
          n = from
          continue
        }
        const [sequence, timestamp, picture] = result as readonly number[]
        const known = sentAs.get(sequence)
        assert.ok(known === undefined || known === `${source} ${n}`)
        sentAs.set(sequence, `${source} ${n}`)
        const moved: number = highest === null || isFirst ? 1 : n - highest.packet
        if (highest !== null) {
          assert.equal((sequence - highest.sequence) & 0xffff, moved & 0xffff)
          assert.equal((picture - highest.picture) & 0x7fff, moved & 0x7fff)
          const ticks: number = (timestamp - highest.timestamp) | 0
          if (isFirst) assert.ok(ticks >= FRAME_TICKS)
          else assert.equal(ticks, moved * FRAME_TICKS)
        }
        assert.equal(slot.extendedOf(sequence), n + 65_000)
        if (moved > 0) highest = { packet: n, sequence, timestamp, picture }
        else n = (highest as { packet: number }).packet
      }
    }),
    { numRuns: 300 },
  )
})

test('padding goes on with the next number at the time of the last picture, while the slot is nobody’s', () => {
  const slot = new Slot(VIDEO)
  const rtp = new RtpPacket()
  const padded = (ms: number) => {
    const octets = slot.pad(ms as Millis, PADDING_MAX)
    assert.equal(rtp.read(octets), null)
    assert.deepEqual([rtp.payloadEnd - rtp.payloadAt, octets.at(-1)], [0, 255])
    const sentAt = absSendTimeMs(octets, extensionAt(rtp, 5))
    assert.ok(sentAt !== null && Math.abs(sentAt - ms) < 0.01)
    return [rtp.sequence, rtp.timestamp]
  }
  assert.deepEqual(
    [padded(0), padded(10)],
    [
      [65534, VIDEO.timestamp],
      [65535, VIDEO.timestamp],
    ],
  )
  slot.give(1, NOTHING_CAME)
  const [sequence, timestamp] = sent(slot, 1, video({ n: 2, key: true })) as readonly number[]
  // 100 ms after the first of the padding.
  assert.deepEqual([sequence, timestamp], [0, 9000 - FRAME_TICKS])
  assert.throws(() => slot.pad(100 as Millis, PADDING_MAX), { name: 'AssertionError' })
  slot.take()
  assert.deepEqual(padded(150), [1, timestamp])
})

const NUMBER = 7
const EXTENSIONS: readonly [string, readonly Extension[]][] = [
  ['none', []],
  ['the time of sending', [{ id: ABS_SEND_TIME, data: Buffer.of(1, 2, 3) }]],
  ['a level', [{ id: LEVEL, data: Buffer.of(0xa8) }]],
  ['many', [1, 2, 3].map(id => ({ id, data: Buffer.alloc(9, id) }))],
]
for (const [what, extensions] of EXTENSIONS)
  for (const csrcs of [[], [7, 8]])
    test(`where packets of a line are numbered, a copy of one with ${what} of header extensions and ${csrcs.length} contributing sources has a place for its number and no other`, () => {
      const slot = new Slot({ ...VIDEO, isVideo: false })
      slot.transportId = NUMBER
      slot.give(1, NOTHING_CAME)
      const payload = Buffer.from('the payload')
      const header = { payloadType: 111, marker: false, sequence: 9, timestamp: 9, ssrc: 9 }
      const bytes = encodeRtp({ ...header, csrcs, extensions, payload, padding: 5 })
      const out = Buffer.alloc(200, 0xee)
      const size = slot.forward(1, packetOf(bytes, 9, 0, false), out, 0 as Millis)
      assert.ok(typeof size === 'number')
      const copy = out.subarray(0, size)
      assert.ok(putTransportNumber(copy, NUMBER, 0xfedc))
      const rtp = new RtpPacket()
      assert.equal(rtp.read(copy), null)
      const at = extensionAt(rtp, NUMBER)
      assert.equal(transportNumberOf(copy, at), 0xfedc)
      assert.equal(rtp.extensionEnd - rtp.extensionAt, 4)
      for (const { id } of extensions) assert.equal(extensionAt(rtp, id), -1)
      assert.equal(rtp.csrcCount, csrcs.length)
      assert.deepEqual(copy.subarray(rtp.payloadAt, rtp.payloadEnd), payload)
      assert.equal(out[bytes.length + COPY_GROWS_MAX], 0xee)
    })

test('padding has a place for the number of its line too, and may be short; what has none is told', () => {
  const slot = new Slot(VIDEO)
  assert.equal(putTransportNumber(slot.pad(0 as Millis, PADDING_MAX), NUMBER, 1), false)
  assert.equal(putTransportNumber(Buffer.alloc(12, 0x90), NUMBER, 1), false)
  slot.transportId = NUMBER
  const padding = slot.pad(0 as Millis, 20)
  assert.equal(padding.length, 12 + 8 + 20)
  assert.equal(putTransportNumber(padding, NUMBER, 1), true)
  const rtp = new RtpPacket()
  assert.equal(rtp.read(padding), null)
  assert.equal(rtp.payloadAt, rtp.payloadEnd)
})

test('pictures of a numbered line are the same as of another', () => {
  const slot = new Slot(VIDEO)
  slot.transportId = NUMBER
  slot.give(1, NOTHING_CAME)
  assert.deepEqual(sent(slot, 1, video({ n: 0, key: true })), [65534, T0, 32767, 0])
  assert.deepEqual(sent(slot, 1, video({ n: 1, frame: 0, begins: false })), [65535, T0, 32767, 0])
})

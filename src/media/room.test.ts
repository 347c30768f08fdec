import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import type { LineClass } from '../rtp/downlink.ts'
import { extensionAt, transportNumberOf } from '../rtp/extensions.ts'
import { RtpPacket } from '../rtp/packet.ts'
import { encodeRtp } from '../rtp/packet-writer.ts'
import type { RtcpPacket } from '../rtp/rtcp.ts'
import { readRtcp } from '../rtp/rtcp-reader.ts'
import { encodeRtcp } from '../rtp/rtcp-writer.ts'
import { ntpOf, ntpShortOf } from '../rtp/times.ts'
import type { Reason } from './accounts.ts'
import { type Joined, MediaRoom, type RoomEvent } from './room.ts'
import { FIRST_DOWN, KINDS, type Kind, OPUS_TYPE, RED_TYPE, TRANSPORT_NUMBER_ID, VP8_TYPE } from './transport.ts'

const EPOCH_MS = 1_800_000_000_000

interface Seat extends Joined {
  readonly sent: { readonly track: number; readonly octets: Buffer }[]
  readonly rtcp: { readonly track: number; readonly packet: RtcpPacket }[]
  isClosed: boolean
}

const ssrcOf = (site: string, kind: Kind) => site.charCodeAt(0) * 16 + KINDS.indexOf(kind)

/** A room and its sites by letters; time goes on by itself, 10 ms a packet. */
class World {
  readonly room: MediaRoom
  readonly events: RoomEvent[] = []
  now = 0

  constructor({ isEcho = false } = {}) {
    this.room = new MediaRoom({ random: seeded(1), epochMs: EPOCH_MS, isEcho })
  }

  join(
    site: string,
    { line = 'A', connects = true, takesRed = true }: { line?: LineClass; connects?: boolean; takesRed?: boolean } = {},
  ): Seat {
    const sent: Seat['sent'] = []
    const rtcp: Seat['rtcp'] = []
    const transport = {
      sendRtp: (track: number, octets: Buffer) => {
        assert.ok(!seat.isClosed)
        sent.push({ track, octets: Buffer.from(octets) })
      },
      sendRtcp: (track: number, octets: Buffer) => {
        assert.ok(!seat.isClosed)
        const read = readRtcp(octets)
        assert.ok(read.ok)
        for (const packet of read.packets) rtcp.push({ track, packet })
      },
      close: () => {
        seat.isClosed = true
      },
    }
    const seat: Seat = {
      ...this.room.join(site, { transport, line, now: this.now as Millis }),
      sent,
      rtcp,
      isClosed: false,
    }
    if (connects) this.connect(site, seat, takesRed)
    return seat
  }

  connect(site: string, seat: Seat, takesRed = true): void {
    seat.told.connected(
      KINDS.map(kind => ssrcOf(site, kind)),
      this.now as Millis,
      { takesRed },
    )
  }

  /** One packet of one stream. */
  send(
    site: string,
    seat: Seat,
    packet: { kind: Kind; n: number; isKey?: boolean; size?: number; secret?: boolean },
  ): void {
    const { kind, n, isKey = false, size = 0, secret = false } = packet
    const octets = octetsOf(secret ? 'secret' : site, { kind, n, isKey, size })
    octets.writeUInt32BE(ssrcOf(site, kind), 8)
    seat.told.rtp(KINDS.indexOf(kind), octets, this.now as Millis)
    this.pass(10)
  }

  pass(ms: number): void {
    for (let passed = 0; passed < ms; passed += 10) {
      this.now += 10
      this.events.push(...this.room.tick(this.now as Millis))
    }
    this.room.assertSummed()
  }

  told(seat: Seat, slot: number, packets: readonly RtcpPacket[]): void {
    seat.told.rtcp(FIRST_DOWN + slot, encodeRtcp(packets), this.now as Millis)
  }

  withheld(site: string, kind: Kind): Partial<Record<Reason, number>> {
    const account = this.room.accounts().get(site)
    const all = Object.entries(account?.of[kind].withheld ?? {})
    return Object.fromEntries(all.filter(([, count]) => count > 0))
  }

  lit(site: string): boolean {
    return this.room.lamp(site, this.now as Millis) > 0
  }

  forwarded(site: string, kind: Kind): number {
    return this.room.accounts().get(site)?.of[kind].forwarded ?? 0
  }
}

function octetsOf(
  site: string,
  { kind, n, isKey, size = 0 }: { kind: Kind; n: number; isKey: boolean; size?: number },
): Buffer {
  const isVideo = kind !== 'audio'
  const payload = isVideo ? [0x90, 0x80, 0x80, n & 0x7f, isKey ? 0x10 : 0x11] : [0x48]
  return encodeRtp({
    payloadType: isVideo ? VP8_TYPE : OPUS_TYPE,
    marker: false,
    sequence: (n + 100) & 0xffff,
    timestamp: n * (isVideo ? 4500 : 960),
    ssrc: ssrcOf(site, kind),
    payload: Uint8Array.from([...payload, ...Buffer.alloc(size), ...Buffer.from(site), n]),
  })
}

/** Tracks on which a seat was sent something since the last call. */
function tracksOf(seat: Seat): number[] {
  return seat.sent.splice(0).map(({ track }) => track)
}

/** Of its own, without what the server fills its line with, since the last call. */
function copiesOf(seat: Seat): Seat['sent'][number][] {
  return seat.sent.splice(0).filter(({ octets }) => (octets[0] & 0x20) === 0)
}

/** What the sites were asked for, and taken away. */
function askedOf(seat: Seat, type: RtcpPacket['type']): number {
  return seat.rtcp.splice(0).filter(({ packet }) => packet.type === type).length
}

test('nobody is heard who was not named, and who is named no more is not heard from the next packet on', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.send('a', a, { kind: 'audio', n: 0 })
  assert.deepEqual([tracksOf(b), world.withheld('a', 'audio')], [[], { 'no-floor': 1 }])
  world.room.heard(['a'])
  world.send('a', a, { kind: 'audio', n: 1 })
  assert.deepEqual([tracksOf(b), tracksOf(a)], [[4], []])
  world.room.heard(['b'])
  world.send('a', a, { kind: 'audio', n: 2 })
  assert.deepEqual([tracksOf(b), world.withheld('a', 'audio')], [[], { 'no-floor': 2 }])
  assert.equal(world.forwarded('a', 'audio'), 1)
})

test('what is late or asked for does not go out after the floor was revoked, not when it is given again either', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  for (const n of [0, 1, 3]) world.send('a', a, { kind: 'audio', n })
  const lost = b.sent.map(({ octets }) => octets.readUInt16BE(2))
  const nack: RtcpPacket = { type: 'NACK', sender: 2, media: b.ssrcs[0], lost }
  world.told(b, 0, [nack])
  assert.deepEqual(tracksOf(b), Array(6).fill(4))
  world.room.heard([])
  world.send('a', a, { kind: 'audio', n: 2 })
  world.told(b, 0, [nack])
  assert.deepEqual(tracksOf(b), [])
  world.send('a', a, { kind: 'audio', n: 5 })
  world.room.heard(['a'])
  world.send('a', a, { kind: 'audio', n: 4 })
  world.told(b, 0, [nack])
  assert.deepEqual(tracksOf(b), [])
  world.send('a', a, { kind: 'audio', n: 6 })
  assert.deepEqual(tracksOf(b), [4])
})

test('a picture waits for a key frame, which is asked for when somebody is to see it', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  world.send('a', a, { kind: 'main', n: 0 })
  assert.deepEqual([tracksOf(b), askedOf(a, 'PLI')], [[], 1])
  assert.deepEqual(world.withheld('a', 'main'), { 'no-key-frame-yet': 1 })
  world.send('a', a, { kind: 'main', n: 1, isKey: true })
  world.send('a', a, { kind: 'main', n: 2 })
  assert.deepEqual(tracksOf(b), [7, 7])
  world.pass(1000)
  assert.equal(askedOf(a, 'PLI'), 0)
  const c = world.join('c')
  world.pass(10)
  assert.equal(askedOf(a, 'PLI'), 1)
  world.send('a', a, { kind: 'main', n: 3 })
  assert.deepEqual([tracksOf(b), tracksOf(c)], [[7], []])
  world.send('a', a, { kind: 'main', n: 4, isKey: true })
  assert.deepEqual([tracksOf(b), tracksOf(c)], [[7], [7]])
  world.pass(600)
  assert.equal(askedOf(a, 'PLI'), 0)
})

test('a receiver’s request for a key frame goes on to the source that its slot shows', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  world.send('a', a, { kind: 'main', n: 0, isKey: true })
  world.send('a', a, { kind: 'main', n: 1, isKey: true })
  world.pass(1000)
  askedOf(a, 'PLI')
  world.told(b, 4, [{ type: 'PLI', sender: 2, media: b.ssrcs[3] }])
  world.told(b, 3, [{ type: 'PLI', sender: 2, media: b.ssrcs[4] }])
  world.pass(1000)
  assert.equal(askedOf(a, 'PLI'), 0)
  world.told(b, 3, [{ type: 'PLI', sender: 2, media: b.ssrcs[3] }])
  world.pass(10)
  assert.equal(askedOf(a, 'PLI'), 1)
  world.pass(1000)
  world.told(b, 3, [{ type: 'FIR', sender: 2, requests: [{ ssrc: b.ssrcs[3], command: 1 }] }])
  world.pass(10)
  assert.equal(askedOf(a, 'PLI'), 1)
})

test('who asks for key frames for ever has one in three seconds, and whoever else asks has one at once', () => {
  const world = new World()
  const [a, b, c] = [world.join('a'), world.join('b'), world.join('c')]
  world.room.heard(['a'])
  const pli = (seat: Seat) => world.told(seat, 3, [{ type: 'PLI', sender: 2, media: seat.ssrcs[3] }])
  let n = 0
  const keyFrame = () => world.send('a', a, { kind: 'main', n: n++, isKey: true })
  keyFrame()
  let asked = 0
  for (let passed = 0; passed < 60_000; passed += 200) {
    pli(b)
    world.pass(190)
    const now = askedOf(a, 'PLI')
    asked += now
    if (now > 0) keyFrame()
    else world.pass(10)
  }
  assert.ok(asked >= 20 && asked <= 32, `${asked} in a minute`)
  askedOf(a, 'PLI')
  pli(c)
  world.pass(500)
  assert.equal(askedOf(a, 'PLI'), 1)
})

test('who asks for ever for what was sent is sent twice as much at the most', () => {
  const world = new World()
  const a = world.join('a')
  const b = world.join('b')
  world.room.heard(['a'])
  for (let n = 0; n < 100; n++) world.send('a', a, { kind: 'main', n, isKey: n === 0 })
  const slot = 3
  const sent = b.sent.filter(({ track }) => track === FIRST_DOWN + slot)
  assert.equal(sent.length, 100)
  const lost = sent.map(({ octets }) => octets.readUInt16BE(2))
  const nack: RtcpPacket = { type: 'NACK', sender: 2, media: b.ssrcs[slot], lost }
  b.sent.length = 0
  for (let time = 0; time < 40; time++) {
    world.told(b, slot, [nack])
    world.pass(20)
  }
  const again = b.sent.length
  assert.ok(again >= 100, 'what was lost comes again')
  assert.ok(again <= 600, `${again} packets for 40 requests`)
  // What comes now may be lost too.
  b.sent.length = 0
  for (let n = 100; n < 120; n++) world.send('a', a, { kind: 'main', n })
  const more = b.sent.map(({ octets }) => octets.readUInt16BE(2))
  world.told(b, slot, [{ ...nack, lost: more }])
  assert.equal(b.sent.length, 40)
})

test('a source with as many holes as are kept, each far from the next, is asked for all of them', () => {
  const world = new World({ isEcho: true })
  const a = world.join('a')
  const holes = 512
  const missing: number[] = []
  for (let n = 0; n <= 17 * holes; n++) {
    const isHole = n % 17 === 5 && missing.length < holes
    const octets = octetsOf('a', { kind: 'audio', n, isKey: false })
    if (isHole) missing.push(octets.readUInt16BE(2))
    else a.told.rtp(KINDS.indexOf('audio'), octets, world.now as Millis)
  }
  world.pass(60)
  const asked = a.rtcp.flatMap(({ packet }) => (packet.type === 'NACK' ? packet.lost : []))
  assert.deepEqual(new Set(asked), new Set(missing))
})

test('who comes later is sent what comes later', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  for (const n of [0, 2]) world.send('a', a, { kind: 'audio', n })
  const c = world.join('c')
  world.send('a', a, { kind: 'audio', n: 1 })
  assert.deepEqual([tracksOf(b), tracksOf(c)], [[4, 4, 4], []])
  world.send('a', a, { kind: 'audio', n: 3 })
  assert.deepEqual([tracksOf(b), tracksOf(c)], [[4], [4]])
})

test('who is named first has a slot, however many are heard', () => {
  const world = new World()
  const seats = new Map([...'abcdx'].map(site => [site, world.join(site)]))
  world.room.heard(['a', 'b', 'c'])
  world.room.heard(['d', 'a', 'b', 'c'])
  for (const [site, seat] of seats) world.send(site, seat, { kind: 'audio', n: 0 })
  assert.deepEqual(tracksOf(seats.get('x') as Seat), [4, 5, 6])
  assert.equal(world.forwarded('d', 'audio'), 1)
  assert.deepEqual(world.withheld('c', 'audio'), { 'no-slot': 1 })
})

test('what a source says of its clock goes down with its stream, and what another says does not', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  world.send('a', a, { kind: 'audio', n: 0 })
  const report = (ssrc: number): RtcpPacket => ({
    type: 'SR',
    ssrc,
    ntp: { seconds: 3_900_000_000, fraction: 0 },
    rtp: 0,
    packets: 1,
    octets: 1,
    blocks: [],
  })
  const tell = (kind: Kind) => {
    a.told.rtcp(0, encodeRtcp([report(ssrcOf('a', kind))]), world.now as Millis)
    world.pass(2000)
    return b.rtcp
      .splice(0)
      .filter(({ packet }) => packet.type === 'SR')
      .map(({ track }) => track)
  }
  assert.deepEqual(tell('main'), [])
  assert.deepEqual(tell('audio'), [4, 4, 4])
})

test('a slot that begins with a late key frame is sent what waited for it', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  world.send('a', a, { kind: 'main', n: 0 })
  for (const n of [2, 3]) world.send('a', a, { kind: 'main', n })
  assert.deepEqual(tracksOf(b), [])
  world.send('a', a, { kind: 'main', n: 1, isKey: true })
  const numbers = b.sent.map(({ octets }) => octets.readUInt16BE(2))
  assert.deepEqual(
    numbers.map(number => (number - numbers[0]) & 0xffff),
    [0, 1, 2],
  )
  assert.deepEqual(
    b.sent.map(({ octets }) => octets.at(-1)),
    [1, 2, 3],
  )
})

test('a block counts on the track whose stream it names', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  world.send('a', a, { kind: 'audio', n: 0 })
  const lost = [b.sent[0].octets.readUInt16BE(2)]
  tracksOf(b)
  const nack: RtcpPacket = { type: 'NACK', sender: 2, media: b.ssrcs[0], lost }
  for (let slot = 1; slot < b.ssrcs.length; slot++) world.told(b, slot, [nack])
  assert.deepEqual(tracksOf(b), [])
  world.told(b, 0, [{ ...nack, media: b.ssrcs[1] }])
  assert.deepEqual(tracksOf(b), [])
  world.told(b, 0, [nack])
  assert.deepEqual(tracksOf(b), [4])
})

test('an estimate counts on the track of the first stream that it names', () => {
  const lines = (slots: readonly number[]) => {
    const world = new World()
    const [a, b] = [world.join('a'), world.join('b')]
    const ssrcs = [b.ssrcs[3], b.ssrcs[0]]
    world.room.heard(['a'])
    for (let n = 0; n < 300; n++) {
      world.send('a', a, { kind: 'main', n, isKey: true, size: 1000 })
      for (const slot of n % 50 === 0 ? slots : [])
        world.told(b, slot, [{ type: 'REMB', sender: 2, bitrate: 100_000, ssrcs }])
    }
    return world.events.filter(({ is }) => is === 'line')
  }
  assert.deepEqual(lines([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]), [])
  assert.deepEqual(lines([3]), [{ is: 'line', site: 'b', line: 'D' }])
})

test('on a poor line voices alone are sent, and what was given up is accounted for by class', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b', { line: 'C' })]
  const [c, d] = [world.join('c'), world.join('d', { line: 'D' })]
  world.room.heard(['a', 'c'])
  for (const [site, seat] of [
    ['a', a],
    ['c', c],
  ] as const) {
    world.send(site, seat, { kind: 'audio', n: 0 })
    world.send(site, seat, { kind: 'main', n: 0, isKey: true })
  }
  // On the poorest frames wait for those that they go with.
  world.pass(60)
  assert.deepEqual([tracksOf(b), tracksOf(d)], [[4, 5], [4]])
  const accounts = world.room.accounts()
  assert.deepEqual(accounts.get('b')?.to.withheld, { A: 0, B: 0, C: 2, D: 0 })
  assert.deepEqual(accounts.get('d')?.to.withheld, { A: 0, B: 0, C: 0, D: 3 })
  world.room.remove('a')
  world.send('c', c, { kind: 'main', n: 1 })
  assert.deepEqual(world.withheld('c', 'main'), { 'weak-line': 1 })
})

test('to a line of the last class frames of a voice go three by three, one by one to all others, and each is accounted for', () => {
  const world = new World()
  const [a, b, d] = [world.join('a'), world.join('b'), world.join('d', { line: 'D' })]
  world.room.heard(['a'])
  for (let n = 0; n < 30; n++) {
    world.send('a', a, { kind: 'audio', n, size: 2 })
    world.pass(10)
  }
  assert.deepEqual([tracksOf(b).length, tracksOf(d).length], [30, 10])
  const sent = (site: string) => world.room.accounts().get(site)?.to.sent
  assert.deepEqual([sent('b'), sent('d'), world.forwarded('a', 'audio')], [30, 30, 30])
})

test('whoever loses the floor is heard by nobody from the next packet on, frames that wait for a poor line among them', () => {
  const world = new World()
  const [a, d] = [world.join('a'), world.join('d', { line: 'D' })]
  world.room.heard(['a'])
  for (const n of [0, 1]) world.send('a', a, { kind: 'audio', n, size: 2 })
  world.room.heard([])
  world.pass(500)
  assert.deepEqual(tracksOf(d), [])
})

test('thumbnails and screens go out where they are shown, without the floor', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.send('a', a, { kind: 'thumbnail', n: 0, isKey: true })
  world.room.shows({ thumbnails: ['a', 'b'], screen: 'a' })
  world.send('a', a, { kind: 'thumbnail', n: 1, isKey: true })
  world.send('a', a, { kind: 'screen', n: 0, isKey: true })
  world.send('a', a, { kind: 'main', n: 0, isKey: true })
  assert.deepEqual(tracksOf(b), [10, 9])
  world.room.shows({ thumbnails: [], screen: null })
  world.send('a', a, { kind: 'thumbnail', n: 2 })
  world.send('a', a, { kind: 'screen', n: 1 })
  assert.deepEqual(tracksOf(b), [])
  assert.deepEqual(world.withheld('a', 'thumbnail'), { 'not-shown': 2 })
  assert.deepEqual(world.withheld('a', 'main'), { 'no-floor': 1 })
})

test('a newer connection replaces the older when it carries media, and an older one never a newer', () => {
  const world = new World()
  const [old, b] = [world.join('a'), world.join('b')]
  const never = world.join('a', { connects: false })
  const fresh = world.join('a', { connects: false })
  world.room.heard(['a'])
  world.send('a', old, { kind: 'audio', n: 0 })
  assert.deepEqual(tracksOf(b), [4])
  world.connect('a', fresh)
  assert.deepEqual([old.isClosed, fresh.isClosed], [true, false])
  world.send('a', old, { kind: 'audio', n: 1 })
  assert.deepEqual([tracksOf(b), world.withheld('a', 'audio')], [[], { 'not-connected': 1 }])
  world.send('a', fresh, { kind: 'audio', n: 0 })
  assert.deepEqual(tracksOf(b), [4])
  world.connect('a', never)
  old.told.gone(world.now as Millis)
  assert.deepEqual([never.isClosed, fresh.isClosed], [true, false])
  world.send('a', fresh, { kind: 'audio', n: 1 })
  assert.deepEqual(tracksOf(b), [4])
  assert.deepEqual(
    world.events.filter(({ is }) => is === 'connected' || is === 'gone'),
    [
      { is: 'connected', site: 'a', replaced: false },
      { is: 'connected', site: 'b', replaced: false },
      { is: 'connected', site: 'a', replaced: true },
    ],
  )
})

test('a class that was found out stays with the site', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  for (let n = 0; n < 300; n++) {
    world.send('a', a, { kind: 'main', n, isKey: true, size: 1000 })
    world.told(b, 3, [{ type: 'REMB', sender: 2, bitrate: 100_000, ssrcs: [b.ssrcs[3]] }])
  }
  b.told.gone(world.now as Millis)
  const again = world.join('b', { line: 'A' })
  world.send('a', a, { kind: 'main', n: 300, isKey: true })
  world.send('a', a, { kind: 'audio', n: 0 })
  world.pass(60)
  assert.deepEqual(tracksOf(again), [4])
})

test('on a line that loses and has room answers go twice, and so does what came late because it was asked for', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  const nackOf = (sequence: number): RtcpPacket => ({ type: 'NACK', sender: 2, media: b.ssrcs[0], lost: [sequence] })
  const late = (n: number) => {
    world.send('a', a, { kind: 'audio', n: n + 1 })
    world.pass(200)
    tracksOf(b)
    world.send('a', a, { kind: 'audio', n })
    return tracksOf(b)
  }
  const remb: RtcpPacket = { type: 'REMB', sender: 2, bitrate: 90_000, ssrcs: [b.ssrcs[3]] }
  world.send('a', a, { kind: 'audio', n: 0 })
  assert.deepEqual(late(1), [4])
  for (let n = 3; n < 33; n++) {
    world.send('a', a, { kind: 'audio', n })
    const sequence = b.sent[0].octets.readUInt16BE(2)
    tracksOf(b)
    world.told(b, 0, [nackOf(sequence)])
    if (n === 3) assert.deepEqual(tracksOf(b), [4])
    world.pass(50)
  }
  tracksOf(b)
  world.send('a', a, { kind: 'audio', n: 33 })
  const last = b.sent[0].octets.readUInt16BE(2)
  world.told(b, 3, [remb])
  world.told(b, 0, [nackOf(last)])
  assert.deepEqual(tracksOf(b), [4, 4])
  world.told(b, 3, [{ ...remb, bitrate: 500_000 }])
  world.pass(100)
  world.told(b, 0, [nackOf(last)])
  assert.deepEqual(tracksOf(b), [4, 4])
  assert.deepEqual(late(34), [4, 4])
})

test('where an answer took it, all packets of a line are numbered together, also what goes again, and of its slots those alone', () => {
  const world = new World()
  const a = world.join('a')
  const b = world.join('b', { connects: false })
  b.told.connected(
    KINDS.map(kind => ssrcOf('b', kind)),
    world.now as Millis,
    { numbered: b.ssrcs.map((_, slot) => slot !== 6) },
  )
  world.room.heard(['a'])
  world.room.shows({ thumbnails: ['a'], screen: null })
  world.send('a', a, { kind: 'audio', n: 0 })
  world.send('a', a, { kind: 'main', n: 0, isKey: true })
  world.send('a', a, { kind: 'thumbnail', n: 0, isKey: true })
  world.send('a', a, { kind: 'main', n: 1 })
  const lost = [b.sent[1].octets.readUInt16BE(2)]
  world.pass(100)
  world.told(b, 3, [{ type: 'NACK', sender: 2, media: b.ssrcs[3], lost }])
  const numbers = b.sent.map(({ track, octets }) => {
    const rtp = new RtpPacket()
    assert.equal(rtp.read(octets), null)
    const at = extensionAt(rtp, TRANSPORT_NUMBER_ID)
    return [track, at === -1 ? null : transportNumberOf(octets, at)]
  })
  assert.deepEqual(numbers, [
    [4, 0],
    [7, 1],
    [10, null],
    [7, 2],
    [7, 3],
  ])
})

test('who comes back finds the slots as they were and the class that its line had', () => {
  const world = new World()
  const a = world.join('a')
  const first = world.join('b', { line: 'C' })
  world.join('c')
  world.room.heard(['c', 'a'])
  world.send('a', a, { kind: 'audio', n: 0 })
  const again = world.join('b', { line: 'A' })
  world.send('a', a, { kind: 'audio', n: 1 })
  world.send('a', a, { kind: 'main', n: 0, isKey: true })
  assert.deepEqual([tracksOf(first), tracksOf(again)], [[5], [5]])
})

test('who stands in which slot is told once, and when it is another, for those too who come later', () => {
  const world = new World()
  const told = () => {
    world.pass(20)
    return world.events.splice(0).flatMap(event => {
      if (event.is !== 'places') return []
      const written = (slots: typeof event.places) => slots.map(site => site ?? '·').join('')
      return [`${written(event.places)} ${written(event.thumbnails)}`]
    })
  }
  assert.deepEqual(told(), ['··· ······'])
  world.room.heard(['a'])
  world.room.heard(['b', 'a'])
  world.room.shows({ thumbnails: [...'cdefghi'], screen: null })
  assert.deepEqual(told(), ['ab· cdefgh'])
  const seats = new Map([...'abcd'].map(site => [site, world.join(site)]))
  world.room.heard(['b', 'a'])
  world.room.listens('c', 'en')
  assert.deepEqual(told(), [])
  world.room.heard(['d', 'b'])
  world.room.shows({ thumbnails: [...'bhgfec'], screen: null })
  assert.deepEqual(told(), ['db· cbefgh'])
  for (const [site, seat] of seats) for (const kind of KINDS) world.send(site, seat, { kind, n: 0, isKey: true })
  const slotsOf = (site: string) => tracksOf(seats.get(site) as Seat).map(track => track - FIRST_DOWN)
  // Of b and d voice, picture and thumbnail, of c the thumbnail: in the slots that were told.
  assert.deepEqual(slotsOf('a'), [1, 4, 7, 6, 0, 3])
  assert.deepEqual(slotsOf('c'), [1, 4, 7, 0, 3])
  assert.deepEqual(slotsOf('d'), [1, 4, 7, 6])
})

test('of a test call no places are told', () => {
  const world = new World({ isEcho: true })
  world.join('a')
  world.room.heard(['a'])
  world.pass(50)
  assert.deepEqual(
    world.events.filter(({ is }) => is === 'places'),
    [],
  )
})

test('the lamp is lit by voices that went to somebody, and by nothing else', () => {
  const world = new World()
  const a = world.join('a')
  world.room.heard(['a'])
  world.send('a', a, { kind: 'audio', n: 0 })
  assert.deepEqual(world.withheld('a', 'audio'), { 'no-slot': 1 })
  assert.equal(world.room.lamp('a', world.now as Millis), 0)
  world.join('b')
  world.send('a', a, { kind: 'main', n: 0, isKey: true })
  assert.equal(world.room.lamp('a', world.now as Millis), 0)
  world.send('a', a, { kind: 'audio', n: 1 })
  world.send('a', a, { kind: 'audio', n: 2 })
  assert.equal(world.room.lamp('a', world.now as Millis), 2)
  world.pass(400)
  assert.equal(world.room.lamp('a', world.now as Millis), 0)
  const lamps = world.events.filter(({ is }) => is === 'lamp')
  assert.deepEqual(lamps, [
    { is: 'lamp', site: 'a', isLit: true },
    { is: 'lamp', site: 'a', isLit: false },
  ])
})

test('evidence is a site’s own packet, whether it is heard or not', () => {
  const world = new World()
  const a = world.join('a')
  const at = () => world.room.evidence().get('a')
  world.pass(1000)
  assert.equal(at(), 0)
  world.send('a', a, { kind: 'audio', n: 0 })
  assert.equal(at(), 1000)
  world.pass(1000)
  a.told.rtp(0, Buffer.from('nothing at all'), world.now as Millis)
  a.told.rtp(0, octetsOf('b', { kind: 'audio', n: 1, isKey: false }), world.now as Millis)
  a.told.rtcp(0, Buffer.of(1, 2, 3), world.now as Millis)
  assert.equal(at(), 1000)
  world.told(a, 0, [{ type: 'RR', ssrc: 2, blocks: [] }])
  assert.equal(at(), world.now)
  assert.deepEqual(world.withheld('a', 'audio'), { malformed: 1, 'no-floor': 1, 'unknown-ssrc': 1 })
})

test('while the process is behind pictures wait, voices do not, and the pictures begin anew', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  world.send('a', a, { kind: 'main', n: 0, isKey: true })
  world.room.behind(true)
  world.send('a', a, { kind: 'main', n: 1 })
  world.send('a', a, { kind: 'audio', n: 0 })
  assert.deepEqual(tracksOf(b), [7, 4])
  world.room.behind(false)
  world.send('a', a, { kind: 'main', n: 2 })
  world.send('a', a, { kind: 'main', n: 3, isKey: true })
  assert.deepEqual(tracksOf(b), [7])
  assert.deepEqual(world.withheld('a', 'main'), { behind: 1, 'no-key-frame-yet': 1 })
})

test('who is not to send much is told so, and more when it is heard', () => {
  const world = new World()
  const a = world.join('a')
  const limits = () =>
    a.rtcp.splice(0).flatMap(({ track, packet }) => (packet.type === 'REMB' ? [[track, packet.bitrate]] : []))
  world.pass(1000)
  assert.deepEqual(limits(), [[1, 150_000]])
  world.room.heard(['a'])
  world.pass(1000)
  assert.deepEqual(
    limits().map(([track]) => track),
    [1],
  )
  world.pass(1000)
  const [[, bitrate]] = limits()
  assert.ok(bitrate > 890_000)
})

test('whatever comes and whoever is heard, every packet is accounted for and none of who is not heard goes out', () => {
  const SITES = ['a', 'b', 'c', 'd']
  const site = fc.constantFrom(...SITES)
  const sites = fc.uniqueArray(site)
  const kind = fc.constantFrom(...KINDS)
  const language = fc.constantFrom('en', 'fr')
  const step = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({ is: fc.constant('send' as const), site, kind, n: fc.nat(40), isKey: fc.boolean() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        is: fc.constant('octets' as const),
        site,
        track: fc.nat(15),
        octets: fc.uint8Array({ maxLength: 40 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('spoof' as const), site, kind }) },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('nack' as const), site, slot: fc.nat(11) }) },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('heard' as const), sites }) },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('shows' as const), sites, screen: fc.option(site) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        is: fc.constant('interpreters' as const),
        sites: fc.uniqueArray(fc.tuple(language, site), { selector: ([one]) => one, maxLength: 2 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('listens' as const), site, language: fc.option(language) }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('join' as const), site }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('gone' as const), site }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('behind' as const), isBehind: fc.boolean() }) },
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80, size: 'max' }), steps => {
      const world = new World()
      const seats = new Map(SITES.map(name => [name, world.join(name)]))
      let heard: readonly string[] = []
      let shown: readonly string[] = []
      let screen: string | null = null
      let interpreters: ReadonlyMap<string, string> = new Map()
      const listens = new Map<string, string | null>()
      let told = 0
      const rtp = new RtpPacket()
      const look = () => {
        for (const [name, seat] of seats)
          for (const { track, octets } of seat.sent.splice(0)) {
            assert.equal(rtp.read(octets), null)
            assert.equal(rtp.ssrc, seat.ssrcs[track - FIRST_DOWN])
            const of = String.fromCharCode(octets.at(-2) ?? 0)
            assert.notEqual(of, name)
            const isThumbnail = track >= 10
            const may = isThumbnail
              ? shown
              : track === 9 && screen !== null && screen !== name
                ? [screen]
                : track < 7
                  ? [...heard, interpreters.get(listens.get(name) ?? '')]
                  : heard
            assert.ok(may.includes(of), `${of} goes to ${name} on ${track}`)
          }
      }
      for (const one of steps) {
        switch (one.is) {
          case 'send':
            told += 1
            world.send(one.site, seats.get(one.site) as Seat, one)
            break
          case 'interpreters':
            interpreters = new Map(one.sites)
            world.room.interpreters(interpreters)
            break
          case 'listens':
            listens.set(one.site, one.language)
            world.room.listens(one.site, one.language)
            break
          case 'octets':
            told += 1
            seats.get(one.site)?.told.rtp(one.track, Buffer.from(one.octets), world.now as Millis)
            seats.get(one.site)?.told.rtcp(one.track, Buffer.from(one.octets), world.now as Millis)
            break
          case 'spoof':
            told += 1
            seats
              .get(one.site)
              ?.told.rtp(
                KINDS.indexOf(one.kind),
                octetsOf('z', { kind: one.kind, n: 1, isKey: true }),
                world.now as Millis,
              )
            break
          case 'nack': {
            const seat = seats.get(one.site) as Seat
            const lost = Array.from({ length: 0x10000 }, (_, i) => i).filter(i => i % 40 === one.slot)
            for (let from = 0; from < lost.length; from += 400)
              world.told(seat, one.slot, [
                { type: 'NACK', sender: 2, media: seat.ssrcs[one.slot], lost: lost.slice(from, from + 400) },
              ])
            break
          }
          case 'heard':
            heard = one.sites
            world.room.heard(heard)
            break
          case 'shows':
            shown = one.sites
            screen = one.screen
            world.room.shows({ thumbnails: shown, screen })
            break
          case 'join':
            look()
            seats.set(one.site, world.join(one.site))
            break
          case 'gone':
            seats.get(one.site)?.told.gone(world.now as Millis)
            break
          case 'behind':
            world.room.behind(one.isBehind)
        }
        look()
        world.room.assertSummed()
      }
      let received = 0
      for (const account of world.room.accounts().values())
        for (const each of KINDS) received += account.of[each].received
      assert.equal(received, told)
    }),
    { numRuns: 100 },
  )
})

test('in a test call a site hears and sees itself in all slots that its line is given, and nobody else', () => {
  const world = new World({ isEcho: true })
  const [a, b] = [world.join('a'), world.join('b', { line: 'D' })]
  const tracksOf = (seat: Seat) => copiesOf(seat).map(({ track }) => track)
  world.send('a', a, { kind: 'audio', n: 0 })
  assert.deepEqual([tracksOf(a), tracksOf(b)], [[4], []])
  world.send('a', a, { kind: 'main', n: 0, isKey: true })
  assert.deepEqual([tracksOf(a), tracksOf(b)], [[7, 8], []])
  world.send('a', a, { kind: 'thumbnail', n: 0, isKey: true })
  assert.deepEqual([tracksOf(a), tracksOf(b)], [[10, 11, 12, 13, 14, 15], []])
  world.send('b', b, { kind: 'audio', n: 0 })
  world.send('b', b, { kind: 'main', n: 0, isKey: true })
  assert.deepEqual([tracksOf(a), tracksOf(b)], [[], [4]])
  assert.deepEqual(world.withheld('b', 'main'), { 'weak-line': 1 })
})

test('nobody hears anybody else in a test call, whoever is heard, shown or listened to', () => {
  const world = new World({ isEcho: true })
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a', 'b'])
  world.room.shows({ thumbnails: ['a', 'b'], screen: 'a' })
  world.room.interpreters(new Map([['en', 'a']]))
  world.room.listens('b', 'en')
  for (let n = 0; n < 40; n++) for (const kind of KINDS) world.send('a', a, { kind, n, isKey: n % 10 === 0 })
  assert.deepEqual(copiesOf(b), [])
  assert.ok(copiesOf(a).length > 100)
  assert.deepEqual(world.withheld('a', 'screen'), { 'not-shown': 40 })
})

test('in a test call a line is filled with padding, evenly and growing, which nobody is said to have sent', () => {
  const world = new World({ isEcho: true })
  const a = world.join('a')
  const perSecond: number[] = []
  for (let second = 0; second < 8; second++) {
    let most = 0
    const before = a.sent.length
    for (let tick = 0; tick < 100; tick++) {
      const then = a.sent.length
      world.pass(10)
      most = Math.max(most, a.sent.length - then)
    }
    perSecond.push(a.sent.length - before)
    assert.ok(most <= 31, `${most} packets at once`)
  }
  const kbits = perSecond.map(packets => Math.round((packets * 275 * 8) / 50_000) * 50)
  assert.deepEqual(kbits, [150, 300, 600, 1000, 1400, 1800, 2200, 2200])
  const rtp = new RtpPacket()
  const [first] = a.sent.map(({ octets }) => octets.readUInt16BE(2))
  for (const [n, { track, octets }] of a.sent.entries()) {
    assert.equal(rtp.read(octets), null)
    assert.deepEqual([track, rtp.payloadEnd - rtp.payloadAt, octets.at(-1)], [9, 0, 255])
    assert.deepEqual([rtp.sequence, rtp.ssrc], [(first + n) & 0xffff, a.ssrcs[5]])
  }
  const { to, of } = world.room.accounts().get('a') ?? assert.fail()
  assert.deepEqual([to.sent, to.padding, to.octets], [0, a.sent.length, a.sent.length * 275])
  assert.ok(KINDS.every(kind => of[kind].copies === 0 && of[kind].received === 0))
  world.room.behind(true)
  a.sent.length = 0
  world.pass(1000)
  assert.deepEqual(a.sent, [], 'not while the process is behind')
})

test('what a site is sent of its own counts for what its line is filled to', () => {
  const world = new World({ isEcho: true })
  const a = world.join('a')
  const before = a.sent.length
  for (let n = 0; n < 100; n++) world.send('a', a, { kind: 'main', n, isKey: n === 0, size: 500 })
  const sent = a.sent.slice(before)
  assert.equal(sent.filter(({ track }) => track === 9).length, 0)
  assert.equal(copiesOf(a).length, 200)
})

test('of padding that is missed nothing is sent again, and a line that misses it is filled less', () => {
  const world = new World({ isEcho: true })
  const a = world.join('a')
  world.pass(4500)
  const lost = a.sent.slice(-60).map(({ octets }) => octets.readUInt16BE(2))
  a.sent.length = 0
  world.told(a, 5, [{ type: 'NACK', sender: 2, media: a.ssrcs[5], lost }])
  assert.deepEqual(a.sent, [])
  world.pass(400)
  const kbits = (a.sent.length * 275 * 8) / 400
  assert.ok(kbits > 400 && kbits < 500, `${kbits}`)
  assert.deepEqual(world.room.accounts().get('a')?.to.notResent, 60)
})

test('nobody is sent padding but in a test call, or while its line is tried for more', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  for (let n = 0; n < 300; n++) world.send('a', a, { kind: 'main', n, isKey: n === 0 })
  assert.equal(b.sent.length, 300)
  assert.deepEqual([a.sent.length, world.room.accounts().get('b')?.to.padding], [0, 0])
})

test('who listens to a language hears its interpreter in place of the floor, and nobody else hears that one', () => {
  const world = new World()
  const [s, i, x, y] = ['s', 'i', 'x', 'y'].map(site => world.join(site))
  world.room.heard(['s', 'y'])
  world.room.interpreters(new Map([['en', 'i']]))
  world.room.listens('x', 'en')
  // Nothing of the interpreter came yet.
  world.send('s', s, { kind: 'audio', n: 0 })
  assert.deepEqual([tracksOf(x), tracksOf(y), tracksOf(i)], [[4], [4], [4]])
  world.send('i', i, { kind: 'audio', n: 0 })
  for (let n = 1; n < 5; n++) {
    world.send('i', i, { kind: 'audio', n })
    world.send('s', s, { kind: 'audio', n })
    world.send('y', y, { kind: 'audio', n })
    assert.deepEqual(tracksOf(x), [4], 'the interpreter alone')
    assert.deepEqual(tracksOf(y), [4], 'the speaker')
    assert.deepEqual(tracksOf(s), [5], 'the other one who is heard')
  }
  assert.equal(world.lit('i'), true)
  world.room.listens('x', null)
  tracksOf(x)
  world.send('i', i, { kind: 'audio', n: 5 })
  world.send('s', s, { kind: 'audio', n: 5 })
  assert.deepEqual(tracksOf(x), [4])
  assert.deepEqual(world.withheld('i', 'audio'), { 'no-slot': 2 })
})

test('an interpreter who is silent is there, and one of whom no packet comes for three seconds is not', () => {
  const world = new World()
  const [s, i, x] = ['s', 'i', 'x'].map(site => world.join(site))
  world.room.heard(['s'])
  world.room.interpreters(new Map([['en', 'i']]))
  world.room.listens('x', 'en')
  let n = 0
  const hears = () => {
    tracksOf(x)
    world.send('s', s, { kind: 'audio', n: n++ })
    // Nobody tells of its line, which counts as the poorest after a while.
    world.pass(60)
    return tracksOf(x).length > 0 ? 'the floor' : 'the interpreter'
  }
  while (n < 20) {
    world.send('i', i, { kind: 'audio', n })
    world.pass(390)
    assert.equal(hears(), 'the interpreter')
  }
  world.pass(2400)
  assert.equal(hears(), 'the interpreter')
  world.pass(200)
  assert.equal(hears(), 'the floor')
  world.send('i', i, { kind: 'audio', n })
  assert.equal(hears(), 'the interpreter')
  i.told.gone(world.now as Millis)
  world.pass(10)
  assert.equal(hears(), 'the floor')
})

test('an interpreter who is named no more, or for another language, is heard by nobody from the next packet on', () => {
  const world = new World()
  const [i, x] = ['i', 'x'].map(site => world.join(site))
  world.room.interpreters(new Map([['en', 'i']]))
  world.room.listens('x', 'en')
  for (let n = 0; n < 3; n++) world.send('i', i, { kind: 'audio', n })
  assert.ok(tracksOf(x).length > 0)
  world.room.interpreters(new Map([['fr', 'i']]))
  world.send('i', i, { kind: 'audio', n: 3 })
  assert.deepEqual([tracksOf(x), world.withheld('i', 'audio')], [[], { 'no-slot': 2 }])
  world.room.interpreters(new Map())
  world.send('i', i, { kind: 'audio', n: 4 })
  assert.deepEqual([tracksOf(x), world.withheld('i', 'audio')], [[], { 'no-slot': 2, 'no-floor': 1 }])
})

test('more sites than a roster has, one after another, listen to a language, and the room goes on', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  for (let n = 0; n < 100; n++) world.room.listens(`site ${n}`, 'en')
  world.room.listens('b', 'en')
  world.send('a', a, { kind: 'audio', n: 0 })
  assert.equal(b.sent.length, 1)
})

test('what an interpreter said to some is not repeated to the floor when it is given the floor', () => {
  const world = new World()
  const [i, x, y] = ['i', 'x', 'y'].map(site => world.join(site))
  world.room.interpreters(new Map([['en', 'i']]))
  world.room.listens('x', 'en')
  // A line that loses and has room: voices are repeated on it.
  world.room.heard(['x'])
  for (let n = 0; n < 100; n++) world.send('x', x, { kind: 'audio', n })
  const remb = { type: 'REMB', sender: 9, bitrate: 3_000_000, ssrcs: [y.ssrcs[3]] } as const
  world.told(y, 3, [remb])
  const first = y.sent[0].octets.readUInt16BE(2)
  world.told(y, 0, [{ type: 'NACK', sender: 9, media: y.ssrcs[0], lost: [first + 90, first + 93, first + 95] }])
  world.pass(1500)
  world.room.heard([])
  for (let n = 0; n < 5; n++) world.send('i', i, { kind: 'audio', n, secret: true })
  world.room.heard(['i'])
  y.sent.length = 0
  for (let n = 5; n < 8; n++) world.send('i', i, { kind: 'audio', n })
  assert.ok(y.sent.length > 0 && y.sent.every(({ octets }) => !octets.includes('secret')))
  assert.ok((world.room.accounts().get('y')?.to.repeating ?? 0) > 0)
})

for (const takesRed of [true, false])
  test(`on a line that loses a voice is repeated${takesRed ? '' : ', for a browser that does not decode RED by the packet itself, twice'}`, () => {
    const world = new World()
    const x = world.join('x')
    const y = world.join('y', { takesRed })
    world.room.heard(['x'])
    for (let n = 0; n < 100; n++) world.send('x', x, { kind: 'audio', n })
    const remb = { type: 'REMB', sender: 9, bitrate: 3_000_000, ssrcs: [y.ssrcs[3]] } as const
    world.told(y, 3, [remb])
    const first = y.sent[0].octets.readUInt16BE(2)
    const lost = [first + 90, first + 93, first + 95]
    world.told(y, 0, [{ type: 'NACK', sender: 9, media: y.ssrcs[0], lost }])
    world.pass(1500)
    y.sent.length = 0
    for (let n = 100; n < 104; n++) world.send('x', x, { kind: 'audio', n })
    const voices = y.sent.filter(({ track }) => track === FIRST_DOWN)
    assert.deepEqual(
      voices.map(({ octets }) => [octets[1] & 0x7f, octets.readUInt16BE(2) - first]),
      takesRed
        ? [100, 101, 102, 103].map(n => [RED_TYPE, n])
        : [100, 100, 101, 101, 102, 102, 103, 103].map(n => [OPUS_TYPE, n]),
    )
  })

test('how a line is both ways is told over the last seconds, and nothing is said of what is not known', () => {
  const world = new World()
  const a = world.join('a')
  world.join('b')
  assert.equal(world.room.quality('x'), null)
  const unknown = { kbits: 0, loss: null, jitterMs: null }
  assert.deepEqual(world.room.quality('a'), { up: unknown, down: unknown, rttMs: null })
  world.room.heard(['a'])
  for (let n = 0; n < 600; n++)
    if (n % 10 !== 7) world.send('a', a, { kind: 'audio', n, size: 200 })
    else world.pass(10)
  const up = world.room.quality('a')?.up
  assert.ok(up !== undefined && up.loss !== null && up.jitterMs !== null)
  assert.ok(Math.abs(up.loss - 0.1) < 0.01, `${up.loss}`)
  assert.ok(Math.abs(up.kbits - (90 * 8 * 215) / 1000) < 5, `${up.kbits}`)
  const down = world.room.quality('b')?.down
  assert.ok(down !== undefined && Math.abs(down.kbits - up.kbits) < 5)
  assert.deepEqual([down.loss, world.room.quality('b')?.rttMs], [null, null])
})

test('what a receiver reports is how its line is: lost, uneven, and how long there and back', () => {
  const world = new World()
  const [a, b] = [world.join('a'), world.join('b')]
  world.room.heard(['a'])
  const [ssrc] = b.ssrcs
  let sent = 0
  for (let second = 0; second < 6; second++) {
    for (let n = 0; n < 100; n++, sent++) world.send('a', a, { kind: 'audio', n: sent })
    const highestSequence = b.sent.at(-1)?.octets.readUInt16BE(2) ?? 0
    const block = { ssrc, fractionLost: 0, highestSequence, cumulativeLost: 4 * second, jitter: 960 }
    const heardAt = ntpShortOf(ntpOf(EPOCH_MS + world.now - 80))
    const times = { lastSr: heardAt, delaySinceLastSr: 0 }
    world.told(b, 0, [{ type: 'RR', ssrc: 9, blocks: [{ ...block, ...times }] }])
  }
  world.pass(1000)
  const quality = world.room.quality('b')
  assert.ok(quality?.down.loss !== null && quality?.down.loss !== undefined)
  assert.ok(Math.abs(quality.down.loss - 0.04) < 0.005, `${quality.down.loss}`)
  assert.equal(quality.down.jitterMs, 20)
  assert.ok(Math.abs((quality.rttMs ?? 0) - 80) <= 1, `${quality.rttMs}`)
})

/** One whose line is of class B by our own estimate: some 700 kbit/s. */
function estimated(world: World): Seat {
  const seat = world.join('b', { line: 'B', connects: false })
  const numbered = seat.ssrcs.map(() => true)
  seat.told.connected(
    KINDS.map(kind => ssrcOf('b', kind)),
    world.now as Millis,
    { numbered },
  )
  world.room.heard(['a'])
  const media = seat.ssrcs[3]
  const counts = { base: 0, statuses: 1, count: 0, reference: 0 }
  const arrivals = [{ offset: 0, ticks: 40 }]
  world.told(seat, 3, [{ type: 'TWCC', sender: 2, media, ...counts, arrivals }])
  world.pass(100)
  return seat
}

const packetsOf = ({ sent }: Seat, slot: number) => sent.filter(({ track }) => track === FIRST_DOWN + slot)

/** So many packets of a picture at once. */
function burst(world: World, seat: Seat, { from, to }: { from: number; to: number }): void {
  for (let n = from; n < to; n++) {
    const octets = octetsOf('a', { kind: 'main', n, isKey: n === 0, size: 1000 })
    seat.told.rtp(KINDS.indexOf('main'), octets, world.now as Millis)
  }
}

test('pictures wait until a line has room for them, voices do not, and what waits does not go once the floor was revoked', () => {
  const world = new World()
  const a = world.join('a')
  const b = estimated(world)
  burst(world, a, { from: 0, to: 40 })
  const atOnce = packetsOf(b, 3).length
  assert.ok(atOnce > 0 && atOnce < 4, String(atOnce))
  a.told.rtp(0, octetsOf('a', { kind: 'audio', n: 0, isKey: false }), world.now as Millis)
  assert.equal(packetsOf(b, 0).length, 1)
  world.pass(200)
  const later = packetsOf(b, 3).length
  assert.ok(later > 12 && later < 24, String(later))
  const numbers = packetsOf(b, 3).map(({ octets }) => octets.readUInt16BE(2))
  assert.ok(numbers.every((number, i) => number === ((numbers[0] + i) & 0xffff)))
  world.room.heard([])
  world.room.heard(['a'])
  world.pass(1000)
  assert.equal(packetsOf(b, 3).length, later)
  assert.equal(world.room.accounts().get('b')?.to.unsent, 40 - later)
})

test('pictures that waited for half a second are given up, and begin anew with a key frame', () => {
  const world = new World()
  const a = world.join('a')
  const b = estimated(world)
  burst(world, a, { from: 0, to: 150 })
  const plis = () => a.rtcp.filter(({ packet }) => packet.type === 'PLI').length
  world.pass(480)
  const before = { sent: packetsOf(b, 3).length, plis: plis() }
  world.pass(100)
  const { sent } = before
  // Behind a quarter of a second they go faster, for no queue stands.
  assert.ok(sent > 50, String(sent))
  assert.ok(packetsOf(b, 3).length - sent < 9)
  assert.equal(world.room.accounts().get('b')?.to.unsent, 150 - packetsOf(b, 3).length)
  assert.equal(plis(), before.plis + 1)
  const given = packetsOf(b, 3).length
  burst(world, a, { from: 150, to: 152 })
  world.pass(100)
  assert.equal(packetsOf(b, 3).length, given)
})

test('on a line that is full hardly a picture goes again, and each voice does', () => {
  const world = new World()
  const a = world.join('a')
  const b = estimated(world)
  for (let n = 0; n < 100; n++) {
    world.send('a', a, { kind: 'main', n, isKey: n === 0, size: 1000 })
    if (n % 20 === 0) world.send('a', a, { kind: 'audio', n: n / 20 })
  }
  const lostOf = (slot: number) =>
    packetsOf(b, slot)
      .slice(-20)
      .map(({ octets }) => octets.readUInt16BE(2))
  const again = (slot: number) => {
    const before = packetsOf(b, slot).length
    const [lost, media] = [lostOf(slot), b.ssrcs[slot]]
    world.told(b, slot, [{ type: 'NACK', sender: 2, media, lost }])
    return packetsOf(b, slot).length - before
  }
  const mains = again(3)
  assert.ok(mains < 7, String(mains))
  assert.equal(again(0), 5)
})

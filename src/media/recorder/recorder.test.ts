import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../../base/clock.ts'
import { type Random, seeded } from '../../base/random.ts'
import { opusTicks } from '../../rtp/opus.ts'
import { encodeRtp } from '../../rtp/packet-writer.ts'
import { readRtcp } from '../../rtp/rtcp-reader.ts'
import { encodeRtcp } from '../../rtp/rtcp-writer.ts'
import { ntpOf } from '../../rtp/times.ts'
import { MediaRoom, type RoomEvent } from '../room.ts'
import type { Recorded } from '../server.ts'
import { OPUS_TYPE, type TransportListener, VP8_TYPE } from '../transport.ts'
import { headAt } from './ebml.ts'
import { FloorLog, noteOf } from './floor-log.ts'
import { MemoryDisk, MemoryFile } from './memory-disk.ts'
import { BLACK } from './nothing.ts'
import { CLUSTER_MS, type FileLimits, Recorder, WAIT_MS } from './recorder.ts'
import { recovered } from './recovered-folder.ts'
import { type Block, CLUSTER, HEAD_OCTETS, readCluster } from './webm.ts'
import { WebmFile } from './webm-file.ts'

const EPOCH_MS = Date.UTC(2026, 10, 27, 0, 30)
const VOICE_MS = 20
const PICTURE_MS = 50
const SR_MS = 1000
/** Opus of 20 ms. */
const TOC = 0x48
const VOICE = 0
const PICTURE = 1

/** Milliseconds until a packet comes; several: it comes so often; none: it is lost. */
type Line = (track: number) => readonly number[]

const GOOD: Line = () => [20]

function badLine(random: Random): Line {
  return () => {
    const late = 20 + random.below(250)
    if (random.below(12) === 0) return random.below(2) === 0 ? [] : [300 + random.below(900)]
    return random.below(15) === 0 ? [late, late + random.below(400)] : [late]
  }
}

interface Arriving {
  readonly at: number
  readonly told: () => void
}

const TRUTH_SIZE = 8
/** The head of one of 100 octets, and nothing of it. */
const CLUSTER_BEGUN = Buffer.from('1f43b675e4', 'hex')

/** What stands in each payload: whose, said when, which of all that it sent, which part of how many. */
function truth(site: string, at: number, of: { frame: number; part: number; parts: number }): number[] {
  const said = at / 10
  const { frame, part, parts } = of
  return [
    ...[site.charCodeAt(0), said >> 16, (said >> 8) & 0xff, said & 0xff],
    ...[(frame >> 8) & 0xff, frame & 0xff, part, parts],
  ]
}

/** A site that always sends, heard or not, by a clock of its own. */
class Sender {
  readonly #site: string
  readonly #told: TransportListener
  readonly #line: Line
  /** Of its clock to ours, and its clock before ours. */
  readonly #rate: number
  readonly #aheadMs: number
  readonly #ssrc: number
  #sequences = [65_000, 65_000]
  #frame = 0
  #isKeyWanted = true
  keyFrames = 0
  isSilent = false
  hasPicture = true
  isAway = false

  constructor(
    site: string,
    told: TransportListener,
    { line = GOOD, rate = 1, aheadMs = -3_600_000 }: { line?: Line; rate?: number; aheadMs?: number },
  ) {
    this.#site = site
    this.#told = told
    this.#line = line
    this.#rate = rate
    this.#aheadMs = aheadMs
    this.#ssrc = 100 * site.charCodeAt(0)
  }

  get ssrcs(): (number | null)[] {
    return [this.#ssrc, this.#ssrc + 1, null, null]
  }

  wantsKeyFrame(): void {
    this.#isKeyWanted = true
  }

  /** What it sends between these. */
  sends(from: number, until: number, arriving: Arriving[]): void {
    if (this.isAway) return
    for (let at = from; at < until; at += 10) {
      if (at % (this.isSilent ? 400 : VOICE_MS) === 0) this.#voice(at, arriving)
      if (this.hasPicture && at % PICTURE_MS === 0) this.#picture(at, arriving)
      if (at % SR_MS === 0) this.#report(at, arriving)
    }
  }

  #timestamp(at: number, ticksPerMs: number): number {
    return Math.round(at * this.#rate * ticksPerMs + 2 ** 32 - 500_000) >>> 0
  }

  #voice(at: number, arriving: Arriving[]): void {
    const payload = this.isSilent ? [TOC] : [TOC, ...truth(this.#site, at, { frame: 0, part: 0, parts: 1 })]
    this.#send(VOICE, at, { payload, marker: false, timestamp: this.#timestamp(at, 48) }, arriving)
  }

  #picture(at: number, arriving: Arriving[]): void {
    const isKey = this.#isKeyWanted
    this.#isKeyWanted = false
    if (isKey) this.keyFrames += 1
    const parts = isKey ? 5 : 2
    this.#frame += 1
    for (let part = 0; part < parts; part++) {
      const head = part === 0 ? [0x10, isKey ? 0x10 : 0x11] : [0x00]
      const payload = [...head, ...truth(this.#site, at, { frame: this.#frame, part, parts })]
      const marker = part === parts - 1
      this.#send(PICTURE, at, { payload, marker, timestamp: this.#timestamp(at, 90) }, arriving)
    }
  }

  #send(
    track: number,
    at: number,
    packet: { payload: number[]; marker: boolean; timestamp: number },
    arriving: Arriving[],
  ): void {
    const payloadType = track === VOICE ? OPUS_TYPE : VP8_TYPE
    const sequence = this.#sequences[track]++ & 0xffff
    const payload = Uint8Array.from(packet.payload)
    const octets = encodeRtp({ ...packet, payloadType, sequence, ssrc: this.#ssrc + track, payload })
    for (const late of this.#line(track))
      arriving.push({ at: at + late, told: () => this.#told.rtp(track, octets, (at + late) as Millis) })
  }

  #report(at: number, arriving: Arriving[]): void {
    const ntp = ntpOf(EPOCH_MS + at * this.#rate + this.#aheadMs)
    for (const track of [VOICE, PICTURE]) {
      const rtp = this.#timestamp(at, track === VOICE ? 48 : 90)
      const ssrc = this.#ssrc + track
      const octets = encodeRtcp([{ type: 'SR', ssrc, ntp, rtp, packets: 0, octets: 0, blocks: [] }])
      for (const late of this.#line(track))
        arriving.push({ at: at + late, told: () => this.#told.rtcp(track, octets, (at + late) as Millis) })
    }
  }
}

class World {
  readonly disk = new MemoryDisk()
  readonly recorder: Recorder
  readonly room: MediaRoom
  readonly events: RoomEvent[] = []
  readonly senders = new Map<string, Sender>()
  readonly asked: number[] = []
  now = 0
  #arriving: Arriving[] = []

  constructor({ limits, isRecorded = true }: { limits?: FileLimits; isRecorded?: boolean } = {}) {
    const { disk } = this
    const now = 0 as Millis
    this.recorder = new Recorder({ disk, epochMs: EPOCH_MS, now, ...(limits && { limits }) })
    this.room = new MediaRoom({ random: seeded(1), epochMs: EPOCH_MS })
    if (isRecorded) this.room.record(this.recorder)
  }

  joins(
    site: string,
    of: { line?: Line; rate?: number; aheadMs?: number } = {},
    sent: (octets: Buffer) => void = () => {},
  ): Sender {
    const sendRtcp = (_track: number, octets: Buffer) => {
      const read = readRtcp(octets)
      const isAsked = read.ok && read.packets.some(({ type }) => type === 'PLI')
      if (isAsked) this.asked.push(this.now)
      if (isAsked) sender.wantsKeyFrame()
    }
    const transport = { sendRtp: (_track: number, octets: Buffer) => sent(octets), sendRtcp, close: () => {} }
    const { told } = this.room.join(site, { transport, line: 'A', now: this.now as Millis })
    const sender = new Sender(site, told, of)
    told.connected(sender.ssrcs, this.now as Millis)
    this.senders.set(site, sender)
    return sender
  }

  async pass(ms: number): Promise<void> {
    for (const end = this.now + ms; this.now < end; ) {
      for (const sender of this.senders.values()) sender.sends(this.now, this.now + 10, this.#arriving)
      this.now += 10
      const due = this.#arriving.filter(({ at }) => at <= this.now).toSorted((a, b) => a.at - b.at)
      this.#arriving = this.#arriving.filter(({ at }) => at > this.now)
      for (const { told } of due) told()
      this.events.push(...this.room.tick(this.now as Millis))
      // What the disk is asked for is done in between.
      if (this.now % 100 === 0) await new Promise(done => setImmediate(done))
    }
    this.room.assertSummed()
  }

  close(): Promise<readonly Recorded[]> {
    return this.recorder.close(this.now as Millis)
  }

  octets(name: string): Buffer {
    return this.disk.files.get(name)?.octets ?? Buffer.alloc(0)
  }
}

interface Read {
  readonly blocks: readonly Block[]
  readonly clusters: readonly { readonly fromMs: number; readonly untilMs: number }[]
  readonly log: FloorLog
}

/** Clusters as far as they are whole. */
function read(octets: Buffer): Read {
  const blocks: Block[] = []
  const clusters: { fromMs: number; untilMs: number }[] = []
  const log = new FloorLog()
  for (let at = HEAD_OCTETS; ; ) {
    const head = headAt(octets, at)
    if (head?.id !== CLUSTER || head.size === null) break
    const cluster = readCluster(octets.subarray(head.at, head.at + head.size))
    const note = cluster === null ? null : noteOf(cluster.note)
    if (cluster === null || note === null) break
    log.add(note)
    blocks.push(...cluster.blocks)
    clusters.push({ fromMs: cluster.fromMs, untilMs: note.untilMs })
    at = head.at + head.size
  }
  return { blocks, clusters, log }
}

const isBlack = ({ octets }: Block) => BLACK.octets.equals(Buffer.from(octets))

interface Said {
  readonly site: string
  readonly at: number
  readonly frame: number
}

function saidBy(octets: Buffer): Said {
  const at = 10 * octets.readUIntBE(1, 3)
  return { site: String.fromCharCode(octets[0]), at, frame: octets.readUInt16BE(4) }
}

/** Whose frame it is, and all its parts are there, in order. */
function pictureOf({ octets }: Block): Said {
  const whole = Buffer.from(octets).subarray(1)
  const parts = whole[TRUTH_SIZE - 1]
  assert.equal(whole.length, TRUTH_SIZE * parts, 'no part is missing')
  for (let part = 0; part < parts; part++) {
    const one = whole.subarray(TRUTH_SIZE * part)
    assert.deepEqual([one[TRUTH_SIZE - 2], saidBy(one)], [part, saidBy(whole)], 'of one frame')
  }
  return saidBy(whole)
}

/** Null: silence. */
function voiceOf({ octets }: Block): Said | null {
  const one = Buffer.from(octets)
  return one[0] === TOC ? saidBy(one.subarray(1)) : null
}

/** Who counts samples is never further than 120 ms from who looks at times. Gives how long they sound. */
function assertInTime(sounds: readonly Block[]): number {
  let ms = 0
  for (const sound of sounds) {
    const octets = Buffer.from(sound.octets)
    assert.ok(Math.abs(ms - sound.atMs) < 120, `${ms} ms of samples at ${sound.atMs}`)
    ms += (opusTicks(octets, 0, octets.length) ?? 0) / 48
  }
  return ms
}

/** All that must hold of a file, whatever came and whatever did not. */
function assertWhole({ blocks, clusters, log }: Read, durationMs: number): void {
  for (const [i, { fromMs, untilMs }] of clusters.entries()) {
    assert.equal(fromMs, clusters[i - 1]?.untilMs ?? 0, 'clusters follow one another')
    assert.ok(untilMs > fromMs && untilMs - fromMs <= 1000)
  }
  assert.equal(clusters.at(-1)?.untilMs, durationMs)
  for (let track = 1; track <= 4; track++) {
    const times = blocks.filter(one => one.track === track).map(({ atMs }) => atMs)
    assert.ok(times.length > 0)
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    )
    assert.ok(times[0] >= 0 && times[times.length - 1] <= durationMs)
  }
  const pictures = blocks.filter(({ track }) => track === 1)
  assert.ok(pictures[0].isKey, 'it begins with a key frame')
  for (const [i, block] of pictures.entries()) {
    if (isBlack(block)) continue
    const { site, frame } = pictureOf(block)
    if (block.isKey) continue
    const before = pictureOf(pictures[i - 1])
    assert.deepEqual([before.site, before.frame + 1], [site, frame], 'it can be decoded')
  }
  for (let place = 0; place < 3; place++) {
    const sounds = blocks.filter(({ track }) => track === 2 + place)
    assert.ok(Math.abs(assertInTime(sounds) - durationMs) < 130)
    const said = sounds.map(voiceOf).filter(one => one !== null)
    for (const [i, one] of said.entries())
      assert.ok(one.site !== said[i - 1]?.site || one.at > said[i - 1].at, 'in the order in which it was said')
  }
  const spans = log.spans()
  assert.equal(
    spans.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0),
    durationMs,
  )
}

test('whatever is lost, late, twice or out of order, a file is in order, whole, and as long as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1 }), async seed => {
      const random = seeded(seed)
      const world = new World({ limits: { ms: 7000, octets: 1e9 } })
      const all = ['a', 'b', 'c', 'd']
      for (const site of all) {
        const line = random.below(3) === 0 ? GOOD : badLine(random)
        const rate = 1 + (random.below(400) - 200) / 1e6
        world.joins(site, { line, rate, aheadMs: random.below(1e7) - 5e6 })
      }
      for (let i = 0; i < 12; i++) {
        const heard = all.filter(() => random.below(2) === 0)
        if (random.below(2) === 0) world.room.heard(random.below(2) === 0 ? heard : heard.toReversed())
        for (const sender of world.senders.values()) {
          sender.isSilent = random.below(3) === 0
          sender.hasPicture = random.below(4) !== 0
          sender.isAway = random.below(6) === 0
        }
        world.room.behind(random.below(10) === 0)
        await world.pass(100 + 10 * random.below(200))
      }
      const files = await world.close()
      let from = EPOCH_MS
      for (const { file, beganMs, durationMs, octets, sha256 } of files) {
        assert.equal(beganMs, from)
        from += durationMs
        const written = world.octets(file)
        assert.equal(octets, written.length)
        assert.equal(sha256, createHash('sha256').update(written).digest('hex'))
        assertWhole(read(written), durationMs)
      }
      assert.equal(from, EPOCH_MS + world.now, 'from the opening to the close')
    }),
    { numRuns: 25 },
  )
})

test('a recording that is opened in a room where somebody is heard begins with who is heard', async () => {
  const world = new World({ isRecorded: false })
  world.joins('a')
  world.room.heard(['a'])
  await world.pass(2000)
  const now = world.now as Millis
  const recorder = new Recorder({ disk: world.disk, epochMs: EPOCH_MS, now })
  world.room.record(recorder)
  await world.pass(2000)
  world.room.record(null)
  const [{ file, beganMs, durationMs }] = await recorder.close(world.now as Millis)
  assert.deepEqual([beganMs, durationMs], [EPOCH_MS + 2000, 2000])
  const { blocks, log } = read(world.octets(file))
  assert.deepEqual(log.chapters(), [{ name: 'a', fromMs: 0, untilMs: 2000 }])
  assert.ok(blocks.filter(one => voiceOf(one) !== null).length > 90)
  assert.deepEqual(
    log.spans().map(({ is }) => is),
    ['heard'],
  )
})

test('nobody is recorded who was not heard then', async () => {
  const world = new World()
  for (const site of ['a', 'b', 'x']) world.joins(site, { line: badLine(seeded(5)) })
  world.room.interpreters(new Map([['en', 'x']]))
  const turns: [number, string[]][] = []
  for (const heard of [['a'], ['b', 'a'], [], ['b'], ['a', 'b']]) {
    turns.push([world.now, heard])
    world.room.heard(heard)
    await world.pass(2000)
  }
  const [{ file }] = await world.close()
  const { blocks } = read(world.octets(file))
  // What was on its way when it was given the floor is heard: 1.2 s at the most.
  const heardBy = (site: string, said: number) =>
    turns.some(([from, heard], i) => {
      const until = turns[i + 1]?.[0] ?? world.now
      return heard.includes(site) && said <= until && said + 1200 >= from
    })
  let count = 0
  for (const block of blocks) {
    const isPicture = block.track === 1
    if (isPicture && isBlack(block)) continue
    const said = isPicture ? pictureOf(block) : voiceOf(block)
    if (said === null) continue
    assert.ok(heardBy(said.site, said.at), `${said.site} at ${said.at}`)
    count += 1
  }
  assert.ok(count > 500)
})

test('silence and what is lost keep the timeline: each packet is at the instant at which it was said', async () => {
  const world = new World()
  const a = world.joins('a')
  world.room.heard(['a'])
  await world.pass(3000)
  a.isSilent = true
  await world.pass(5000)
  a.isSilent = false
  await world.pass(1000)
  a.isAway = true
  await world.pass(4000)
  a.isAway = false
  await world.pass(2000)
  const [{ file, gaps, durationMs }] = await world.close()
  assert.equal(durationMs, 15_000)
  assert.deepEqual(gaps, [{ fromMs: EPOCH_MS + 9000, untilMs: EPOCH_MS + 13_020 }])
  const { blocks } = read(world.octets(file))
  const voices = blocks.flatMap(block => {
    const said = block.track === 2 ? voiceOf(block) : null
    return said === null ? [] : [[said.at, block.atMs]]
  })
  assert.ok(voices.length > 280)
  // 20 ms of line, without it nobody could know when it was said.
  for (const [said, at] of voices) assert.ok(Math.abs(at - said - 20) <= 3, `${said} at ${at}`)
})

test('what is late, or lost and sent again, within half a second is in its place, voice and picture', async () => {
  const world = new World()
  const random = seeded(11)
  const line = () => [random.below(20) === 0 ? 300 + random.below(250) : 20 + random.below(200)]
  world.joins('a', { line })
  world.room.heard(['a'])
  await world.pass(10_000)
  const [{ file }] = await world.close()
  const { blocks } = read(world.octets(file))
  const voices = blocks.filter(({ track }) => track === 2).flatMap(block => voiceOf(block)?.at ?? [])
  const pictures = blocks.filter(one => one.track === 1 && !isBlack(one)).map(pictureOf)
  // At the close nobody waits any more.
  const isLong = (at: number) => at > 1000 && at < 9000
  assert.equal(voices.filter(isLong).length, 8000 / VOICE_MS - 1)
  assert.equal(pictures.filter(({ at }) => isLong(at)).length, 8000 / PICTURE_MS - 1)
})

test('the picture goes black where it stands still, and comes back with a key frame that was asked for', async () => {
  const world = new World()
  const a = world.joins('a')
  world.room.heard(['a'])
  await world.pass(3000)
  a.hasPicture = false
  await world.pass(5000)
  a.hasPicture = true
  await world.pass(3000)
  const [{ file }] = await world.close()
  const pictures = read(world.octets(file)).blocks.filter(({ track }) => track === 1)
  const black = pictures.filter(isBlack).map(({ atMs }) => atMs)
  assert.equal(black.length, 2)
  assert.equal(black[0], 0)
  assert.ok(black[1] >= 5000 && black[1] < 5500)
  assert.ok(pictures.some(one => one.isKey && !isBlack(one) && one.atMs > 8000 && one.atMs < 9000))
})

test('the first voice is the speaker’s, and who is heard beside it is in the others', async () => {
  const world = new World()
  for (const site of ['a', 'b', 'c']) world.joins(site)
  const turns = [['a'], ['b', 'a'], ['c', 'a', 'b'], ['a', 'c']]
  for (const heard of turns) {
    world.room.heard(heard)
    await world.pass(2000)
  }
  const [{ file }] = await world.close()
  const { blocks } = read(world.octets(file))
  const heardIn = (track: number, turn: number) => {
    const [from, until] = [2000 * turn + 100, 2000 * turn + 1900]
    const voices = blocks.filter(
      one => one.track === track && one.atMs > from && one.atMs < until && voiceOf(one) !== null,
    )
    return [...new Set(voices.map(one => voiceOf(one)?.site))].join()
  }
  const tracks = turns.map((_, turn) => [2, 3, 4].map(track => heardIn(track, turn)).join(' '))
  assert.deepEqual(tracks, ['a  ', 'b a ', 'c a b', 'a c '])
})

test('a speaker’s picture begins with a key frame, and a source is asked at most twice a second', async () => {
  const world = new World()
  const senders = ['a', 'b'].map(site => world.joins(site))
  for (let i = 0; i < 10; i++) {
    world.room.heard(i % 2 === 0 ? ['a', 'b'] : ['b', 'a'])
    await world.pass(3000)
  }
  const [{ file }] = await world.close()
  const pictures = read(world.octets(file)).blocks.filter(({ track }) => track === 1)
  let shown = ''
  let turns = 0
  for (const picture of pictures.filter(one => !isBlack(one))) {
    const { site } = pictureOf(picture)
    if (site !== shown) assert.ok(picture.isKey)
    if (site !== shown) turns += 1
    shown = site
  }
  assert.equal(turns, 10)
  for (const { keyFrames } of senders) assert.ok(keyFrames <= 2 * 10, `${keyFrames} key frames`)
  assert.ok(pictures.filter(isBlack).length <= 2, 'who goes on being heard goes on being seen')
})

test('clocks that drift apart stay together for as long as it goes on', async () => {
  const world = new World()
  world.joins('a', { rate: 1 + 300e-6 })
  world.joins('b', { rate: 1 - 300e-6, aheadMs: 50_000 })
  world.room.heard(['a', 'b'])
  await world.pass(400_000)
  const [{ file }] = await world.close()
  const { blocks } = read(world.octets(file))
  for (const track of [2, 3]) assertInTime(blocks.filter(one => one.track === track))
  for (const block of blocks.filter(one => one.atMs > 300_000)) {
    if (block.track === 1 && isBlack(block)) continue
    const said = block.track === 1 ? pictureOf(block) : voiceOf(block)
    if (said === null) continue
    assert.ok(Math.abs(block.atMs - said.at - 20) < 40, `${said.at} at ${block.atMs}`)
  }
})

test('a kill loses a second at the most, and what is left is finished later with the same spans', async () => {
  const world = new World()
  const a = world.joins('a', { line: badLine(seeded(9)) })
  world.joins('b')
  world.room.heard(['a'])
  const [name] = world.disk.files.keys()
  for (let i = 0; i < 60; i++) {
    if (i === 20) a.isAway = true
    if (i === 35) world.room.heard(['b'])
    await world.pass(130)
    const cut = world.disk.synced(name)
    const file = new MemoryFile(world.disk, cut)
    const recorded = await recovered(file, name)
    const lost = world.now - (recorded?.durationMs ?? 0)
    assert.ok(lost <= WAIT_MS + CLUSTER_MS + 110, `${lost} ms at ${world.now}`)
    if (recorded !== null) assertWhole(read(file.octets), recorded.durationMs)
  }
  const [whole] = await world.close()
  const file = new MemoryFile(world.disk, world.octets(name))
  assert.deepEqual(await recovered(file, name), whole)
  assert.equal(whole.gaps.length, 1)
})

test('a file that was cut before anything of it was whole but its head is none, and is left as it is', async () => {
  const world = new World()
  world.joins('a')
  world.room.heard(['a'])
  await world.pass(500)
  const [name] = world.disk.files.keys()
  const cut = world.disk.synced(name)
  assert.equal(cut.length, HEAD_OCTETS)
  for (const octets of [cut, Buffer.concat([cut, CLUSTER_BEGUN])]) {
    const file = new MemoryFile(world.disk, octets)
    assert.equal(await recovered(file, name), null)
    assert.deepEqual(file.octets, octets)
    assert.ok(file.isClosed)
  }
})

test('no octets are a recording that is none, and whatever they are they are no exception', async () => {
  const world = new World()
  world.joins('a')
  world.room.heard(['a'])
  await world.pass(3000)
  const [{ file, durationMs }] = await world.close()
  const octets = world.octets(file)
  assert.equal(await recovered(new MemoryFile(world.disk, Buffer.from('no')), 'x'), null)
  await fc.assert(
    fc.asyncProperty(fc.nat(octets.length - 1), fc.uint8Array({ maxLength: 9 }), async (at, by) => {
      const changed = Buffer.from(octets)
      changed.set(by.subarray(0, octets.length - at), at)
      const one = new MemoryFile(world.disk, changed)
      const recorded = await recovered(one, 'x')
      assert.ok(recorded === null || recorded.durationMs <= durationMs)
      assert.ok(one.isClosed)
    }),
  )
})

test('a disk that is full stops the recording with a word, and nothing else', async () => {
  const world = new World({ limits: { ms: 4000, octets: 1e9 } })
  world.joins('a')
  const b: number[] = []
  world.joins('b', {}, octets => b.push(octets.length))
  world.room.heard(['a'])
  await world.pass(6000)
  world.disk.failure = new Error('ENOSPC: no space left on device')
  await world.pass(2000)
  const before = b.length
  await world.pass(2000)
  // Its receiver says nothing: voices alone by now, 50 frames a second, three in a packet.
  assert.ok(b.length >= before + 30, 'the briefing goes on')
  const stopped = world.events.filter(event => event.is === 'notRecording')
  assert.equal(stopped.length, 1)
  assert.match(stopped[0].why, /ENOSPC/)
  const files = await world.close()
  const told = world.events.flatMap(event => (event.is === 'recorded' ? [event.recorded] : []))
  assert.deepEqual(files, told)
  assert.equal(files.length, 1)
  world.disk.failure = null
  const torn = new MemoryFile(world.disk, world.octets(stopped[0].file))
  const recorded = await recovered(torn, stopped[0].file)
  assert.ok(recorded !== null && recorded.durationMs > 0)
  assertWhole(read(torn.octets), recorded.durationMs)
  assert.equal(torn.octets.length, recorded.octets, 'what was torn is gone')
})

test('a disk on which nothing can be begun stops it at once', async () => {
  const world = new World()
  world.disk.failure = new Error('EROFS')
  const other = new Recorder({ disk: world.disk, epochMs: EPOCH_MS, now: 0 as Millis })
  await new Promise(done => setImmediate(done))
  assert.deepEqual(
    other.tick(10 as Millis).map(({ is }) => is),
    ['notRecording'],
  )
  assert.deepEqual(await other.close(20 as Millis), [])
})

test('a disk that stands still does not hold up anybody, and what waits for it is bounded', async () => {
  const world = new World()
  world.joins('a')
  world.room.heard(['a'])
  await world.pass(1000)
  let go = () => {}
  world.disk.isSlow = new Promise<void>(done => {
    go = done
  })
  await world.pass(5000)
  assert.equal(world.events.filter(event => event.is === 'notRecording').length, 0)
  world.disk.isSlow = null
  go()
  await world.pass(1000)
  const [{ durationMs, file }] = await world.close()
  assert.equal(durationMs, 7000)
  assertWhole(read(world.octets(file)), 7000)
})

test('what waits for a disk that stands still is bounded: then the recording stops', async () => {
  const disk = new MemoryDisk()
  disk.isSlow = new Promise(() => {})
  const file = new WebmFile({ disk, name: 'x', beganMs: EPOCH_MS })
  await new Promise(done => setImmediate(done))
  const octets = Buffer.alloc(1_000_000)
  for (let n = 0; n < 16 && file.failure === null; n++) {
    const fromMs = 400 * n
    const note = { untilMs: fromMs + 400, spans: [], floor: [] }
    file.add({ fromMs, blocks: [{ track: 1, atMs: fromMs, isKey: true, octets }], note })
    assert.equal(file.failure === null, n < 15)
  }
  assert.match(file.failure ?? '', /too slow/)
  assert.equal(await file.end(), null)
})

test('what is forwarded is the same to the octet whether it is recorded or not', async () => {
  const sent: string[][] = []
  for (const isRecorded of [true, false]) {
    const hash: string[] = []
    const world = new World({ isRecorded })
    for (const site of ['a', 'b', 'c']) {
      const lines = [VOICE, PICTURE].map(track => badLine(seeded(track)))
      const line: Line = track => lines[track](track)
      world.joins(site, { line }, octets => hash.push(octets.toString('base64')))
    }
    for (let i = 0; i < 5; i++) {
      world.room.heard(i % 2 === 0 ? ['a', 'b'] : ['c'])
      await world.pass(1500)
    }
    const accounts = [...world.room.accounts()].map(([site, { of }]) => [site, of.audio])
    hash.push(JSON.stringify(accounts))
    sent.push(hash)
  }
  const voices = (all: readonly string[]) => all.filter(one => Buffer.from(one, 'base64')[1] === OPUS_TYPE)
  assert.deepEqual(voices(sent[0]), voices(sent[1]))
  assert.equal(sent[0].at(-1), sent[1].at(-1))
})

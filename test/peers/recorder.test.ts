/**
 * What the recorder writes, as ffmpeg reads it: a real voice and a real picture through the very room that forwards them.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { Millis } from '../../src/base/clock.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import { diskFolder, openRecording } from '../../src/media/recorder/disk-folder.ts'
import { Recorder } from '../../src/media/recorder/recorder.ts'
import { recovered } from '../../src/media/recorder/recovered-folder.ts'
import { MediaRoom, type RoomEvent } from '../../src/media/room.ts'
import type { Recorded } from '../../src/media/server.ts'
import type { TransportListener } from '../../src/media/transport.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { ntpOf } from '../../src/rtp/times.ts'
import { DUMP_RATES, type Dumped, type DumpKind, readDump } from './dump.ts'
import { missing } from './installed.ts'

const EPOCH_MS = Date.UTC(2026, 10, 27, 0, 30)
const DUMP = readDump(readFileSync(new URL('recordings/flash-and-beep.dump', import.meta.url)))
const DUMP_MS = 4000
const folder = mkdtempSync(join(tmpdir(), 'loa-recorder-'))
after(() => rmSync(folder, { recursive: true }))

interface Sent {
  readonly atMs: number
  readonly track: number
  readonly isReport: boolean
  readonly octets: Buffer
  readonly told: TransportListener
}

function firstOf(kind: DumpKind): Buffer {
  const first = DUMP.find(one => one.kind === kind)
  assert.ok(first !== undefined)
  return first.octets
}

/** A site's clock is an hour wrong. */
function reportOf(kind: DumpKind, fromMs: number, at: number): Buffer {
  const first = firstOf(kind)
  const ssrc = first.readUInt32BE(8)
  const ntp = ntpOf(EPOCH_MS - 3_600_000 + fromMs + at)
  const rtp = (first.readUInt32BE(4) + (at * DUMP_RATES[kind]) / 1000) >>> 0
  return encodeRtcp([{ type: 'SR', ssrc, ntp, rtp, packets: 0, octets: 0, blocks: [] }])
}

/** A briefing of sites that all send the same, each over a line of its own, recorded in virtual time. */
class Briefing {
  readonly recorder: Recorder
  readonly room: MediaRoom
  readonly events: RoomEvent[] = []
  now = 0
  readonly #told = new Map<string, TransportListener>()
  #sent: Sent[] = []

  constructor(into: string, limits?: { ms: number; octets: number }) {
    const disk = diskFolder(into)
    this.recorder = new Recorder({ disk, epochMs: EPOCH_MS, now: 0 as Millis, ...(limits && { limits }) })
    this.room = new MediaRoom({ random: seeded(1), epochMs: EPOCH_MS })
    this.room.record(this.recorder)
  }

  /** `line`: when each packet comes, after it was sent, if it does. */
  sends(site: string, fromMs: number, line: (packet: Dumped) => readonly number[] = () => [0]): void {
    const transport = { sendRtp: () => {}, sendRtcp: () => {}, close: () => {} }
    const ssrc = (kind: DumpKind) => firstOf(kind).readUInt32BE(8)
    const told = this.#told.get(site) ?? this.room.join(site, { transport, line: 'A', now: this.now as Millis }).told
    if (!this.#told.has(site)) told.connected([ssrc('voice'), ssrc('picture'), null, null], this.now as Millis)
    this.#told.set(site, told)
    const send = (one: Omit<Sent, 'track' | 'told'> & { readonly kind: DumpKind }) => {
      const { kind, ...sent } = one
      this.#sent.push({ ...sent, told, track: kind === 'voice' ? 0 : 1 })
    }
    for (const kind of ['voice', 'picture'] as const)
      for (let at = 0; at < DUMP_MS; at += 1000)
        send({ kind, isReport: true, atMs: fromMs + at, octets: reportOf(kind, fromMs, at) })
    for (const packet of DUMP)
      for (const late of line(packet)) send({ ...packet, isReport: false, atMs: fromMs + packet.atMs + late })
    this.#sent = this.#sent.toSorted((a, b) => a.atMs - b.atMs)
  }

  async runUntil(ms: number): Promise<void> {
    while (this.now < ms) {
      this.now += 10
      const due = this.#sent.findIndex(({ atMs }) => atMs > this.now)
      for (const sent of this.#sent.splice(0, due === -1 ? this.#sent.length : due)) {
        const { told, track, octets, atMs } = sent
        if (sent.isReport) told.rtcp(track, octets, atMs as Millis)
        else told.rtp(track, octets, atMs as Millis)
      }
      this.events.push(...this.room.tick(this.now as Millis))
      if (this.now % 400 === 0) await new Promise(done => setImmediate(done))
    }
  }

  async close(): Promise<readonly Recorded[]> {
    return await this.recorder.close(this.now as Millis)
  }
}

interface Probed {
  readonly format: { readonly duration?: string; readonly nb_streams: number }
  readonly streams: readonly { readonly codec_name: string; readonly codec_type: string }[]
  readonly packets: readonly { readonly stream_index: number; readonly pts_time: string; readonly flags: string }[]
  readonly chapters: readonly {
    readonly start_time: string
    readonly end_time: string
    readonly tags: { readonly title: string }
  }[]
}

function run(command: string, args: readonly string[]): Buffer {
  const { stdout, stderr, status } = spawnSync(command, args, { maxBuffer: 1 << 28 })
  assert.deepEqual([status, stderr.toString()], [0, ''], `${command} ${args.join(' ')}`)
  return stdout
}

/** Parsed without a word of warning. */
function probed(path: string): Probed {
  const show = ['-show_format', '-show_streams', '-show_packets', '-show_chapters']
  return JSON.parse(run('ffprobe', ['-v', 'warning', ...show, '-of', 'json', path]).toString())
}

/** Decoded without an error, and by both decoders of each. */
function decodes(path: string): void {
  run('ffmpeg', ['-v', 'error', '-i', path, '-map', '0', '-f', 'null', '-'])
  const codecs = ['-c:v', 'libvpx', '-c:a', 'libopus']
  run('ffmpeg', ['-v', 'error', ...codecs, '-i', path, '-map', '0', '-f', 'null', '-'])
}

function timesOf({ packets }: Probed, stream: number): number[] {
  return packets.filter(one => one.stream_index === stream).map(one => Number(one.pts_time))
}

function assertOrdered(probe: Probed): void {
  for (let stream = 0; stream < 4; stream++) {
    const times = timesOf(probe, stream)
    assert.ok(times.length > 0, `stream ${stream}`)
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
      `stream ${stream}`,
    )
  }
  const all = probe.packets.map(one => Number(one.pts_time))
  assert.deepEqual(
    all,
    all.toSorted((a, b) => a - b),
  )
}

/** Where a sound begins, in seconds, by counting samples. */
function beeps(path: string, stream: number): number[] {
  const pcm = run('ffmpeg', [
    '-v',
    'error',
    '-i',
    path,
    '-map',
    `0:a:${stream}`,
    '-ac',
    '1',
    '-ar',
    '8000',
    '-f',
    's16le',
    '-',
  ])
  const loud: boolean[] = []
  for (let at = 0; at + 160 <= pcm.length; at += 160) {
    let sum = 0
    for (let i = at; i < at + 160; i += 2) sum += Math.abs(pcm.readInt16LE(i))
    loud.push(sum / 80 > 2000)
  }
  return risings(loud, i => i * 0.01)
}

/** Where the picture becomes white, in seconds. */
function flashes(path: string, probe: Probed): number[] {
  const scaled = ['-vf', 'scale=1:1:flags=area,format=gray', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-']
  const pictures = run('ffmpeg', ['-v', 'error', '-i', path, '-map', '0:v', ...scaled])
  const times = timesOf(probe, 0)
  assert.equal(pictures.length, times.length, 'every frame that was written is a picture')
  return risings(
    [...pictures].map(one => one > 200),
    i => times[i],
  )
}

function risings(on: readonly boolean[], time: (i: number) => number): number[] {
  // One that goes on through a small hole is one.
  return on
    .flatMap((isOn, i) => (isOn && !on[i - 1] ? [time(i)] : []))
    .filter((at, i, all) => i === 0 || at - all[i - 1] > 0.5)
}

/** By pairs, in seconds; as many of one as of the other. */
function apart(one: readonly number[], other: readonly number[]): number {
  assert.equal(one.length, other.length, `${one} | ${other}`)
  return Math.max(...one.map((at, i) => Math.abs(at - other[i])))
}

/** 5 % lost and answered after up to 300 ms, up to 150 ms of jitter, some twice: by chance. */
function badLine(random: Random) {
  return (): readonly number[] => {
    const jitter = random.below(150)
    if (random.below(20) === 0) return [150 + random.below(300)]
    return random.below(30) === 0 ? [jitter, jitter + random.below(200)] : [jitter]
  }
}

describe('a recording as ffmpeg reads it', { skip: missing('ffmpeg') }, () => {
  test('a briefing is recorded from its opening to its close, also where nobody speaks', async () => {
    const briefing = new Briefing(folder)
    await briefing.runUntil(3000)
    briefing.room.heard(['a'])
    briefing.sends('a', 3000)
    await briefing.runUntil(3000 + DUMP_MS + 100)
    briefing.room.heard([])
    await briefing.runUntil(10_250)
    const [recorded, ...more] = await briefing.close()
    assert.deepEqual(more, [])
    const path = join(folder, recorded.file)
    const octets = readFileSync(path)
    assert.equal(recorded.octets, octets.length)
    assert.equal(recorded.sha256, createHash('sha256').update(octets).digest('hex'))
    assert.deepEqual([recorded.beganMs, recorded.durationMs, recorded.gaps], [EPOCH_MS, 10_250, []])
    const probe = probed(path)
    assert.deepEqual(
      probe.streams.map(one => one.codec_name),
      ['vp8', 'opus', 'opus', 'opus'],
    )
    assert.ok(Math.abs(Number(probe.format.duration) - 10.25) < 0.1)
    assertOrdered(probe)
    decodes(path)
    const [sound, sight] = [beeps(path, 0), flashes(path, probe)]
    assert.equal(sound.length, 4)
    assert.ok(apart(sound, sight) < 0.1, `${sound} | ${sight}`)
    // In its place on the timeline: sent from 3 s on.
    assert.ok(Math.abs(sound[0] - 3) < 0.05, `${sound}`)
    assert.deepEqual(
      probe.chapters.map(one => [one.tags.title, Number(one.start_time), Number(one.end_time)]),
      [['a', 3, 7.1]],
    )
  })

  test('over a bad line the timeline stays, and no frame is written that is not whole', async () => {
    const into = mkdtempSync(join(folder, 'bad-'))
    const briefing = new Briefing(into)
    await briefing.runUntil(500)
    briefing.room.heard(['a', 'b'])
    briefing.sends('a', 500, badLine(seeded(3)))
    briefing.sends('b', 700, badLine(seeded(4)))
    await briefing.runUntil(6000)
    const [recorded] = await briefing.close()
    const path = join(into, recorded.file)
    const probe = probed(path)
    assertOrdered(probe)
    decodes(path)
    const [a, b] = [beeps(path, 0), beeps(path, 1)]
    assert.ok(
      apart(
        a,
        b.map(at => at - 0.2),
      ) < 0.1,
      `${a} | ${b}`,
    )
    // What is lost may be a flash: those that are there are in time.
    for (const at of flashes(path, probe)) assert.ok(Math.min(...a.map(one => Math.abs(one - at))) < 0.15)
  })

  test('files that follow one another make the whole, each plays alone from a key frame', async () => {
    const into = mkdtempSync(join(folder, 'rolled-'))
    const rolled = new Briefing(into, { ms: 2000, octets: 1e9 })
    rolled.room.heard(['a'])
    rolled.sends('a', 0)
    await rolled.runUntil(16_000)
    const all = await rolled.close()
    assert.ok(all.length >= 3, `${all.length}`)
    assert.equal(
      all.reduce((sum, one) => sum + one.durationMs, 0),
      16_000,
    )
    let from = EPOCH_MS
    for (const { file, beganMs, durationMs } of all) {
      assert.equal(beganMs, from)
      from += durationMs
      const path = join(into, file)
      const probe = probed(path)
      assert.ok(Math.abs(Number(probe.format.duration) * 1000 - durationMs) < 100)
      assert.match(probe.packets.find(one => one.stream_index === 0)?.flags ?? '', /^K/)
      assertOrdered(probe)
      decodes(path)
    }
    rolled.events.push(...rolled.room.tick(rolled.now as Millis))
    assert.deepEqual(
      rolled.events.flatMap(one => (one.is === 'recorded' ? [one.recorded] : [])),
      all,
    )
  })

  test('a file that is cut anywhere plays, and is finished later without what was torn', async () => {
    const into = mkdtempSync(join(folder, 'cut-'))
    const briefing = new Briefing(into)
    briefing.room.heard(['a'])
    briefing.sends('a', 0)
    await briefing.runUntil(5000)
    const [whole] = await briefing.close()
    const path = join(into, whole.file)
    const full = readFileSync(path)
    const same = await recovered(await openRecording(path), whole.file)
    assert.deepEqual(same, whole, 'one that is whole is finished to the same octets')
    const random = seeded(7)
    for (let i = 0; i < 5; i++) {
      const cut = join(into, `cut-${i}.webm`)
      copyFileSync(path, cut)
      const at = 20_000 + random.below(full.length - 20_000)
      truncateSync(cut, at)
      const played = spawnSync('ffmpeg', ['-v', 'error', '-i', cut, '-map', '0', '-f', 'null', '-'])
      assert.equal(played.status, 0)
      assert.match(played.stderr.toString(), /^(\[.*\] File ended prematurely\n)?$/)
      // What a power cut leaves of octets that were not synced.
      writeFileSync(cut, Buffer.concat([readFileSync(cut), Buffer.alloc(500)]))
      const recorded = await recovered(await openRecording(cut), `cut-${i}.webm`)
      assert.ok(recorded !== null)
      const probe = probed(cut)
      const lasts = Number(probe.format.duration) * 1000
      assert.equal(lasts, recorded.durationMs)
      assert.ok(lasts > (5000 * at) / full.length - 1500, `${lasts} of ${at} octets`)
      assert.equal(recorded.sha256, createHash('sha256').update(readFileSync(cut)).digest('hex'))
      assertOrdered(probe)
      decodes(cut)
    }
  })
})

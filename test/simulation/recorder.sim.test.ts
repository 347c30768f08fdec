/**
 * A recording of ten hours in virtual time: the sites' clocks drift apart, the floor changes every minute, packets are lost and late.
 * What is kept in memory does not grow, files follow one another, and at the end all are where they were said. `HOURS=n`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { headAt } from '../../src/media/recorder/ebml.ts'
import { Recorder } from '../../src/media/recorder/recorder.ts'
import { readCluster } from '../../src/media/recorder/webm.ts'
import { Source } from '../../src/media/source.ts'
import { OPUS_TYPE, VP8_TYPE } from '../../src/media/transport.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { ntpOf } from '../../src/rtp/times.ts'

const HOURS = Number(process.env.HOURS ?? 10)
const HOUR_MS = 3_600_000
const EPOCH_MS = 1_800_000_000_000
const STEP_MS = 60
/** Opus of 60 ms. */
const TOC = 0x58
const HEAP_GROWTH_MAX = 8_000_000

setFlagsFromString('--expose_gc')
const gc = runInNewContext('gc') as () => void

/** A site whose clock is so many millionths fast. */
class Site {
  readonly name: string
  readonly voice: Source
  readonly picture: Source
  readonly #rate: number
  #sequences = [65_000, 65_000]

  constructor(name: string, number: number, ppm: number) {
    this.name = name
    this.#rate = 1 + ppm / 1e6
    this.voice = new Source({ kind: 'audio', number: 2 * number, ssrc: 10 * number })
    this.picture = new Source({ kind: 'main', number: 2 * number + 1, ssrc: 10 * number + 1 })
    for (const source of [this.voice, this.picture]) source.allow(true)
  }

  /** A voice of 60 ms, or a picture: what it says is when it was said. */
  says(kind: 'voice' | 'picture', at: number): Buffer {
    const isVoice = kind === 'voice'
    const said = Buffer.alloc(6)
    said.writeUIntBE(at, 0, 6)
    const picture = [0x90, 0x80, 0x80, 0, at % (5 * STEP_MS) === 0 ? 0x10 : 0x11]
    return encodeRtp({
      payloadType: isVoice ? OPUS_TYPE : VP8_TYPE,
      marker: true,
      sequence: this.#sequences[isVoice ? 0 : 1]++ & 0xffff,
      timestamp: Math.round(at * this.#rate * (isVoice ? 48 : 90)) >>> 0,
      ssrc: this[kind].ssrc ?? 0,
      payload: Buffer.concat([Buffer.from(isVoice ? [TOC] : picture), said]),
    })
  }

  reports(at: number): void {
    const ntp = ntpOf(EPOCH_MS - 60_000 + at * this.#rate)
    for (const [source, rate] of [
      [this.voice, 48],
      [this.picture, 90],
    ] as const)
      source.clock.reported({ ntp, rtp: Math.round(at * this.#rate * rate) >>> 0 }, at as Millis)
  }
}

/** Keeps the last clusters of a file, and counts the rest. */
class CountingDisk {
  files = 0
  octets = 0
  readonly last: Buffer[] = []

  async create() {
    this.files += 1
    return {
      append: async (octets: Uint8Array) => {
        this.octets += octets.length
        this.last.push(Buffer.from(octets))
        if (this.last.length > 50) this.last.shift()
      },
      sync: async () => {},
      rewriteHead: async () => {},
      read: async (_at: number, octets: number) => Buffer.alloc(octets),
      cut: async () => {},
      close: async () => {},
    }
  }
}

test(`a recording of ${HOURS} hours needs no more memory than one of an hour, and nothing shifts`, async context => {
  const random = seeded(1)
  const disk = new CountingDisk()
  const recorder = new Recorder({ disk, epochMs: EPOCH_MS, now: 0 as Millis })
  const sites = [200, -200, 50].map((ppm, i) => new Site('abc'[i], i + 1, ppm))
  const late: { at: number; site: Site; kind: 'voice' | 'picture'; octets: Buffer }[] = []
  const take = (site: Site, kind: 'voice' | 'picture', octets: Buffer, now: number) => {
    if (site[kind].receive(octets, now as Millis) !== null) return
    recorder.took({ site: site.name, source: site[kind] }, now as Millis)
  }
  const heap: number[] = []
  let speaker = sites[0]
  for (let now = 0; now < HOURS * HOUR_MS; now += STEP_MS) {
    if (now % 60_000 === 0) {
      speaker = sites[random.below(3)]
      recorder.heard([speaker, ...sites.filter(one => one !== speaker)].map(one => one.name))
    }
    for (const site of sites) {
      if (now % 3000 === 0) site.reports(now)
      const isTalking = site === speaker ? now % 10_000 < 8000 : now % 60_000 < 3000
      const said = [
        ...(isTalking || now % 420 === 0 ? (['voice'] as const) : []),
        ...(site === speaker ? (['picture'] as const) : []),
      ]
      for (const kind of said) {
        const octets = site.says(kind, now)
        const chance = random.below(100)
        if (chance < 2) continue
        if (chance < 10) late.push({ at: now + 60 * (1 + random.below(8)), site, kind, octets })
        else take(site, kind, octets, now)
      }
    }
    for (let i = late.length - 1; i >= 0; i--)
      if (late[i].at <= now) for (const one of late.splice(i, 1)) take(one.site, one.kind, one.octets, now)
    recorder.tick(now as Millis)
    if (now % 6000 === 0) await new Promise(done => setImmediate(done))
    if (now % HOUR_MS === HOUR_MS / 2) {
      gc()
      heap.push(process.memoryUsage().heapUsed)
    }
  }
  const files = await recorder.close((HOURS * HOUR_MS) as Millis)
  assert.equal(
    files.reduce((sum, one) => sum + one.durationMs, 0),
    HOURS * HOUR_MS,
  )
  assert.ok(files.length >= HOURS - 1 && files.length <= HOURS + 1)
  assert.ok(Math.max(...heap) - heap[0] < HEAP_GROWTH_MAX, `${heap}`)
  const began = files[files.length - 1].beganMs - EPOCH_MS
  const apart: number[] = []
  for (const octets of disk.last) {
    const head = headAt(octets, 0)
    const cluster = head === null ? null : readCluster(octets.subarray(head.at))
    for (const { track, atMs, octets: block } of cluster?.blocks ?? []) {
      const one = Buffer.from(block)
      const at = track === 1 ? (one.length === 7 ? 1 : -1) : one[0] === TOC && one.length === 7 ? 1 : -1
      if (at > 0) apart.push(began + atMs - one.readUIntBE(at, 6))
    }
  }
  assert.ok(apart.length > 200)
  for (const ms of apart) assert.ok(Math.abs(ms) < 100, `${ms} ms from when it was said`)
  context.diagnostic(
    `${files.length} files, ${Math.round(disk.octets / 1e6)} MB; heap by the hour: ` +
      `${heap.map(one => (one / 1e6).toFixed(1)).join(', ')} MB; at most ` +
      `${Math.max(...apart.map(Math.abs))} ms from when it was said`,
  )
})

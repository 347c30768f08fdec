/**
 * How much of a core a briefing takes in the room, without network and encryption, by hand:
 *
 *   node bench/briefing/media.bench.ts --seconds 20 --seed 1
 *
 * 24 sites, 3 of which speak with voice and picture, all with a thumbnail; each is sent 3 voices, 3 main pictures and 6
 * thumbnails but its own. The packets are made before; the transport takes them and does nothing. Reports, estimates and ticks
 * are in it. Receivers tell when each packet came, as browsers do, or what they think of their lines, as others do. Prints packets a
 * second that it could do, the share of a core that the briefing's own take, microseconds each, and those of a change of the floor.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import type { Millis } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { type Joined, MediaRoom } from '../../src/media/room.ts'
import { FIRST_DOWN, KINDS, type Kind, OPUS_TYPE, SLOTS, TRACKS, VP8_TYPE } from '../../src/media/transport.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import type { RtcpPacket } from '../../src/rtp/rtcp.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { TransportArrivals } from '../../src/rtp/transport-arrivals.ts'

const SITES = 24
const HEARD = [0, 1, 2]
const SHOWN = [0, 1, 2, 3, 4, 5, 6]
const TICK_MS = 10
const REPORT_MS = 1000
const TELLS_MS = 100
const WAY_MS = 20
const ESTIMATE = 4_000_000
const CHANGES = 200

/** Milliseconds between frames, ticks of a frame, packets of one, octets of a payload. */
const STREAMS: Readonly<Record<'audio' | 'main' | 'thumbnail', readonly number[]>> = {
  audio: [20, 960, 1, 60],
  main: [50, 4500, 3, 1100],
  thumbnail: [140, 12_600, 1, 900],
}

interface Due {
  readonly at: Millis
  readonly site: number
  readonly track: number
  readonly octets: Buffer
}

function ssrcOf(site: number, track: number): number {
  return 1000 + site * KINDS.length + track
}

function streamOf(site: number, kind: keyof typeof STREAMS, ms: number): Due[] {
  const [frameMs, ticks, packets, size] = STREAMS[kind]
  const track = KINDS.indexOf(kind)
  const isVideo = kind !== 'audio'
  return Array.from({ length: Math.floor(ms / frameMs) * packets }, (_, i) => {
    const frame = Math.floor(i / packets)
    // A key frame every ten seconds, and at the beginning.
    const isKey = frame % Math.round(10_000 / frameMs) === 0
    const begins = i % packets === 0
    const picture = [0x80 | ((frame >> 8) & 0x7f), frame & 0xff]
    const payload = Buffer.alloc(size, i)
    payload.set(isVideo ? [begins ? 0x90 : 0x80, 0x80, ...picture, isKey ? 0x10 : 0x11] : [0x48])
    const octets = encodeRtp({
      payloadType: isVideo ? VP8_TYPE : OPUS_TYPE,
      marker: isVideo && i % packets === packets - 1,
      sequence: i & 0xffff,
      timestamp: (frame * ticks) >>> 0,
      ssrc: ssrcOf(site, track),
      extensions: [{ id: 3, data: Buffer.of(1, 2, 3) }],
      payload,
    })
    // Sites do not send at the same instant.
    return { at: (frame * frameMs + (site % frameMs)) as Millis, site, track, octets }
  })
}

function packetsOf(ms: number): Due[] {
  const sites = Array.from({ length: SITES }, (_, site) => site)
  const streams = sites.flatMap(site => [
    ...streamOf(site, 'thumbnail', ms),
    ...(HEARD.includes(site) ? [...streamOf(site, 'audio', ms), ...streamOf(site, 'main', ms)] : []),
  ])
  return streams.toSorted((a, b) => a.at - b.at)
}

/** What a receiver says once a second of all its slots. */
function reportOf({ ssrcs }: Joined, tells: boolean): Buffer {
  const video = ssrcs.filter((_, slot) => TRACKS[FIRST_DOWN + slot].kind !== 'audio')
  const remb: RtcpPacket = { type: 'REMB', sender: 2, bitrate: ESTIMATE, ssrcs: video }
  const blocks = ssrcs.map(ssrc => ({
    ssrc,
    fractionLost: 0,
    cumulativeLost: 0,
    highestSequence: 0,
    jitter: 0,
    lastSr: 0,
    delaySinceLastSr: 0,
  }))
  return encodeRtcp([{ type: 'RR', ssrc: 2, blocks }, ...(tells ? [] : [remb])])
}

/** A receiver that loses no packet, and reports when each arrived. Numbers of packets go on by one. */
class FeedbackReporter {
  readonly #arrivals = new TransportArrivals()
  #sent = 0

  sent(now: Millis): void {
    this.#arrivals.came(this.#sent++ & 0xffff, (now + WAY_MS) as Millis)
  }

  /** By a compound of its own. */
  feedback({ ssrcs }: Joined): Buffer | null {
    const told = this.#arrivals.due({ sender: 2, media: ssrcs[0] })
    return told === null ? null : encodeRtcp([told])
  }
}

export interface MediaBench {
  /** Receivers tell when each packet came. */
  readonly tells: boolean
  readonly received: number
  readonly sent: number
  /** Of the briefing, which goes at its own pace. */
  readonly sentPerSecond: number
  /** Of the room, which goes as fast as it can. */
  readonly couldPerSecond: number
  /** 0 to 1. */
  readonly shareOfCore: number
  /** A packet sent, all else in it. */
  readonly microseconds: number
  /** A change of who is heard. */
  readonly changeMicroseconds: number
}

export function bench(seconds: number, seed: number, tells: boolean): MediaBench {
  const ms = seconds * 1000
  const packets = packetsOf(ms)
  let sent = 0
  let now = 0 as Millis
  /** Of receivers, which are no part of it. */
  let othersMs = 0
  const room = new MediaRoom({ random: seeded(seed), epochMs: 1_800_000_000_000 })
  const nameOf = (site: number) => `site ${site}`
  const receivers = Array.from({ length: SITES }, () => ({ came: [] as Millis[], told: new FeedbackReporter() }))
  const joined = receivers.map(({ came }, site) => {
    const transport = {
      sendRtp: () => {
        sent += 1
        if (tells) came.push(now)
      },
      sendRtcp: () => {},
      close: () => {},
    }
    const one = room.join(nameOf(site), { transport, line: 'A', now })
    one.told.connected(
      KINDS.map((_kind: Kind, track) => ssrcOf(site, track)),
      now,
      { numbered: new Array<boolean>(SLOTS).fill(tells) },
    )
    return one
  })
  const tell = () => {
    for (const [number, { came, told }] of receivers.entries()) {
      const from = performance.now()
      for (const at of came.splice(0)) told.sent(at)
      const feedback = told.feedback(joined[number])
      othersMs += performance.now() - from
      if (feedback !== null) joined[number].told.rtcp(FIRST_DOWN, feedback, now)
    }
  }
  room.heard(HEARD.map(nameOf))
  room.shows({ thumbnails: SHOWN.map(nameOf), screen: null })
  const reports = joined.map(one => reportOf(one, tells))

  const begunAt = performance.now()
  let tickAt = 0
  let reportAt = 0
  let tellAt = TELLS_MS
  for (const { at, site, track, octets } of packets) {
    now = at
    for (; tickAt <= at; tickAt += TICK_MS) room.tick(tickAt as Millis)
    for (; tells && tellAt <= at; tellAt += TELLS_MS) tell()
    for (; reportAt <= at; reportAt += REPORT_MS)
      for (const [number, { told, ssrcs }] of joined.entries())
        for (const slot of ssrcs.keys()) told.rtcp(FIRST_DOWN + slot, reports[number], at)
    joined[site].told.rtp(track, octets, at)
  }
  const tookMs = performance.now() - begunAt - othersMs
  room.assertSummed()
  const changesAt = performance.now()
  for (let change = 0; change < CHANGES; change++) {
    const at = change % (SITES - 2)
    room.heard([at, at + 1, at + 2].map(nameOf))
  }
  const changesMs = performance.now() - changesAt
  return {
    tells,
    received: packets.length,
    sent,
    sentPerSecond: Math.round(sent / seconds),
    couldPerSecond: Math.round((sent * 1000) / tookMs),
    shareOfCore: Number((tookMs / ms).toFixed(4)),
    microseconds: Number(((tookMs * 1000) / sent).toFixed(2)),
    changeMicroseconds: Math.round((changesMs * 1000) / CHANGES),
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { seconds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
  })
  console.log(
    `${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, seed ${values.seed}; ` +
      `${SITES} sites, ${HEARD.length} heard, ${SHOWN.length} thumbnails shown`,
  )
  const seed = Number(values.seed)
  for (const tells of [false, true]) bench(2, seed, tells)
  console.table([false, true].map(tells => bench(Number(values.seconds), seed, tells)))
}

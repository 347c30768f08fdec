/**
 * A site that sends in virtual time: frames of a voice and of pictures, and what it says of their time. The first of every 20 pictures
 * is a key frame, of the size of all others; or, where key frames are larger, the first one and those that are asked for are.
 */

import type { Millis } from '../../src/base/clock.ts'
import type { Joined } from '../../src/media/room.ts'
import { clockRateOf, isVideo, KINDS, type Kind, OPUS_TYPE, VP8_TYPE } from '../../src/media/transport.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { ntpOf } from '../../src/rtp/times.ts'
import type { Impairer } from '../../town/bots/impairer.ts'
import type { Schedule } from './schedule.ts'

/** Milliseconds since 1970 at the beginning of virtual time. */
export const EPOCH_MS = 1_800_000_000_000
const KEY_FRAME_EVERY = 20
/** Between two packets of a large key frame: browsers spread it over their lines up. */
const SPREAD_MS = 4
/** One frame of so many milliseconds, of a voice of 16 kHz (RFC 6716, section 3.1). */
const [TWENTY, SIXTY] = [0x48, 0x58]
const ABS_SEND_TIME = { id: 3, data: Buffer.alloc(3) }

export interface Stream {
  readonly kind: Kind
  readonly frameMs: number
  /** Of a packet's payload, and packets of a frame. */
  readonly octets: number
  readonly packets: number
  /** Of a key frame, where it is larger than others. */
  readonly keyPackets?: number
}

export interface SendingOptions {
  readonly schedule: Schedule
  readonly told: Joined['told']
  readonly up: Impairer
  /** Tracks of which a key frame was asked for. */
  readonly asked?: Set<number>
  /** By slot: where it listens too, and tells what came of each number. */
  readonly numbered?: readonly boolean[]
}

export function sends(
  { schedule, told, up, asked = new Set(), numbered = [] }: SendingOptions,
  streams: readonly Stream[],
): void {
  const now = () => schedule.now as Millis
  told.connected(
    KINDS.map((_, kind) => kind + 1),
    now(),
    { numbered },
  )
  for (const stream of streams) {
    const { kind, frameMs, octets } = stream
    const track = KINDS.indexOf(kind)
    const ticks = (clockRateOf(kind) * frameMs) / 1000
    let [frames, packets] = [0, 0]
    /** Of a large key frame what is still to go. */
    let spread: Buffer[] = []
    const send = (packet: Buffer) => up.send(packet, came => told.rtp(track, came, now()))
    schedule.every(frameMs, () => {
      const isAsked = asked.delete(track)
      const isKey = stream.keyPackets === undefined ? frames % KEY_FRAME_EVERY === 0 : frames === 0 || isAsked
      const count = (isKey ? stream.keyPackets : undefined) ?? stream.packets
      const made = Array.from({ length: count }, (_, place) =>
        packetOf(stream, { frame: frames, sequence: packets + place, place, count, isKey, ticks }),
      )
      packets += count
      frames += 1
      // What comes behind a key frame waits for its end.
      if (spread.length === 0 && count === stream.packets) for (const packet of made) send(packet)
      else spread.push(...made)
    })
    if (stream.keyPackets !== undefined)
      schedule.every(SPREAD_MS, () => {
        const [next] = spread
        spread = spread.slice(1)
        if (next !== undefined) send(next)
      })
    schedule.every(1000, () => {
      const ntp = ntpOf(EPOCH_MS + now())
      const report = { type: 'SR' as const, ssrc: track + 1, ntp, blocks: [] }
      const counts = { rtp: frames * ticks, packets, octets: packets * octets }
      up.send(encodeRtcp([{ ...report, ...counts }]), came => told.rtcp(track, came, now()))
    })
  }
}

interface Place {
  readonly frame: number
  readonly sequence: number
  /** In its frame, of so many packets. */
  readonly place: number
  readonly count: number
  readonly isKey: boolean
  readonly ticks: number
}

function packetOf({ kind, frameMs, octets }: Stream, { frame, sequence, place, count, isKey, ticks }: Place): Buffer {
  const key = isKey ? 0x10 : 0x11
  const begins = place === 0 ? 0x90 : 0x80
  const head = isVideo(kind) ? [begins, 0x80, 0x80, frame & 0x7f, key] : [frameMs === 60 ? SIXTY : TWENTY]
  return encodeRtp({
    payloadType: isVideo(kind) ? VP8_TYPE : OPUS_TYPE,
    marker: isVideo(kind) && place === count - 1,
    sequence: sequence & 0xffff,
    timestamp: (frame * ticks) >>> 0,
    ssrc: KINDS.indexOf(kind) + 1,
    extensions: [ABS_SEND_TIME],
    payload: Buffer.concat([Buffer.from(head), Buffer.alloc(octets)]),
  })
}

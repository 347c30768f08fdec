/**
 * A site that sends in virtual time: frames of a voice and of pictures, all of one size, and what it says of their time. The first
 * of every 20 pictures is a key frame.
 */
import type { Impairer } from '../../src/app/bots/impairer.ts'
import type { Millis } from '../../src/base/clock.ts'
import type { Joined } from '../../src/media/room.ts'
import {
  clockRateOf,
  isVideo,
  KINDS,
  type Kind,
  OPUS_TYPE,
  VP8_TYPE,
} from '../../src/media/transport.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { encodeRtcp } from '../../src/rtp/rtcp-writer.ts'
import { ntpOf } from '../../src/rtp/times.ts'
import type { Schedule } from './schedule.ts'

/** Milliseconds since 1970 at the beginning of virtual time. */
export const EPOCH_MS = 1_800_000_000_000
const KEY_FRAME_EVERY = 20
const ABS_SEND_TIME = { id: 3, data: Buffer.alloc(3) }

export interface Stream {
  readonly kind: Kind
  readonly frameMs: number
  /** Of a packet's payload, and packets of a frame. */
  readonly octets: number
  readonly packets: number
}

export interface SendingOptions {
  readonly schedule: Schedule
  readonly told: Joined['told']
  readonly up: Impairer
}

export function sends({ schedule, told, up }: SendingOptions, streams: readonly Stream[]): void {
  const now = () => schedule.now as Millis
  told.connected(
    KINDS.map((_, kind) => kind + 1),
    now(),
  )
  for (const stream of streams) {
    const { kind, frameMs, octets, packets } = stream
    const track = KINDS.indexOf(kind)
    const ticks = (clockRateOf(kind) * frameMs) / 1000
    let frames = 0
    schedule.every(frameMs, () => {
      for (let place = 0; place < packets; place++) {
        const packet = packetOf(stream, { frame: frames, place, ticks })
        up.send(packet, came => told.rtp(track, came, now()))
      }
      frames += 1
    })
    schedule.every(1000, () => {
      const ntp = ntpOf(EPOCH_MS + now())
      const report = { type: 'SR' as const, ssrc: track + 1, ntp, blocks: [] }
      const counts = { rtp: frames * ticks, packets: frames * packets, octets: frames * octets }
      up.send(encodeRtcp([{ ...report, ...counts }]), came => told.rtcp(track, came, now()))
    })
  }
}

function packetOf(
  { kind, octets, packets }: Stream,
  { frame, place, ticks }: { frame: number; place: number; ticks: number },
): Buffer {
  const key = frame % KEY_FRAME_EVERY === 0 ? 0x10 : 0x11
  const begins = place === 0 ? 0x90 : 0x80
  const head = isVideo(kind) ? [begins, 0x80, 0x80, frame & 0x7f, key] : [0x48]
  return encodeRtp({
    payloadType: isVideo(kind) ? VP8_TYPE : OPUS_TYPE,
    marker: isVideo(kind) && place === packets - 1,
    sequence: (frame * packets + place) & 0xffff,
    timestamp: (frame * ticks) >>> 0,
    ssrc: KINDS.indexOf(kind) + 1,
    extensions: [ABS_SEND_TIME],
    payload: Buffer.concat([Buffer.from(head), Buffer.alloc(octets)]),
  })
}

/**
 * What stands where nothing came: silence as Opus, and a black picture as VP8. Constants, so that nothing is encoded here.
 */
import { AUDIO_RATE } from '../../rtp/times.ts'

/** Ticks: 20 ms. */
const FRAME_TICKS = 960
/** Frames in a packet: 120 ms (RFC 6716, section 3.2.5). */
const FRAMES_MAX = 6
/** CELT, the full band, 20 ms, one channel (RFC 6716, section 3.1), and a frame that is all silence. */
const ONE_FRAME = 0xf8
const FRAME = [0xff, 0xfe]

export const SILENCE_TICKS_MIN = FRAME_TICKS

export interface Silence {
  readonly ticks: number
  readonly octets: Buffer
}

const SILENCES: readonly Silence[] = Array.from({ length: FRAMES_MAX }, (_, less) => {
  const frames = less + 1
  const ticks = frames * FRAME_TICKS
  // Code 3, all of one size (section 3.2.5).
  const head = frames === 1 ? [ONE_FRAME] : [ONE_FRAME | 3, frames]
  return { ticks, octets: Buffer.from([...head, ...Array(frames).fill(FRAME).flat()]) }
})

/** The longest that is not longer than these ticks; they are SILENCE_TICKS_MIN at the least. */
export function silenceOf(ticks: number): Silence {
  return SILENCES[Math.min(FRAMES_MAX, Math.floor(ticks / FRAME_TICKS)) - 1]
}

export const TICKS_PER_MS = AUDIO_RATE / 1000

/** A key frame of 640 by 360, as libvpx encodes ffmpeg's `color=black` once. */
export const BLACK = {
  width: 640,
  height: 360,
  octets: Buffer.from(
    '5033009d012a80026801004708858588858488020200061604f70681649f6bdb9b' + '27387b'.repeat(128) + '273780feffab5080',
    'hex',
  ),
}

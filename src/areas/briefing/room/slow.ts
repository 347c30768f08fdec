/**
 * Whether this computer is slow: by what the page sees of its own work, second by second. Timers that come late, pictures that the
 * browser makes smaller for the processor's sake, pictures that take longer to decode than there is time for. Nothing of it comes
 * of a line, however bad that is. Said after some seconds of it, and no more after as many without. Pure.
 */

/** What was seen in a second or so. */
export interface WorkSample {
  readonly ms: number
  /** How late timers were in it, altogether. */
  readonly lateMs: number
  /** `qualityLimitationReason` of what is sent (W3C webrtc-stats). */
  readonly isCpuLimited: boolean
  /** Pictures that were decoded, and what that took. */
  readonly frames: number
  readonly decodeMs: number
}

export interface Slowness {
  readonly isSlow: boolean
  /** Seconds of it, less those without. */
  readonly seconds: number
}

export const NOT_SLOW: Slowness = { isSlow: false, seconds: 0 }

/** Until it is said, and until it is said no more. */
export const SLOW_SECONDS = 5
/** Of the time, by which timers are late: a browser that has the processor is late by a twentieth of it. */
export const LATE_SHARE = 0.3
/** At the 20 pictures a second that are sent there is no time for more. */
export const DECODE_MS = 50
/** Of fewer pictures nothing is known. */
const FRAMES_MIN = 5

export function seen(before: Slowness, sample: WorkSample): Slowness {
  const step = isSlowIn(sample) ? 1 : -1
  const seconds = Math.min(SLOW_SECONDS, Math.max(0, before.seconds + step))
  const isSlow = before.isSlow ? seconds > 0 : seconds === SLOW_SECONDS
  return { isSlow, seconds }
}

function isSlowIn({ ms, lateMs, isCpuLimited, frames, decodeMs }: WorkSample): boolean {
  return isCpuLimited || lateMs > ms * LATE_SHARE || (frames >= FRAMES_MIN && decodeMs > frames * DECODE_MS)
}

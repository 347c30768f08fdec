/**
 * Ticks, milliseconds and NTP's times.
 *
 *   wall        milliseconds since 1970, fractions allowed
 *   NTP         seconds since 1900 and 1/2^32 s, 32 bits each: a sender report's (RFC 3550, section 4)
 *   NTP short   the middle 32 bits of it, 1/65536 s, wraps after 18 h 12 min: LSR and DLSR (section 6.4.1)
 *
 * NTP's seconds wrap on 7 February 2036: with the highest bit set they are of 1968 to 2036, without it of 2036 to 2104
 * (RFC 4330, section 3). Pure; no input throws.
 */

export const VIDEO_RATE = 90_000
export const AUDIO_RATE = 48_000

/** Seconds from 1900 to 1970. */
const NTP_TO_UNIX_S = 2_208_988_800
const ERA_S = 2 ** 32
const SHORT_SECOND = 0x10000

export interface NtpTime {
  readonly seconds: number
  /** 1/2^32 s. */
  readonly fraction: number
}

export function ticksToMs(ticks: number, clockRate: number): number {
  return (ticks * 1000) / clockRate
}

/** To the nearest tick. */
export function msToTicks(ms: number, clockRate: number): number {
  return Math.round((ms * clockRate) / 1000)
}

export function ntpOf(wallMs: number): NtpTime {
  const second = Math.floor(wallMs / 1000)
  const fraction = Math.floor(((wallMs - second * 1000) / 1000) * ERA_S)
  return { seconds: (second + NTP_TO_UNIX_S) % ERA_S, fraction: Math.min(fraction, ERA_S - 1) }
}

export function wallMsOf({ seconds, fraction }: NtpTime): number {
  const era = seconds >= ERA_S / 2 ? 0 : ERA_S
  return (seconds + era - NTP_TO_UNIX_S) * 1000 + (fraction / ERA_S) * 1000
}

export function ntpShortOf({ seconds, fraction }: NtpTime): number {
  return ((seconds << 16) | (fraction >>> 16)) >>> 0
}

export function ntpShortToMs(short: number): number {
  return (short * 1000) / SHORT_SECOND
}

/** What does not fit, 18 hours, is told as the most that fits. */
export function msToNtpShort(ms: number): number {
  return Math.min(Math.max(0, Math.round((ms * SHORT_SECOND) / 1000)), 0xffffffff)
}

/** Values of the command line, parsed once: durations, instants, days, counts. A bad one is a `usage` failure (exit code 2). */
import { baseFailure } from '../base/failures.ts'

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Ten years: nothing here waits longer. */
const DURATION_MAX_MS = 3653 * UNITS.d

/** `500ms`, `30s`, `10m`, `72h` in milliseconds; no time at all is 0 in any unit, and in none. */
export function duration(text: string): number {
  if (text === '0') return 0
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text)
  const ms = match === null ? Number.NaN : Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]
  if (!(ms <= DURATION_MAX_MS))
    throw baseFailure('usage', {
      vi: `'${text}' không phải khoảng thời gian như 500ms, 30s, 10m hoặc 72h`,
      en: `'${text}' is not a duration, for example 500ms, 30s, 10m or 72h`,
    })
  return ms
}

/** An ISO 8601 instant with an offset (`2020-02-03T07:00:00+07:00`), in milliseconds since 1970. */
export function instant(text: string): number {
  const iso = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/
  const match = iso.exec(text)
  const at = match === null ? Number.NaN : Date.parse(text)
  // Date.parse takes 30 February for 1 March.
  const [year, month, day] = match?.slice(1, 4).map(Number) ?? []
  if (Number.isNaN(at) || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    throw baseFailure('usage', {
      vi: `'${text}' không phải thời điểm kèm độ lệch giờ như 2020-02-03T07:00:00+07:00`,
      en: `'${text}' is not a time with an offset, for example 2020-02-03T07:00:00+07:00`,
    })
  return at
}

/** `2020-02-03`. */
export function dayOf(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text))
    throw baseFailure('usage', { vi: `'${text}' không phải ngày`, en: `'${text}' is not a date` })
  return text
}

const SIZES = { MB: 1e6, GB: 1e9 } as const

/** `300MB`, `2GB` in octets. */
export function size(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(MB|GB)$/.exec(text)
  const octets = match === null ? Number.NaN : Number(match[1]) * SIZES[match[2] as keyof typeof SIZES]
  if (!(octets >= SIZES.MB && octets <= 1000 * SIZES.GB))
    throw baseFailure('usage', {
      vi: `'${text}' không phải dung lượng từ 1MB đến 1000GB, như 300MB hoặc 2GB`,
      en: `'${text}' is not a size from 1MB to 1000GB, for example 300MB or 2GB`,
    })
  return Math.round(octets)
}

/** A parser of whole numbers within bounds, both included. */
export function count(bounds: { from: number; to: number }): (text: string) => number {
  return text => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= bounds.from && value <= bounds.to))
      throw baseFailure('usage', {
        vi: `'${text}' không phải số nguyên từ ${bounds.from} đến ${bounds.to}`,
        en: `'${text}' is not a whole number from ${bounds.from} to ${bounds.to}`,
      })
    return value
  }
}

/**
 * The time formats of SMPP 3.4 (section 7.1.1), for schedule_delivery_time, validity_period and final_date.
 *
 *   YYMMDDhhmmsstnnp     t tenths of a second, nn quarter hours from UTC, p their sign, or R: relative
 *   200203153000028+     3 February 2020, 15:30:00.0 at UTC+7
 *   000001120000000R     one day and twelve hours from now
 *
 * No clock: the caller brings the present where a relative time needs one. Milliseconds since 1970 throughout.
 */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const QUARTER = 15 * MINUTE
/** nn goes to 48 in the specification; the world's offsets to +14:00. */
const QUARTERS_MAX = 56
/** A GSM validity period is at most 63 weeks (3GPP TS 23.040, 9.2.3.12.1). */
export const RELATIVE_MAX_MS = 63 * 7 * DAY
const DAYS_A_MONTH = 30

const pad = (value: number, digits = 2) => String(value).padStart(digits, '0')

/**
 * A span as a relative time, rounded up to whole seconds. What exceeds 30 days is told in months of 30 days, which the
 * centre reads as calendar months. Null below one second or beyond RELATIVE_MAX_MS.
 */
export function relativeTime(spanMs: number): string | null {
  const span = Math.ceil(spanMs / SECOND) * SECOND
  if (!(span >= SECOND && span <= RELATIVE_MAX_MS)) return null
  const days = Math.floor(span / DAY)
  const months = days > DAYS_A_MONTH ? Math.floor(days / DAYS_A_MONTH) : 0
  const parts = [
    Math.floor(months / 12),
    months % 12,
    days - months * DAYS_A_MONTH,
    Math.floor(span / HOUR) % 24,
    Math.floor(span / MINUTE) % 60,
    Math.floor(span / SECOND) % 60,
  ]
  return `${parts.map(part => pad(part)).join('')}000R`
}

/** An instant as an absolute time, told in local time at `offsetQuarters` quarter hours east of UTC. */
export function absoluteTime(at: number, offsetQuarters = 0): string {
  const local = new Date(at + offsetQuarters * QUARTER)
  return [
    pad(local.getUTCFullYear() % 100),
    pad(local.getUTCMonth() + 1),
    pad(local.getUTCDate()),
    pad(local.getUTCHours()),
    pad(local.getUTCMinutes()),
    pad(local.getUTCSeconds()),
    Math.floor(local.getUTCMilliseconds() / 100),
    pad(Math.abs(offsetQuarters)),
    offsetQuarters < 0 ? '-' : '+',
  ].join('')
}

const TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d)(\d\d)([-+R])$/

/** The instant that a time of either format means when it is read at `now`. Null when it is no such time. */
export function readTime(text: string, now: number): number | null {
  const match = TIME.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute, second, tenth, quarters] = match.slice(1, 9).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (hour > 23 || minute > 59 || second > 59) return null
  const sinceMidnight = hour * HOUR + minute * MINUTE + second * SECOND + tenth * 100
  if (match[9] === 'R') {
    const from = new Date(now)
    const months = from.getUTCFullYear() * 12 + from.getUTCMonth() + year * 12 + month
    const lastDay = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate()
    const date = Date.UTC(Math.floor(months / 12), months % 12, Math.min(from.getUTCDate(), lastDay))
    return date + (((now % DAY) + DAY) % DAY) + day * DAY + sinceMidnight
  }
  const date = Date.UTC(2000 + year, month - 1, day)
  if (month < 1 || month > 12 || new Date(date).getUTCDate() !== day || quarters > QUARTERS_MAX) return null
  return date + sinceMidnight - (match[9] === '-' ? -quarters : quarters) * QUARTER
}

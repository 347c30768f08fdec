/**
 * What the clocks of a time zone show at an instant, and the instant at which they show it.
 *
 *   instants   ├──── +01:00 ────┼──── +02:00 ────┼──── +01:00 ────
 *   wall       ├─────────────┤░░├─────────────┤▓▓├────────────────
 *                            gap: no instant   fold: two instants
 *
 * The one place that asks for the offset of a zone; everything else is arithmetic with it. Gaps and folds are resolved as
 * Temporal's disambiguation 'compatible' has it (docs/decisions/0020-one-wall-time.md). Knows no language and no zone by
 * heart: the offsets are the platform's, to the second. Instants are milliseconds since 1970. Pure; runs in a browser too.
 */
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== null
  } catch {
    return false
  }
}

/** What is added to an instant so that UTC's clocks show what those of the zone do. Without a zone: this machine's. */
export function offsetMs(at: number, timeZone?: string): number {
  const named = formatOf(timeZone).format(at)
  const found = OFFSET.exec(named)
  if (found === null) throw new Error(`'${named}' names no offset`)
  const [, sign, hours = 0, minutes = 0, seconds = 0] = found
  const size = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * 1000
  return sign === '-' ? -size : size
}

/** `2020-02-01T00:00:00`. */
export function wallTime(at: number, timeZone?: string): string {
  return asUtc(at + offsetMs(at, timeZone))
}

/** `2020-02-01`: the day of an instant, hence today's of now. */
export function wallDate(at: number, timeZone?: string): string {
  return wallTime(at, timeZone).split('T')[0]
}

/** `07:30`. */
export function clockTime(at: number, timeZone?: string): string {
  return wallTime(at, timeZone).split('T')[1].slice(0, 'HH:MM'.length)
}

/**
 * `2020-02-01T00:00:00+07:00`, the very instant to the second. Where the offset has seconds, as before there were time zones,
 * it is rounded to minutes, and the time is the one that goes with that offset.
 */
export function isoInZone(at: number, timeZone: string): string {
  const second = Math.floor(at / 1000) * 1000
  const offset = offsetMs(second, timeZone)
  const minutes = Math.round(Math.abs(offset) / MINUTE_MS)
  const two = (value: number) => String(value).padStart(2, '0')
  const [sign, moved] = offset < 0 ? ['-', -minutes] : ['+', minutes]
  return `${asUtc(second + moved * MINUTE_MS)}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * The instant at which the clocks of that zone show `2020-02-01T00:00` or `2020-02-01T00:00:30`; null where that is no date
 * with a time of day. In a gap it is later by the gap's length, in a fold it is the earlier.
 */
export function compatibleInstant(wall: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(wall)) return null
  const shown = Date.parse(`${wall}Z`)
  // 30 February would else be a day of March.
  if (Number.isNaN(shown) || !asUtc(shown).startsWith(wall)) return null
  // The offsets of a day before and a day after hold on either side of any change of clocks.
  const [before, after] = [-DAY_MS, DAY_MS].map(away => offsetMs(shown + away, timeZone))
  const [early, late] = [shown - before, shown - after]
  if (offsetMs(early, timeZone) === before) return early
  return offsetMs(late, timeZone) === after ? late : early
}

/** The same instant as `isoInZone` writes it. */
export function compatibleIso(wall: string, timeZone: string): string | null {
  const at = compatibleInstant(wall, timeZone)
  return at === null ? null : isoInZone(at, timeZone)
}

function asUtc(at: number): string {
  return new Date(at).toISOString().slice(0, -'.000Z'.length)
}

/** `2/1/2020, GMT+07:00`, `GMT-00:44:30`; UTC itself may be `GMT` alone. */
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/

/** Making one takes as long as dozens of offsets. */
const FORMATS_MAX = 50
const formats = new Map<string | undefined, Intl.DateTimeFormat>()

function formatOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en', {
    timeZoneName: 'longOffset',
    ...(timeZone === undefined ? {} : { timeZone }),
  })
  if (formats.size >= FORMATS_MAX) formats.clear()
  formats.set(timeZone, made)
  return made
}

/**
 * Instants with the offset that the clocks of a time zone have then: `2020-02-01T00:00:00+07:00`, so that whoever reads a
 * list sees the day and hour that people mean. Pure; the offsets are the platform's. Runs in a browser too.
 */
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** ISO 8601 to the second, with the offset of that zone at that instant. Fails as Intl does where there is no such zone. */
export function inZone(at: number, timeZone: string): string {
  const second = Math.floor(at / 1000) * 1000
  const minutes = Math.round(offsetMs(second, timeZone) / MINUTE_MS)
  return `${wallOf(second, timeZone)}${offsetOf(minutes)}`
}

function offsetMs(second: number, timeZone: string): number {
  return Date.parse(`${wallOf(second, timeZone)}Z`) - second
}

/**
 * The instant at which the clocks of that zone show `2020-02-01T00:00` or `2020-02-01T00:00:30`; null where that is no time
 * of day. A time that a change of clocks skips is taken with the offset before it; one that comes twice is the first.
 */
export function instantIn(wall: string, timeZone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(wall)) return null
  const asUtc = Date.parse(`${wall}Z`)
  if (Number.isNaN(asUtc)) return null
  // The offsets of a day before and a day after hold on either side of any change of clocks.
  const candidates = [-DAY_MS, DAY_MS].map(away => asUtc - offsetMs(asUtc + away, timeZone))
  const shown = candidates.filter(at => wallOf(at, timeZone) === wallOf(asUtc, 'UTC'))
  return inZone(shown.length > 0 ? Math.min(...shown) : candidates[0], timeZone)
}

function offsetOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** `2020-02-01T00:00:00`, as a clock on the wall shows it. */
function wallOf(at: number, timeZone: string): string {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`
}

const FORMATS_MAX = 50
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  if (formats.size >= FORMATS_MAX) formats.clear()
  formats.set(timeZone, format)
  return format
}

/**
 * Instants with the offset that the clocks of a time zone have then: `2020-02-01T00:00:00+07:00`, so that whoever reads a
 * list sees the day and hour that people mean. Pure; the offsets are the platform's. Runs in a browser too.
 */
const MINUTE_MS = 60_000

/** ISO 8601 to the second, with the offset of that zone at that instant. Fails as Intl does where there is no such zone. */
export function inZone(at: number, timeZone: string): string {
  const second = Math.floor(at / 1000) * 1000
  const wall = wallOf(second, timeZone)
  const minutes = Math.round((Date.parse(`${wall}Z`) - second) / MINUTE_MS)
  return `${wall}${offsetOf(minutes)}`
}

/** `+07:00`, as that zone has it at that instant. */
export function offsetAt(at: number, timeZone: string): string {
  return inZone(at, timeZone).slice(-6)
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

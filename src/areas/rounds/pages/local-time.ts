/**
 * Instants as wall clocks show them in a given time zone, for fields in which people type a date and a time.
 *
 * Knows no screen and no zone by heart: the offsets are the browser's. A wall time that a change of clocks skips is taken
 * with the offset before it.
 */
import type { Language } from '../../../web/words/both.ts'

/** `2026-02-04T07:00`, as a datetime-local field holds it. */
export function localOf(instant: string, timeZone: string): string {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(Date.parse(instant))
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`
}

/**
 * `07:00 thứ Tư, 04/02/2026`. A browser shows the date's field in its own order and its own hours; this cannot be read
 * as another day.
 */
export function spelledOut(instant: string, timeZone: string, language: Language): string {
  const [date, clock] = localOf(instant, timeZone).split('T')
  const [year, month, day] = date.split('-')
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone })
  return `${clock} ${weekday.format(Date.parse(instant))}, ${day}/${month}/${year}`
}

/** `Giờ Đông Dương (GMT+07:00)`: as people call a zone, and what it is at that time. */
export function zoneName(timeZone: string, language: Language, atMs: number): string {
  const named = (timeZoneName: 'long' | 'longOffset') =>
    new Intl.DateTimeFormat(language, { timeZone, timeZoneName })
      .formatToParts(atMs)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  return `${named('long')} (${named('longOffset')})`
}

/** ISO 8601 in UTC; null where it is no wall time. */
export function instantOf(local: string, timeZone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const asUtc = Date.parse(`${local}:00.000Z`)
  if (Number.isNaN(asUtc)) return null
  // Twice: the offset at the instant that the first guess gives decides.
  const guess = asUtc - offsetMs(asUtc, timeZone)
  return new Date(asUtc - offsetMs(guess, timeZone)).toISOString()
}

function offsetMs(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 60_000) * 60_000
  return Date.parse(`${localOf(new Date(whole).toISOString(), timeZone)}:00.000Z`) - whole
}

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
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}

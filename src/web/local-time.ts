/**
 * Instants as wall clocks show them in a given time zone, for fields in which people type a date and a time.
 *
 * Knows no screen, and no rule of clocks but that of `base/wall-time.ts`.
 */
import { compatibleInstant, wallTime } from '../base/wall-time.ts'
import type { Language } from './words/both.ts'

/** `2026-02-04T07:00`, as a datetime-local field holds it. */
export function localOf(instant: string, timeZone: string): string {
  return wallTime(Date.parse(instant), timeZone).slice(0, '2026-02-04T07:00'.length)
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

/** `thứ Tư, 04/02/2026`; null where it is no day. */
export function spelledDay(date: string, language: Language): string | null {
  if (compatibleInstant(`${date}T12:00`, 'UTC') === null) return null
  return spelledOut(`${date}T12:00:00Z`, 'UTC', language).slice('12:00 '.length)
}

/** `giờ Việt Nam (GMT+7)`: as people call a zone, and what it is at that time. */
export function zoneName(timeZone: string, language: Language, atMs: number): string {
  const named = (timeZoneName: 'long' | 'shortOffset') =>
    new Intl.DateTimeFormat(language, { timeZone, timeZoneName })
      .formatToParts(atMs)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  return `${CALLED[timeZone]?.[language] ?? named('long')} (${named('shortOffset')})`
}

/** Where Unicode's name is not the one that people here use: it calls the country's own clock Indochina's. */
const CALLED: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'Asia/Ho_Chi_Minh': { vi: 'giờ Việt Nam', en: 'Vietnam time' },
  // As browsers call the reader's own.
  'Asia/Saigon': { vi: 'giờ Việt Nam', en: 'Vietnam time' },
}

/** ISO 8601 in UTC; null where it is no wall time. In a gap later by its length, in a fold the earlier. */
export function instantOf(local: string, timeZone: string): string | null {
  const at = compatibleInstant(local, timeZone)
  return at === null ? null : new Date(at).toISOString()
}

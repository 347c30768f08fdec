/**
 * Days of the trail's search: as people read them, `03/02/2026` with the day of the week, and as the instants that the server is asked
 * for. The address holds `2026-02-03`. How they are typed is known to `trail-search.ts`.
 */
import { instantOf } from '../../../web/local-time.ts'
import type { TrailSearch } from './trail-search.ts'

/** `03/02/2026`, as it is read and typed again. */
export function dayShown(day: string): string {
  return day.split('-').toReversed().join('/')
}

/** `thứ Ba`: so that it cannot be read as another day. */
export function weekdayOf(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(day))
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, '2026-02-03'.length)
}

/** From the beginning of the first day to the end of the last, as clocks of the reader say it. */
export function instantsOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
): { readonly from?: string; readonly until?: string } {
  const start = from === undefined ? null : instantOf(`${from}T00:00`, timeZone)
  const end = to === undefined ? null : instantOf(`${dayAfter(to)}T00:00`, timeZone)
  return { ...(start === null ? {} : { from: start }), ...(end === null ? {} : { until: end }) }
}

/** As the server is asked. */
export function askedFor({ from, to, ...words }: TrailSearch) {
  return { ...words, ...instantsOf({ from, to }, readersZone()) }
}

export function readersZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

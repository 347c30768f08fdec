/**
 * Days as people type them: `3/2/2026`, `03.02.2026`, `2026-02-03`; without a year that of today. The address holds `2026-02-03`.
 * A browser's own field would show them in the browser's language. Pure.
 */
import { instantOf } from '../../../web/local-time.ts'

/** `2026-02-03`; null: no day of the calendar. `today` gives the year where none is typed. */
export function dayTyped(text: string, today: string): string | null {
  const typed = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3])
  const own = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}))?$/.exec(typed)
  return own === null ? null : dayOf(own[3] ?? today.slice(0, 4), own[2], own[1])
}

function dayOf(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null
}

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

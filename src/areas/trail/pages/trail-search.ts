/** What the address of the trail's page says, and days as people type them: `3/2/2026`, `2026-02-03`; without a year that of today. */

/** What the trail is looked at for; empty: all of it. */
export interface TrailSearch {
  /** Words of what was done or of its details. */
  text?: string
  action?: string
  /** A name, or the beginning of one, or an id. */
  actor?: string
  /** An id. */
  subject?: string
  /** `2026-02-03`, in the reader's time zone. */
  from?: string
  /** Included. */
  to?: string
}

export function trailSearch(search: Record<string, unknown>): TrailSearch {
  const found: TrailSearch = {}
  for (const name of ['text', 'action', 'actor', 'subject'] as const) {
    const value = search[name]
    // A number in an address is read as one.
    if (typeof value === 'number') found[name] = String(value)
    if (typeof value === 'string' && value !== '') found[name] = value
  }
  for (const name of ['from', 'to'] as const) {
    const value = search[name]
    const day = typeof value === 'string' ? dayTyped(value, value) : null
    if (day !== null) found[name] = day
  }
  return found
}

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

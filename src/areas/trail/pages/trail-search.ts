/** What the address of the trail's page says, and what the server is asked for it. */
import { dayTyped, instantsOf } from './days.ts'

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

/** As the server is asked. */
export function askedFor({ from, to, ...words }: TrailSearch) {
  return { ...words, ...instantsOf({ from, to }, readersZone()) }
}

export function readersZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

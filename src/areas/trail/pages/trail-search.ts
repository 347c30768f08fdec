/** What the address of the trail's page says. */

/** What the trail is looked at for; empty: all of it. */
export interface TrailSearch {
  action?: string
  /** A name or an id. */
  actor?: string
  /** An id. */
  subject?: string
}

export function trailSearch(search: Record<string, unknown>): TrailSearch {
  const found: TrailSearch = {}
  for (const name of ['action', 'actor', 'subject'] as const) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') found[name] = value
  }
  return found
}

/**
 * The roster as a chair looks at it: who speaks, who wants to, who is missing, who is there. The console counts by it too. Pure.
 *
 * Whoever is not expected (the chair itself, secretaries, interpreters, observers) is listed while it is there, and neither counted
 * nor said to be missing.
 */
import type { BriefingRoom, RoomSite } from '../model.ts'
import { EXPECTED } from '../pages/limits.ts'

export type Group = 'speaks' | 'asks' | 'missing' | 'there'

/** Who may have come and is gone; the others have not come at all. */
const WENT: readonly RoomSite['is'][] = ['left-early', 'dropped', 'removed']

export function groupsOf(room: BriefingRoom): Readonly<Record<Group, readonly RoomSite[]>> {
  const groups: Record<Group, RoomSite[]> = { speaks: [], asks: [], missing: [], there: [] }
  for (const site of room.sites) {
    const group = groupOf(site, room)
    if (group !== null) groups[group].push(site)
  }
  groups.speaks.sort((a, b) => room.heard.indexOf(a.site) - room.heard.indexOf(b.site))
  // Who is in the queue by its place, then those whom the chair has not answered yet.
  groups.asks.sort((a, b) => placeOf(a) - placeOf(b))
  return groups
}

function groupOf(site: RoomSite, room: BriefingRoom): Group | null {
  if (room.heard.includes(site.site)) return 'speaks'
  if (site.floor === 'pending' || site.floor === 'accepted') return 'asks'
  if (isThere(site)) return 'there'
  return EXPECTED.includes(site.role) ? 'missing' : null
}

/** Before it begins the roll does not count yet: whoever is connected is there. */
export function isThere({ is, line }: Pick<RoomSite, 'is' | 'line'>): boolean {
  return is === 'present' || is === 'late' || (is === 'awaited' && line !== null)
}

function placeOf({ queue }: RoomSite): number {
  return queue ?? Number.MAX_SAFE_INTEGER
}

/** Of those who are expected: there, and all. */
export function attendanceOf({ sites }: Pick<BriefingRoom, 'sites'>): {
  readonly there: number
  readonly expected: number
} {
  const expected = sites.filter(({ role }) => EXPECTED.includes(role))
  return { there: expected.filter(isThere).length, expected: expected.length }
}

/** Whether some of them were there before. */
export function haveGone(missing: readonly RoomSite[]): boolean {
  return missing.some(({ is }) => WENT.includes(is))
}

/** Whose chair it is by the roster, and is not there; null: it is, or there is none. */
export function chairAway({ sites }: Pick<BriefingRoom, 'sites'>): RoomSite | null {
  return sites.find(site => site.role === 'chair' && !isThere(site)) ?? null
}

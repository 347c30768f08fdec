/**
 * The room as it is told: first the whole, then what is others now. Pure.
 *
 *   room ─► the whole        change ─► members over the old ones; of `sites` those alone that are others
 */
import type { Room, RoomChange, RoomSite } from '../model.ts'

/** A site keeps its place in the roster; one that was not there comes behind the others. */
export function changed(room: Room, change: RoomChange): Room {
  const { sites, ...others } = change
  const after = { ...room, ...others } as Room
  return sites === undefined ? after : { ...after, sites: merged(room.sites, sites) }
}

function merged(before: readonly RoomSite[], others: readonly RoomSite[]): RoomSite[] {
  const newest = new Map(others.map(one => [one.site, one]))
  const known = new Set(before.map(({ site }) => site))
  return [
    ...before.map(one => newest.get(one.site) ?? one),
    ...others.filter(({ site }) => !known.has(site)),
  ]
}

export function siteOf(room: Room, site: string): RoomSite | null {
  return room.sites.find(one => one.site === site) ?? null
}

export function nameOf(room: Room, site: string | null): string {
  return (site === null ? null : siteOf(room, site))?.name ?? ''
}

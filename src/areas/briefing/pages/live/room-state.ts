/** A room as its stream tells it: the whole, then what is other; and what of it is read out. Pure. */
import type { BriefingRoom, RoomChange, RoomSite } from '../../model.ts'
import { attendanceOf, isThere } from '../../room/roster.ts'
import { EXPECTED } from '../limits.ts'

/** Of the sites a change holds those alone that are others now. */
export function changed(room: BriefingRoom | null, change: RoomChange): BriefingRoom | null {
  if (room === null) return null
  const { sites = [], ...rest } = change
  const now = new Map(sites.map(site => [site.site, site]))
  const kept = room.sites.map(site => now.get(site.site) ?? site)
  const known = new Set(room.sites.map(({ site }) => site))
  // A member that is not named stays; none is sent as nothing.
  return {
    ...room,
    ...(rest as Partial<BriefingRoom>),
    sites: [...kept, ...sites.filter(({ site }) => !known.has(site))],
  }
}

export interface Roll {
  readonly expected: number
  readonly there: number
  /** Expected and not there: those of whom nobody knows why stand first. */
  readonly missing: readonly RoomSite[]
}

const MISSING_ORDER: readonly RoomSite['is'][] = [
  'dropped',
  'absent',
  'awaited',
  'left-early',
  'removed',
  'absent-with-reason',
]

export function rollOf({ sites }: Pick<BriefingRoom, 'sites'>): Roll {
  const missing = sites.filter(site => EXPECTED.includes(site.role) && !isThere(site))
  return {
    ...attendanceOf({ sites }),
    missing: missing.toSorted((a, b) => MISSING_ORDER.indexOf(a.is) - MISSING_ORDER.indexOf(b.is)),
  }
}

export interface FloorNow {
  /** In the order in which they are heard. */
  readonly speaking: readonly RoomSite[]
  /** In the order of the queue. */
  readonly queued: readonly RoomSite[]
  /** Whom the chair has not accepted yet. */
  readonly asking: readonly RoomSite[]
}

export function floorNow({ sites, heard }: Pick<BriefingRoom, 'sites' | 'heard'>): FloorNow {
  const byId = new Map(sites.map(site => [site.site, site]))
  return {
    speaking: heard.flatMap(site => byId.get(site) ?? []),
    queued: sites.filter(({ floor }) => floor === 'accepted').toSorted((a, b) => (a.queue ?? 0) - (b.queue ?? 0)),
    asking: sites.filter(({ floor }) => floor === 'pending'),
  }
}

/** Who is taken to speak: whoever was given the floor last, else whoever has the chair. */
export function speakerOf({ heard }: Pick<BriefingRoom, 'heard'>): string | null {
  return heard[0] ?? null
}

/** For a screen reader. `name`: of the site. */
export type RoomAnnouncement =
  | { readonly is: 'asks' | 'speaks' | 'dropped' | 'came'; readonly name: string }
  | { readonly is: 'began' | 'ended' }

/** What somebody who does not look at the page has to hear of. */
export function toldBetween(before: BriefingRoom, after: BriefingRoom): readonly RoomAnnouncement[] {
  const was = new Map(before.sites.map(site => [site.site, site]))
  const told: RoomAnnouncement[] = []
  if (before.state !== after.state && after.state === 'open') told.push({ is: 'began' })
  if (before.state !== after.state && after.state === 'ended') told.push({ is: 'ended' })
  for (const site of after.sites) {
    const old = was.get(site.site)
    if (old === undefined) continue
    const { name } = site
    const asks = site.floor === 'pending' || site.floor === 'accepted'
    if (asks && old.floor === null) told.push({ is: 'asks', name })
    if (site.floor === 'granted' && old.floor !== 'granted') told.push({ is: 'speaks', name })
    if (site.is === 'dropped' && old.is !== 'dropped') told.push({ is: 'dropped', name })
    if (isThere(site) && !isThere(old)) told.push({ is: 'came', name })
  }
  return told
}

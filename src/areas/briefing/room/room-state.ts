/**
 * The room as it is told: first the whole, then what is others now. Pure.
 *
 *   room ─► the whole        change ─► members over the old ones; of `sites` those alone that are others
 *   answer to a deed ─► the whole as it was after it: it comes another way, before what was told ahead of it or behind what was told later
 */
import type { AgendaItem, BriefingRoom, RoomChange, RoomSite } from '../model.ts'

/** A site keeps its place in the roster; one that was not there comes behind the others. */
export function changed(room: BriefingRoom, change: RoomChange): BriefingRoom {
  const { sites, ...others } = change
  const after = { ...room, ...others } as BriefingRoom
  return sites === undefined ? after : { ...after, sites: merged(room.sites, sites) }
}

function merged(before: readonly RoomSite[], others: readonly RoomSite[]): RoomSite[] {
  const newest = new Map(others.map(one => [one.site, one]))
  const known = new Set(before.map(({ site }) => site))
  return [...before.map(one => newest.get(one.site) ?? one), ...others.filter(({ site }) => !known.has(site))]
}

/** Whether a page that has this room knows nothing later than what comes. */
export function isNew({ revision }: Pick<BriefingRoom, 'revision'>, { revision: told }: RoomChange): boolean {
  return told === undefined || told >= revision
}

export function siteOf(room: BriefingRoom, site: string): RoomSite | null {
  return room.sites.find(one => one.site === site) ?? null
}

export function nameOf(room: BriefingRoom, site: string | null): string {
  return (site === null ? null : siteOf(room, site))?.name ?? ''
}

/**
 * What of the agenda is spoken of, with its number from 1: what the newest of the minutes is about, or, at that or further on, what
 * whoever speaks reports on. Null: nobody can tell.
 */
export function itemNow({
  agenda,
  minutes,
  heard,
}: Pick<BriefingRoom, 'agenda' | 'minutes' | 'heard'>): { item: AgendaItem; number: number } | null {
  const written = minutes
    .filter(({ item }) => agenda.some(({ id }) => id === item))
    .reduce<BriefingRoom['minutes'][number] | null>(
      (newest, each) => (newest === null || each.at >= newest.at ? each : newest),
      null,
    )
  const from = agenda.findIndex(({ id }) => id === written?.item)
  const [speaker = null] = heard
  const reported = agenda.findIndex(({ site }, at) => at >= from && site !== null && site === speaker)
  const at = reported === -1 ? from : reported
  return at === -1 ? null : { item: agenda[at], number: at + 1 }
}

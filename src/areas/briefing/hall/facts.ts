/**
 * What is kept of a briefing besides its log, as its room needs it: the roster in its order with names and lines, documents,
 * minutes. Read anew whenever people have changed it.
 */

import type { BriefingRoom, LineClass, PlaceRole, SiteContent } from '../model.ts'
import { minuteOf } from '../office/view.ts'
import type { BriefingReading, StoredBriefing } from '../store.ts'

export interface HallFacts {
  readonly briefing: StoredBriefing
  readonly places: readonly HallPlace[]
  /** As the room shows them. */
  readonly documents: BriefingRoom['documents']
  readonly minutes: BriefingRoom['minutes']
}

export interface HallPlace {
  readonly site: string
  readonly name: string
  readonly short: string
  readonly responsible: SiteContent['responsible']
  readonly role: PlaceRole
  readonly language: string | null
  /** What its last test call said; null: there was none. */
  readonly line: LineClass | null
  /** Null: nobody has opened its link. */
  readonly tokenSha256: string | null
}

/** Null: there is no such briefing. */
export async function factsOf(rows: BriefingReading, id: string): Promise<HallFacts | null> {
  const briefing = await rows.briefing(id)
  if (briefing === null) return null
  const sites = new Map((await rows.sites()).map(site => [site.id, site]))
  const places = new Map((await rows.places(id)).map(place => [place.site, place]))
  return {
    briefing,
    places: briefing.content.roster.flatMap(({ site: of, role, language }): HallPlace[] => {
      const site = sites.get(of)
      if (site === undefined) return []
      const { name, short, responsible } = site.content
      const place = places.get(of)
      const line = (place?.verdict ?? site.verdict)?.line ?? null
      const tokenSha256 = place?.tokenSha256 ?? null
      return [{ site: of, name, short, responsible, role, language, line, tokenSha256 }]
    }),
    documents: (await rows.documents(id)).map(({ id: of, name, pages }) => ({ id: of, name, pages })),
    minutes: (await rows.minutes(id)).map(minuteOf),
  }
}

export function placeOf({ places }: Pick<HallFacts, 'places'>, site: string): HallPlace | undefined {
  return places.find(place => place.site === site)
}

/** Who has a role of which there is one; null: nobody. */
export function siteWith({ places }: Pick<HallFacts, 'places'>, role: PlaceRole): string | null {
  return places.find(place => place.role === role)?.site ?? null
}

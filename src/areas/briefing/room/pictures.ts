/**
 * Which picture stands where: whose it is, and on which down track it comes. Pure.
 *
 *   large    a shared screen, or the speaker        beside   the others who are heard        small   thumbnails
 *
 * A site's voice and picture keep their place among the slots as long as it is heard (src/media/arrangement.ts). The server tells
 * the places; where it does not they follow from who is heard, in the order in which that was told.
 */
import { placed } from '../../../media/arrangement.ts'
import {
  AUDIO_SLOTS,
  type Kind,
  MAIN_SLOTS,
  THUMBNAIL_SLOTS,
  TRACKS,
} from '../../../media/transport.ts'
import type { Room } from '../model.ts'

export type Places = readonly (string | null)[]

export const NOBODY_PLACED: Places = Array.from({ length: AUDIO_SLOTS }, () => null)

export interface Picture {
  /** Null: it is not known whose. */
  readonly site: string | null
  readonly is: 'camera' | 'screen' | 'own'
  /** Of the connection; null: none comes. */
  readonly track: number | null
}

export interface Pictures {
  readonly large: Picture | null
  readonly beside: readonly Picture[]
  readonly small: readonly Picture[]
}

export function placesAfter(before: Places, room: Room): Places {
  return room.places ?? placed(before, room.heard.slice(0, AUDIO_SLOTS))
}

export function picturesOf(
  room: Room,
  { site, places }: { site: string; places: Places },
): Pictures {
  const isShared = room.screen !== null && room.screen !== site
  const cameras = room.heard.map((each): Picture => {
    if (each === site) return { site: each, is: 'own', track: null }
    const place = places.indexOf(each)
    // The last one makes room for the screen.
    const isCovered = isShared && place === MAIN_SLOTS - 1
    return { site: each, is: 'camera', track: isCovered ? null : trackOf('main', place) }
  })
  const screen: Picture | null = isShared
    ? { site: room.screen, is: 'screen', track: trackOf('main', MAIN_SLOTS - 1) }
    : null
  // Nobody looks at itself while somebody else can be looked at.
  const first = cameras.find(({ is }) => is === 'camera') ?? cameras[0] ?? null
  const large = screen ?? first
  return {
    large,
    beside: cameras.filter(one => one !== large),
    small: smallOf(room, site),
  }
}

function smallOf({ thumbnails }: Room, own: string): Picture[] {
  const picture = (site: string | null, place: number): Picture => ({
    site,
    is: 'camera',
    track: trackOf('thumbnail', place),
  })
  // Where it is not told whose they are they are shown without a name: none is better than a wrong one.
  if (thumbnails === undefined)
    return Array.from({ length: THUMBNAIL_SLOTS }, (_, place) => picture(null, place))
  return thumbnails.flatMap((site, place) =>
    site === null || site === own ? [] : [picture(site, place)],
  )
}

function trackOf(kind: Kind, place: number): number | null {
  const track = TRACKS.findIndex(
    one => one.direction === 'down' && one.kind === kind && one.place === place,
  )
  return track === -1 ? null : track
}

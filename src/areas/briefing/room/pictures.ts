/**
 * Which picture stands where: whose it is, and on which down track it comes. Pure.
 *
 *   large    a shared screen, or the speaker        beside   the others who are heard        small   thumbnails
 *
 * Who stands in which slot is what the server tells, whenever a page comes and whatever it has seen before: nobody is named by
 * guess. Whoever has no slot, or not yet, is there by name.
 */
import { type Kind, MAIN_SLOTS, TRACKS } from '../../../media/transport.ts'
import type { BriefingRoom } from '../model.ts'

export interface Picture {
  readonly site: string
  readonly is: 'camera' | 'screen' | 'own'
  /** Of the connection; null: none comes. */
  readonly track: number | null
}

export interface Pictures {
  readonly large: Picture | null
  readonly beside: readonly Picture[]
  readonly small: readonly Picture[]
}

/** As this site sees them. */
export function picturesOf(room: BriefingRoom, site: string): Pictures {
  const shared = room.screen === site ? null : room.screen
  const cameras = room.heard.map((each): Picture => {
    if (each === site) return { site: each, is: 'own', track: null }
    const place = room.places?.indexOf(each) ?? -1
    // The last one makes room for the screen.
    const isCovered = shared !== null && place === MAIN_SLOTS - 1
    return { site: each, is: 'camera', track: isCovered ? null : trackOf('main', place) }
  })
  const screen: Picture | null =
    shared === null ? null : { site: shared, is: 'screen', track: trackOf('main', MAIN_SLOTS - 1) }
  // Nobody looks at itself while somebody else can be looked at.
  const first = cameras.find(({ is }) => is === 'camera') ?? cameras[0] ?? null
  const large = screen ?? first
  return { large, beside: cameras.filter(one => one !== large), small: smallOf(room, site) }
}

function smallOf({ thumbnails }: BriefingRoom, own: string): Picture[] {
  return (thumbnails ?? []).flatMap((site, place): Picture[] =>
    site === null || site === own ? [] : [{ site, is: 'camera', track: trackOf('thumbnail', place) }],
  )
}

function trackOf(kind: Kind, place: number): number | null {
  const track = TRACKS.findIndex(one => one.direction === 'down' && one.kind === kind && one.place === place)
  return track === -1 ? null : track
}

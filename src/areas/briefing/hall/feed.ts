/**
 * Who watches a briefing's room, as streams: the same for sites and for the ministry's people.
 *
 *   briefing:<id>   `room`, the whole; then `change`, at once, and a comment each second
 */
import { BEAT, event, type Hub, type Opening } from '../../../http/hub.ts'
import type { BriefingRoom, SiteIdentity } from '../model.ts'
import type { Streams } from './hall.ts'

const PREFIX = 'briefing:'

const roomOf = (briefing: string) => `${PREFIX}${briefing}`

/** As `who` of a site's stream: whoever came by another token is somebody else. */
const siteName = ({ briefing, site, tokenSha256 }: SiteIdentity) => `${siteNames(briefing, site)}${tokenSha256}`
const siteNames = (briefing: string, site: string) => `site:${briefing}:${site}:`

export function roomStreams(hub: Hub): Streams {
  return {
    tell: (briefing, { event: name, data }) => hub.sendNow(roomOf(briefing), event(name, data)),
    end: (briefing, site, but) => {
      const names = siteNames(briefing, site)
      for (const watcher of [...hub.watchers()])
        if (watcher.who.startsWith(names) && watcher.who !== `${names}${but}`) watcher.end()
    },
    watching: briefing => hub.watchersIn(roomOf(briefing)),
  }
}

export async function watchRoom(
  hub: Hub,
  briefing: string,
  opening: Opening,
  first: () => Promise<BriefingRoom>,
): Promise<Response> {
  return await hub.open(roomOf(briefing), opening, async () => event('room', await first()))
}

export function openingOf(of: SiteIdentity, cut: () => void): Opening {
  return { kind: 'page', who: siteName(of), session: null, cut }
}

/** Each second: whoever misses two looks whether it is still connected. */
export function beatRooms(hub: Hub): void {
  hub.beat(PREFIX, BEAT)
}

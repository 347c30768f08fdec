/** A room to be looked at in tests: nobody is there, nothing has happened, but for what is named. */
import type { BriefingRoom, RoomSelf, RoomSite } from '../model.ts'

export const ID = '00000000-0000-4000-8000-000000000000'

export function siteWith(site: string, of: Partial<RoomSite> = {}): RoomSite {
  return {
    site,
    name: `Bệnh viện ${site}`,
    short: site,
    role: 'site',
    language: null,
    is: 'present',
    line: 'A',
    isHeard: false,
    isSlow: false,
    floor: null,
    queue: null,
    questions: 0,
    ...of,
  }
}

export function roomWith(of: Partial<BriefingRoom> = {}): BriefingRoom {
  return {
    briefing: ID,
    title: 'Giao ban',
    startsAt: '2026-11-27T00:30:00.000Z',
    state: 'open',
    beganAt: '2026-11-27T00:30:00.000Z',
    endedAt: null,
    isRecorded: false,
    isQueueOpen: true,
    grantedMax: 2,
    chair: null,
    heard: [],
    places: [null, null, null],
    thumbnails: [null, null, null, null, null, null],
    screen: null,
    sites: [],
    agenda: [],
    documents: [],
    slide: null,
    minutes: [],
    captions: [],
    roll: null,
    languages: [],
    isMediaUp: true,
    revision: 0,
    ...of,
  }
}

export function selfWith(of: Partial<RoomSelf> = {}): RoomSelf {
  return {
    site: 'a',
    name: 'Bệnh viện a',
    responsible: { name: 'Nguyễn Văn An', title: null },
    role: 'site',
    language: null,
    expiresAt: '2026-11-28T00:30:00.000Z',
    verdict: null,
    room: roomWith({ sites: [siteWith('a')] }),
    instructions: [],
    ...of,
  }
}
